package dev.sockeye.net;

import dev.sockeye.sys.NetinetUdp;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

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
            return ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putInt(size)
                    .array();
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
