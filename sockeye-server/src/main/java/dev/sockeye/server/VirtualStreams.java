package dev.sockeye.server;

/** {@code virtual}: a virtual thread accepts, and each session has one of its own. */
final class VirtualStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Sessions sessions;

    VirtualStreams(Room room, Sessions sessions) {
        this.room = room;
        this.sessions = sessions;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, sessions, VirtualStreams::begin, false)
                .start(Threads.virtual("sockeye-accept " + door.address()));
    }

    private static void begin(Life session) {
        Threads.virtual("sockeye-session-" + session.id()).start(session);
    }
}
