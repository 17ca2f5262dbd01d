package dev.sockeye.server;

/** {@code virtual}: a virtual thread accepts, and each session has one of its own. */
final class VirtualStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Handler handler;

    VirtualStreams(Room room, Handler handler) {
        this.room = room;
        this.handler = handler;
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, handler, VirtualStreams::begin, false)
                .start(Threads.virtual("sockeye-accept " + door.address()));
    }

    private static void begin(SessionLife session) {
        Threads.virtual("sockeye-session-" + session.id()).start(session);
    }
}
