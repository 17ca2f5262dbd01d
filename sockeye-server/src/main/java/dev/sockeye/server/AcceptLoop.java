package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts on one address, for every model that gives a session a thread. {@link #run} is for the
 * acceptor's thread; the rest is for any thread.
 *
 * <p>A place is reserved before a connection is accepted, and belongs to the session from then on. Where
 * several addresses share the places that would not do, since an acceptor that holds the last one may
 * wait for ever while another's connections stand in the queue: there each acceptor takes one connection
 * and then waits for a place, so that a server at its limit has one more connection per address, which
 * is not served yet.
 */
final class AcceptLoop extends Works.Work implements Runnable {
    private final Room room;
    private final Door.Stream door;
    private final Sessions sessions;
    private final Consumer<Life> model;
    private final boolean inline;
    private final Recovery recovery;
    private final boolean alone;
    private volatile @Nullable Thread thread;

    /**
     * A loop that has not begun.
     *
     * @param model runs a session, or starts what runs it
     * @param inline whether the model runs it before it returns
     */
    AcceptLoop(
            Room room, Door.Stream door, Sessions sessions, Consumer<Life> model, boolean inline) {
        this.room = room;
        this.door = door;
        this.sessions = sessions;
        this.model = model;
        this.inline = inline;
        this.recovery = new Recovery(room, door.address(), door::shed);
        this.alone = room.plan().places().size() == 1;
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
            while (more && (!alone || room.admission().reserve())) {
                Throwable trouble = acceptOne();
                more = trouble == null || recovery.goOn(trouble);
            }
        } finally {
            end();
        }
    }

    private void end() {
        door.close();
        room.works().leave(this);
    }

    /** Uses a reserved place, or gives it back. Answers what went wrong. */
    private @Nullable Throwable acceptOne() {
        StreamSocket socket;
        try {
            socket = door.accept(recovery.begin());
        } catch (Throwable why) {
            if (alone) {
                room.admission().release();
            }
            return why;
        }
        if (!alone && !room.admission().reserve()) {
            socket.close();
            return null;
        }
        return handOver(socket);
    }

    private @Nullable Throwable handOver(StreamSocket socket) {
        Life session;
        try {
            if (!room.register().admit(socket)) {
                return null;
            }
            session = sessions.of(room.tally().ids.incrementAndGet(), socket);
        } catch (Throwable why) {
            socket.close();
            room.admission().release();
            return why;
        }
        if (inline) {
            recovery.worked();
        }
        try {
            model.accept(session);
            if (!inline) {
                recovery.worked();
            }
            return null;
        } catch (Throwable why) {
            session.abandon();
            room.tally().shed.incrementAndGet();
            return why;
        }
    }

    @Override
    public void finish() {
        door.close();
    }

    @Override
    public boolean servesPeer() {
        return false;
    }

    @Override
    public void cut() {
        door.close();
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }
}
