package dev.sockeye.server;

/**
 * Serves a connection that somebody else has accepted, on a thread of its own, whatever the model: there
 * is one session, and the address is done with when it has ended.
 */
final class OneSession {
    private OneSession() {}

    static void start(Room room, Door.Connection door, Service service) {
        // There is one connection at most, and no acceptor that runs yet: there is room.
        var _ = room.admission().reserve() && room.admission().enter(door.socket().peer());
        long id = room.tally().ids.incrementAndGet();
        Life life = Sessions.of(room, service).of(id, door.socket());
        try {
            var _ =
                    Threads.virtual("sockeye-session " + id)
                            .start(() -> {
                                life.run();
                                room.desert();
                            });
        } catch (Throwable t) {
            life.abandon();
            throw t;
        }
    }
}
