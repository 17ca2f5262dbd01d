package dev.sockeye.net;

import dev.sockeye.sys.Msghdr;
import dev.sockeye.sys.Sockaddr;
import dev.sockeye.sys.SockaddrIn;
import dev.sockeye.sys.SockaddrIn6;
import dev.sockeye.sys.SockaddrStorage;
import dev.sockeye.sys.SockaddrUn;
import dev.sockeye.sys.SysSocket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Endpoint to {@code struct sockaddr_*} and back. Holds nothing and allocates no native memory: the
 * caller brings the segment. Safe for use by any thread on its own segment.
 *
 * <p>Decoding never fails: what is odd for its family (too short, a path without room for its NUL)
 * is an {@link Endpoint.Raw}, whose encoding gives the same bytes back.
 */
final class SockaddrCodec {
    /** Room for every address: {@code sizeof(struct sockaddr_storage)}. */
    static final int CAPACITY = SockaddrStorage.SIZE;

    /** {@code sizeof(sa_family_t)}. */
    private static final int FAMILY = 2;

    /** Tells the address 0.0.0.0:0 from none. */
    private static final long PACKED = 1L << 62;

    private static final int VSOCK_SIZE = 16;

    private SockaddrCodec() {}

    /**
     * Writes an endpoint to the start of a segment of {@link #CAPACITY} bytes, in any alignment.
     *
     * @return the length of the address, to be passed along with it
     * @throws IllegalArgumentException where an {@link Endpoint.Other} has more bytes than fit
     */
    static int encode(Endpoint endpoint, MemorySegment address) {
        return (int) encode(endpoint, (size, _) -> address.asSlice(0, size)).byteSize();
    }

    private static MemorySegment encode(Endpoint endpoint, SegmentAllocator place) {
        if (endpoint instanceof Endpoint.Inet4(var host, int port)) {
            return SockaddrIn.of(place, ByteBuffer.wrap(host.getAddress()).getInt(), port);
        }
        if (endpoint instanceof Endpoint.Inet6(var host, int port, int flowinfo, int scope)) {
            return SockaddrIn6.of(place, host.getAddress(), port, flowinfo, scope);
        }
        return endpoint instanceof Endpoint.Unix(var name)
                ? unix(place, name)
                : other(place, (Endpoint.Other) endpoint);
    }

    private static MemorySegment unix(SegmentAllocator place, UnixName name) {
        return switch (name.kind()) {
            case UNNAMED -> SockaddrUn.unnamed(place);
            case PATH -> SockaddrUn.path(place, name.bytes());
            case ABSTRACT -> SockaddrUn.abstractName(place, name.bytes());
        };
    }

    private static MemorySegment other(SegmentAllocator place, Endpoint.Other other) {
        var bytes = other.bytes();
        if (bytes.length > CAPACITY - FAMILY) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes after the family do not fit an address: " + other);
        }
        return Sockaddr.of(place, other.family(), bytes);
    }

    /**
     * Reads the address that a call left at the start of the segment.
     *
     * @param length as the call reported it: may be more than there is room for (then what is there
     *     is read), and 0 where the kernel gave no address
     * @param domain the family of the socket, which an address of length 0 does not tell: a Unix
     *     peer without a name for {@code AF_UNIX}, a {@link Endpoint.Raw} of that family without
     *     bytes for any other
     */
    static Endpoint decode(MemorySegment address, int length, int domain) {
        int size = (int) Math.min(length, address.byteSize());
        if (size < FAMILY) {
            return domain == SysSocket.AF_UNIX
                    ? new Endpoint.Unix(UnixName.unnamed())
                    : new Endpoint.Raw(domain, new byte[0]);
        }
        int family = Sockaddr.family(address);
        if (family == SysSocket.AF_INET && size >= SockaddrIn.SIZE) {
            return inet4(address);
        }
        if (family == SysSocket.AF_INET6 && size >= SockaddrIn6.SIZE) {
            return inet6(address);
        }
        if (family == SysSocket.AF_UNIX && isUsual(address, size)) {
            return new Endpoint.Unix(unixName(address, size));
        }
        if (family == SysSocket.AF_VSOCK && size == VSOCK_SIZE) {
            return vsock(Sockaddr.data(address, size));
        }
        int end = Math.min(size, CAPACITY);
        return new Endpoint.Raw(family, Sockaddr.data(address, end));
    }

    /** Copies the address of one message to another, as it is. */
    static void copy(Msghdr from, Msghdr to) {
        int length = Math.min(from.nameLength(), CAPACITY);
        MemorySegment.copy(from.name(), 0, to.name(), 0, length);
        to.nameLength(length);
    }

    /** The port of an address; -1 where it has none. */
    static int port(MemorySegment address, int length) {
        int family = length < FAMILY ? -1 : Sockaddr.family(address);
        if (family == SysSocket.AF_INET && length >= SockaddrIn.SIZE) {
            return SockaddrIn.port(address);
        }
        return family == SysSocket.AF_INET6 && length >= SockaddrIn6.SIZE
                ? SockaddrIn6.port(address)
                : -1;
    }

    private static Endpoint inet4(MemorySegment address) {
        return inet4(SockaddrIn.addr(address), SockaddrIn.port(address));
    }

    private static Endpoint inet4(int addr, int port) {
        var host = ByteBuffer.allocate(Integer.BYTES).putInt(addr).array();
        return new Endpoint.Inet4(JavaNet.inet4(host), port);
    }

    /** An IPv4 address and port in one number, which is not 0; 0 where it is something else. */
    static long packed(MemorySegment address, int length) {
        boolean four = length == SockaddrIn.SIZE && Sockaddr.family(address) == SysSocket.AF_INET;
        return four
                ? PACKED
                        | Integer.toUnsignedLong(SockaddrIn.addr(address)) << Short.SIZE
                        | SockaddrIn.port(address)
                : 0;
    }

    /** The endpoint of what {@link #packed} answered, where that is not 0. */
    static Endpoint unpacked(long packed) {
        return inet4((int) (packed >>> Short.SIZE), (int) packed & 0xFFFF);
    }

    private static Endpoint inet6(MemorySegment address) {
        int scope = SockaddrIn6.scopeId(address);
        return new Endpoint.Inet6(
                JavaNet.scoped(SockaddrIn6.addr(address), scope),
                SockaddrIn6.port(address),
                SockaddrIn6.flowinfo(address),
                scope);
    }

    /** Linux lets a path fill all 108 bytes, without its NUL: {@link UnixName} cannot hold that. */
    private static boolean isUsual(MemorySegment address, int size) {
        return SockaddrUn.name(address, size).length <= UnixName.MAX_PATH;
    }

    private static UnixName unixName(MemorySegment address, int size) {
        if (SockaddrUn.isUnnamed(address, size)) {
            return UnixName.unnamed();
        }
        var name = SockaddrUn.name(address, size);
        return SockaddrUn.isAbstract(address, size)
                ? UnixName.abstractName(name)
                : UnixName.path(name);
    }

    /** What follows the family in {@code struct sockaddr_vm} of linux/vm_sockets.h. */
    static byte[] vsockBytes(Endpoint.Vsock endpoint) {
        return ByteBuffer.allocate(VSOCK_SIZE - FAMILY)
                .order(ByteOrder.nativeOrder())
                .putShort((short) 0)
                .putInt(endpoint.port())
                .putInt(endpoint.cid())
                .put((byte) endpoint.flags())
                .array();
    }

    private static Endpoint vsock(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        boolean usual =
                in.getShort(0) == 0 && in.get(11) == 0 && in.get(12) == 0 && in.get(13) == 0;
        return usual
                ? new Endpoint.Vsock(in.getInt(6), in.getInt(2), in.get(10) & 0xFF)
                : new Endpoint.Raw(SysSocket.AF_VSOCK, bytes);
    }
}
