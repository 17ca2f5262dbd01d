package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPV6_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IP_PKTINFO;
import static dev.sockeye.sys.NetinetUdp.SOL_UDP;
import static dev.sockeye.sys.NetinetUdp.UDP_GRO;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.In6Pktinfo;
import dev.sockeye.sys.InPktinfo;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Control messages to and from a control buffer. */
final class Controls {
    private static final int V4_IN_V6 = 12;

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
    static List<Control> decode(MemorySegment received, Kernel kernel) {
        refuseDescriptors(received, kernel);
        return decode(received);
    }

    /** Closes the descriptors that came, and leaves -1 in place of each. */
    static void refuseDescriptors(MemorySegment received, Kernel kernel) {
        for (long at = Cmsghdr.first(received); at >= 0; at = Cmsghdr.next(received, at)) {
            if (is(received, at, SOL_SOCKET, SCM_RIGHTS)) {
                closeAll(Cmsghdr.data(received, at), kernel);
            }
        }
    }

    /** Reads what recvmsg(2) brought, after the descriptors were refused. */
    static List<Control> decode(MemorySegment received) {
        long at = Cmsghdr.first(received);
        if (at < 0) {
            return List.of();
        }
        var controls = new ArrayList<Control>(2);
        for (; at >= 0; at = Cmsghdr.next(received, at)) {
            int level = Cmsghdr.level(received, at);
            int type = Cmsghdr.type(received, at);
            controls.add(decode(level, type, Cmsghdr.data(received, at)));
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

    private static Control decode(int level, int type, MemorySegment data) {
        if (level == IPPROTO_IP && type == IP_PKTINFO && data.byteSize() >= InPktinfo.SIZE) {
            return new Control.PktInfo(
                    four(InPktinfo.addr(data)),
                    four(InPktinfo.specDst(data)),
                    InPktinfo.ifindex(data));
        }
        if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO && data.byteSize() >= In6Pktinfo.SIZE) {
            return six(In6Pktinfo.addr(data), In6Pktinfo.ifindex(data));
        }
        if (level == SOL_UDP && type == UDP_GRO && data.byteSize() >= Integer.BYTES) {
            return new Control.UdpGro(data.get(JAVA_INT_UNALIGNED, 0));
        }
        return new Control.Unknown(level, type, data.toArray(JAVA_BYTE));
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
