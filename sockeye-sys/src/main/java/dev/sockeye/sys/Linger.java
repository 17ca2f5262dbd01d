package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct linger { int l_onoff; int l_linger; }}: the value of SO_LINGER.
 */
public final class Linger {
    private static final Constants S = Platform.struct("linger");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long ONOFF = S.value("l_onoff");
    private static final long LINGER = S.value("l_linger");

    private Linger() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param onoff not 0 if close waits for unsent data
     * @param linger how long it waits, in seconds
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, int onoff, int linger) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        onoff(segment, onoff);
        linger(segment, linger);
        return segment;
    }

    /**
     * {@code l_onoff}.
     *
     * @param segment a struct linger
     * @return not 0 if close waits for unsent data
     */
    public static int onoff(MemorySegment segment) {
        return segment.get(Layouts.INT, ONOFF);
    }

    /**
     * Sets {@code l_onoff}.
     *
     * @param segment a struct linger
     * @param value not 0 if close waits for unsent data
     */
    public static void onoff(MemorySegment segment, int value) {
        segment.set(Layouts.INT, ONOFF, value);
    }

    /**
     * {@code l_linger}.
     *
     * @param segment a struct linger
     * @return how long it waits, in seconds
     */
    public static int linger(MemorySegment segment) {
        return segment.get(Layouts.INT, LINGER);
    }

    /**
     * Sets {@code l_linger}.
     *
     * @param segment a struct linger
     * @param value how long it waits, in seconds
     */
    public static void linger(MemorySegment segment, int value) {
        segment.set(Layouts.INT, LINGER, value);
    }
}
