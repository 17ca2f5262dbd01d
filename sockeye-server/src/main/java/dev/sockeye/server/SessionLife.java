package dev.sockeye.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A session from its start to its end. {@link #run} throws nothing, on any thread of the model. */
final class SessionLife implements Runnable {
    private final Room room;
    private final Handler handler;
    private final StreamSession session;

    /** Enters the session into the room, of which it holds one place. */
    SessionLife(Room room, Handler handler, StreamSession session) {
        this.room = room;
        this.handler = handler;
        this.session = session;
        room.works().enter(session);
    }

    long id() {
        return session.id();
    }

    @Override
    public void run() {
        Throwable cause = null;
        session.begin();
        room.tally().opened.increment();
        room.events().opened(session);
        try {
            handler.handle(session);
        } catch (Throwable thrown) {
            cause = thrown;
        }
        try {
            report(cause);
            close(cause);
        } catch (Throwable _) {
            // The end of a session ends nothing else, whatever it lacks.
        } finally {
            session.close();
            room.tally().ended.increment();
            release();
            room.events().closed(session, cause);
            room.works().leave(session);
        }
    }

    /** Ends a session that found no thread to run on. */
    void abandon() {
        session.close();
        release();
        room.works().leave(session);
    }

    private void release() {
        room.admission().leave(session.peer());
        room.admission().release();
    }

    private void report(@Nullable Throwable cause) {
        if (cause != null && !session.wasCut() && !(cause instanceof SocketTimeoutException)) {
            room.tally().failed.increment();
            room.events().failed(session.peer(), cause);
        }
    }

    /** After an error of I/O there is nobody to linger for. */
    private void close(@Nullable Throwable cause) {
        if (!session.wasCut() && !(cause instanceof IOException) && session.mustLinger()) {
            // An interrupt that the handler left behind would end the lingering at once.
            var _ = Thread.interrupted();
            Lingering.close(session);
        }
    }
}
