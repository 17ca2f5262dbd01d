package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct itimerspec { struct timespec it_interval; struct timespec it_value; }}: when a timer
 * runs out, and how often after that.
 */
public final class Itimerspec {
    private static final Constants S = Platform.struct("itimerspec");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long INTERVAL = S.value("it_interval");
    private static final long VALUE = S.value("it_value");

    private Itimerspec() {}

    /**
     * One of them, all zero: a timer that is off.
     *
     * @param allocator where it is allocated
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
    }

    /**
     * {@code it_interval}.
     *
     * @param segment a struct itimerspec
     * @return a view of it as a {@link Timespec}; zero for a timer that runs out once
     */
    public static MemorySegment interval(MemorySegment segment) {
        return segment.asSlice(INTERVAL, Timespec.SIZE);
    }

    /**
     * {@code it_value}.
     *
     * @param segment a struct itimerspec
     * @return a view of it as a {@link Timespec}; zero for a timer that is off
     */
    public static MemorySegment value(MemorySegment segment) {
        return segment.asSlice(VALUE, Timespec.SIZE);
    }
}
