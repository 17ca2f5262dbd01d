package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct rlimit { rlim_t rlim_cur; rlim_t rlim_max; }}: a limit of the process. Unsigned
 * numbers; {@link SysResource#RLIM_INFINITY} is no limit.
 */
public final class Rlimit {
    private static final Constants S = Platform.struct("rlimit");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long CUR = S.value("rlim_cur");
    private static final long MAX = S.value("rlim_max");

    private Rlimit() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param cur the limit in force (soft)
     * @param max how far the process may raise it (hard)
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, long cur, long max) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        cur(segment, cur);
        max(segment, max);
        return segment;
    }

    /**
     * {@code rlim_cur}.
     *
     * @param segment a struct rlimit
     * @return the limit in force (soft)
     */
    public static long cur(MemorySegment segment) {
        return segment.get(Layouts.LONG, CUR);
    }

    /**
     * Sets {@code rlim_cur}.
     *
     * @param segment a struct rlimit
     * @param value the limit in force (soft)
     */
    public static void cur(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, CUR, value);
    }

    /**
     * {@code rlim_max}.
     *
     * @param segment a struct rlimit
     * @return how far the process may raise it (hard)
     */
    public static long max(MemorySegment segment) {
        return segment.get(Layouts.LONG, MAX);
    }

    /**
     * Sets {@code rlim_max}.
     *
     * @param segment a struct rlimit
     * @param value how far the process may raise it (hard)
     */
    public static void max(MemorySegment segment, long value) {
        segment.set(Layouts.LONG, MAX, value);
    }
}
