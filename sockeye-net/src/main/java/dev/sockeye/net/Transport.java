package dev.sockeye.net;

import dev.sockeye.sys.NetinetIn;
import dev.sockeye.sys.SysSocket;
import java.util.List;
import java.util.Optional;

/**
 * What carries the bytes, as the word before the colon of a {@link Target}. A class with constants
 * and no enum: a transport that is added later breaks nobody's {@code switch}. Compare with {@code
 * ==}.
 */
public final class Transport {
    /** {@code tcp}: a stream over IPv4 or IPv6; the default of a {@link Target}. */
    public static final Transport TCP = new Transport("tcp");

    /** {@code udp}: datagrams over IPv4 or IPv6. */
    public static final Transport UDP = new Transport("udp");

    /** {@code unix}: a stream between processes of one machine. */
    public static final Transport UNIX = new Transport("unix");

    /** {@code unixdgram}: datagrams between processes of one machine. */
    public static final Transport UNIXDGRAM = new Transport("unixdgram");

    /** {@code seqpacket}: a Unix connection that keeps message boundaries. */
    public static final Transport SEQPACKET = new Transport("seqpacket");

    /** {@code vsock}: a stream between a virtual machine and its host. */
    public static final Transport VSOCK = new Transport("vsock");

    /** {@code packet}: the frames of a network interface. */
    public static final Transport PACKET = new Transport("packet");

    /** {@code fd}: whatever socket an inherited descriptor is. */
    public static final Transport FD = new Transport("fd");

    private static final List<Transport> ALL =
            List.of(TCP, UDP, UNIX, UNIXDGRAM, SEQPACKET, VSOCK, PACKET, FD);

    private final String word;

    private Transport(String word) {
        this.word = word;
    }

    /** {@return every transport that has a word, in the order of the documentation} */
    public static List<Transport> all() {
        return ALL;
    }

    /**
     * The transport that a word names.
     *
     * @param word in lower case, without the colon
     * @return the transport, if there is one of this name
     */
    public static Optional<Transport> of(String word) {
        return ALL.stream().filter(each -> each.word.equals(word)).findFirst();
    }

    /** {@return the word before the colon, such as {@code tcp}} */
    public String word() {
        return word;
    }

    /**
     * The type for socket(2).
     *
     * @return a {@code SOCK_} value, such as {@code SOCK_STREAM}; 0 for {@link #FD}, whose socket
     *     knows
     */
    public int type() {
        return switch (word) {
            case "tcp", "unix", "vsock" -> SysSocket.SOCK_STREAM;
            case "udp", "unixdgram" -> SysSocket.SOCK_DGRAM;
            case "seqpacket" -> SysSocket.SOCK_SEQPACKET;
            case "packet" -> SysSocket.SOCK_RAW;
            default -> 0;
        };
    }

    /**
     * The protocol for socket(2).
     *
     * @return {@code IPPROTO_TCP}, {@code IPPROTO_UDP}, or 0 for the default of the family and type
     */
    public int protocol() {
        return switch (word) {
            case "tcp" -> NetinetIn.IPPROTO_TCP;
            case "udp" -> NetinetIn.IPPROTO_UDP;
            default -> 0;
        };
    }

    /** {@return whether it is a byte stream with connections: tcp, unix, vsock} */
    public boolean isStream() {
        return this == TCP || this == UNIX || this == VSOCK;
    }

    /** {@return whether it carries datagrams without connections: udp, unixdgram} */
    public boolean isDatagram() {
        return this == UDP || this == UNIXDGRAM;
    }

    /** {@return whether its addresses are {@link Endpoint.Inet4} and {@link Endpoint.Inet6}} */
    public boolean isInternet() {
        return this == TCP || this == UDP;
    }

    /** {@return whether its addresses are {@link Endpoint.Unix}} */
    public boolean isUnix() {
        return this == UNIX || this == UNIXDGRAM || this == SEQPACKET;
    }

    /** The word. */
    @Override
    public String toString() {
        return word;
    }
}
