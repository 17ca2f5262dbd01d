package dev.sockeye.server;

/** {@code thread}: a platform thread accepts, and each session has one of its own. */
final class ThreadStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Sessions sessions;

    ThreadStreams(Room room, Sessions sessions) {
        this.room = room;
        this.sessions = sessions;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, sessions, ThreadStreams::begin, false)
                .start(Threads.platform("sockeye-accept " + door.address()));
    }

    private static void begin(Life session) {
        Threads.platform("sockeye-session-" + session.id()).start(session);
    }
}
