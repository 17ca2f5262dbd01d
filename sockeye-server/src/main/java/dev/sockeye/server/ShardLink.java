package dev.sockeye.server;

import dev.sockeye.net.Loan;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Timer;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session on an event loop, in what readiness and completions have in common: the loan of the
 * descriptor, the timer, the thread and the end.
 */
abstract class ShardLink implements Link, Timer.Expiry, Runnable {
    final Shard shard;
    final StreamSocket socket;
    final ReactiveSession session;
    private @Nullable Loan loan;
    private @Nullable Timer timer;
    private boolean released;

    /** Enters the session into the room, of which it holds one place. */
    ShardLink(Shard shard, Room room, LoopHandler handler, long id, StreamSocket socket) {
        this.shard = shard;
        this.socket = socket;
        this.session = new ReactiveSession(room, handler, this, id, socket);
        shard.enter();
        room.works().enter(session);
    }

    /** The session begins, on the loop's thread. */
    final void begin() {
        session.begin();
    }

    /** The descriptor, which is nobody else's until the link is released. */
    final int lend() throws IOException {
        loan = socket.lend(this);
        return loan.fd();
    }

    /** Ends what waits for the descriptor, which is given back next. Twice is once. */
    abstract void letGo();

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
        if (timer == null) {
            if (nanos == FOREVER || released) {
                return;
            }
            timer = shard.loop().timer(this);
        }
        timer.extend(nanos);
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
        if (timer != null) {
            timer.cancel();
        }
        letGo();
        if (loan != null) {
            loan.close();
            loan = null;
        }
    }

    @Override
    public final void expired(Timer timer) {
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
