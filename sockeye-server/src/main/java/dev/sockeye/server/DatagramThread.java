package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.WaitInterruptedException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A thread that receives datagrams and hands them to the handler, from its start to its end. {@link
 * #run} is for that thread; the rest is for any thread.
 *
 * <p>A thread that waits is woken by an interrupt, one that serves is not disturbed.
 */
abstract class DatagramThread extends Works.Work implements Runnable {
    final Room room;
    private final DatagramHandler handler;
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile boolean cut;
    private volatile boolean busy;
    private boolean waiting;

    DatagramThread(Room room, DatagramHandler handler) {
        this.room = room;
        this.handler = handler;
    }

    /** Receives, and waits for it if it must. */
    @FunctionalInterface
    interface Wait {
        void run() throws IOException;
    }

    /** Begins, on a new thread. */
    final void start(Thread.Builder builder) {
        room.works().enter(this);
        try {
            var _ = builder.start(this);
        } catch (Throwable t) {
            end();
            throw t;
        }
    }

    @Override
    public final void run() {
        thread = Thread.currentThread();
        try {
            work();
        } finally {
            end();
        }
    }

    /** Serves until there is nothing more to serve. */
    abstract void work();

    /** Closes what it receives from, which ends every wait there. Not only once. */
    abstract void close();

    /** The last of it. */
    void end() {
        close();
        room.works().leave(this);
    }

    /** Whether a wait may begin. With the lock held, under which whoever changes that calls {@link #wake}. */
    boolean mayWait() {
        return !stopping;
    }

    final boolean isStopping() {
        return stopping;
    }

    /**
     * Receives.
     *
     * @param waits whether it may have to wait
     * @return false where it was woken, or shall not wait any more
     */
    final boolean receive(Wait receiving, boolean waits) throws IOException {
        try {
            if (waits && !beginToWait()) {
                return false;
            }
            receiving.run();
            return true;
        } catch (WaitInterruptedException e) {
            return false;
        } finally {
            endToWait();
        }
    }

    private synchronized boolean beginToWait() {
        waiting = mayWait();
        return waiting;
    }

    private synchronized void endToWait() {
        waiting = false;
        // Somebody's wake-up, or one that a handler left behind; none is meant for the next
        // datagram.
        var _ = Thread.interrupted();
    }

    /** Ends the wait, if there is one. With the lock held. */
    final void wake() {
        Thread running = thread;
        if (waiting && running != null) {
            running.interrupt();
        }
    }

    /** Work for a peer, which a cut would take away. */
    final void busily(Runnable work) {
        busy = true;
        try {
            work.run();
        } finally {
            busy = false;
        }
    }

    /** Hands a datagram to the handler. */
    final void handle(DatagramSession session, MemorySegment data) {
        try {
            handler.received(session, data);
        } catch (Throwable why) {
            failed(session.peer(), why);
        }
    }

    /** Hands a train to the handler. */
    final void handle(TrainHandler trains, DatagramSession session, MemorySegment train, int size) {
        try {
            trains.received(session, train, size);
        } catch (Throwable why) {
            failed(session.peer(), why);
        }
    }

    final void failed(Endpoint peer, Throwable why) {
        if (!cut) {
            room.tally().failed.increment();
            room.events().failed(peer, why);
        }
    }

    @Override
    public final synchronized void finish() {
        stopping = true;
        wake();
    }

    @Override
    public final boolean servesPeer() {
        return busy;
    }

    @Override
    public final void cut() {
        cut = true;
        close();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            running.interrupt();
        }
    }

    @Override
    public final @Nullable Thread thread() {
        return thread;
    }
}
