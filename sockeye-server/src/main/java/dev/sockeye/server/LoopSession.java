package dev.sockeye.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a server, as its {@link LoopHandler} sees it. Its methods never wait.
 *
 * <p>Any thread; what its handler does for it runs on one thread at a time, {@link #execute} goes
 * there, {@link #isOwn} tells whether one is there.
 */
public interface LoopSession extends Connection, Executor {
    /** How many bytes of output are kept that the kernel did not take: {@value}. */
    int OUTPUT_LIMIT = 64 << 10;

    /** How many bytes of input are kept that the handler did not consume: {@value}. */
    int INPUT_LIMIT = 64 << 10;

    /**
     * Sends: passes to the kernel what it takes, and copies of the rest as much as fits into {@link
     * #OUTPUT_LIMIT}. The order of calls is the order of bytes, and what one call takes stays together.
     * When less was taken than given, {@link LoopHandler#writable} follows.
     *
     * <p>Off the session's {@linkplain #isOwn own} thread everything is copied, and passed on there; an
     * error is then one of the session's, told to {@link LoopHandler#failed}.
     *
     * @param data the bytes; free again when the call returns
     * @return how many bytes were taken, from the first on; 0 where no room is left, or the session is over
     * @throws IOException if the kernel has an error, such as EPIPE; let it through to end the session by
     *     it
     * @throws IllegalStateException after {@link #end} or {@link #shutdownOutput}
     */
    long send(MemorySegment data) throws IOException;

    /**
     * {@link #send(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves by what was taken
     * @return how many bytes were taken
     * @throws IOException if the kernel has an error
     */
    int send(ByteBuffer data) throws IOException;

    /**
     * {@link #send(MemorySegment)} of an array.
     *
     * @param data the bytes
     * @return how many bytes were taken
     * @throws IOException if the kernel has an error
     */
    default int send(byte[] data) throws IOException {
        return send(ByteBuffer.wrap(data));
    }

    /**
     * The bytes of output that wait for room.
     *
     * @return 0 to {@link #OUTPUT_LIMIT}
     */
    long queued();

    /**
     * Says that nothing more is sent: {@code shutdown(SHUT_WR)} when all that waits has gone. What the peer
     * still sends is {@linkplain LoopHandler#received received}; when it has {@linkplain LoopHandler#ended
     * ended} too, the session is over.
     */
    void shutdownOutput();

    /**
     * Ends the session in order: what waits is sent, then the connection is closed so that no byte is
     * lost, even where the peer has sent what nobody read. {@link LoopHandler#received} is not called any
     * more.
     */
    void end();

    /**
     * Stops reading the peer, whose bytes stay in the kernel, until {@link #resume}; its end and its reset
     * are not seen meanwhile, unless output waits.
     */
    void pause();

    /** Reads the peer again; what was kept meanwhile is offered first. */
    void resume();

    /**
     * The idle time: how long nothing may come and nothing may go while the session waits for its peer, be
     * it for input or for room. A paused session without output waits for nobody. At first the server's
     * ({@link Server.Setup#timeout}). Idle for longer, {@link LoopHandler#failed} is told of a {@link
     * java.net.SocketTimeoutException}.
     *
     * @param idle {@link dev.sockeye.net.Socket#FOREVER} for without end
     * @throws IllegalArgumentException if it is zero or negative
     */
    void timeout(Duration idle);

    /**
     * Runs a task where the handler's calls run, after the present one. Of a session that is over it is
     * dropped.
     *
     * @param task must not wait
     */
    @Override
    void execute(Runnable task);

    /**
     * Whether the caller is where the handler's calls run.
     *
     * @return true in a call of the handler and in a task
     */
    boolean isOwn();

    /**
     * Keeps an object with the session: its state, in a handler that serves many.
     *
     * @param state what {@link #attachment} answers from now on
     */
    void attach(@Nullable Object state);

    /**
     * What was kept by {@link #attach}.
     *
     * @return null at first
     */
    @Nullable Object attachment();
}
