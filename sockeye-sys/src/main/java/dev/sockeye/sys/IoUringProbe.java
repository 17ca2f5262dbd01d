package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct io_uring_probe}: what IORING_REGISTER_PROBE tells of the opcodes.
 */
public final class IoUringProbe {
    /** How many opcodes one has room for: more than any kernel has. */
    public static final int OPS = 256;

    private static final Constants S = Platform.struct("io_uring_probe");
    private static final Constants OP = Platform.struct("io_uring_probe_op");
    private static final long OPS_LEN = S.value("ops_len");
    private static final long FIRST = S.value("ops");
    private static final long OP_SIZE = OP.value("SIZE");
    private static final long OP_FLAGS = OP.value("flags");

    /** Its size in bytes. */
    public static final int SIZE = (int) (FIRST + OPS * OP_SIZE);

    private IoUringProbe() {}

    /**
     * One of them, all zero, as the kernel wants it.
     *
     * @param allocator where it is allocated
     * @return room for {@link #OPS} opcodes
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
    }

    /**
     * Whether an opcode is there.
     *
     * @param probe a struct io_uring_probe that was filled
     * @param opcode an {@code IORING_OP_} value
     * @return whether the kernel has told of it, and with IO_URING_OP_SUPPORTED
     */
    public static boolean supports(MemorySegment probe, int opcode) {
        int told = Byte.toUnsignedInt(probe.get(ValueLayout.JAVA_BYTE, OPS_LEN));
        if (opcode < 0 || opcode >= told) {
            return false;
        }
        int flags = probe.get(Layouts.SHORT, FIRST + opcode * OP_SIZE + OP_FLAGS);
        return (flags & LinuxIoUring.IO_URING_OP_SUPPORTED) != 0;
    }
}
