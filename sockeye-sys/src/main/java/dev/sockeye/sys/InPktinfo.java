package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct in_pktinfo}: the IPv4 control message IP_PKTINFO. Addresses are in host byte order
 * here.
 */
public final class InPktinfo {
    private static final Constants S = Platform.struct("in_pktinfo");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long IFINDEX = S.value("ipi_ifindex");
    private static final long SPEC_DST = S.value("ipi_spec_dst");
    private static final long ADDR = S.value("ipi_addr");

    private InPktinfo() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param ifindex the interface's index
     * @param specDst the local address; when sending, the source to use
     * @param addr the destination in the packet's header; not used when sending
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, int ifindex, int specDst, int addr) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        ifindex(segment, ifindex);
        specDst(segment, specDst);
        addr(segment, addr);
        return segment;
    }

    /**
     * {@code ipi_ifindex}.
     *
     * @param segment a struct in_pktinfo
     * @return the interface's index
     */
    public static int ifindex(MemorySegment segment) {
        return segment.get(Layouts.INT, IFINDEX);
    }

    /**
     * Sets {@code ipi_ifindex}.
     *
     * @param segment a struct in_pktinfo
     * @param value the interface's index
     */
    public static void ifindex(MemorySegment segment, int value) {
        segment.set(Layouts.INT, IFINDEX, value);
    }

    /**
     * {@code ipi_spec_dst}.
     *
     * @param segment a struct in_pktinfo
     * @return the local address
     */
    public static int specDst(MemorySegment segment) {
        return segment.get(Layouts.NET_INT, SPEC_DST);
    }

    /**
     * Sets {@code ipi_spec_dst}.
     *
     * @param segment a struct in_pktinfo
     * @param value the local address; when sending, the source to use
     */
    public static void specDst(MemorySegment segment, int value) {
        segment.set(Layouts.NET_INT, SPEC_DST, value);
    }

    /**
     * {@code ipi_addr}.
     *
     * @param segment a struct in_pktinfo
     * @return the destination in the packet's header
     */
    public static int addr(MemorySegment segment) {
        return segment.get(Layouts.NET_INT, ADDR);
    }

    /**
     * Sets {@code ipi_addr}.
     *
     * @param segment a struct in_pktinfo
     * @param value the destination in the packet's header; not used when sending
     */
    public static void addr(MemorySegment segment, int value) {
        segment.set(Layouts.NET_INT, ADDR, value);
    }
}
