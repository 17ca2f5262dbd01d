package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetTcp.TCP_NODELAY;

import java.util.List;

/**
 * The options of level IPPROTO_TCP, sorted by kernel name.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class Tcp {
    /**
     * TCP_NODELAY: whether small writes are sent at once, instead of waiting until earlier ones are
     * acknowledged (Nagle's algorithm). Initially off.
     */
    public static final Opt<Boolean> NODELAY =
            Opt.ofBoolean("TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY);

    static final List<AnyOpt<?>> ALL = List.of(NODELAY);

    private Tcp() {}
}
