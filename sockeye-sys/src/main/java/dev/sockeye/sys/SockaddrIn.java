package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct sockaddr_in}: an IPv4 address and port. Every number here is in host byte order;
 * the struct's are in network byte order.
 */
public final class SockaddrIn {
    private static final Constants S = Platform.struct("sockaddr_in");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long PORT = S.value("sin_port");
    private static final long ADDR = S.value("sin_addr");

    private SockaddrIn() {}

    /**
     * An address of family AF_INET.
     *
     * @param allocator where it is allocated
     * @param addr the IPv4 address in host byte order, for example {@link
     *     NetinetIn#INADDR_LOOPBACK}
     * @param port 0 to 65535
     * @return the address, {@link #SIZE} bytes
     */
    public static MemorySegment of(SegmentAllocator allocator, int addr, int port) {
        Layouts.port(port);
        var segment = allocator.allocate(SIZE, Integer.BYTES).fill((byte) 0);
        Sockaddr.family(segment, SysSocket.AF_INET);
        port(segment, port);
        addr(segment, addr);
        return segment;
    }

    /**
     * {@code sin_port}.
     *
     * @param segment an IPv4 address
     * @return 0 to 65535
     */
    public static int port(MemorySegment segment) {
        return Layouts.unsignedShort(segment, Layouts.NET_SHORT, PORT);
    }

    /**
     * Sets {@code sin_port}.
     *
     * @param segment an IPv4 address
     * @param value 0 to 65535
     */
    public static void port(MemorySegment segment, int value) {
        segment.set(Layouts.NET_SHORT, PORT, (short) Layouts.port(value));
    }

    /**
     * {@code sin_addr.s_addr}.
     *
     * @param segment an IPv4 address
     * @return the address in host byte order
     */
    public static int addr(MemorySegment segment) {
        return segment.get(Layouts.NET_INT, ADDR);
    }

    /**
     * Sets {@code sin_addr.s_addr}.
     *
     * @param segment an IPv4 address
     * @param value the address in host byte order
     */
    public static void addr(MemorySegment segment, int value) {
        segment.set(Layouts.NET_INT, ADDR, value);
    }
}
