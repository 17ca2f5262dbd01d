package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_ACCEPTCONN;
import static dev.sockeye.sys.SysSocket.SO_BINDTODEVICE;
import static dev.sockeye.sys.SysSocket.SO_BINDTOIFINDEX;
import static dev.sockeye.sys.SysSocket.SO_BPF_EXTENSIONS;
import static dev.sockeye.sys.SysSocket.SO_BROADCAST;
import static dev.sockeye.sys.SysSocket.SO_BUF_LOCK;
import static dev.sockeye.sys.SysSocket.SO_BUSY_POLL;
import static dev.sockeye.sys.SysSocket.SO_BUSY_POLL_BUDGET;
import static dev.sockeye.sys.SysSocket.SO_CNX_ADVICE;
import static dev.sockeye.sys.SysSocket.SO_COOKIE;
import static dev.sockeye.sys.SysSocket.SO_DEBUG;
import static dev.sockeye.sys.SysSocket.SO_DOMAIN;
import static dev.sockeye.sys.SysSocket.SO_DONTROUTE;
import static dev.sockeye.sys.SysSocket.SO_ERROR;
import static dev.sockeye.sys.SysSocket.SO_INCOMING_CPU;
import static dev.sockeye.sys.SysSocket.SO_INCOMING_NAPI_ID;
import static dev.sockeye.sys.SysSocket.SO_INQ;
import static dev.sockeye.sys.SysSocket.SO_KEEPALIVE;
import static dev.sockeye.sys.SysSocket.SO_LINGER;
import static dev.sockeye.sys.SysSocket.SO_MARK;
import static dev.sockeye.sys.SysSocket.SO_MAX_PACING_RATE;
import static dev.sockeye.sys.SysSocket.SO_MEMINFO;
import static dev.sockeye.sys.SysSocket.SO_NETNS_COOKIE;
import static dev.sockeye.sys.SysSocket.SO_NOFCS;
import static dev.sockeye.sys.SysSocket.SO_NO_CHECK;
import static dev.sockeye.sys.SysSocket.SO_OOBINLINE;
import static dev.sockeye.sys.SysSocket.SO_PASSCRED;
import static dev.sockeye.sys.SysSocket.SO_PASSPIDFD;
import static dev.sockeye.sys.SysSocket.SO_PASSRIGHTS;
import static dev.sockeye.sys.SysSocket.SO_PASSSEC;
import static dev.sockeye.sys.SysSocket.SO_PEEK_OFF;
import static dev.sockeye.sys.SysSocket.SO_PEERCRED;
import static dev.sockeye.sys.SysSocket.SO_PEERGROUPS;
import static dev.sockeye.sys.SysSocket.SO_PEERPIDFD;
import static dev.sockeye.sys.SysSocket.SO_PEERSEC;
import static dev.sockeye.sys.SysSocket.SO_PREFER_BUSY_POLL;
import static dev.sockeye.sys.SysSocket.SO_PRIORITY;
import static dev.sockeye.sys.SysSocket.SO_PROTOCOL;
import static dev.sockeye.sys.SysSocket.SO_RCVBUF;
import static dev.sockeye.sys.SysSocket.SO_RCVBUFFORCE;
import static dev.sockeye.sys.SysSocket.SO_RCVLOWAT;
import static dev.sockeye.sys.SysSocket.SO_RCVMARK;
import static dev.sockeye.sys.SysSocket.SO_RCVPRIORITY;
import static dev.sockeye.sys.SysSocket.SO_RCVTIMEO;
import static dev.sockeye.sys.SysSocket.SO_RCVTIMEO_NEW;
import static dev.sockeye.sys.SysSocket.SO_RESERVE_MEM;
import static dev.sockeye.sys.SysSocket.SO_REUSEADDR;
import static dev.sockeye.sys.SysSocket.SO_REUSEPORT;
import static dev.sockeye.sys.SysSocket.SO_RXQ_OVFL;
import static dev.sockeye.sys.SysSocket.SO_SELECT_ERR_QUEUE;
import static dev.sockeye.sys.SysSocket.SO_SNDBUF;
import static dev.sockeye.sys.SysSocket.SO_SNDBUFFORCE;
import static dev.sockeye.sys.SysSocket.SO_SNDLOWAT;
import static dev.sockeye.sys.SysSocket.SO_SNDTIMEO;
import static dev.sockeye.sys.SysSocket.SO_SNDTIMEO_NEW;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPING;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPING_NEW;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS_NEW;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP_NEW;
import static dev.sockeye.sys.SysSocket.SO_TXREHASH;
import static dev.sockeye.sys.SysSocket.SO_TXTIME;
import static dev.sockeye.sys.SysSocket.SO_TYPE;
import static dev.sockeye.sys.SysSocket.SO_WIFI_STATUS;
import static dev.sockeye.sys.SysSocket.SO_ZEROCOPY;

import dev.sockeye.net.opt.MemInfo;
import dev.sockeye.net.opt.PeerGroups;
import dev.sockeye.net.opt.SockTxtime;
import dev.sockeye.net.opt.Timestamping;
import dev.sockeye.net.opt.Ucred;
import java.time.Duration;
import java.util.List;

/**
 * The options of level SOL_SOCKET, which every socket has, sorted by kernel name. A socket has the
 * kernel's initial values unless somebody sets others. Where no version is named, Linux 2.4 or one
 * before had the option.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class So {
    private static final int IFNAMSIZ = 16;

    private static final Level L = new Level(SOL_SOCKET);

    /** SO_ACCEPTCONN: whether listen(2) was called. */
    public static final Opt.ReadOnly<Boolean> ACCEPTCONN =
            L.readFlag("SO_ACCEPTCONN", SO_ACCEPTCONN);

    /**
     * SO_BINDTODEVICE: the interface by its name, such as {@code eth0}: only packets of it are received,
     * and what is sent leaves by it; empty for any. Initially empty. To be changed once it is set takes
     * CAP_NET_RAW.
     */
    public static final Opt<String> BINDTODEVICE =
            L.text("SO_BINDTODEVICE", SO_BINDTODEVICE, IFNAMSIZ);

    /** SO_BINDTOIFINDEX: the same by the index of the interface, 0 for any. Since Linux 5.1. */
    public static final Opt<Integer> BINDTOIFINDEX =
            L.integer("SO_BINDTOIFINDEX", SO_BINDTOIFINDEX, "", "0 and the index of an interface");

    /** SO_BPF_EXTENSIONS: how many extensions of classic BPF the kernel has. Since Linux 3.14. */
    public static final Opt.ReadOnly<Integer> BPF_EXTENSIONS =
            L.readInteger("SO_BPF_EXTENSIONS", SO_BPF_EXTENSIONS, "");

    /** SO_BROADCAST: whether datagrams may go to a broadcast address. Initially off. */
    public static final Opt<Boolean> BROADCAST = L.flag("SO_BROADCAST", SO_BROADCAST);

    /**
     * SO_BUF_LOCK: SOCK_SNDBUF_LOCK and SOCK_RCVBUF_LOCK: which buffers the kernel does not resize on its
     * own. Setting a size locks it too. Initially 0. Since Linux 5.15.
     */
    public static final Opt<Integer> BUF_LOCK = L.integer("SO_BUF_LOCK", SO_BUF_LOCK, "", "0 to 3");

    /**
     * SO_BUSY_POLL: how long a blocking receive spins on the device's queue; more than before takes
     * CAP_NET_ADMIN. Initially net.core.busy_read, mostly 0. Since Linux 3.11.
     */
    public static final Opt<Integer> BUSY_POLL =
            L.integer("SO_BUSY_POLL", SO_BUSY_POLL, "microseconds", "0 or more");

    /**
     * SO_BUSY_POLL_BUDGET: how many packets a round of busy polling takes; more than before takes
     * CAP_NET_ADMIN. Initially 8. Since Linux 5.11.
     */
    public static final Opt.WriteOnly<Integer> BUSY_POLL_BUDGET =
            L.writeInteger("SO_BUSY_POLL_BUDGET", SO_BUSY_POLL_BUDGET, "packets", "1 to 65535");

    /**
     * SO_CNX_ADVICE: 1 tells that the path seems bad: IPv6 asks for another first hop. Since Linux 4.6.
     */
    public static final Opt.WriteOnly<Integer> CNX_ADVICE =
            L.writeInteger("SO_CNX_ADVICE", SO_CNX_ADVICE, "", "");

    /**
     * SO_COOKIE: the socket's number, which no other socket of this machine gets until it is started
     * anew; 64 bits without sign. Since Linux 4.12.
     */
    public static final Opt.ReadOnly<Long> COOKIE =
            L.read("SO_COOKIE", SO_COOKIE, Long.class, Codecs.UNSIGNED_LONG, "");

    /**
     * SO_DEBUG: whether the protocol records what it does, where the kernel was built for it; takes
     * CAP_NET_ADMIN. Initially off.
     */
    public static final Opt<Boolean> DEBUG = L.flag("SO_DEBUG", SO_DEBUG);

    /** SO_DOMAIN: the family, such as {@code AF_INET}. Since Linux 2.6.32. */
    public static final Opt.ReadOnly<Integer> DOMAIN = L.readInteger("SO_DOMAIN", SO_DOMAIN, "");

    /** SO_DONTROUTE: whether packets go to directly connected hosts only. Initially off. */
    public static final Opt<Boolean> DONTROUTE = L.flag("SO_DONTROUTE", SO_DONTROUTE);

    /**
     * SO_ERROR: the errno of the last error that nobody was told of, 0 for none. Reading it clears it.
     */
    public static final Opt.ReadOnly<Integer> ERROR = L.readInteger("SO_ERROR", SO_ERROR, "");

    /**
     * SO_INCOMING_CPU: the processor that handled the last packet, -1 for none yet; as a setting, the
     * processor whose packets this socket of a SO_REUSEPORT group prefers. Since Linux 3.19, to be set
     * 4.4.
     */
    public static final Opt<Integer> INCOMING_CPU =
            L.integer("SO_INCOMING_CPU", SO_INCOMING_CPU, "", "");

    /** SO_INCOMING_NAPI_ID: the receive queue of the last packet, 0 for none. Since Linux 4.12. */
    public static final Opt.ReadOnly<Integer> INCOMING_NAPI_ID =
            L.readInteger("SO_INCOMING_NAPI_ID", SO_INCOMING_NAPI_ID, "");

    /**
     * SO_INQ: whether each message of a Unix stream tells the bytes that remain, by an SCM_INQ. Initially
     * off. Since Linux 6.17.
     */
    public static final Opt.WriteOnly<Boolean> INQ =
            L.write("SO_INQ", SO_INQ, Boolean.class, Codecs.FLAG);

    /**
     * SO_KEEPALIVE: whether an idle connection is probed, so that a peer that vanished is noticed.
     * Initially off; the probes start after two hours unless TCP_KEEPIDLE says otherwise.
     */
    public static final Opt<Boolean> KEEPALIVE = L.flag("SO_KEEPALIVE", SO_KEEPALIVE);

    /**
     * SO_LINGER: what close does about bytes that are not acknowledged yet, in whole seconds. Initially
     * {@link Linger#OFF}. A listener hands it on to what it accepts. No thread that closes a socket waits
     * for it: the kernel's wait is moved to a helper thread.
     */
    public static final Opt<Linger> LINGER =
            L.both(
                    "SO_LINGER",
                    SO_LINGER,
                    Linger.class,
                    new LingerCodec(),
                    "seconds",
                    "0 to 2147483646 s");

    /**
     * SO_MARK: the mark that routing rules and the firewall see on what is sent; takes CAP_NET_ADMIN, or
     * CAP_NET_RAW since Linux 5.17. Initially 0. Since Linux 2.6.25.
     */
    public static final Opt<Long> MARK =
            L.both("SO_MARK", SO_MARK, Long.class, Codecs.UNSIGNED_INT, "", "0 to 4294967295");

    /**
     * SO_MAX_PACING_RATE: how fast TCP or the fq queueing discipline sends at most; 64 bits without sign,
     * all set for no limit, which it is initially. Since Linux 3.13, of 64 bits 4.20.
     */
    public static final Opt<Long> MAX_PACING_RATE =
            L.both(
                    "SO_MAX_PACING_RATE",
                    SO_MAX_PACING_RATE,
                    Long.class,
                    Codecs.UNSIGNED_LONG,
                    "bytes per second",
                    "");

    /** SO_MEMINFO: the memory of the socket. Since Linux 4.12. */
    public static final Opt.ReadOnly<MemInfo> MEMINFO =
            L.read("SO_MEMINFO", SO_MEMINFO, MemInfo.class, SoCodecs.MEMINFO, "");

    /**
     * SO_NETNS_COOKIE: the number of the socket's network namespace; 64 bits without sign. Since Linux
     * 5.14.
     */
    public static final Opt.ReadOnly<Long> NETNS_COOKIE =
            L.read("SO_NETNS_COOKIE", SO_NETNS_COOKIE, Long.class, Codecs.UNSIGNED_LONG, "");

    /**
     * SO_NOFCS: whether the device leaves the frame's check sequence to who sends (packet sockets).
     * Initially off. Since Linux 3.4.
     */
    public static final Opt<Boolean> NOFCS = L.flag("SO_NOFCS", SO_NOFCS);

    /** SO_NO_CHECK: whether UDP over IPv4 sends without a checksum. Initially off. */
    public static final Opt<Boolean> NO_CHECK = L.flag("SO_NO_CHECK", SO_NO_CHECK);

    /** SO_OOBINLINE: whether an urgent byte stays in the stream of the others. Initially off. */
    public static final Opt<Boolean> OOBINLINE = L.flag("SO_OOBINLINE", SO_OOBINLINE);

    /**
     * SO_PASSCRED: whether each message comes with the sender's SCM_CREDENTIALS (Unix and netlink).
     * Initially off.
     */
    public static final Opt<Boolean> PASSCRED = L.flag("SO_PASSCRED", SO_PASSCRED);

    /**
     * SO_PASSPIDFD: whether each message comes with an SCM_PIDFD of the sender (Unix). Initially off.
     * Since Linux 6.5.
     */
    public static final Opt<Boolean> PASSPIDFD = L.flag("SO_PASSPIDFD", SO_PASSPIDFD);

    /**
     * SO_PASSRIGHTS: whether descriptors may be received (Unix); where not, sending one fails. Initially
     * on. Since Linux 6.16.
     */
    public static final Opt<Boolean> PASSRIGHTS = L.flag("SO_PASSRIGHTS", SO_PASSRIGHTS);

    /**
     * SO_PASSSEC: whether each message comes with the sender's security label as SCM_SECURITY (Unix and
     * netlink). Initially off. Since Linux 2.6.18.
     */
    public static final Opt<Boolean> PASSSEC = L.flag("SO_PASSSEC", SO_PASSSEC);

    /**
     * SO_PEEK_OFF: where the next MSG_PEEK begins; each peek moves it on, each read back. -1, which it is
     * initially, for the start always. Since Linux 3.4.
     */
    public static final Opt<Integer> PEEK_OFF =
            L.integer("SO_PEEK_OFF", SO_PEEK_OFF, "bytes", "-1 and up");

    /** SO_PEERCRED: who is at the other end of a Unix socket. */
    public static final Opt.ReadOnly<Ucred> PEERCRED =
            L.read("SO_PEERCRED", SO_PEERCRED, Ucred.class, SoCodecs.UCRED, "");

    /**
     * SO_PEERGROUPS: the supplementary groups of who is at the other end of a Unix socket. Since Linux
     * 4.13.
     */
    public static final Opt.ReadOnly<PeerGroups> PEERGROUPS =
            L.read("SO_PEERGROUPS", SO_PEERGROUPS, PeerGroups.class, SoCodecs.PEERGROUPS, "");

    /**
     * SO_PEERPIDFD: a descriptor of the process at the other end of a Unix socket, the caller's to close.
     * Since Linux 6.5.
     */
    public static final Opt.ReadOnly<PidFd> PEERPIDFD =
            L.read("SO_PEERPIDFD", SO_PEERPIDFD, PidFd.class, SoCodecs.PIDFD, "");

    /**
     * SO_PEERSEC: the security label of who is at the other end; takes a security module such as SELinux.
     * Since Linux 2.6.2.
     */
    public static final Opt.ReadOnly<String> PEERSEC =
            L.read("SO_PEERSEC", SO_PEERSEC, String.class, Codecs.text(4096), "");

    /**
     * SO_PREFER_BUSY_POLL: whether the device's interrupts stay off while the socket polls its queue; on
     * takes CAP_NET_ADMIN. Initially off. Since Linux 5.11.
     */
    public static final Opt<Boolean> PREFER_BUSY_POLL =
            L.flag("SO_PREFER_BUSY_POLL", SO_PREFER_BUSY_POLL);

    /**
     * SO_PRIORITY: the priority of what is sent, for queueing disciplines; above 6 takes CAP_NET_ADMIN.
     * Initially 0.
     */
    public static final Opt<Integer> PRIORITY = L.integer("SO_PRIORITY", SO_PRIORITY, "", "0 to 6");

    /** SO_PROTOCOL: the protocol, such as {@code IPPROTO_TCP}. Since Linux 2.6.32. */
    public static final Opt.ReadOnly<Integer> PROTOCOL =
            L.readInteger("SO_PROTOCOL", SO_PROTOCOL, "");

    /**
     * SO_RCVBUF: the receive buffer. Linux doubles what is set, for its own bookkeeping, within
     * net.core.rmem_max, and answers the doubled number; setting it ends TCP's own tuning. To be set
     * before connect or listen where the window shall be scaled for it.
     */
    public static final Opt<Integer> RCVBUF = L.integer("SO_RCVBUF", SO_RCVBUF, "bytes", "");

    /**
     * SO_RCVBUFFORCE: the same beyond net.core.rmem_max; takes CAP_NET_ADMIN. Since Linux 2.6.14.
     */
    public static final Opt.WriteOnly<Integer> RCVBUFFORCE =
            L.writeInteger("SO_RCVBUFFORCE", SO_RCVBUFFORCE, "bytes", "0 or more");

    /** SO_RCVLOWAT: how many bytes have to be there before a wait for input ends. Initially 1. */
    public static final Opt<Integer> RCVLOWAT = L.integer("SO_RCVLOWAT", SO_RCVLOWAT, "bytes", "");

    /**
     * SO_RCVMARK: whether each message comes with the mark of its packet, as SO_MARK. Initially off.
     * Since Linux 5.19.
     */
    public static final Opt<Boolean> RCVMARK = L.flag("SO_RCVMARK", SO_RCVMARK);

    /**
     * SO_RCVPRIORITY: whether each message comes with the priority of its packet, as SO_PRIORITY.
     * Initially off. Since Linux 6.14.
     */
    public static final Opt<Boolean> RCVPRIORITY = L.flag("SO_RCVPRIORITY", SO_RCVPRIORITY);

    /**
     * SO_RCVTIMEO: how long a blocking receive waits, zero for ever. Of no use here, where every
     * descriptor is non-blocking underneath: see {@link Socket#timeout}. Initially zero.
     */
    public static final Opt<Duration> RCVTIMEO =
            L.both(
                    "SO_RCVTIMEO",
                    SO_RCVTIMEO,
                    Duration.class,
                    Codecs.TIMEVAL,
                    "microseconds",
                    "0 s and more");

    /** SO_RCVTIMEO_NEW: the same with 64-bit time on every machine. Since Linux 5.1. */
    public static final Opt<Duration> RCVTIMEO_NEW =
            L.both(
                    "SO_RCVTIMEO_NEW",
                    SO_RCVTIMEO_NEW,
                    Duration.class,
                    Codecs.TIMEVAL,
                    "microseconds",
                    "0 s and more");

    /**
     * SO_RESERVE_MEM: memory that is set aside for the socket; takes a memory cgroup. Initially 0. Since
     * Linux 5.17.
     */
    public static final Opt<Integer> RESERVE_MEM =
            L.integer("SO_RESERVE_MEM", SO_RESERVE_MEM, "bytes", "0 or more");

    /**
     * SO_REUSEADDR: whether bind may take a TCP port whose earlier connections are still in TIME_WAIT:
     * what a server wants that starts again. Initially off.
     */
    public static final Opt<Boolean> REUSEADDR = L.flag("SO_REUSEADDR", SO_REUSEADDR);

    /**
     * SO_REUSEPORT: whether several sockets of one user may be bound to one address, each with it set;
     * the kernel spreads connections and datagrams over them. Initially off. Since Linux 3.9.
     */
    public static final Opt<Boolean> REUSEPORT = L.flag("SO_REUSEPORT", SO_REUSEPORT);

    /**
     * SO_RXQ_OVFL: whether each message comes with the number of those that were dropped before it, as
     * SO_RXQ_OVFL. Initially off. Since Linux 2.6.33.
     */
    public static final Opt<Boolean> RXQ_OVFL = L.flag("SO_RXQ_OVFL", SO_RXQ_OVFL);

    /**
     * SO_SELECT_ERR_QUEUE: whether poll tells an error queue that is not empty as POLLPRI beside POLLERR.
     * Initially off. Since Linux 3.10.
     */
    public static final Opt<Boolean> SELECT_ERR_QUEUE =
            L.flag("SO_SELECT_ERR_QUEUE", SO_SELECT_ERR_QUEUE);

    /**
     * SO_SNDBUF: the send buffer. Linux doubles what is set, for its own bookkeeping, within
     * net.core.wmem_max, and answers the doubled number; setting it ends TCP's own tuning.
     */
    public static final Opt<Integer> SNDBUF = L.integer("SO_SNDBUF", SO_SNDBUF, "bytes", "");

    /**
     * SO_SNDBUFFORCE: the same beyond net.core.wmem_max; takes CAP_NET_ADMIN. Since Linux 2.6.14.
     */
    public static final Opt.WriteOnly<Integer> SNDBUFFORCE =
            L.writeInteger("SO_SNDBUFFORCE", SO_SNDBUFFORCE, "bytes", "0 or more");

    /** SO_SNDLOWAT: how much room there has to be before a wait for room ends: 1 always. */
    public static final Opt.ReadOnly<Integer> SNDLOWAT =
            L.readInteger("SO_SNDLOWAT", SO_SNDLOWAT, "bytes");

    /**
     * SO_SNDTIMEO: how long a blocking send waits, zero for ever. Of no use here, as {@link #RCVTIMEO};
     * connect(2) of a blocking descriptor heeds it too. Initially zero.
     */
    public static final Opt<Duration> SNDTIMEO =
            L.both(
                    "SO_SNDTIMEO",
                    SO_SNDTIMEO,
                    Duration.class,
                    Codecs.TIMEVAL,
                    "microseconds",
                    "0 s and more");

    /** SO_SNDTIMEO_NEW: the same with 64-bit time on every machine. Since Linux 5.1. */
    public static final Opt<Duration> SNDTIMEO_NEW =
            L.both(
                    "SO_SNDTIMEO_NEW",
                    SO_SNDTIMEO_NEW,
                    Duration.class,
                    Codecs.TIMEVAL,
                    "microseconds",
                    "0 s and more");

    /**
     * SO_TIMESTAMP: whether each message comes with the time of its receipt in microseconds. Takes {@link
     * #TIMESTAMPNS} away, as that does this. Initially off.
     */
    public static final Opt<Boolean> TIMESTAMP = L.flag("SO_TIMESTAMP", SO_TIMESTAMP);

    /**
     * SO_TIMESTAMPING: which stamps are made of what is sent and received, and which of them are told.
     * Initially none. Since Linux 2.6.30.
     */
    public static final Opt<Timestamping> TIMESTAMPING =
            L.both(
                    "SO_TIMESTAMPING",
                    SO_TIMESTAMPING,
                    Timestamping.class,
                    SoCodecs.TIMESTAMPING,
                    "",
                    "SOF_TIMESTAMPING_ flags that go together");

    /** SO_TIMESTAMPING_NEW: the same with 64-bit time on every machine. Since Linux 5.1. */
    public static final Opt<Timestamping> TIMESTAMPING_NEW =
            L.both(
                    "SO_TIMESTAMPING_NEW",
                    SO_TIMESTAMPING_NEW,
                    Timestamping.class,
                    SoCodecs.TIMESTAMPING,
                    "",
                    "SOF_TIMESTAMPING_ flags that go together");

    /**
     * SO_TIMESTAMPNS: whether each message comes with the time of its receipt in nanoseconds. Initially
     * off. Since Linux 2.6.22.
     */
    public static final Opt<Boolean> TIMESTAMPNS = L.flag("SO_TIMESTAMPNS", SO_TIMESTAMPNS);

    /** SO_TIMESTAMPNS_NEW: the same with 64-bit time on every machine. Since Linux 5.1. */
    public static final Opt<Boolean> TIMESTAMPNS_NEW =
            L.flag("SO_TIMESTAMPNS_NEW", SO_TIMESTAMPNS_NEW);

    /** SO_TIMESTAMP_NEW: as SO_TIMESTAMP, with 64-bit time on every machine. Since Linux 5.1. */
    public static final Opt<Boolean> TIMESTAMP_NEW = L.flag("SO_TIMESTAMP_NEW", SO_TIMESTAMP_NEW);

    /**
     * SO_TXREHASH: whether TCP over IPv6 looks for another path after time-outs. Initially
     * SOCK_TXREHASH_DEFAULT, on a listener and what it accepts net.core.txrehash. Since Linux 5.18.
     */
    public static final Opt<Integer> TXREHASH =
            L.integer(
                    "SO_TXREHASH",
                    SO_TXREHASH,
                    "",
                    "SOCK_TXREHASH_DISABLED, SOCK_TXREHASH_ENABLED, SOCK_TXREHASH_DEFAULT");

    /**
     * SO_TXTIME: by which clock messages with an SCM_TXTIME are sent. CLOCK_MONOTONIC is free, other
     * clocks take CAP_NET_ADMIN. Since Linux 4.19.
     */
    public static final Opt<SockTxtime> TXTIME =
            L.both(
                    "SO_TXTIME",
                    SO_TXTIME,
                    SockTxtime.class,
                    SoCodecs.TXTIME,
                    "",
                    "a known clock and SOF_TXTIME_ flags");

    /** SO_TYPE: the type, such as {@code SOCK_STREAM}. */
    public static final Opt.ReadOnly<Integer> TYPE = L.readInteger("SO_TYPE", SO_TYPE, "");

    /**
     * SO_WIFI_STATUS: whether it is told of each sent frame if it was acknowledged (802.11). Initially
     * off. Since Linux 3.3.
     */
    public static final Opt<Boolean> WIFI_STATUS = L.flag("SO_WIFI_STATUS", SO_WIFI_STATUS);

    /**
     * SO_ZEROCOPY: whether MSG_ZEROCOPY is heeded; see {@link ZeroCopy}. Initially off. For TCP, UDP and
     * vsock. Since Linux 4.14.
     */
    public static final Opt<Boolean> ZEROCOPY = L.flag("SO_ZEROCOPY", SO_ZEROCOPY);

    static final List<AnyOpt<?>> ALL = L.all();

    private So() {}
}
