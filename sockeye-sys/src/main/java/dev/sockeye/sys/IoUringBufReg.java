package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct io_uring_buf_reg}: the argument of IORING_REGISTER_PBUF_RING and
 * IORING_UNREGISTER_PBUF_RING.
 */
public final class IoUringBufReg {
    private static final Constants S = Platform.struct("io_uring_buf_reg");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long RING_ADDR = S.value("ring_addr");
    private static final long RING_ENTRIES = S.value("ring_entries");
    private static final long BGID = S.value("bgid");

    private IoUringBufReg() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param ring the mapping of an {@link IoUringBufRing}; page-aligned, and in the kernel's use
     *     until the group is unregistered or the io_uring closed
     * @param entries how many buffers it has room for, a power of two, at most 32,768
     * @param group the group's number, 0 to 65,535
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(
            SegmentAllocator allocator, Mapping ring, int entries, int group) {
        var reg = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        reg.set(ValueLayout.ADDRESS, RING_ADDR, ring.segment());
        reg.set(Layouts.INT, RING_ENTRIES, entries);
        reg.set(Layouts.SHORT, BGID, (short) group);
        return reg;
    }
}
