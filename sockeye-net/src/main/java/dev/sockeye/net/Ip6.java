package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVPKTINFO;
import static dev.sockeye.sys.NetinetIn.IPV6_UNICAST_HOPS;
import static dev.sockeye.sys.NetinetIn.IPV6_V6ONLY;

import dev.sockeye.net.Opt.Definition;
import java.util.List;

/**
 * The options of level IPPROTO_IPV6, sorted by kernel name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ipv6.7.html">ipv6(7)</a>
 */
public final class Ip6 {
    /**
     * IPV6_RECVPKTINFO: whether each datagram is received with a {@link Control.PktInfo}: the address it
     * was sent to and the interface it came by; IPv4 ones too on a socket that takes both. Initially
     * off.
     */
    public static final Opt<Boolean> RECVPKTINFO =
            Opt.ofBoolean("IPV6_RECVPKTINFO", IPPROTO_IPV6, IPV6_RECVPKTINFO);

    /**
     * IPV6_UNICAST_HOPS: how many routers a packet may pass, 0 to 255; -1 sets the route's default.
     * Initially that default, mostly 64.
     */
    public static final Opt<Integer> UNICAST_HOPS =
            Opt.of(
                    new Definition<>(
                            "IPV6_UNICAST_HOPS",
                            IPPROTO_IPV6,
                            IPV6_UNICAST_HOPS,
                            Integer.class,
                            Codecs.INT,
                            "hops"));

    /**
     * IPV6_V6ONLY: whether a socket bound to {@code [::]} leaves IPv4 to others. To be set before bind.
     * Initially net.ipv6.bindv6only, mostly off.
     */
    public static final Opt<Boolean> V6ONLY =
            Opt.ofBoolean("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY);

    static final List<AnyOpt<?>> ALL = List.of(RECVPKTINFO, UNICAST_HOPS, V6ONLY);

    private Ip6() {}
}
