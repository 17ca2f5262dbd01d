package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_UDP;
import static dev.sockeye.sys.NetinetUdp.UDP_CORK;
import static dev.sockeye.sys.NetinetUdp.UDP_ENCAP;
import static dev.sockeye.sys.NetinetUdp.UDP_GRO;
import static dev.sockeye.sys.NetinetUdp.UDP_NO_CHECK6_RX;
import static dev.sockeye.sys.NetinetUdp.UDP_NO_CHECK6_TX;
import static dev.sockeye.sys.NetinetUdp.UDP_SEGMENT;

import java.util.List;

/**
 * The options of level IPPROTO_UDP, sorted by kernel name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class Udp {
    private static final Level L = new Level(IPPROTO_UDP);

    /**
     * UDP_CORK: whether what is sent gathers in one datagram; off sends it. Initially off. Since Linux
     * 2.6.
     */
    public static final Opt<Boolean> CORK = L.flag("UDP_CORK", UDP_CORK);

    /**
     * UDP_ENCAP: what the datagrams carry, which the kernel then takes out itself. It cannot be taken
     * away. Initially 0. Since Linux 2.6.
     */
    public static final Opt<Integer> ENCAP =
            L.integer(
                    "UDP_ENCAP",
                    UDP_ENCAP,
                    "",
                    "the UDP_ENCAP_ values that the kernel was built for");

    /**
     * UDP_GRO: whether datagrams of one sender and one size that arrive together are received as one
     * train, one behind the other; each train then comes with a {@link Control.UdpGro}, and needs room
     * for 64 KiB. Initially off. Since Linux 5.0.
     */
    public static final Opt<Boolean> GRO = L.flag("UDP_GRO", UDP_GRO);

    /**
     * UDP_NO_CHECK6_RX: whether datagrams over IPv6 are taken without a checksum (RFC 6936). Initially
     * off. Since Linux 3.16.
     */
    public static final Opt<Boolean> NO_CHECK6_RX = L.flag("UDP_NO_CHECK6_RX", UDP_NO_CHECK6_RX);

    /**
     * UDP_NO_CHECK6_TX: whether datagrams over IPv6 are sent without a checksum (RFC 6936). Initially
     * off. Since Linux 3.16.
     */
    public static final Opt<Boolean> NO_CHECK6_TX = L.flag("UDP_NO_CHECK6_TX", UDP_NO_CHECK6_TX);

    /**
     * UDP_SEGMENT: the size of the datagrams that everything sent is cut into, by the network card where
     * it can; 0 cuts nothing, and is the initial value. {@link Control.UdpSegment} does the same for a
     * single message. At most 64 datagrams, none larger than the path takes in one piece (EINVAL), and
     * only where the device computes checksums (EIO). Since Linux 4.18.
     */
    public static final Opt<Integer> SEGMENT =
            L.integer("UDP_SEGMENT", UDP_SEGMENT, "bytes", "0 to 65535");

    static final List<AnyOpt<?>> ALL = L.all();

    private Udp() {}
}
