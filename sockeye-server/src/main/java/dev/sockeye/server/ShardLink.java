package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Watch;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session on an event loop, in what readiness and completions have in common: the loan of the
 * descriptor, the timer, the thread and the end. It is its own watch, so that an idle connection has one
 * object for all of these.
 */
abstract class ShardLink extends Watch implements Link, Runnable {
    final Shard shard;
    final StreamSocket socket;
    final ReactiveSession session;
    private boolean released;

    /** Enters the session into the room, of which it holds one place. */
    ShardLink(Shard shard, long id, StreamSocket socket) {
        super(shard.loop());
        this.shard = shard;
        this.socket = socket;
        this.session = new ReactiveSession(this, id);
        shard.enter();
        shard.room().works().enter(session);
    }

    /** The session begins, on the loop's thread. */
    final void begin() {
        session.begin();
    }

    /** The descriptor, which is nobody else's until the link is released. */
    final int lend() throws IOException {
        return socket.lend(this);
    }

    /** Ends what waits for the descriptor, which is given back next. Twice is once. */
    abstract void letGo();

    @Override
    protected void ready(int events) {
        // What completes is no readiness.
    }

    @Override
    public final Room room() {
        return shard.room();
    }

    @Override
    public final LoopHandler handler() {
        return shard.handler();
    }

    @Override
    public final StreamSocket socket() {
        return socket;
    }

    @Override
    public final Blocks blocks() {
        return shard.blocks();
    }

    @Override
    public final void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public final void timer(long nanos) {
        if (!released) {
            timeout(nanos);
        }
    }

    @Override
    public final long time() {
        return shard.loop().time();
    }

    /** What waits goes before the descriptor does: the loan keeps its number until then. */
    @Override
    public final void close() {
        release();
        socket.close();
        if (!released) {
            released = true;
            shard.leave();
        }
    }

    private void release() {
        cancelTimeout();
        letGo();
        socket.endLoan();
    }

    @Override
    protected final void expired() {
        session.timeUp();
    }

    /** The socket was closed, by any thread. */
    @Override
    public final void run() {
        if (isOwn()) {
            release();
        }
        execute(this::closedElsewhere);
    }

    final void closedElsewhere() {
        release();
        session.closedElsewhere();
    }

    @Override
    public final boolean isOwn() {
        return shard.loop().inLoop();
    }

    @Override
    public final void execute(Runnable task) {
        try {
            shard.loop().execute(task);
        } catch (RejectedExecutionException _) {
            // The loop ends after its last session.
        }
    }

    @Override
    public final void cut() {
        socket.close();
        // For a session that has not begun to watch, and so is told of no close.
        execute(session::closedElsewhere);
    }

    @Override
    public final @Nullable Thread thread() {
        return shard.thread();
    }
}
