package dev.sockeye.server;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Message;
import dev.sockeye.net.WaitInterruptedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives on one address and serves one datagram after another. {@link #run} is for the loop's
 * thread; the rest is for any thread.
 *
 * <p>At a stop the datagrams that the kernel has queued are still served. A thread that waits for the
 * next one is woken by an interrupt, one that serves is not disturbed.
 */
final class DatagramLoop implements Runnable, Works.Work {
    /** Longer than any datagram of UDP. */
    private static final int UDP_ROOM = 64 << 10;

    /** A Unix datagram is as long as its sender's buffer allows, by default 208 KiB. */
    private static final int UNIX_ROOM = 256 << 10;

    /** How many queued datagrams are served after a stop: more are being sent faster than served. */
    private static final int QUEUED = 4096;

    private final Room room;
    private final Door.Datagram door;
    private final DatagramHandler handler;
    private final Recovery recovery;
    private final Message message;
    private final Answer answer;
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile boolean cut;
    private volatile boolean busy;
    private boolean waiting;

    DatagramLoop(Room room, Door.Datagram door, DatagramHandler handler) {
        this.room = room;
        this.door = door;
        this.handler = handler;
        this.recovery = new Recovery(room, door.address(), () -> false);
        this.message = Message.allocate(door.address().transport().isUnix() ? UNIX_ROOM : UDP_ROOM);
        this.answer = new Answer(room.tally(), door, message);
    }

    /** Begins, on a new thread. */
    void start(Thread.Builder builder) {
        room.works().enter(this);
        try {
            var _ = builder.start(this);
        } catch (Throwable t) {
            end();
            throw t;
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            boolean more = true;
            while (more && !stopping) {
                more = turn(recovery.begin());
            }
            for (int queued = 0; more && queued < QUEUED; queued++) {
                more = turn(Duration.ZERO);
            }
        } finally {
            end();
        }
    }

    private void end() {
        door.close();
        room.works().leave(this);
    }

    /** Receives and serves one datagram. Answers false when there will be no other. */
    private boolean turn(Duration wait) {
        DatagramSocket socket = door.socket();
        try {
            socket.timeout(wait);
            if (!beginToWait() && !wait.isZero()) {
                return true;
            }
            socket.receive(message);
        } catch (WaitInterruptedException e) {
            return true;
        } catch (Throwable why) {
            return recovery.goOn(why);
        } finally {
            endToWait();
        }
        recovery.worked();
        serve();
        return true;
    }

    /** Answers false if the server is stopping. */
    private synchronized boolean beginToWait() {
        waiting = true;
        return !stopping;
    }

    private synchronized void endToWait() {
        waiting = false;
        // The stop's, or one that a handler left behind; none is meant for the next datagram.
        var _ = Thread.interrupted();
    }

    private void serve() {
        room.tally().datagrams.increment();
        busy = true;
        try {
            handler.received(answer.of(message), message.received());
        } catch (Throwable why) {
            if (!cut) {
                room.tally().failed.increment();
                room.events().failed(message.from(), why);
            }
        } finally {
            busy = false;
        }
    }

    @Override
    public synchronized void finish() {
        stopping = true;
        Thread running = thread;
        if (waiting && running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean servesPeer() {
        return busy;
    }

    @Override
    public void cut() {
        cut = true;
        door.close();
        Thread running = thread;
        if (running != null && !running.equals(Thread.currentThread())) {
            running.interrupt();
        }
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }
}
