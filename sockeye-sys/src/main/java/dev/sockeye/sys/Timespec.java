package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct timespec { time_t tv_sec; long tv_nsec; }}: seconds and nanoseconds.
 */
public final class Timespec {
    private static final Constants S = Platform.struct("timespec");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long SEC = S.value("tv_sec");
    private static final long NSEC = S.value("tv_nsec");

    private Timespec() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param sec seconds
     * @param nsec nanoseconds, 0 to 999999999
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, long sec, long nsec) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        sec(segment, sec);
        nsec(segment, nsec);
        return segment;
    }

    /**
     * {@code tv_sec}.
     *
     * @param segment a struct timespec
     * @return seconds
     */
    public static long sec(MemorySegment segment) {
        return segment.get(Layouts.LONG, SEC);
    }

    /**
     * Sets {@code tv_sec}.
     *
     * @param segment a struct timespec
     * @param value seconds
     */
    public static void sec(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, SEC, value);
    }

    /**
     * {@code tv_nsec}.
     *
     * @param segment a struct timespec
     * @return nanoseconds, 0 to 999999999
     */
    public static long nsec(MemorySegment segment) {
        return segment.get(Layouts.LONG, NSEC);
    }

    /**
     * Sets {@code tv_nsec}.
     *
     * @param segment a struct timespec
     * @param value nanoseconds, 0 to 999999999
     */
    public static void nsec(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, NSEC, value);
    }

    /**
     * The whole in nanoseconds.
     *
     * @param segment a struct timespec
     * @return seconds and nanoseconds together; wraps after 292 years
     */
    public static long nanos(MemorySegment segment) {
        return sec(segment) * 1_000_000_000 + nsec(segment);
    }
}
