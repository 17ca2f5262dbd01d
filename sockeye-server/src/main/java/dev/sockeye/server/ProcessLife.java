package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A session that a process serves. The process is started by the acceptor, so that an acceptor for which
 * there are no more processes pauses as for want of a thread.
 */
final class ProcessLife implements Life {
    private final Starter starter;
    private final StreamSocket socket;
    private final StreamSession session;
    private final SessionLife life;
    private volatile @Nullable Server server;

    /** A process at work on a session. */
    interface Server {
        /** Waits for its end, which is the session's. */
        void serve(StreamSession session) throws Exception;

        /** Ends it before its time. */
        void end();
    }

    /** Starts a process. */
    @FunctionalInterface
    interface Starter {
        Server start(StreamSession session, StreamSocket socket) throws IOException;
    }

    /** Enters the session into the room, of which it holds one place. */
    ProcessLife(Room room, Starter starter, long id, StreamSocket socket) {
        this.starter = starter;
        this.socket = socket;
        this.session = new StreamSession(room.plan(), id, socket);
        this.life = new SessionLife(room, this::serve, session);
    }

    /** Starts the process, and then a thread that waits for it. */
    void start(Thread.Builder thread) throws IOException {
        Server started = starter.start(session, socket);
        server = started;
        try {
            var _ = thread.start(this);
        } catch (Throwable t) {
            started.end();
            throw t;
        }
    }

    private void serve(Session ours) throws Exception {
        Server started = server;
        if (started == null) {
            throw new IllegalStateException(ours + " has no process");
        }
        // The process may have written without our count.
        var _ = ours.socket();
        started.serve(session);
    }

    @Override
    public long id() {
        return session.id();
    }

    @Override
    public void run() {
        life.run();
    }

    @Override
    public void abandon() {
        life.abandon();
    }
}
