package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_ACCEPTCONN;
import static dev.sockeye.sys.SysSocket.SO_BROADCAST;
import static dev.sockeye.sys.SysSocket.SO_DOMAIN;
import static dev.sockeye.sys.SysSocket.SO_ERROR;
import static dev.sockeye.sys.SysSocket.SO_KEEPALIVE;
import static dev.sockeye.sys.SysSocket.SO_LINGER;
import static dev.sockeye.sys.SysSocket.SO_OOBINLINE;
import static dev.sockeye.sys.SysSocket.SO_PROTOCOL;
import static dev.sockeye.sys.SysSocket.SO_RCVBUF;
import static dev.sockeye.sys.SysSocket.SO_RCVLOWAT;
import static dev.sockeye.sys.SysSocket.SO_REUSEADDR;
import static dev.sockeye.sys.SysSocket.SO_REUSEPORT;
import static dev.sockeye.sys.SysSocket.SO_SNDBUF;
import static dev.sockeye.sys.SysSocket.SO_TYPE;
import static dev.sockeye.sys.SysSocket.SO_ZEROCOPY;

import dev.sockeye.net.Opt.Definition;
import dev.sockeye.net.Opt.ReadOnly;
import java.util.List;

/**
 * The options of level SOL_SOCKET, which every socket has, sorted by kernel name. A socket has the
 * kernel's initial values unless somebody sets others.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class So {
    /** SO_ACCEPTCONN: whether listen(2) was called. */
    public static final ReadOnly<Boolean> ACCEPTCONN =
            Opt.readOnly(
                    new Definition<>(
                            "SO_ACCEPTCONN",
                            SOL_SOCKET,
                            SO_ACCEPTCONN,
                            Boolean.class,
                            Codecs.FLAG,
                            ""));

    /** SO_BROADCAST: whether datagrams may go to a broadcast address. Initially off. */
    public static final Opt<Boolean> BROADCAST =
            Opt.ofBoolean("SO_BROADCAST", SOL_SOCKET, SO_BROADCAST);

    /** SO_DOMAIN: the family, such as {@code AF_INET}. */
    public static final ReadOnly<Integer> DOMAIN = readInt("SO_DOMAIN", SO_DOMAIN);

    /** SO_ERROR: the errno of the last error that nobody was told of, 0 for none. Reading it clears it. */
    public static final ReadOnly<Integer> ERROR = readInt("SO_ERROR", SO_ERROR);

    /**
     * SO_KEEPALIVE: whether an idle connection is probed, so that a peer that vanished is noticed.
     * Initially off; the probes start after two hours unless TCP_KEEPIDLE says otherwise.
     */
    public static final Opt<Boolean> KEEPALIVE =
            Opt.ofBoolean("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE);

    /**
     * SO_LINGER: what close does about bytes that are not acknowledged yet, in whole seconds. Initially
     * {@link Linger#OFF}. A listener hands it on to what it accepts. No thread that closes a socket waits
     * for it: the kernel's wait is moved to a helper thread.
     */
    public static final Opt<Linger> LINGER =
            Opt.of(
                    new Definition<>(
                            "SO_LINGER",
                            SOL_SOCKET,
                            SO_LINGER,
                            Linger.class,
                            new LingerCodec(),
                            "seconds"));

    /** SO_OOBINLINE: whether an urgent byte stays in the stream of the others. Initially off. */
    public static final Opt<Boolean> OOBINLINE =
            Opt.ofBoolean("SO_OOBINLINE", SOL_SOCKET, SO_OOBINLINE);

    /** SO_PROTOCOL: the protocol, such as {@code IPPROTO_TCP}. */
    public static final ReadOnly<Integer> PROTOCOL = readInt("SO_PROTOCOL", SO_PROTOCOL);

    /**
     * SO_RCVBUF: the receive buffer in bytes. Linux doubles what is set, for its own bookkeeping, within
     * net.core.rmem_max, and answers the doubled number; setting it ends TCP's own tuning. To be set
     * before connect or listen where the window shall be scaled for it.
     */
    public static final Opt<Integer> RCVBUF = ofBytes("SO_RCVBUF", SO_RCVBUF);

    /** SO_RCVLOWAT: how many bytes have to be there before a wait for input ends. Initially 1. */
    public static final Opt<Integer> RCVLOWAT = ofBytes("SO_RCVLOWAT", SO_RCVLOWAT);

    /**
     * SO_REUSEADDR: whether bind may take a TCP port whose earlier connections are still in TIME_WAIT:
     * what a server wants that starts again. Initially off.
     */
    public static final Opt<Boolean> REUSEADDR =
            Opt.ofBoolean("SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR);

    /**
     * SO_REUSEPORT: whether several sockets of one user may be bound to one address, each with it set;
     * the kernel spreads connections and datagrams over them. Initially off.
     */
    public static final Opt<Boolean> REUSEPORT =
            Opt.ofBoolean("SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT);

    /**
     * SO_SNDBUF: the send buffer in bytes. Linux doubles what is set, for its own bookkeeping, within
     * net.core.wmem_max, and answers the doubled number; setting it ends TCP's own tuning.
     */
    public static final Opt<Integer> SNDBUF = ofBytes("SO_SNDBUF", SO_SNDBUF);

    /** SO_TYPE: the type, such as {@code SOCK_STREAM}. */
    public static final ReadOnly<Integer> TYPE = readInt("SO_TYPE", SO_TYPE);

    /**
     * SO_ZEROCOPY: whether MSG_ZEROCOPY is heeded; see {@link ZeroCopy}. Initially off. For TCP, UDP and
     * vsock. Since Linux 4.14.
     */
    public static final Opt<Boolean> ZEROCOPY =
            Opt.ofBoolean("SO_ZEROCOPY", SOL_SOCKET, SO_ZEROCOPY);

    static final List<AnyOpt<?>> ALL =
            List.of(
                    ACCEPTCONN,
                    BROADCAST,
                    DOMAIN,
                    ERROR,
                    KEEPALIVE,
                    LINGER,
                    OOBINLINE,
                    PROTOCOL,
                    RCVBUF,
                    RCVLOWAT,
                    REUSEADDR,
                    REUSEPORT,
                    SNDBUF,
                    TYPE,
                    ZEROCOPY);

    private So() {}

    private static ReadOnly<Integer> readInt(String name, int number) {
        return Opt.readOnly(
                new Definition<>(name, SOL_SOCKET, number, Integer.class, Codecs.INT, ""));
    }

    private static Opt<Integer> ofBytes(String name, int number) {
        return Opt.of(
                new Definition<>(name, SOL_SOCKET, number, Integer.class, Codecs.INT, "bytes"));
    }
}
