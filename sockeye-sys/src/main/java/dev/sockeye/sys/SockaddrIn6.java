package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct sockaddr_in6}: an IPv6 address with port, flow information and scope. Every number
 * here is in host byte order; the struct's port and flow information are in network byte order.
 */
public final class SockaddrIn6 {
    private static final Constants S = Platform.struct("sockaddr_in6");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final int ADDR_LENGTH = 16;
    private static final long PORT = S.value("sin6_port");
    private static final long FLOWINFO = S.value("sin6_flowinfo");
    private static final long ADDR = S.value("sin6_addr");
    private static final long SCOPE_ID = S.value("sin6_scope_id");

    private SockaddrIn6() {}

    /**
     * An address of family AF_INET6.
     *
     * @param allocator where it is allocated
     * @param addr the 16 bytes of the IPv6 address
     * @param port 0 to 65535
     * @param flowinfo traffic class and flow label, mostly 0
     * @param scopeId the interface's index for link-local addresses, else 0
     * @return the address, {@link #SIZE} bytes
     */
    public static MemorySegment of(
            SegmentAllocator allocator, byte[] addr, int port, int flowinfo, int scopeId) {
        Layouts.port(port);
        var segment = allocator.allocate(SIZE, Integer.BYTES).fill((byte) 0);
        Sockaddr.family(segment, SysSocket.AF_INET6);
        port(segment, port);
        flowinfo(segment, flowinfo);
        addr(segment, addr);
        scopeId(segment, scopeId);
        return segment;
    }

    /**
     * {@code sin6_port}.
     *
     * @param segment an IPv6 address
     * @return 0 to 65535
     */
    public static int port(MemorySegment segment) {
        return Layouts.unsignedShort(segment, Layouts.NET_SHORT, PORT);
    }

    /**
     * Sets {@code sin6_port}.
     *
     * @param segment an IPv6 address
     * @param value 0 to 65535
     */
    public static void port(MemorySegment segment, int value) {
        segment.set(Layouts.NET_SHORT, PORT, (short) Layouts.port(value));
    }

    /**
     * {@code sin6_flowinfo}.
     *
     * @param segment an IPv6 address
     * @return traffic class and flow label in host byte order
     */
    public static int flowinfo(MemorySegment segment) {
        return segment.get(Layouts.NET_INT, FLOWINFO);
    }

    /**
     * Sets {@code sin6_flowinfo}.
     *
     * @param segment an IPv6 address
     * @param value traffic class and flow label in host byte order
     */
    public static void flowinfo(MemorySegment segment, int value) {
        segment.set(Layouts.NET_INT, FLOWINFO, value);
    }

    /**
     * {@code sin6_addr}.
     *
     * @param segment an IPv6 address
     * @return a copy of its 16 bytes
     */
    public static byte[] addr(MemorySegment segment) {
        return Layouts.bytes(segment, ADDR, ADDR_LENGTH);
    }

    /**
     * Sets {@code sin6_addr}.
     *
     * @param segment an IPv6 address
     * @param value 16 bytes
     */
    public static void addr(MemorySegment segment, byte[] value) {
        Layouts.bytes(segment, ADDR, value, ADDR_LENGTH);
    }

    /**
     * {@code sin6_scope_id}.
     *
     * @param segment an IPv6 address
     * @return an interface's index, or 0
     */
    public static int scopeId(MemorySegment segment) {
        return segment.get(Layouts.INT, SCOPE_ID);
    }

    /**
     * Sets {@code sin6_scope_id}.
     *
     * @param segment an IPv6 address
     * @param value an interface's index, or 0
     */
    public static void scopeId(MemorySegment segment, int value) {
        segment.set(Layouts.INT, SCOPE_ID, value);
    }
}
