package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_UDP;
import static dev.sockeye.sys.NetinetUdp.UDP_GRO;
import static dev.sockeye.sys.NetinetUdp.UDP_SEGMENT;

import dev.sockeye.net.Opt.Definition;
import java.util.List;

/**
 * The options of level IPPROTO_UDP, sorted by kernel name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class Udp {
    /**
     * UDP_GRO: whether datagrams of one sender and one size that arrive together are received as one
     * train, one behind the other; each train then comes with a {@link Control.UdpGro}, and needs room
     * for 64 KiB. Initially off. Since Linux 5.0.
     */
    public static final Opt<Boolean> GRO = Opt.ofBoolean("UDP_GRO", IPPROTO_UDP, UDP_GRO);

    /**
     * UDP_SEGMENT: the size of the datagrams that everything sent is cut into, by the network card where
     * it can; 0 cuts nothing, and is the initial value. {@link Control.UdpSegment} does the same for a
     * single message. At most 64 datagrams, none larger than the path takes in one piece (EINVAL), and
     * only where the device computes checksums (EIO). Since Linux 4.18.
     */
    public static final Opt<Integer> SEGMENT =
            Opt.of(
                    new Definition<>(
                            "UDP_SEGMENT",
                            IPPROTO_UDP,
                            UDP_SEGMENT,
                            Integer.class,
                            Codecs.INT,
                            "bytes"));

    static final List<AnyOpt<?>> ALL = List.of(GRO, SEGMENT);

    private Udp() {}
}
