package dev.sockeye.sys;

import static java.lang.foreign.ValueLayout.ADDRESS_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct io_uring_sqe}: a submission, in an array of them that a ring maps. Indexes count
 * structs.
 *
 * <p>What a submission points to belongs to the kernel until its completion. Nothing here keeps it:
 * the arena of a segment that was given to {@link #addr(MemorySegment, int, MemorySegment)} must stay
 * open and reachable for so long.
 */
public final class IoUringSqe {
    private static final Constants S = Platform.struct("io_uring_sqe");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long OPCODE = S.value("opcode");
    private static final long FLAGS = S.value("flags");
    private static final long IOPRIO = S.value("ioprio");
    private static final long FD = S.value("fd");
    private static final long OFF = S.value("off");
    private static final long ADDR = S.value("addr");
    private static final long LEN = S.value("len");
    private static final long OP_FLAGS = S.value("rw_flags");
    private static final long USER_DATA = S.value("user_data");
    private static final long BUF_GROUP = S.value("buf_group");

    private IoUringSqe() {}

    /**
     * Begins a submission: the whole struct is zero but for these.
     *
     * @param array an array
     * @param index which one
     * @param opcode an {@code IORING_OP_} value of {@link LinuxIoUring}
     * @param fd {@code fd}, -1 for none
     * @param userData {@code user_data}, which the completion brings back
     */
    public static void begin(MemorySegment array, int index, int opcode, int fd, long userData) {
        long at = (long) index * SIZE;
        for (long offset = 0; offset < SIZE; offset += Long.BYTES) {
            array.set(Layouts.LONG, at + offset, 0);
        }
        array.set(ValueLayout.JAVA_BYTE, at + OPCODE, (byte) opcode);
        array.set(Layouts.INT, at + FD, fd);
        array.set(Layouts.LONG, at + USER_DATA, userData);
    }

    /**
     * Sets {@code flags}.
     *
     * @param array an array
     * @param index which one
     * @param value {@code IOSQE_} values of {@link LinuxIoUring}
     */
    public static void flags(MemorySegment array, int index, int value) {
        array.set(ValueLayout.JAVA_BYTE, (long) index * SIZE + FLAGS, (byte) value);
    }

    /**
     * Sets {@code ioprio}, where several opcodes have flags.
     *
     * @param array an array
     * @param index which one
     * @param value for example IORING_RECV_MULTISHOT of {@link LinuxIoUring}
     */
    public static void ioprio(MemorySegment array, int index, int value) {
        array.set(Layouts.SHORT, (long) index * SIZE + IOPRIO, (short) value);
    }

    /**
     * Sets {@code off}, which is {@code addr2} too.
     *
     * @param array an array
     * @param index which one
     * @param value an offset in a file, or the length of an address
     */
    public static void off(MemorySegment array, int index, long value) {
        array.set(Layouts.LONG, (long) index * SIZE + OFF, value);
    }

    /**
     * Sets {@code addr} to a segment's address.
     *
     * @param array an array
     * @param index which one
     * @param value a native segment; see above for how long it must live
     */
    public static void addr(MemorySegment array, int index, MemorySegment value) {
        if (!value.isNative()) {
            throw new IllegalArgumentException("a heap segment cannot be given to a ring");
        }
        array.set(ADDRESS_UNALIGNED, (long) index * SIZE + ADDR, value);
    }

    /**
     * Sets {@code addr} to a message, with its buffers as they are now.
     *
     * @param array an array
     * @param index which one
     * @param value a message; it and its buffers must live until the completion
     */
    public static void addr(MemorySegment array, int index, Msghdr value) {
        addr(array, index, value.block(value.iov()));
    }

    /**
     * Sets {@code addr} to a number: the user_data that IORING_OP_ASYNC_CANCEL looks for.
     *
     * @param array an array
     * @param index which one
     * @param value no address
     */
    public static void addr(MemorySegment array, int index, long value) {
        array.set(Layouts.LONG, (long) index * SIZE + ADDR, value);
    }

    /**
     * Sets {@code len}.
     *
     * @param array an array
     * @param index which one
     * @param value a length in bytes, or another small number
     */
    public static void len(MemorySegment array, int index, int value) {
        array.set(Layouts.INT, (long) index * SIZE + LEN, value);
    }

    /**
     * Sets the flags of the operation: {@code accept_flags}, {@code msg_flags}, {@code
     * poll32_events}, ..., which are one field.
     *
     * @param array an array
     * @param index which one
     * @param value what the operation takes
     */
    public static void opFlags(MemorySegment array, int index, int value) {
        array.set(Layouts.INT, (long) index * SIZE + OP_FLAGS, value);
    }

    /**
     * Sets {@code buf_group}.
     *
     * @param array an array
     * @param index which one
     * @param value the group that the kernel takes a buffer of, with IOSQE_BUFFER_SELECT
     */
    public static void bufGroup(MemorySegment array, int index, int value) {
        array.set(Layouts.SHORT, (long) index * SIZE + BUF_GROUP, (short) value);
    }
}
