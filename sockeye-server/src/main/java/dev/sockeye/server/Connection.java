package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.StreamSocket;
import java.util.Optional;

/**
 * One connection of a server, in what its two shapes have in common: a {@link Session} is read and
 * written by blocking code, a {@link LoopSession} answers events. Any thread.
 */
public interface Connection {
    /**
     * The number of the session.
     *
     * @return 1 for a server's first; never used twice
     */
    long id();

    /**
     * The address of this side.
     *
     * @return as getsockname(2) told it
     */
    Endpoint local();

    /**
     * The address of the other side; also after the connection was closed.
     *
     * @return as accept(2) told it
     */
    Endpoint peer();

    /**
     * The bytes that were read so far.
     *
     * @return a count
     */
    long bytesRead();

    /**
     * The bytes that were written so far: those that the kernel took.
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
     *     waits, {@code shutdownInput()}
     */
    void onStop(Runnable action);

    /**
     * The socket underneath, for its options.
     *
     * @return empty if the session stands on something else
     */
    Optional<StreamSocket> socket();

    /**
     * Whether a handler may leave copies to the kernel (sendfile(2), splice(2)) that plain reads and writes
     * would do too.
     *
     * @return what {@link Server.Setup#offload} was told; true by default
     */
    default boolean offload() {
        return true;
    }

    /**
     * Whether nobody has closed it here. Says nothing of the peer.
     *
     * @return false once {@link #close} was called
     */
    boolean isOpen();

    /**
     * Ends the session at once, the abrupt way: what was not sent yet is dropped, and input that nobody
     * read may turn the last bytes into a reset. Does nothing the second time.
     */
    void close();
}
