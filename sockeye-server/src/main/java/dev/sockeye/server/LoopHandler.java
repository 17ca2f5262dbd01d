package dev.sockeye.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The reactive shape of a stream server: what to do when something has happened to a session. Native
 * to the event loops ({@link Model#select()}, {@link Model#poll()}, {@link Model#epoll}, {@link
 * Model#uring}), where it runs on the loop's own thread; on every other model the session's own thread
 * calls it.
 *
 * {@snippet :
 * LoopHandler echo = (session, data) -> session.send(data);
 * }
 *
 * <p>The calls for one session never overlap, and come in this order: {@link #opened}; {@link #received}
 * and {@link #writable} any number of times; {@link #ended} at most once; {@link #failed} at most once;
 * {@link #closed} as the last. After {@link LoopSession#end} there is none but the last.
 * None of them may wait: on a loop every other session waits with them. Work that takes long goes
 * elsewhere, and its result comes back by {@link LoopSession#execute} or {@link LoopSession#send}.
 *
 * <p>Whatever one of them throws ends this session and nothing else: it is reported to {@link
 * Events#failed} and {@link Events#closed}, and to {@link #closed}.
 */
@FunctionalInterface
public non-sealed interface LoopHandler extends Service {
    /**
     * A connection was accepted.
     *
     * @param session the connection
     * @throws Exception whatever ends the session before its time
     */
    default void opened(LoopSession session) throws Exception {}

    /**
     * Bytes have come. What is not consumed stays, and is offered again in front of what comes next: when
     * more has come, and when all {@linkplain LoopSession#queued output that waited} has gone. As long as
     * output waits, and while the session is {@linkplain LoopSession#pause paused}, the peer is not read;
     * so a handler that answers {@code session.send(data)} stops a peer that sends and does not read.
     *
     * <p>No more than {@link LoopSession#INPUT_LIMIT} bytes are kept: a handler that consumes nothing of so
     * many, though none of its output waits, ends the session with an error.
     *
     * @param session the connection
     * @param data at least one byte, in order; the loop's memory, good until this call returns
     * @return how many of the first bytes are dealt with, 0 to the size of the data
     * @throws Exception whatever ends the session before its time
     */
    long received(LoopSession session, MemorySegment data) throws Exception;

    /**
     * There is room for output again: after a {@link LoopSession#send} that took less than it was given,
     * all that waited has gone.
     *
     * @param session the connection
     * @throws Exception whatever ends the session before its time
     */
    default void writable(LoopSession session) throws Exception {}

    /**
     * The peer sends nothing more. It may still read. By default what waits is sent, and the session ends
     * in order.
     *
     * @param session the connection
     * @param rest what was never consumed; the loop's memory, good until this call returns; mostly empty
     * @throws Exception whatever ends the session before its time
     */
    default void ended(LoopSession session, MemorySegment rest) throws Exception {
        session.end();
    }

    /**
     * The connection has failed, or its peer was silent for longer than the {@linkplain
     * LoopSession#timeout idle time}. What this throws ends the session before its time, by default the
     * cause itself; a handler to which that is an end as good as any returns, and the session is over
     * without a cause.
     *
     * @param session the connection, which takes no more output
     * @param cause the kernel's error, such as ECONNRESET, or a {@link java.net.SocketTimeoutException}
     * @throws Exception what ended the session
     */
    default void failed(LoopSession session, IOException cause) throws Exception {
        throw cause;
    }

    /**
     * The session is over and its connection closed. Called once for each session that was opened.
     *
     * @param session the connection
     * @param cause what ended it before its time: what a call of this handler threw, an error of the
     *     connection, the time-out of a silent peer, or the cut at the end of {@link Server#stop}; null
     *     if it ended in order
     */
    default void closed(LoopSession session, @Nullable Throwable cause) {}
}
