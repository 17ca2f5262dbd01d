package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a server, told to whoever wants to know. Every method does nothing by default.
 *
 * <p>Events are told on the thread where they happen, several at once: an implementation is safe for
 * that, and quick, since the session or the acceptor waits for it. What it throws is dropped and harms
 * nobody.
 */
public interface Events {
    /** Tells nobody. */
    Events NONE = new Events() {};

    /**
     * An address takes connections or datagrams from now on.
     *
     * @param address as it is bound: with its port, and never {@code dual}
     */
    default void listening(Target address) {}

    /**
     * A connection was accepted, and its handler is about to start.
     *
     * @param session the connection
     */
    default void opened(Connection session) {}

    /**
     * A session is over, its connection closed, its counts final.
     *
     * @param session the session
     * @param cause what ended it before its time: what the handler threw, the time-out of a silent peer,
     *     or the cut at the end of {@link Server#stop}; null if the handler returned
     */
    default void closed(Connection session, @Nullable Throwable cause) {}

    /**
     * A connection was accepted and closed at once, without a session.
     *
     * @param peer who connected
     * @param why in words, such as the limit per peer that it exceeds
     */
    default void rejected(Endpoint peer, String why) {}

    /**
     * A handler threw, and its session (or the service of one datagram) ended by that. Silence and the
     * server's own stop are no failures.
     *
     * @param peer whom it served
     * @param why what it threw
     */
    default void failed(Endpoint peer, Throwable why) {}

    /**
     * Accepting or receiving is in trouble: descriptors, threads or memory are used up. Told once, until
     * it is {@linkplain #recovered over}; the server waits and tries again, a little later each time.
     *
     * @param address where
     * @param why the error
     * @param count the connections that this server has shed up to now (accepted only to be closed)
     */
    default void shed(Target address, Throwable why, long count) {}

    /**
     * The trouble that {@link #shed} told of is over: nothing has failed for a second.
     *
     * @param address where
     * @param count the connections that this server has shed up to now
     */
    default void recovered(Target address, long count) {}

    /**
     * The kernel refused to send a train of datagrams (UDP_SEGMENT): its device computes no checksums (EIO),
     * or a datagram of it is too large for the path (EINVAL). They were sent one by one, and so are those
     * that follow. Told once for each socket of {@link Model#batch}.
     *
     * @param address where
     * @param longest the largest datagrams that still go as trains, in bytes; 0 if none do
     */
    default void trainsRefused(Target address, int longest) {}

    /**
     * An address can not be served any more, for a reason that waiting does not cure. Its sessions and
     * the server's other addresses go on; {@link Server#await} throws the reason in the end.
     *
     * @param address where
     * @param why the error
     */
    default void lost(Target address, Throwable why) {}

    /**
     * A worker process of {@code prefork} accepts connections from now on.
     *
     * @param pid its number
     */
    default void workerStarted(long pid) {}

    /**
     * A worker process of {@code prefork} is over: because it left, because the server stops, or before its
     * time. Where its sessions ended by that they were told before, as failed and closed; another worker
     * takes its place, unless the server stops.
     *
     * @param pid its number
     * @param exit how it ended
     */
    default void workerEnded(long pid, Exit exit) {}

    /**
     * A worker process of {@code prefork} could not be started, or does not answer any more and is ended.
     * Another is started, after a while.
     *
     * @param why the reason
     */
    default void workerFailed(Throwable why) {}

    /**
     * The server is over: nothing is accepted any more, and every session has ended or was cut.
     *
     * @param how which of the two
     */
    default void stopped(Server.Stop how) {}
}
