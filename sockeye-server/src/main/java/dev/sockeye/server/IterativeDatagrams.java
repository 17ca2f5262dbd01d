package dev.sockeye.server;

/** {@code iterative}: one platform thread takes one datagram after another. */
final class IterativeDatagrams implements Engine<Door.Datagram> {
    private final Room room;
    private final DatagramHandler handler;

    IterativeDatagrams(Room room, DatagramHandler handler) {
        this.room = room;
        this.handler = handler;
    }

    @Override
    public void serve(Door.Datagram door) {
        new IterativeLoop(room, door, handler)
                .start(Threads.platform("sockeye-serve " + door.address()));
    }
}
