package dev.sockeye.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A session of a blocking handler. {@link #run} throws nothing, on any thread of the model. */
final class SessionLife implements Life {
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

    @Override
    public long id() {
        return session.id();
    }

    @Override
    public void run() {
        Throwable cause = null;
        session.begin();
        room.register().began(session);
        try {
            handler.handle(session);
        } catch (Throwable thrown) {
            cause = thrown;
        }
        try {
            if (cause != null) {
                room.register().failed(session, cause, session.wasCut());
            }
            close(cause);
        } catch (Throwable _) {
            // The end of a session ends nothing else, whatever it lacks.
        } finally {
            session.close();
            room.register().ended(session, cause);
        }
    }

    @Override
    public void abandon() {
        session.close();
        room.register().abandoned(session);
    }

    /** Ends a session that its model cannot serve, and tells why. */
    void refuse(Throwable why) {
        session.close();
        room.register().began(session);
        room.register().failed(session, why, session.wasCut());
        room.register().ended(session, why);
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
