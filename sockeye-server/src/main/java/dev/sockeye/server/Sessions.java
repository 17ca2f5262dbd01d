package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import java.time.Duration;

/** What a service makes of a connection that was let in, on a model that gives each session a thread. */
@FunctionalInterface
interface Sessions {
    /** A session of a connection, entered into the works. */
    Life of(long id, StreamSocket socket);

    /** Those of a service: by its blocking shape, which is native to a thread, or its reactive one. */
    static Sessions of(Room room, Service service) {
        Sessions sessions = ofShape(room, service);
        Duration spin = room.plan().spin();
        return spin.isZero()
                ? sessions
                : (id, socket) -> {
                    socket.spin(spin);
                    return sessions.of(id, socket);
                };
    }

    private static Sessions ofShape(Room room, Service service) {
        if (service instanceof Handler handler) {
            return blocking(room, handler);
        }
        if (service instanceof LoopHandler handler) {
            return (id, socket) -> new ThreadLink(room, handler, id, socket);
        }
        throw new IllegalArgumentException(service + " serves no streams");
    }

    static Sessions blocking(Room room, Handler handler) {
        return (id, socket) -> {
            room.plan().timeout().ifPresent(socket::timeout);
            return new SessionLife(room, handler, new StreamSession(room.plan(), id, socket));
        };
    }
}
