package dev.sockeye.server;

/** {@code thread}: a platform thread accepts, and each session has one of its own. */
final class ThreadStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Handler handler;

    ThreadStreams(Room room, Handler handler) {
        this.room = room;
        this.handler = handler;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, handler, ThreadStreams::begin, false)
                .start(Threads.platform("sockeye-accept " + door.address()));
    }

    private static void begin(SessionLife session) {
        Threads.platform("sockeye-session-" + session.id()).start(session);
    }
}
