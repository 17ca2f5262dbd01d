package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;

/** What a service makes of a connection that was let in, on a model that gives each session a thread. */
@FunctionalInterface
interface Sessions {
    /** A session of a connection, entered into the works. */
    Life of(long id, StreamSocket socket);

    /** Those of a service: by its blocking shape, which is native to a thread, or its reactive one. */
    static Sessions of(Room room, Service service) {
        return switch (service) {
            case Handler handler -> blocking(room, handler);
            case LoopHandler handler -> (id, socket) -> new ThreadLink(room, handler, id, socket);
            default -> throw new IllegalArgumentException(service + " serves no streams");
        };
    }

    static Sessions blocking(Room room, Handler handler) {
        return (id, socket) -> {
            room.plan().timeout().ifPresent(socket::timeout);
            return new SessionLife(room, handler, new StreamSession(id, socket));
        };
    }
}
