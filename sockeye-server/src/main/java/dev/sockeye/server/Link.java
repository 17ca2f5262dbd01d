package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ReactiveSession} stands on: its connection as its engine has it, and the thread on
 * which the handler's calls run. An engine calls back {@link ReactiveSession#received}, {@code
 * inputEnded}, {@code roomCame}, {@code broke}, {@code timeUp} and {@code closedElsewhere}, on that
 * thread and never inside one of these methods.
 *
 * <p>For that thread, but for {@link #room}, {@link #socket}, {@link #isOwn}, {@link #execute},
 * {@link #cut} and {@link #thread}.
 */
interface Link {
    /** A time that never comes. */
    long FOREVER = Long.MAX_VALUE;

    /** What {@link #send} answers where bytes are sent by {@link #flush} alone. */
    long KEEP = -1;

    /** The server that it belongs to. */
    Room room();

    /** Who is called. */
    LoopHandler handler();

    /** The connection. */
    StreamSocket socket();

    /** Memory for what waits in the session. */
    Blocks blocks();

    /**
     * Begins to read the peer: as after {@code want(true, false)}.
     *
     * @throws IOException if the mechanism refuses the connection
     */
    void open() throws IOException;

    /**
     * Passes bytes on as far as there is room now. Where it takes less than all, {@code roomCame} follows
     * once room is wanted.
     *
     * @param data free again when this returns
     * @return how many were taken, 0 to all; {@link #KEEP}
     */
    long send(MemorySegment data) throws IOException;

    /**
     * The same with the first bytes of a queue, from which it takes those away that were sent by now.
     *
     * @param output not empty; its lock is held
     * @return how many were taken away
     */
    default int flush(ByteQueue output) throws IOException {
        int count = (int) send(output.view());
        output.consume(count);
        return count;
    }

    /**
     * Whether the kernel has all that was sent. Where it has not, {@code roomCame} follows.
     */
    default boolean isClear() {
        return true;
    }

    /** Says to the peer that nothing follows what was sent. */
    void shutdownOutput() throws IOException;

    /** What the session is to be told of from now on. What was on its way may still come. */
    void want(boolean input, boolean room) throws IOException;

    /** Has {@code timeUp} called after so many nanoseconds, in the place of what was set before. */
    void timer(long nanos);

    /** The time now, or that of the present turn. */
    long time();

    /** Lets go of the connection and closes it; no call back follows. Twice is once. */
    void close();

    /** Whether the caller is on the thread of the session. */
    boolean isOwn();

    /** Has a task run on the thread of the session, after what it does now; dropped when that is over. */
    void execute(Runnable task);

    /** Closes the connection from any thread, and ends what holds the session up; {@code closedElsewhere} follows. */
    void cut();

    /** The thread of the session; null before it has one. */
    @Nullable Thread thread();
}
