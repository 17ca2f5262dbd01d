package dev.sockeye.server.handler;

import dev.sockeye.net.Network;
import dev.sockeye.net.Socket;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.server.Connection;
import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;

/**
 * Connects each session to another server, its upstream, and copies both ways: an end of one side's
 * output reaches the other as such while the other direction goes on, and a reset as a reset, where
 * both are TCP. Unix and TCP, IPv4 and IPv6, in any combination.
 *
 * <p>Where the upstream cannot be reached, the peer's connection ends in order, without a byte, and the
 * session fails with the reason. The idle time of the session is that of both directions together: each
 * that moves keeps the other alive, and when neither has for between one and two idle times, both
 * connections end. A direction that waits for input holds no buffer; one that copies holds 64 KiB, or where
 * much flows a pipe of the kernel, through which it is spliced ({@link Connection#offload}). What the
 * receiver does not take is not read from the sender. A session takes its own thread and a virtual one.
 *
 * <p>Any thread; one object serves all sessions.
 */
public final class Proxy implements Handler {
    /** How long connecting to the upstream may take, unless it is told. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long a peer has, and how much it may still send, to notice that there is no upstream. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final long FAREWELL_BYTES = 1 << 20;

    private final Network network;
    private final Target.Address upstream;
    private final Duration within;

    /**
     * Connects through {@link Network#host()}, in {@link #CONNECT_TIMEOUT}.
     *
     * @param upstream where to connect to
     * @throws IllegalArgumentException if it is no stream, or every interface of this machine
     */
    public Proxy(Target.Address upstream) {
        this(upstream, CONNECT_TIMEOUT, Network.host());
    }

    /**
     * Connects through a network, in time.
     *
     * @param upstream where to connect to
     * @param within how long connecting may take
     * @param network who opens the connections; not closed here
     * @throws IllegalArgumentException if the upstream is no stream, or every interface of this machine,
     *     or the time is negative
     */
    public Proxy(Target.Address upstream, Duration within, Network network) {
        if (!upstream.transport().isStream() || upstream.dual()) {
            throw new IllegalArgumentException(upstream + " is no stream to connect to");
        }
        if (within.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: " + within);
        }
        this.upstream = upstream;
        this.within = within;
        this.network = Objects.requireNonNull(network, "network");
    }

    @Override
    public void handle(Session session) throws IOException {
        try (StreamSocket socket = connect(session)) {
            socket.timeout(session.socket().map(Socket::timeout).orElse(Socket.FOREVER));
            new ProxyTalk(session, socket).run();
        }
    }

    private StreamSocket connect(Session session) throws IOException {
        try {
            return network.connect(upstream, within);
        } catch (SocketTimeoutException e) {
            // Not the silence of the peer, by which a session may end without a failure.
            farewell(session);
            var failure = new ConnectException(e.getMessage());
            failure.initCause(e);
            throw failure;
        } catch (IOException e) {
            farewell(session);
            throw e;
        }
    }

    /** Closing with unread input would be a reset (RFC 1122, 4.2.2.13). */
    private static void farewell(Session session) {
        try {
            session.shutdownOutput();
            session.deadline(FAREWELL);
            long left = FAREWELL_BYTES;
            for (long count; left > 0 && (count = session.read(Borrowed.SINK)) >= 0; ) {
                left -= count;
            }
        } catch (IOException e) {
            // Its time is over, or it has gone: the reason is the upstream's in any case.
        }
    }
}
