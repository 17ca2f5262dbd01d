package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct in6_pktinfo}: the IPv6 control message IPV6_PKTINFO.
 */
public final class In6Pktinfo {
    private static final Constants S = Platform.struct("in6_pktinfo");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long ADDR = S.value("ipi6_addr");
    private static final long IFINDEX = S.value("ipi6_ifindex");

    private In6Pktinfo() {}

    /**
     * One of them, filled.
     *
     * @param allocator where it is allocated
     * @param addr the local address, 16 bytes; when sending, the source to use
     * @param ifindex the interface's index
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, byte[] addr, int ifindex) {
        var segment = allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
        addr(segment, addr);
        ifindex(segment, ifindex);
        return segment;
    }

    /**
     * {@code ipi6_addr}.
     *
     * @param segment a struct in6_pktinfo
     * @return the local address, 16 bytes
     */
    public static byte[] addr(MemorySegment segment) {
        return Layouts.bytes(segment, ADDR, 16);
    }

    /**
     * Sets {@code ipi6_addr}.
     *
     * @param segment a struct in6_pktinfo
     * @param value the local address, 16 bytes; when sending, the source to use
     */
    public static void addr(MemorySegment segment, byte[] value) {
        Layouts.bytes(segment, ADDR, value, 16);
    }

    /**
     * {@code ipi6_ifindex}.
     *
     * @param segment a struct in6_pktinfo
     * @return the interface's index
     */
    public static int ifindex(MemorySegment segment) {
        return segment.get(Layouts.INT, IFINDEX);
    }

    /**
     * Sets {@code ipi6_ifindex}.
     *
     * @param segment a struct in6_pktinfo
     * @param value the interface's index
     */
    public static void ifindex(MemorySegment segment, int value) {
        segment.set(Layouts.INT, IFINDEX, value);
    }
}
