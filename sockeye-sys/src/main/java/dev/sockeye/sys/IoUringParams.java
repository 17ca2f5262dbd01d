package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct io_uring_params}: what {@link Kernel#io_uring_setup} is asked for, and what it tells:
 * sizes, features, and where in the mappings everything is.
 */
public final class IoUringParams {
    private static final Constants S = Platform.struct("io_uring_params");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long SQ_ENTRIES = S.value("sq_entries");
    private static final long CQ_ENTRIES = S.value("cq_entries");
    private static final long FLAGS = S.value("flags");
    private static final long FEATURES = S.value("features");
    private static final long SQ_HEAD = S.value("sq_off.head");
    private static final long SQ_TAIL = S.value("sq_off.tail");
    private static final long SQ_FLAGS = S.value("sq_off.flags");
    private static final long SQ_ARRAY = S.value("sq_off.array");
    private static final long CQ_HEAD = S.value("cq_off.head");
    private static final long CQ_TAIL = S.value("cq_off.tail");
    private static final long CQES = S.value("cq_off.cqes");

    private IoUringParams() {}

    /**
     * One of them, all zero but for what is asked for.
     *
     * @param allocator where it is allocated
     * @param flags {@code IORING_SETUP_} values of {@link LinuxIoUring}
     * @param cqEntries how many completions there is to be room for, with IORING_SETUP_CQSIZE
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, int flags, int cqEntries) {
        var params = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        params.set(Layouts.INT, FLAGS, flags);
        params.set(Layouts.INT, CQ_ENTRIES, cqEntries);
        return params;
    }

    /**
     * {@code sq_entries}.
     *
     * @param params a struct io_uring_params
     * @return how many submissions there is room for, a power of two
     */
    public static int sqEntries(MemorySegment params) {
        return params.get(Layouts.INT, SQ_ENTRIES);
    }

    /**
     * {@code cq_entries}.
     *
     * @param params a struct io_uring_params
     * @return how many completions there is room for, a power of two
     */
    public static int cqEntries(MemorySegment params) {
        return params.get(Layouts.INT, CQ_ENTRIES);
    }

    /**
     * {@code features}.
     *
     * @param params a struct io_uring_params
     * @return {@code IORING_FEAT_} values of {@link LinuxIoUring}
     */
    public static int features(MemorySegment params) {
        return params.get(Layouts.INT, FEATURES);
    }

    /**
     * {@code sq_off.head}.
     *
     * @param params a struct io_uring_params
     * @return the offset of an int that the kernel moves on
     */
    public static int sqHead(MemorySegment params) {
        return params.get(Layouts.INT, SQ_HEAD);
    }

    /**
     * {@code sq_off.tail}.
     *
     * @param params a struct io_uring_params
     * @return the offset of an int that the submitter moves on
     */
    public static int sqTail(MemorySegment params) {
        return params.get(Layouts.INT, SQ_TAIL);
    }

    /**
     * {@code sq_off.flags}.
     *
     * @param params a struct io_uring_params
     * @return the offset of an int of {@code IORING_SQ_} values
     */
    public static int sqFlags(MemorySegment params) {
        return params.get(Layouts.INT, SQ_FLAGS);
    }

    /**
     * {@code sq_off.array}.
     *
     * @param params a struct io_uring_params
     * @return the offset of the array of indexes; of no meaning with IORING_SETUP_NO_SQARRAY
     */
    public static int sqArray(MemorySegment params) {
        return params.get(Layouts.INT, SQ_ARRAY);
    }

    /**
     * {@code cq_off.head}.
     *
     * @param params a struct io_uring_params
     * @return the offset of an int that the reader of completions moves on
     */
    public static int cqHead(MemorySegment params) {
        return params.get(Layouts.INT, CQ_HEAD);
    }

    /**
     * {@code cq_off.tail}.
     *
     * @param params a struct io_uring_params
     * @return the offset of an int that the kernel moves on
     */
    public static int cqTail(MemorySegment params) {
        return params.get(Layouts.INT, CQ_TAIL);
    }

    /**
     * {@code cq_off.cqes}.
     *
     * @param params a struct io_uring_params
     * @return the offset of the array of {@link IoUringCqe}
     */
    public static int cqes(MemorySegment params) {
        return params.get(Layouts.INT, CQES);
    }
}
