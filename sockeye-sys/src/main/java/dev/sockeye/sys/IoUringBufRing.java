package dev.sockeye.sys;

import static java.lang.foreign.ValueLayout.ADDRESS_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct io_uring_buf_ring}: buffers that are lent to the kernel, an array of {@code struct
 * io_uring_buf}. Its tail lies inside the first entry.
 */
public final class IoUringBufRing {
    private static final Constants S = Platform.struct("io_uring_buf_ring");
    private static final Constants ENTRY = Platform.struct("io_uring_buf");

    /** The size of one entry in bytes. */
    public static final int SIZE = ENTRY.value("SIZE");

    /**
     * The offset of the tail, a short: how many buffers were ever added, less those above 65,535. The
     * kernel reads it while it runs, so it is to be written with release semantics, after the
     * entries.
     */
    public static final long TAIL = S.value("tail");

    private static final long ADDR = ENTRY.value("addr");
    private static final long LEN = ENTRY.value("len");
    private static final long BID = ENTRY.value("bid");

    private IoUringBufRing() {}

    /**
     * Sets an entry; the tail is left alone, though it lies inside the first one.
     *
     * @param ring the array
     * @param index which entry
     * @param buffer native memory, which belongs to the kernel until a completion names it
     * @param bid the buffer's number
     */
    public static void set(MemorySegment ring, int index, MemorySegment buffer, int bid) {
        long at = (long) index * SIZE;
        ring.set(ADDRESS_UNALIGNED, at + ADDR, buffer);
        ring.set(Layouts.INT, at + LEN, (int) buffer.byteSize());
        ring.set(Layouts.SHORT, at + BID, (short) bid);
    }
}
