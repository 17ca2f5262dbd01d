package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct io_uring_cqe}: a completion, in an array of them that lies at an offset of a mapping.
 * Indexes count structs.
 */
public final class IoUringCqe {
    private static final Constants S = Platform.struct("io_uring_cqe");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long USER_DATA = S.value("user_data");
    private static final long RES = S.value("res");
    private static final long FLAGS = S.value("flags");

    private IoUringCqe() {}

    /**
     * {@code user_data}.
     *
     * @param array an array
     * @param index which one
     * @return what the submission had
     */
    public static long userData(MemorySegment array, int index) {
        return array.get(Layouts.LONG, (long) index * SIZE + USER_DATA);
    }

    /**
     * {@code res}.
     *
     * @param array an array
     * @param index which one
     * @return what the system call would have answered: {@code >= 0} or {@code -errno}
     */
    public static int res(MemorySegment array, int index) {
        return array.get(Layouts.INT, (long) index * SIZE + RES);
    }

    /**
     * {@code flags}.
     *
     * @param array an array
     * @param index which one
     * @return {@code IORING_CQE_F_} values of {@link LinuxIoUring}, and a buffer's number above them
     */
    public static int flags(MemorySegment array, int index) {
        return array.get(Layouts.INT, (long) index * SIZE + FLAGS);
    }
}
