package dev.sockeye.server;

/** {@code iterative}: the acceptor's thread, a platform thread, runs one session after another. */
final class IterativeStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Sessions sessions;

    IterativeStreams(Room room, Sessions sessions) {
        this.room = room;
        this.sessions = sessions;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, sessions, this::begin, true)
                .start(Threads.platform("sockeye-serve " + door.address()));
    }

    private void begin(Life session) {
        session.run();
        // The handler's interrupt, or the cut's, is not meant for the next accept.
        var _ = Thread.interrupted();
    }
}
