package dev.sockeye.sys;

/**
 * {@code <netinet/tcp.h>}: the options of TCP and the states of a connection.
 *
 * <p>The doc of an option starts with the C type of its value.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class NetinetTcp {
    private static final Constants H = Platform.constants("netinet/tcp.h");

    // Level

    /** Another name of the level IPPROTO_TCP. */
    public static final int SOL_TCP = H.value("SOL_TCP");

    // Options of IPPROTO_TCP

    /** struct tcp_ao_add, set only: adds an authentication key (RFC 5925). */
    public static final int TCP_AO_ADD_KEY = H.value("TCP_AO_ADD_KEY");

    /** struct tcp_ao_del, set only: takes an authentication key away. */
    public static final int TCP_AO_DEL_KEY = H.value("TCP_AO_DEL_KEY");

    /** struct tcp_ao_getsockopt, get only: the authentication keys. */
    public static final int TCP_AO_GET_KEYS = H.value("TCP_AO_GET_KEYS");

    /** struct tcp_ao_info_opt: authentication of this socket. */
    public static final int TCP_AO_INFO = H.value("TCP_AO_INFO");

    /** struct tcp_ao_repair: authentication's numbers in repair mode. */
    public static final int TCP_AO_REPAIR = H.value("TCP_AO_REPAIR");

    /** union tcp_cc_info, get only: the congestion control's own figures. */
    public static final int TCP_CC_INFO = H.value("TCP_CC_INFO");

    /** int: the bytes that remain, the control message of TCP_INQ. */
    public static final int TCP_CM_INQ = H.value("TCP_CM_INQ");

    /** text: the congestion control's name. */
    public static final int TCP_CONGESTION = H.value("TCP_CONGESTION");

    /** Without effect since Linux 3.10. */
    public static final int TCP_COOKIE_TRANSACTIONS = H.value("TCP_COOKIE_TRANSACTIONS");

    /** int: only full segments are sent, for 200 ms at most. */
    public static final int TCP_CORK = H.value("TCP_CORK");

    /** int, seconds: a connection is accepted when it has data. */
    public static final int TCP_DEFER_ACCEPT = H.value("TCP_DEFER_ACCEPT");

    /** int, microseconds: the longest delay of an acknowledgement. */
    public static final int TCP_DELACK_MAX_US = H.value("TCP_DELACK_MAX_US");

    /** int: the listener takes data in the SYN; the queue's length. */
    public static final int TCP_FASTOPEN = H.value("TCP_FASTOPEN");

    /** int: connect waits for the first data and sends it in the SYN. */
    public static final int TCP_FASTOPEN_CONNECT = H.value("TCP_FASTOPEN_CONNECT");

    /** bytes: the keys of the cookies. */
    public static final int TCP_FASTOPEN_KEY = H.value("TCP_FASTOPEN_KEY");

    /** int: data in the SYN without a cookie. */
    public static final int TCP_FASTOPEN_NO_COOKIE = H.value("TCP_FASTOPEN_NO_COOKIE");

    /** struct tcp_info, get only: the connection's state and figures. */
    public static final int TCP_INFO = H.value("TCP_INFO");

    /** int: each recvmsg tells the bytes that remain. */
    public static final int TCP_INQ = H.value("TCP_INQ");

    /** int, get only: whether multipath TCP is in use. */
    public static final int TCP_IS_MPTCP = H.value("TCP_IS_MPTCP");

    /** int: probes without answer that end an idle connection. */
    public static final int TCP_KEEPCNT = H.value("TCP_KEEPCNT");

    /** int, seconds: idle time before the first probe. */
    public static final int TCP_KEEPIDLE = H.value("TCP_KEEPIDLE");

    /** int, seconds: between probes. */
    public static final int TCP_KEEPINTVL = H.value("TCP_KEEPINTVL");

    /** int, seconds: how long FIN_WAIT2 lasts after close; negative not at all. */
    public static final int TCP_LINGER2 = H.value("TCP_LINGER2");

    /** int, bytes: the largest segment. */
    public static final int TCP_MAXSEG = H.value("TCP_MAXSEG");

    /** struct tcp_md5sig, set only: a peer's signature key (RFC 2385). */
    public static final int TCP_MD5SIG = H.value("TCP_MD5SIG");

    /** struct tcp_md5sig, set only: the same for a prefix or an interface. */
    public static final int TCP_MD5SIG_EXT = H.value("TCP_MD5SIG_EXT");

    /** int: small segments are sent at once (no Nagle). */
    public static final int TCP_NODELAY = H.value("TCP_NODELAY");

    /** int, bytes: poll tells room to write only below this much unsent. */
    public static final int TCP_NOTSENT_LOWAT = H.value("TCP_NOTSENT_LOWAT");

    /** int: a queue's sequence number in repair mode. */
    public static final int TCP_QUEUE_SEQ = H.value("TCP_QUEUE_SEQ");

    /** int: acknowledges at once, for the moment. */
    public static final int TCP_QUICKACK = H.value("TCP_QUICKACK");

    /** int: repair mode, to move a connection; needs CAP_NET_ADMIN. */
    public static final int TCP_REPAIR = H.value("TCP_REPAIR");

    /** struct tcp_repair_opt[], set only: the negotiated options in repair mode. */
    public static final int TCP_REPAIR_OPTIONS = H.value("TCP_REPAIR_OPTIONS");

    /** int: which queue repair mode is about. */
    public static final int TCP_REPAIR_QUEUE = H.value("TCP_REPAIR_QUEUE");

    /** struct tcp_repair_window: the window in repair mode. */
    public static final int TCP_REPAIR_WINDOW = H.value("TCP_REPAIR_WINDOW");

    /** int, milliseconds: the longest time to a retransmission. */
    public static final int TCP_RTO_MAX_MS = H.value("TCP_RTO_MAX_MS");

    /** int, microseconds: the shortest time to a retransmission. */
    public static final int TCP_RTO_MIN_US = H.value("TCP_RTO_MIN_US");

    /** bytes, get only: the headers of the SYN, once. */
    public static final int TCP_SAVED_SYN = H.value("TCP_SAVED_SYN");

    /** int: the listener keeps the headers of each SYN. */
    public static final int TCP_SAVE_SYN = H.value("TCP_SAVE_SYN");

    /** int: how often a SYN is sent again. */
    public static final int TCP_SYNCNT = H.value("TCP_SYNCNT");

    /** Without effect since Linux 4.10. */
    public static final int TCP_THIN_DUPACK = H.value("TCP_THIN_DUPACK");

    /** int: thin streams retransmit without backing off. */
    public static final int TCP_THIN_LINEAR_TIMEOUTS = H.value("TCP_THIN_LINEAR_TIMEOUTS");

    /** int: the time stamp clock in repair mode; its low bit chooses microseconds. */
    public static final int TCP_TIMESTAMP = H.value("TCP_TIMESTAMP");

    /** int, microseconds: delays what is sent, for tests. */
    public static final int TCP_TX_DELAY = H.value("TCP_TX_DELAY");

    /** text: the protocol on top, such as tls. */
    public static final int TCP_ULP = H.value("TCP_ULP");

    /** int, milliseconds: how long sent data may stay unacknowledged. */
    public static final int TCP_USER_TIMEOUT = H.value("TCP_USER_TIMEOUT");

    /** int, bytes: the largest window to offer. */
    public static final int TCP_WINDOW_CLAMP = H.value("TCP_WINDOW_CLAMP");

    /** struct tcp_zerocopy_receive: received pages appear in mapped memory. */
    public static final int TCP_ZEROCOPY_RECEIVE = H.value("TCP_ZEROCOPY_RECEIVE");

    // States

    /** No connection. */
    public static final int TCP_CLOSE = H.value("TCP_CLOSE");

    /** The peer has ended, this side has not closed. */
    public static final int TCP_CLOSE_WAIT = H.value("TCP_CLOSE_WAIT");

    /** Both have ended at once. */
    public static final int TCP_CLOSING = H.value("TCP_CLOSING");

    /** Connected. */
    public static final int TCP_ESTABLISHED = H.value("TCP_ESTABLISHED");

    /** This side has ended; the peer has not acknowledged it. */
    public static final int TCP_FIN_WAIT1 = H.value("TCP_FIN_WAIT1");

    /** This side has ended; the peer has acknowledged it. */
    public static final int TCP_FIN_WAIT2 = H.value("TCP_FIN_WAIT2");

    /** Both have ended; the last acknowledgement is to come. */
    public static final int TCP_LAST_ACK = H.value("TCP_LAST_ACK");

    /** Listens. */
    public static final int TCP_LISTEN = H.value("TCP_LISTEN");

    /** A SYN has come, the answer is under way. */
    public static final int TCP_SYN_RECV = H.value("TCP_SYN_RECV");

    /** A SYN is under way. */
    public static final int TCP_SYN_SENT = H.value("TCP_SYN_SENT");

    /** Both have ended; late segments are waited for. */
    public static final int TCP_TIME_WAIT = H.value("TCP_TIME_WAIT");

    // States of congestion control, in struct tcp_info

    /** Reduces the window after a mark or a local drop. */
    public static final int TCP_CA_CWR = H.value("TCP_CA_CWR");

    /** Saw the first signs of loss. */
    public static final int TCP_CA_Disorder = H.value("TCP_CA_Disorder");

    /** A retransmission timed out. */
    public static final int TCP_CA_Loss = H.value("TCP_CA_Loss");

    /** All is well. */
    public static final int TCP_CA_Open = H.value("TCP_CA_Open");

    /** Sends again what was lost. */
    public static final int TCP_CA_Recovery = H.value("TCP_CA_Recovery");

    // Negotiated options, in struct tcp_info

    /** Explicit congestion notification. */
    public static final int TCPI_OPT_ECN = H.value("TCPI_OPT_ECN");

    /** A packet with its mark has come. */
    public static final int TCPI_OPT_ECN_SEEN = H.value("TCPI_OPT_ECN_SEEN");

    /** Selective acknowledgement. */
    public static final int TCPI_OPT_SACK = H.value("TCPI_OPT_SACK");

    /** The SYN carried data that was taken. */
    public static final int TCPI_OPT_SYN_DATA = H.value("TCPI_OPT_SYN_DATA");

    /** Time stamps. */
    public static final int TCPI_OPT_TIMESTAMPS = H.value("TCPI_OPT_TIMESTAMPS");

    /** Window scaling. */
    public static final int TCPI_OPT_WSCALE = H.value("TCPI_OPT_WSCALE");

    // Values of TCP_REPAIR and TCP_REPAIR_QUEUE

    /** No queue. */
    public static final int TCP_NO_QUEUE = H.value("TCP_NO_QUEUE");

    /** The receive queue. */
    public static final int TCP_RECV_QUEUE = H.value("TCP_RECV_QUEUE");

    /** Leaves repair mode and probes the window. */
    public static final int TCP_REPAIR_OFF = H.value("TCP_REPAIR_OFF");

    /** Leaves repair mode without a probe. Since Linux 4.19. */
    public static final int TCP_REPAIR_OFF_NO_WP = H.value("TCP_REPAIR_OFF_NO_WP");

    /** Enters repair mode. */
    public static final int TCP_REPAIR_ON = H.value("TCP_REPAIR_ON");

    /** The send queue. */
    public static final int TCP_SEND_QUEUE = H.value("TCP_SEND_QUEUE");

    // Values of struct tcp_md5sig

    /** tcpm_flags: tcpm_ifindex holds. Since Linux 5.6. */
    public static final int TCP_MD5SIG_FLAG_IFINDEX = H.value("TCP_MD5SIG_FLAG_IFINDEX");

    /** tcpm_flags: tcpm_prefixlen holds. Since Linux 4.13. */
    public static final int TCP_MD5SIG_FLAG_PREFIX = H.value("TCP_MD5SIG_FLAG_PREFIX");

    /** The longest key in bytes. */
    public static final int TCP_MD5SIG_MAXKEYLEN = H.value("TCP_MD5SIG_MAXKEYLEN");

    // Values of struct tcp_zerocopy_receive

    /** flags: the address was not mapped before. Since Linux 5.12. */
    public static final int TCP_RECEIVE_ZEROCOPY_FLAG_TLB_CLEAN_HINT =
            H.value("TCP_RECEIVE_ZEROCOPY_FLAG_TLB_CLEAN_HINT");

    private NetinetTcp() {}
}
