package dev.sockeye.net;

import dev.sockeye.sys.NetinetIn;
import dev.sockeye.sys.NetinetUdp;
import dev.sockeye.sys.SysSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A control message (ancillary data, {@code struct cmsghdr}) that travels with a {@link Message}. A
 * value: immutable, compared by content.
 *
 * <p>The set is open: {@link Other} is implemented by every rarer kind, so a {@code switch} stays
 * complete when one is added, and a message that has no class here arrives as {@link Unknown}, and can
 * be sent as one.
 */
public sealed interface Control permits Control.PktInfo, Control.Other {
    /**
     * IP_PKTINFO or IPV6_PKTINFO: the address of this machine that a datagram was sent to and the
     * interface it came by; when sent, the address to send from. Received where {@link Ip#PKTINFO} or
     * {@link Ip6#RECVPKTINFO} is on. An IPv4 datagram on an IPv6 socket has IPv4 addresses.
     *
     * @param address received: the destination in the packet, which may be a broadcast or multicast
     *     address. Not used when sending
     * @param local received: the address of this machine that stands for it; the unspecified address
     *     for IPv6 multicast. Sent: the source, the unspecified address to let the kernel choose
     * @param interfaceIndex received: the interface it came by. Sent: the one to leave by, 0 to let the
     *     kernel choose
     */
    record PktInfo(InetAddress address, InetAddress local, int interfaceIndex) implements Control {
        /** Both addresses are of the same IP version. */
        public PktInfo {
            if (address instanceof Inet4Address != local instanceof Inet4Address) {
                throw new IllegalArgumentException(
                        "IPv4 and IPv6 in one: " + address + ", " + local);
            }
        }

        /**
         * To send with.
         *
         * @param source the address to send from
         * @param interfaceIndex the interface to leave by, 0 to let the kernel choose
         */
        public PktInfo(InetAddress source, int interfaceIndex) {
            this(source, source, interfaceIndex);
        }

        /**
         * What to send an answer with, so that it leaves from the address that was asked. The interface
         * is left to the kernel, except where the address means nothing without it.
         *
         * @return this of the answer
         */
        public PktInfo answer() {
            boolean bound = local.isLinkLocalAddress() && local instanceof Inet6Address;
            return new PktInfo(local, bound || address.isMulticastAddress() ? interfaceIndex : 0);
        }
    }

    /** A control message of any other kind. Whoever implements it can be sent. */
    non-sealed interface Other extends Control {
        /**
         * {@code cmsg_level}.
         *
         * @return such as {@code SOL_SOCKET}
         */
        int level();

        /**
         * {@code cmsg_type}.
         *
         * @return the number of the kind within its level
         */
        int type();

        /**
         * The data that follows the header.
         *
         * @return a new array each time
         */
        byte[] bytes();
    }

    /**
     * SCM_CREDENTIALS: who sends. Received where {@link So#PASSCRED} is on, checked by the kernel; sent, the
     * process's own, or any with CAP_SYS_ADMIN, CAP_SETUID and CAP_SETGID.
     *
     * @param pid the process, 0 where it is in another pid namespace
     * @param uid its user, 0 to 4294967295
     * @param gid its group
     */
    record Credentials(int pid, long uid, long gid) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SCM_CREDENTIALS;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(pid, (int) uid, (int) gid);
        }
    }

    /**
     * IPV6_HOPLIMIT: how many routers the packet could still pass, or may. Received where {@link
     * Ip6#RECVHOPLIMIT} is on.
     *
     * @param hops 0 to 255; sent, -1 for the socket's
     */
    record HopLimit(int hops) implements Other {
        @Override
        public int level() {
            return NetinetIn.IPPROTO_IPV6;
        }

        @Override
        public int type() {
            return NetinetIn.IPV6_HOPLIMIT;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(hops);
        }
    }

    /**
     * TCP_CM_INQ or SCM_INQ: how many bytes remain to be read. Received where {@link Tcp#INQ} or {@link So#INQ}
     * is on.
     *
     * @param level IPPROTO_TCP or SOL_SOCKET
     * @param type TCP_CM_INQ or SCM_INQ
     * @param bytesLeft as they were when this was received
     */
    record Inq(int level, int type, int bytesLeft) implements Other {
        @Override
        public byte[] bytes() {
            return ControlBytes.of(bytesLeft);
        }
    }

    /**
     * SO_MARK: the mark of the packet. Received where {@link So#RCVMARK} is on; sent, it wins over {@link
     * So#MARK} and takes the same capability.
     *
     * @param mark 0 to 4294967295
     */
    record Mark(long mark) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SO_MARK;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of((int) mark);
        }
    }

    /**
     * IP_ORIGDSTADDR or IPV6_ORIGDSTADDR: where the datagram was sent before this machine redirected it.
     * Received where {@link Ip#RECVORIGDSTADDR} or {@link Ip6#RECVORIGDSTADDR} is on.
     *
     * @param to an {@link Endpoint.Inet4} or {@link Endpoint.Inet6}
     */
    record OrigDst(Endpoint to) implements Other {
        @Override
        public int level() {
            return to instanceof Endpoint.Inet6 ? NetinetIn.IPPROTO_IPV6 : NetinetIn.IPPROTO_IP;
        }

        @Override
        public int type() {
            return to instanceof Endpoint.Inet6
                    ? NetinetIn.IPV6_ORIGDSTADDR
                    : NetinetIn.IP_ORIGDSTADDR;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(to);
        }
    }

    /**
     * SO_PRIORITY: the priority of the packet. Received where {@link So#RCVPRIORITY} is on; sent, it wins over
     * {@link So#PRIORITY}. Since Linux 6.14.
     *
     * @param priority 0 to 6; above takes CAP_NET_ADMIN
     */
    record Priority(int priority) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SO_PRIORITY;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(priority);
        }
    }

    /**
     * IP_RECVERR or IPV6_RECVERR: what went wrong with something that was sent. Received with MSG_ERRQUEUE,
     * where {@link Ip#RECVERR} or {@link Ip6#RECVERR} is on, beside the bytes that were sent; {@link
     * Message#from} is where they were sent. Time stamps and ends of MSG_ZEROCOPY come this way too.
     *
     * @param level IPPROTO_IP or IPPROTO_IPV6
     * @param type IP_RECVERR or IPV6_RECVERR
     * @param errno what a send would fail with, such as ECONNREFUSED
     * @param origin an {@code SO_EE_ORIGIN_} value: who says so
     * @param icmpType the ICMP message's type
     * @param icmpCode its code
     * @param info for EMSGSIZE the path's MTU; for a time stamp an {@code SCM_TSTAMP_} value
     * @param data for a time stamp the number of what was sent
     * @param offender who sent the ICMP message, with port 0; empty where nobody did
     */
    record RecvErr(
            int level,
            int type,
            int errno,
            int origin,
            int icmpType,
            int icmpCode,
            long info,
            long data,
            Optional<Endpoint> offender)
            implements Other {
        @Override
        public byte[] bytes() {
            return ControlBytes.of(this);
        }
    }

    /**
     * SO_RXQ_OVFL: how many messages were dropped for want of room since the socket was made. Received where
     * {@link So#RXQ_OVFL} is on, once there are any.
     *
     * @param drops 0 to 4294967295, from where it begins anew
     */
    record RxqOvfl(long drops) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SO_RXQ_OVFL;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of((int) drops);
        }
    }

    /**
     * SCM_SECURITY: the security label of who sends. Received where {@link So#PASSSEC} or {@link Ip#PASSSEC} is
     * on and a security module such as SELinux runs.
     *
     * @param level SOL_SOCKET or IPPROTO_IP
     * @param label such as {@code system_u:system_r:init_t:s0}
     */
    record Security(int level, String label) implements Other {
        @Override
        public int type() {
            return SysSocket.SCM_SECURITY;
        }

        @Override
        public byte[] bytes() {
            return label.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * SCM_PIDFD: a descriptor of the process that sends. Received where {@link So#PASSPIDFD} is on. Whoever
     * wants it claims it before the message is used again; what nobody claimed is closed then. Since Linux
     * 6.5.
     *
     * @param process the descriptor
     */
    record SenderPidFd(PidFd process) implements Other {
        /**
         * Takes the descriptor, from now on the caller's to close.
         *
         * @return the descriptor
         */
        public PidFd claim() {
            process.claim();
            return process;
        }

        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SCM_PIDFD;
        }

        /** The kernel makes them; they cannot be sent. */
        @Override
        public byte[] bytes() {
            throw new UnsupportedOperationException("a process cannot send its own SCM_PIDFD");
        }
    }

    /**
     * IPV6_TCLASS: the traffic class of the packet, DSCP and ECN. Received where {@link Ip6#RECVTCLASS} is on;
     * sent, it wins over {@link Ip6#TCLASS}.
     *
     * @param tclass 0 to 255; sent, -1 for the socket's
     */
    record TClass(int tclass) implements Other {
        @Override
        public int level() {
            return NetinetIn.IPPROTO_IPV6;
        }

        @Override
        public int type() {
            return NetinetIn.IPV6_TCLASS;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(tclass);
        }
    }

    /**
     * SCM_TIMESTAMP or SCM_TIMESTAMPNS: when the packet was received. Received where {@link So#TIMESTAMP},
     * {@link So#TIMESTAMPNS} or one of their kin is on.
     *
     * @param type one of SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMP_NEW, SO_TIMESTAMPNS_NEW
     * @param time in microseconds or nanoseconds, by the clock of the system
     */
    record Timestamp(int type, Instant time) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public byte[] bytes() {
            boolean nanos =
                    type == SysSocket.SO_TIMESTAMPNS || type == SysSocket.SO_TIMESTAMPNS_NEW;
            int fraction = nanos ? time.getNano() : time.getNano() / 1000;
            return ControlBytes.of(time.getEpochSecond(), fraction);
        }
    }

    /**
     * SCM_TIMESTAMPING: when the packet was received, or with MSG_ERRQUEUE when it was sent; {@link RecvErr}
     * beside it tells which moment of sending and of which packet. Received where {@link So#TIMESTAMPING} or
     * {@link So#TIMESTAMPING_NEW} asks for it.
     *
     * @param type SO_TIMESTAMPING or SO_TIMESTAMPING_NEW
     * @param software when the kernel had it, by the clock of the system
     * @param hardware when the device had it, by the clock of the device
     */
    record Timestamping(int type, Optional<Instant> software, Optional<Instant> hardware)
            implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(this);
        }
    }

    /**
     * SO_TIMESTAMPING, sent: which stamps are made of this message; which are told remains for {@link
     * So#TIMESTAMPING} to say. Since Linux 4.6.
     *
     * @param flags {@code SOF_TIMESTAMPING_TX_} flags
     */
    record TimestampingFlags(int flags) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SO_TIMESTAMPING;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(flags);
        }
    }

    /**
     * SCM_TS_OPT_ID, sent: the number under which this message's stamps come. Since Linux 6.13.
     *
     * @param id 0 to 4294967295
     */
    record TimestampingId(long id) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SCM_TS_OPT_ID;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of((int) id);
        }
    }

    /**
     * IP_TOS: the type of service of the packet, DSCP and ECN. Received where {@link Ip#RECVTOS} is on; sent, it
     * wins over {@link Ip#TOS}.
     *
     * @param tos 0 to 255
     */
    record Tos(int tos) implements Other {
        @Override
        public int level() {
            return NetinetIn.IPPROTO_IP;
        }

        @Override
        public int type() {
            return NetinetIn.IP_TOS;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(tos);
        }
    }

    /**
     * IP_TTL: how many routers the packet could still pass, or may. Received where {@link Ip#RECVTTL} is on;
     * sent, it wins over {@link Ip#TTL}.
     *
     * @param hops 1 to 255
     */
    record Ttl(int hops) implements Other {
        @Override
        public int level() {
            return NetinetIn.IPPROTO_IP;
        }

        @Override
        public int type() {
            return NetinetIn.IP_TTL;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(hops);
        }
    }

    /**
     * SCM_TXTIME, sent: when the packet shall leave. Heeded where {@link So#TXTIME} is set and the interface has
     * a queueing discipline such as fq or etf. Since Linux 4.19.
     *
     * @param nanos by the clock that {@link So#TXTIME} names
     */
    record TxTime(long nanos) implements Other {
        @Override
        public int level() {
            return SysSocket.SOL_SOCKET;
        }

        @Override
        public int type() {
            return SysSocket.SCM_TXTIME;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(nanos);
        }
    }

    /**
     * UDP_GRO: what was received is a train of datagrams of this size, of which the last may be shorter.
     * Received where {@link Udp#GRO} is on. Since Linux 5.0.
     *
     * @param size of each datagram in bytes, at least 1
     */
    record UdpGro(int size) implements Other {
        @Override
        public int level() {
            return NetinetUdp.SOL_UDP;
        }

        @Override
        public int type() {
            return NetinetUdp.UDP_GRO;
        }

        @Override
        public byte[] bytes() {
            return ControlBytes.of(size);
        }
    }

    /**
     * UDP_SEGMENT: what is sent is a train of datagrams of this size, of which the last may be shorter,
     * as with {@link Udp#SEGMENT}. Since Linux 4.18.
     *
     * @param size of each datagram in bytes, 1 to 65,535
     */
    record UdpSegment(int size) implements Other {
        /** The kernel keeps the size in 16 bits. */
        public UdpSegment {
            if (size < 1 || size > 0xFFFF) {
                throw new IllegalArgumentException("size " + size + " is not 1 to 65535");
            }
        }

        @Override
        public int level() {
            return NetinetUdp.SOL_UDP;
        }

        @Override
        public int type() {
            return NetinetUdp.UDP_SEGMENT;
        }

        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(Short.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putShort((short) size)
                    .array();
        }
    }

    /** A control message as bytes: a kind that has no class here. */
    final class Unknown implements Other {
        private final int level;
        private final int type;
        private final byte[] bytes;

        /**
         * A control message of these bytes.
         *
         * @param level {@code cmsg_level}
         * @param type {@code cmsg_type}
         * @param bytes what follows the header; copied
         */
        public Unknown(int level, int type, byte[] bytes) {
            this.level = level;
            this.type = type;
            this.bytes = bytes.clone();
        }

        @Override
        public int level() {
            return level;
        }

        @Override
        public int type() {
            return type;
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unknown unknown
                    && unknown.level == level
                    && unknown.type == type
                    && Arrays.equals(unknown.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(level, type, Arrays.hashCode(bytes));
        }

        @Override
        public String toString() {
            return "control:" + level + ":" + type + ":" + HexFormat.of().formatHex(bytes);
        }
    }
}
