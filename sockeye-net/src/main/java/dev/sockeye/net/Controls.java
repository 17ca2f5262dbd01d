package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetIn.IPV6_HOPLIMIT;
import static dev.sockeye.sys.NetinetIn.IPV6_ORIGDSTADDR;
import static dev.sockeye.sys.NetinetIn.IPV6_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVERR;
import static dev.sockeye.sys.NetinetIn.IPV6_TCLASS;
import static dev.sockeye.sys.NetinetIn.IP_ORIGDSTADDR;
import static dev.sockeye.sys.NetinetIn.IP_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IP_RECVERR;
import static dev.sockeye.sys.NetinetIn.IP_TOS;
import static dev.sockeye.sys.NetinetIn.IP_TTL;
import static dev.sockeye.sys.NetinetTcp.TCP_CM_INQ;
import static dev.sockeye.sys.NetinetUdp.SOL_UDP;
import static dev.sockeye.sys.NetinetUdp.UDP_GRO;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.SCM_CREDENTIALS;
import static dev.sockeye.sys.SysSocket.SCM_INQ;
import static dev.sockeye.sys.SysSocket.SCM_PIDFD;
import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SCM_SECURITY;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_MARK;
import static dev.sockeye.sys.SysSocket.SO_PRIORITY;
import static dev.sockeye.sys.SysSocket.SO_RXQ_OVFL;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPING;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPING_NEW;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS_NEW;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP_NEW;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.In6Pktinfo;
import dev.sockeye.sys.InPktinfo;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SockExtendedErr;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Control messages to and from a control buffer. */
final class Controls {
    private static final int V4_IN_V6 = 12;

    /** {@code struct timespec}, and timeval, with 64-bit time. */
    private static final long TIMESPEC = 2 * Long.BYTES;

    /** Where a struct is built before it is copied behind its header. */
    private static final SegmentAllocator HEAP =
            (size, _) ->
                    MemorySegment.ofArray(new long[(int) (size + Long.BYTES - 1) / Long.BYTES])
                            .asSlice(0, size);

    private Controls() {}

    /** How many bytes of a control buffer these take, sent by a socket of this family. */
    static long space(List<Control> controls, int domain) {
        long sum = 0;
        for (Control each : controls) {
            sum += Cmsghdr.space(size(each, domain));
        }
        return sum;
    }

    private static long size(Control control, int domain) {
        return switch (control) {
            case Control.PktInfo _ -> domain == AF_INET6 ? In6Pktinfo.SIZE : InPktinfo.SIZE;
            case Control.Other other -> other.bytes().length;
        };
    }

    /** Writes them one behind the other, and answers how many bytes they take. */
    static long encode(List<Control> controls, int domain, MemorySegment buffer) {
        long at = 0;
        for (Control each : controls) {
            at =
                    switch (each) {
                        case Control.PktInfo info when domain == AF_INET6 -> {
                            var data =
                                    In6Pktinfo.of(HEAP, wide(info.local()), info.interfaceIndex());
                            yield Cmsghdr.put(buffer, at, IPPROTO_IPV6, IPV6_PKTINFO, data);
                        }
                        case Control.PktInfo info -> {
                            int source = narrow(info.local());
                            var data = InPktinfo.of(HEAP, info.interfaceIndex(), source, 0);
                            yield Cmsghdr.put(buffer, at, IPPROTO_IP, IP_PKTINFO, data);
                        }
                        case Control.Other other -> {
                            var data = MemorySegment.ofArray(other.bytes());
                            yield Cmsghdr.put(buffer, at, other.level(), other.type(), data);
                        }
                    };
        }
        return at;
    }

    /** An IPv6 socket sends IPv4 from the v4-mapped form of the address. */
    private static byte[] wide(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        var wide = new byte[16];
        if (!address.isAnyLocalAddress()) {
            wide[10] = (byte) 0xFF;
            wide[11] = (byte) 0xFF;
            System.arraycopy(bytes, 0, wide, V4_IN_V6, 4);
        }
        return wide;
    }

    private static int narrow(InetAddress address) {
        if (address instanceof Inet4Address four) {
            return ByteBuffer.wrap(four.getAddress()).getInt();
        }
        throw new IllegalArgumentException(
                "an IPv4 socket cannot send from " + address.getHostAddress());
    }

    /**
     * Reads what recvmsg(2) brought. Descriptors have no class that could own them yet: they are closed,
     * and their message has -1 in place of each.
     */
    static List<Control> decode(MemorySegment received, Network network) {
        refuse(received, network.kernel(), false);
        return read(received, network);
    }

    /** Closes the descriptors that came, and leaves -1 in place of each. */
    static void refuseDescriptors(MemorySegment received, Kernel kernel) {
        refuse(received, kernel, true);
    }

    private static void refuse(MemorySegment received, Kernel kernel, boolean ofProcesses) {
        for (long at = Cmsghdr.first(received); at >= 0; at = Cmsghdr.next(received, at)) {
            if (is(received, at, SOL_SOCKET, SCM_RIGHTS)
                    || (ofProcesses && is(received, at, SOL_SOCKET, SCM_PIDFD))) {
                closeAll(Cmsghdr.data(received, at), kernel);
            }
        }
    }

    /** Reads what recvmsg(2) brought, after the descriptors were refused. */
    static List<Control> decode(MemorySegment received) {
        return read(received, null);
    }

    private static List<Control> read(MemorySegment received, @Nullable Network owner) {
        long at = Cmsghdr.first(received);
        if (at < 0) {
            return List.of();
        }
        var controls = new ArrayList<Control>(2);
        for (; at >= 0; at = Cmsghdr.next(received, at)) {
            int level = Cmsghdr.level(received, at);
            int type = Cmsghdr.type(received, at);
            MemorySegment data = Cmsghdr.data(received, at);
            controls.add(
                    owner != null && level == SOL_SOCKET && type == SCM_PIDFD
                            ? senderPidFd(owner, data)
                            : decode(level, type, data));
        }
        return Collections.unmodifiableList(controls);
    }

    static boolean is(MemorySegment buffer, long at, int level, int type) {
        return Cmsghdr.level(buffer, at) == level && Cmsghdr.type(buffer, at) == type;
    }

    private static void closeAll(MemorySegment descriptors, Kernel kernel) {
        for (long at = 0; at + Integer.BYTES <= descriptors.byteSize(); at += Integer.BYTES) {
            int fd = descriptors.get(JAVA_INT_UNALIGNED, at);
            descriptors.set(JAVA_INT_UNALIGNED, at, -1);
            if (fd >= 0) {
                var _ = kernel.close(fd);
            }
        }
    }

    /** A kernel without a descriptor for it gives -errno in its place. */
    private static Control senderPidFd(Network owner, MemorySegment data) {
        int fd = data.byteSize() < Integer.BYTES ? -1 : data.get(JAVA_INT_UNALIGNED, 0);
        return fd < 0
                ? new Control.Unknown(SOL_SOCKET, SCM_PIDFD, data.toArray(JAVA_BYTE))
                : new Control.SenderPidFd(new PidFd(owner, fd));
    }

    /** Never fails: what is too short for its kind, or of no kind that is known, stays bytes. */
    private static Control decode(int level, int type, MemorySegment data) {
        Control known = null;
        if (level == SOL_SOCKET) {
            known = ofSocket(type, data);
        } else if (level == IPPROTO_IP) {
            known = ofIp(type, data);
        } else if (level == IPPROTO_IPV6) {
            known = ofIp6(type, data);
        } else if (level == SOL_UDP && type == UDP_GRO && data.byteSize() >= Integer.BYTES) {
            known = new Control.UdpGro(word(data, 0));
        } else if (level == IPPROTO_TCP && type == TCP_CM_INQ && data.byteSize() >= Integer.BYTES) {
            known = new Control.Inq(level, type, word(data, 0));
        }
        return known != null ? known : new Control.Unknown(level, type, data.toArray(JAVA_BYTE));
    }

    private static @Nullable Control ofSocket(int type, MemorySegment data) {
        long length = data.byteSize();
        if (type == SCM_SECURITY) {
            return new Control.Security(SOL_SOCKET, label(data));
        }
        if (type == SO_TIMESTAMP || type == SO_TIMESTAMP_NEW) {
            return stamp(data, 0, 1000).map(at -> new Control.Timestamp(type, at)).orElse(null);
        }
        if (type == SO_TIMESTAMPNS || type == SO_TIMESTAMPNS_NEW) {
            return stamp(data, 0, 1).map(at -> new Control.Timestamp(type, at)).orElse(null);
        }
        if (type == SO_TIMESTAMPING || type == SO_TIMESTAMPING_NEW) {
            return length < 3 * TIMESPEC
                    ? null
                    : new Control.Timestamping(
                            type, stamp(data, 0, 1), stamp(data, 2 * TIMESPEC, 1));
        }
        if (length < Integer.BYTES) {
            return null;
        }
        if (type == SCM_CREDENTIALS) {
            return length < 3 * Integer.BYTES
                    ? null
                    : new Control.Credentials(word(data, 0), unsigned(data, 4), unsigned(data, 8));
        }
        return type == SO_MARK
                ? new Control.Mark(unsigned(data, 0))
                : type == SO_PRIORITY
                        ? new Control.Priority(word(data, 0))
                        : type == SO_RXQ_OVFL
                                ? new Control.RxqOvfl(unsigned(data, 0))
                                : type == SCM_INQ
                                        ? new Control.Inq(SOL_SOCKET, type, word(data, 0))
                                        : null;
    }

    private static @Nullable Control ofIp(int type, MemorySegment data) {
        if (type == IP_PKTINFO && data.byteSize() >= InPktinfo.SIZE) {
            return new Control.PktInfo(
                    four(InPktinfo.addr(data)),
                    four(InPktinfo.specDst(data)),
                    InPktinfo.ifindex(data));
        }
        if (type == IP_RECVERR && data.byteSize() >= SockExtendedErr.SIZE) {
            return error(IPPROTO_IP, type, data);
        }
        if (type == IP_ORIGDSTADDR) {
            return new Control.OrigDst(SockaddrCodec.decode(data, (int) data.byteSize(), AF_INET));
        }
        if (type == SCM_SECURITY) {
            return new Control.Security(IPPROTO_IP, label(data));
        }
        if (type == IP_TOS && data.byteSize() >= 1) { // one byte, where all others are an int
            return new Control.Tos(Byte.toUnsignedInt(data.get(JAVA_BYTE, 0)));
        }
        return type == IP_TTL && data.byteSize() >= Integer.BYTES
                ? new Control.Ttl(word(data, 0))
                : null;
    }

    private static @Nullable Control ofIp6(int type, MemorySegment data) {
        if (type == IPV6_PKTINFO && data.byteSize() >= In6Pktinfo.SIZE) {
            return six(In6Pktinfo.addr(data), In6Pktinfo.ifindex(data));
        }
        if (type == IPV6_RECVERR && data.byteSize() >= SockExtendedErr.SIZE) {
            return error(IPPROTO_IPV6, type, data);
        }
        if (type == IPV6_ORIGDSTADDR) {
            return new Control.OrigDst(SockaddrCodec.decode(data, (int) data.byteSize(), AF_INET6));
        }
        if (data.byteSize() < Integer.BYTES) {
            return null;
        }
        return type == IPV6_HOPLIMIT
                ? new Control.HopLimit(word(data, 0))
                : type == IPV6_TCLASS ? new Control.TClass(word(data, 0)) : null;
    }

    private static Control.RecvErr error(int level, int type, MemorySegment data) {
        MemorySegment behind = data.asSlice(SockExtendedErr.SIZE);
        Endpoint offender = SockaddrCodec.decode(behind, (int) behind.byteSize(), AF_INET6);
        boolean known = offender instanceof Endpoint.Inet4 || offender instanceof Endpoint.Inet6;
        return new Control.RecvErr(
                level,
                type,
                SockExtendedErr.errno(data),
                SockExtendedErr.origin(data),
                SockExtendedErr.type(data),
                SockExtendedErr.code(data),
                Integer.toUnsignedLong(SockExtendedErr.info(data)),
                Integer.toUnsignedLong(SockExtendedErr.data(data)),
                known ? Optional.of(offender) : Optional.empty());
    }

    private static int word(MemorySegment data, long at) {
        return data.get(JAVA_INT_UNALIGNED, at);
    }

    private static long unsigned(MemorySegment data, long at) {
        return Integer.toUnsignedLong(word(data, at));
    }

    /** All zero where there is none; what no clock says is none either. */
    private static Optional<Instant> stamp(MemorySegment data, long at, long nanosPerUnit) {
        if (data.byteSize() < at + TIMESPEC) {
            return Optional.empty();
        }
        long seconds = data.get(JAVA_LONG_UNALIGNED, at);
        long fraction = data.get(JAVA_LONG_UNALIGNED, at + Long.BYTES);
        boolean possible =
                seconds >= 0
                        && seconds <= Instant.MAX.getEpochSecond()
                        && fraction >= 0
                        && fraction < 1_000_000_000 / nanosPerUnit;
        return possible && (seconds | fraction) != 0
                ? Optional.of(Instant.ofEpochSecond(seconds, fraction * nanosPerUnit))
                : Optional.empty();
    }

    private static String label(MemorySegment data) {
        String text = new String(data.toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    private static Control.PktInfo six(byte[] bytes, int index) {
        if (isMapped(bytes)) {
            var four = four(ByteBuffer.wrap(bytes).getInt(V4_IN_V6));
            return new Control.PktInfo(four, four, index);
        }
        Inet6Address address = JavaNet.scoped(bytes, 0);
        if (address.isLinkLocalAddress()) {
            address = JavaNet.scoped(bytes, index);
        }
        Inet6Address local =
                address.isMulticastAddress() ? JavaNet.scoped(new byte[16], 0) : address;
        return new Control.PktInfo(address, local, index);
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private static Inet4Address four(int address) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are always an IPv4 address", e);
        }
    }
}
