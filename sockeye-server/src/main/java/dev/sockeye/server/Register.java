package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Lets connections in, counts sessions in and out, and tells of both. Any thread. */
final class Register {
    private final Room room;

    Register(Room room) {
        this.room = room;
    }

    /**
     * Lets a connection in for which a place was reserved.
     *
     * @return false if its peer has its share: then it is closed, and its place given back
     */
    boolean admit(StreamSocket socket) {
        if (!room.admission().countsPeers() || room.admission().enter(socket.peer())) {
            return true;
        }
        room.tally().rejected.increment();
        socket.close();
        room.admission().release();
        room.events()
                .rejected(
                        socket.peer(),
                        "it has " + room.admission().perPeer() + " sessions, its limit");
        return false;
    }

    /** A session begins. */
    void began(Connection session) {
        room.tally().opened.increment();
        room.events().opened(session);
    }

    /** Tells what ends a session, unless that was the server itself, or its peer's silence. */
    void failed(Connection session, Throwable cause, boolean cut) {
        if (!cut && !(cause instanceof SocketTimeoutException)) {
            room.tally().failed.increment();
            room.events().failed(session.peer(), cause);
        }
    }

    /** A session is over and its connection closed. */
    <S extends Works.Work & Connection> void ended(S session, @Nullable Throwable cause) {
        room.tally().ended.increment();
        release(session);
        room.events().closed(session, cause);
        room.works().leave(session);
    }

    /** A session never began, since it found nothing to run on; its connection is closed. */
    <S extends Works.Work & Connection> void abandoned(S session) {
        release(session);
        room.works().leave(session);
    }

    private void release(Connection session) {
        if (room.admission().countsPeers()) {
            room.admission().leave(session.peer());
        }
        room.admission().release();
    }
}
