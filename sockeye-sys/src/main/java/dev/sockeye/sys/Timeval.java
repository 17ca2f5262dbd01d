package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** {@code struct timeval { time_t tv_sec; suseconds_t tv_usec; }}: seconds and microseconds. */
public final class Timeval {
    private static final Constants S = Platform.struct("timeval");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long SEC = S.value("tv_sec");
    private static final long USEC = S.value("tv_usec");

    private Timeval() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param sec seconds
     * @param usec microseconds, 0 to 999999
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, long sec, long usec) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        sec(segment, sec);
        usec(segment, usec);
        return segment;
    }

    /**
     * {@code tv_sec}.
     *
     * @param segment a struct timeval
     * @return seconds
     */
    public static long sec(MemorySegment segment) {
        return segment.get(Layouts.LONG, SEC);
    }

    /**
     * Sets {@code tv_sec}.
     *
     * @param segment a struct timeval
     * @param value seconds
     */
    public static void sec(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, SEC, value);
    }

    /**
     * {@code tv_usec}.
     *
     * @param segment a struct timeval
     * @return microseconds, 0 to 999999
     */
    public static long usec(MemorySegment segment) {
        return segment.get(Layouts.LONG, USEC);
    }

    /**
     * Sets {@code tv_usec}.
     *
     * @param segment a struct timeval
     * @param value microseconds, 0 to 999999
     */
    public static void usec(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, USEC, value);
    }
}
