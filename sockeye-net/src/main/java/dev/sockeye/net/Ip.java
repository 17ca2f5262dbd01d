package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IP_PKTINFO;
import static dev.sockeye.sys.NetinetIn.IP_TTL;

import dev.sockeye.net.Opt.Definition;
import java.util.List;

/**
 * The options of level IPPROTO_IP, for IPv4, sorted by kernel name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class Ip {
    /**
     * IP_PKTINFO: whether each datagram is received with a {@link Control.PktInfo}: the address it was
     * sent to and the interface it came by. Initially off.
     */
    public static final Opt<Boolean> PKTINFO = Opt.ofBoolean("IP_PKTINFO", IPPROTO_IP, IP_PKTINFO);

    /**
     * IP_TTL: how many routers a packet may pass, 1 to 255; -1 sets the system's default. Initially
     * net.ipv4.ip_default_ttl, mostly 64.
     */
    public static final Opt<Integer> TTL =
            Opt.of(
                    new Definition<>(
                            "IP_TTL", IPPROTO_IP, IP_TTL, Integer.class, Codecs.INT, "hops"));

    static final List<AnyOpt<?>> ALL = List.of(PKTINFO, TTL);

    private Ip() {}
}
