package dev.sockeye.sys;

/**
 * {@code <netinet/udp.h>}: the options of UDP.
 *
 * <p>The doc of an option starts with the C type of its value.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class NetinetUdp {
    private static final Constants H = Platform.constants("netinet/udp.h");

    // Level

    /** Another name of the level IPPROTO_UDP. */
    public static final int SOL_UDP = H.value("SOL_UDP");

    // Options of IPPROTO_UDP

    /** int: gathers what is sent into one datagram. */
    public static final int UDP_CORK = H.value("UDP_CORK");

    /** int: a UDP_ENCAP_ value, what the datagrams carry. */
    public static final int UDP_ENCAP = H.value("UDP_ENCAP");

    /** int: trains of datagrams are received as one; its control message tells each one's size. */
    public static final int UDP_GRO = H.value("UDP_GRO");

    /** int: takes datagrams over IPv6 without checksum. */
    public static final int UDP_NO_CHECK6_RX = H.value("UDP_NO_CHECK6_RX");

    /** int: sends datagrams over IPv6 without checksum. */
    public static final int UDP_NO_CHECK6_TX = H.value("UDP_NO_CHECK6_TX");

    /** int: the size of each datagram of a train that is sent as one; also the control message. */
    public static final int UDP_SEGMENT = H.value("UDP_SEGMENT");

    // Values of UDP_ENCAP

    /** ESP within TCP (RFC 8229). */
    public static final int TCP_ENCAP_ESPINTCP = H.value("TCP_ENCAP_ESPINTCP");

    /** ESP within UDP (RFC 3948). */
    public static final int UDP_ENCAP_ESPINUDP = H.value("UDP_ENCAP_ESPINUDP");

    /** ESP within UDP, an early draft. */
    public static final int UDP_ENCAP_ESPINUDP_NON_IKE = H.value("UDP_ENCAP_ESPINUDP_NON_IKE");

    /** GTP version 0. */
    public static final int UDP_ENCAP_GTP0 = H.value("UDP_ENCAP_GTP0");

    /** GTP version 1, user plane. */
    public static final int UDP_ENCAP_GTP1U = H.value("UDP_ENCAP_GTP1U");

    /** L2TP within UDP (RFC 2661). */
    public static final int UDP_ENCAP_L2TPINUDP = H.value("UDP_ENCAP_L2TPINUDP");

    /** AF_RXRPC within UDP. */
    public static final int UDP_ENCAP_RXRPC = H.value("UDP_ENCAP_RXRPC");

    // UDP-Lite

    /** Another name of the level IPPROTO_UDPLITE. */
    public static final int SOL_UDPLITE = H.value("SOL_UDPLITE");

    /**
     * int, bytes: the least coverage of the checksum that is taken; 0 the whole datagram. Since
     * Linux 2.6.20.
     */
    public static final int UDPLITE_RECV_CSCOV = H.value("UDPLITE_RECV_CSCOV");

    /** int, bytes: how much of what is sent the checksum covers; 0 all. Since Linux 2.6.20. */
    public static final int UDPLITE_SEND_CSCOV = H.value("UDPLITE_SEND_CSCOV");

    private NetinetUdp() {}
}
