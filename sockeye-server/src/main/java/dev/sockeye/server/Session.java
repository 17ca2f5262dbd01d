package dev.sockeye.server;

import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import java.util.Optional;

/**
 * One connection of a server, as its {@link Handler} sees it: a {@link Stream} with a number.
 *
 * <p>Its {@linkplain Stream#timeout time-out} is the server's idle time ({@link
 * Server.Setup#timeout}), for each operation, until the handler sets another. A handler returns to end
 * its session; {@link #close} is the abrupt way, from any thread, by which input that nobody read may
 * turn the last bytes written into a reset.
 *
 * <p>Any thread.
 */
public interface Session extends Stream {
    /**
     * The number of the session.
     *
     * @return 1 for a server's first; never used twice
     */
    long id();

    /**
     * The bytes that were read so far.
     *
     * @return a count
     */
    long bytesRead();

    /**
     * The bytes that were written so far.
     *
     * @return a count
     */
    long bytesWritten();

    /**
     * Whether the server is stopping: time to finish the work in hand and to begin no other.
     *
     * @return true from the moment {@link Server#stop} was called
     */
    boolean stopping();

    /**
     * What to do when the server begins to {@linkplain Server#stop stop}, so that a session that waits
     * between two pieces of work need not be cut; at once if that is so already. A later action takes
     * the place of an earlier one.
     *
     * @param action runs on the thread that stops the server, and must not wait; to end a read that
     *     waits, {@link #shutdownInput()}
     */
    void onStop(Runnable action);

    /**
     * The socket underneath, for its options.
     *
     * @return empty if the session stands on something else
     */
    Optional<StreamSocket> socket();
}
