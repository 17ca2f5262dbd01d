package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetTcp.TCP_CC_INFO;
import static dev.sockeye.sys.NetinetTcp.TCP_CONGESTION;
import static dev.sockeye.sys.NetinetTcp.TCP_CORK;
import static dev.sockeye.sys.NetinetTcp.TCP_DEFER_ACCEPT;
import static dev.sockeye.sys.NetinetTcp.TCP_DELACK_MAX_US;
import static dev.sockeye.sys.NetinetTcp.TCP_FASTOPEN;
import static dev.sockeye.sys.NetinetTcp.TCP_FASTOPEN_CONNECT;
import static dev.sockeye.sys.NetinetTcp.TCP_FASTOPEN_KEY;
import static dev.sockeye.sys.NetinetTcp.TCP_FASTOPEN_NO_COOKIE;
import static dev.sockeye.sys.NetinetTcp.TCP_INFO;
import static dev.sockeye.sys.NetinetTcp.TCP_INQ;
import static dev.sockeye.sys.NetinetTcp.TCP_IS_MPTCP;
import static dev.sockeye.sys.NetinetTcp.TCP_KEEPCNT;
import static dev.sockeye.sys.NetinetTcp.TCP_KEEPIDLE;
import static dev.sockeye.sys.NetinetTcp.TCP_KEEPINTVL;
import static dev.sockeye.sys.NetinetTcp.TCP_LINGER2;
import static dev.sockeye.sys.NetinetTcp.TCP_MAXSEG;
import static dev.sockeye.sys.NetinetTcp.TCP_MD5SIG;
import static dev.sockeye.sys.NetinetTcp.TCP_MD5SIG_EXT;
import static dev.sockeye.sys.NetinetTcp.TCP_NODELAY;
import static dev.sockeye.sys.NetinetTcp.TCP_NOTSENT_LOWAT;
import static dev.sockeye.sys.NetinetTcp.TCP_QUEUE_SEQ;
import static dev.sockeye.sys.NetinetTcp.TCP_QUICKACK;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR_OPTIONS;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR_QUEUE;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR_WINDOW;
import static dev.sockeye.sys.NetinetTcp.TCP_RTO_MAX_MS;
import static dev.sockeye.sys.NetinetTcp.TCP_RTO_MIN_US;
import static dev.sockeye.sys.NetinetTcp.TCP_SAVED_SYN;
import static dev.sockeye.sys.NetinetTcp.TCP_SAVE_SYN;
import static dev.sockeye.sys.NetinetTcp.TCP_SYNCNT;
import static dev.sockeye.sys.NetinetTcp.TCP_THIN_LINEAR_TIMEOUTS;
import static dev.sockeye.sys.NetinetTcp.TCP_TIMESTAMP;
import static dev.sockeye.sys.NetinetTcp.TCP_TX_DELAY;
import static dev.sockeye.sys.NetinetTcp.TCP_ULP;
import static dev.sockeye.sys.NetinetTcp.TCP_USER_TIMEOUT;
import static dev.sockeye.sys.NetinetTcp.TCP_WINDOW_CLAMP;

import dev.sockeye.net.opt.TcpFastopenKey;
import dev.sockeye.net.opt.TcpInfo;
import dev.sockeye.net.opt.TcpMd5Sig;
import dev.sockeye.net.opt.TcpRepairOptions;
import dev.sockeye.net.opt.TcpRepairWindow;
import java.util.List;

/**
 * The options of level IPPROTO_TCP, sorted by kernel name. Where no version is named, Linux 2.4 or one
 * before had the option.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class Tcp {
    private static final int TCP_CA_NAME_MAX = 16;
    private static final int TCP_ULP_NAME_MAX = 16;

    private static final Level L = new Level(IPPROTO_TCP);

    /**
     * TCP_CC_INFO: the congestion control's own figures, a union tcp_cc_info as that module defines it;
     * none where it has none. Since Linux 4.1.
     */
    public static final Opt.ReadOnly<byte[]> CC_INFO =
            L.read("TCP_CC_INFO", TCP_CC_INFO, byte[].class, Codecs.bytes(64), "");

    /**
     * TCP_CONGESTION: the congestion control by its name, one of
     * net.ipv4.tcp_available_congestion_control; what is not in net.ipv4.tcp_allowed_congestion_control
     * takes CAP_NET_ADMIN. Initially net.ipv4.tcp_congestion_control. Since Linux 2.6.13.
     */
    public static final Opt<String> CONGESTION =
            L.text("TCP_CONGESTION", TCP_CONGESTION, TCP_CA_NAME_MAX);

    /**
     * TCP_CORK: whether only full segments are sent, for 200 ms at most; off sends the rest. Initially
     * off.
     */
    public static final Opt<Boolean> CORK = L.flag("TCP_CORK", TCP_CORK);

    /**
     * TCP_DEFER_ACCEPT: how long a connection may wait for its first data before it is accepted, rounded
     * up to a count of retransmissions. Initially 0: not at all.
     */
    public static final Opt<Integer> DEFER_ACCEPT =
            L.integer("TCP_DEFER_ACCEPT", TCP_DEFER_ACCEPT, "seconds", "0 or more");

    /**
     * TCP_DELACK_MAX_US: how long an acknowledgement is delayed at most. Initially 0.2 s. Since Linux
     * 6.15.
     */
    public static final Opt<Integer> DELACK_MAX_US =
            L.integer(
                    "TCP_DELACK_MAX_US",
                    TCP_DELACK_MAX_US,
                    "microseconds",
                    "1 and up, within the kernel's own bound");

    /**
     * TCP_FASTOPEN: how many connections with data in their SYN (RFC 7413) a listener holds that did not
     * finish the handshake; the bit 2 of net.ipv4.tcp_fastopen has to be on. Initially 0: off. Since
     * Linux 3.7.
     */
    public static final Opt<Integer> FASTOPEN =
            L.integer("TCP_FASTOPEN", TCP_FASTOPEN, "connections", "0 or more");

    /**
     * TCP_FASTOPEN_CONNECT: whether connect waits for the first data and sends it in the SYN. To be set
     * before connect. Initially off. Since Linux 4.11.
     */
    public static final Opt<Boolean> FASTOPEN_CONNECT =
            L.flag("TCP_FASTOPEN_CONNECT", TCP_FASTOPEN_CONNECT);

    /**
     * TCP_FASTOPEN_KEY: the key of a listener's cookies, and the one before. Initially the system's.
     * Since Linux 4.15, two keys 5.3.
     */
    public static final Opt<TcpFastopenKey> FASTOPEN_KEY =
            L.both(
                    "TCP_FASTOPEN_KEY",
                    TCP_FASTOPEN_KEY,
                    TcpFastopenKey.class,
                    TcpCodecs.FASTOPEN_KEY,
                    "",
                    "16 or 32 bytes");

    /**
     * TCP_FASTOPEN_NO_COOKIE: whether data in the SYN is sent and taken without a cookie. Initially off.
     * Since Linux 4.15.
     */
    public static final Opt<Boolean> FASTOPEN_NO_COOKIE =
            L.flag("TCP_FASTOPEN_NO_COOKIE", TCP_FASTOPEN_NO_COOKIE);

    /** TCP_INFO: the state and the figures of the connection, as far as this kernel tells them. */
    public static final Opt.ReadOnly<TcpInfo> INFO =
            L.read("TCP_INFO", TCP_INFO, TcpInfo.class, TcpCodecs.INFO, "");

    /**
     * TCP_INQ: whether each message comes with the number of bytes that remain, as TCP_CM_INQ. Initially
     * off. Since Linux 4.18.
     */
    public static final Opt<Boolean> INQ = L.flag("TCP_INQ", TCP_INQ);

    /** TCP_IS_MPTCP: whether the connection is one of multipath TCP. Since Linux 5.16. */
    public static final Opt.ReadOnly<Boolean> IS_MPTCP = L.readFlag("TCP_IS_MPTCP", TCP_IS_MPTCP);

    /**
     * TCP_KEEPCNT: how many probes without answer end an idle connection. Initially
     * net.ipv4.tcp_keepalive_probes, mostly 9.
     */
    public static final Opt<Integer> KEEPCNT =
            L.integer("TCP_KEEPCNT", TCP_KEEPCNT, "probes", "1 to 127");

    /**
     * TCP_KEEPIDLE: how long a connection is idle before the first probe. Initially
     * net.ipv4.tcp_keepalive_time, mostly two hours.
     */
    public static final Opt<Integer> KEEPIDLE =
            L.integer("TCP_KEEPIDLE", TCP_KEEPIDLE, "seconds", "1 to 32767");

    /**
     * TCP_KEEPINTVL: how long between two probes. Initially net.ipv4.tcp_keepalive_intvl, mostly 75 s.
     */
    public static final Opt<Integer> KEEPINTVL =
            L.integer("TCP_KEEPINTVL", TCP_KEEPINTVL, "seconds", "1 to 32767");

    /**
     * TCP_LINGER2: how long a closed connection waits in FIN_WAIT2 for the peer's end; negative not at
     * all, more than net.ipv4.tcp_fin_timeout as long as that. Initially that, mostly 60 s.
     */
    public static final Opt<Integer> LINGER2 = L.integer("TCP_LINGER2", TCP_LINGER2, "seconds", "");

    /**
     * TCP_MAXSEG: the largest segment to be told to the peer, to be set before connect or listen; of a
     * connection, the one in use. Initially 0, which is answered as 536: by the path.
     */
    public static final Opt<Integer> MAXSEG =
            L.integer("TCP_MAXSEG", TCP_MAXSEG, "bytes", "0, or 88 to 32767");

    /**
     * TCP_MD5SIG: the key with which segments to and from a peer are signed (RFC 2385). Since Linux
     * 2.6.20.
     */
    public static final Opt.WriteOnly<TcpMd5Sig> MD5SIG =
            L.write("TCP_MD5SIG", TCP_MD5SIG, TcpMd5Sig.class, TcpCodecs.MD5SIG);

    /** TCP_MD5SIG_EXT: the same for a prefix or an interface. Since Linux 4.13. */
    public static final Opt.WriteOnly<TcpMd5Sig> MD5SIG_EXT =
            L.write("TCP_MD5SIG_EXT", TCP_MD5SIG_EXT, TcpMd5Sig.class, TcpCodecs.MD5SIG);

    /**
     * TCP_NODELAY: whether small writes are sent at once, instead of waiting until earlier ones are
     * acknowledged (Nagle's algorithm). Initially off.
     */
    public static final Opt<Boolean> NODELAY = L.flag("TCP_NODELAY", TCP_NODELAY);

    /**
     * TCP_NOTSENT_LOWAT: poll tells room to write only while less than this waits to be sent; 0, which it
     * is initially, for net.ipv4.tcp_notsent_lowat. Since Linux 3.12.
     */
    public static final Opt<Long> NOTSENT_LOWAT =
            L.both(
                    "TCP_NOTSENT_LOWAT",
                    TCP_NOTSENT_LOWAT,
                    Long.class,
                    Codecs.UNSIGNED_INT,
                    "bytes",
                    "0 to 4294967295");

    /**
     * TCP_QUEUE_SEQ: the sequence number of the queue that {@link #REPAIR_QUEUE} names, in repair mode.
     * Since Linux 3.5.
     */
    public static final Opt<Long> QUEUE_SEQ =
            L.both(
                    "TCP_QUEUE_SEQ",
                    TCP_QUEUE_SEQ,
                    Long.class,
                    Codecs.UNSIGNED_INT,
                    "",
                    "0 to 4294967295");

    /**
     * TCP_QUICKACK: whether acknowledgements are sent at once; the kernel changes it on its own as the
     * connection goes on.
     */
    public static final Opt<Boolean> QUICKACK = L.flag("TCP_QUICKACK", TCP_QUICKACK);

    /**
     * TCP_REPAIR: repair mode, in which a connection is taken down and set up elsewhere without a packet;
     * takes CAP_NET_ADMIN. Initially off. Since Linux 3.5.
     */
    public static final Opt<Integer> REPAIR =
            L.integer(
                    "TCP_REPAIR",
                    TCP_REPAIR,
                    "",
                    "TCP_REPAIR_ON, TCP_REPAIR_OFF, TCP_REPAIR_OFF_NO_WP");

    /** TCP_REPAIR_OPTIONS: what both sides had agreed on, in repair mode. Since Linux 3.5. */
    public static final Opt.WriteOnly<TcpRepairOptions> REPAIR_OPTIONS =
            L.write(
                    "TCP_REPAIR_OPTIONS",
                    TCP_REPAIR_OPTIONS,
                    TcpRepairOptions.class,
                    TcpCodecs.REPAIR_OPTIONS);

    /** TCP_REPAIR_QUEUE: which queue repair mode is about. Since Linux 3.5. */
    public static final Opt<Integer> REPAIR_QUEUE =
            L.integer(
                    "TCP_REPAIR_QUEUE",
                    TCP_REPAIR_QUEUE,
                    "",
                    "TCP_NO_QUEUE, TCP_RECV_QUEUE, TCP_SEND_QUEUE");

    /** TCP_REPAIR_WINDOW: the windows, in repair mode. Since Linux 4.8. */
    public static final Opt<TcpRepairWindow> REPAIR_WINDOW =
            L.both(
                    "TCP_REPAIR_WINDOW",
                    TCP_REPAIR_WINDOW,
                    TcpRepairWindow.class,
                    TcpCodecs.REPAIR_WINDOW,
                    "",
                    "");

    /**
     * TCP_RTO_MAX_MS: how long until a retransmission at most. Initially net.ipv4.tcp_rto_max_ms, mostly
     * 120 s. Since Linux 6.15.
     */
    public static final Opt<Integer> RTO_MAX_MS =
            L.integer("TCP_RTO_MAX_MS", TCP_RTO_MAX_MS, "milliseconds", "1000 to 120000");

    /**
     * TCP_RTO_MIN_US: how long until a retransmission at least. Initially 0.2 s. Since Linux 6.15.
     */
    public static final Opt<Integer> RTO_MIN_US =
            L.integer(
                    "TCP_RTO_MIN_US",
                    TCP_RTO_MIN_US,
                    "microseconds",
                    "1 and up, within the kernel's own bound");

    /**
     * TCP_SAVED_SYN: the headers of the SYN that the connection began with, where its listener had {@link
     * #SAVE_SYN}; they can be read once. Since Linux 4.2.
     */
    public static final Opt.ReadOnly<byte[]> SAVED_SYN =
            L.read("TCP_SAVED_SYN", TCP_SAVED_SYN, byte[].class, Codecs.bytes(512), "");

    /**
     * TCP_SAVE_SYN: whether a listener keeps the headers of each SYN: 1 those of IP and TCP, 2 that of
     * the link too. Initially 0. Since Linux 4.2, 2 since 5.10.
     */
    public static final Opt<Integer> SAVE_SYN =
            L.integer("TCP_SAVE_SYN", TCP_SAVE_SYN, "", "0 to 2");

    /** TCP_SYNCNT: how often a SYN is sent again. Initially net.ipv4.tcp_syn_retries, mostly 6. */
    public static final Opt<Integer> SYNCNT = L.integer("TCP_SYNCNT", TCP_SYNCNT, "", "1 to 127");

    /**
     * TCP_THIN_LINEAR_TIMEOUTS: whether thin streams retransmit without backing off. Initially off. Since
     * Linux 2.6.34.
     */
    public static final Opt<Boolean> THIN_LINEAR_TIMEOUTS =
            L.flag("TCP_THIN_LINEAR_TIMEOUTS", TCP_THIN_LINEAR_TIMEOUTS);

    /** TCP_TIMESTAMP: the time stamp clock; to be set in repair mode. Since Linux 3.9. */
    public static final Opt<Long> TIMESTAMP =
            L.both(
                    "TCP_TIMESTAMP",
                    TCP_TIMESTAMP,
                    Long.class,
                    Codecs.UNSIGNED_INT,
                    "",
                    "0 to 4294967295");

    /**
     * TCP_TX_DELAY: by how much everything sent is delayed, for tests; takes the fq queueing discipline
     * to be exact. Initially 0. Since Linux 5.3.
     */
    public static final Opt<Integer> TX_DELAY =
            L.integer("TCP_TX_DELAY", TCP_TX_DELAY, "microseconds", "0 or more");

    /**
     * TCP_ULP: the protocol on top by its name, such as {@code tls}, of a connection; it cannot be taken
     * away. Initially none, answered as an empty text. Since Linux 4.13.
     */
    public static final Opt<String> ULP = L.text("TCP_ULP", TCP_ULP, TCP_ULP_NAME_MAX);

    /**
     * TCP_USER_TIMEOUT: how long sent data may stay unacknowledged, or the peer's window closed, before
     * the connection ends; 0, which it is initially, for the system's way. Since Linux 2.6.37.
     */
    public static final Opt<Integer> USER_TIMEOUT =
            L.integer("TCP_USER_TIMEOUT", TCP_USER_TIMEOUT, "milliseconds", "0 or more");

    /** TCP_WINDOW_CLAMP: the largest window to offer; 0, only while not connected, for none. */
    public static final Opt<Integer> WINDOW_CLAMP =
            L.integer("TCP_WINDOW_CLAMP", TCP_WINDOW_CLAMP, "bytes", "0 or more");

    static final List<AnyOpt<?>> ALL = L.all();

    private Tcp() {}
}
