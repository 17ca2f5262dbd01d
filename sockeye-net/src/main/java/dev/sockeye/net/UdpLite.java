package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_UDPLITE;
import static dev.sockeye.sys.NetinetUdp.UDPLITE_RECV_CSCOV;
import static dev.sockeye.sys.NetinetUdp.UDPLITE_SEND_CSCOV;

import java.util.List;

/**
 * The options of level IPPROTO_UDPLITE (RFC 3828), sorted by kernel name. The sockets are {@code
 * Socket.open(AF_INET, SOCK_DGRAM, IPPROTO_UDPLITE)}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udplite.7.html">udplite(7)</a>
 */
public final class UdpLite {
    private static final Level L = new Level(IPPROTO_UDPLITE);

    /**
     * UDPLITE_RECV_CSCOV: how much of a datagram its checksum has to cover to be taken; 0, which it is
     * initially, for all of it. Since Linux 2.6.20.
     */
    public static final Opt<Integer> RECV_CSCOV =
            L.integer("UDPLITE_RECV_CSCOV", UDPLITE_RECV_CSCOV, "bytes", "0, or 8 and more");

    /**
     * UDPLITE_SEND_CSCOV: how much of a datagram the checksum covers, from its start with the header of 8
     * bytes; 0, which it is initially, for all of it. Since Linux 2.6.20.
     */
    public static final Opt<Integer> SEND_CSCOV =
            L.integer("UDPLITE_SEND_CSCOV", UDPLITE_SEND_CSCOV, "bytes", "0, or 8 and more");

    static final List<AnyOpt<?>> ALL = L.all();

    private UdpLite() {}
}
