package dev.sockeye.server;

/** {@code iterative}: the acceptor's thread, a platform thread, runs one session after another. */
final class IterativeStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Handler handler;

    IterativeStreams(Room room, Handler handler) {
        this.room = room;
        this.handler = handler;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, handler, this::begin, true)
                .start(Threads.platform("sockeye-serve " + door.address()));
    }

    private void begin(SessionLife session) {
        session.run();
        // The handler's interrupt, or the cut's, is not meant for the next accept.
        var _ = Thread.interrupted();
    }
}
