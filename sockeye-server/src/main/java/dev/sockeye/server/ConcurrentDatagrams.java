package dev.sockeye.server;

import dev.sockeye.net.Transport;

/**
 * {@code concurrent}: a socket that is connected to it, a session and a virtual thread for each peer. A
 * {@link Dispatcher} takes each peer's first datagram.
 */
final class ConcurrentDatagrams implements Engine<Door.Datagram> {
    private final Room room;
    private final DatagramHandler handler;

    /**
     * An engine for the addresses of the room.
     *
     * @throws UnsupportedModelException if one of them is a Unix address
     */
    ConcurrentDatagrams(Room room, Model model, DatagramHandler handler) {
        this.room = room;
        this.handler = handler;
        for (Plan.Place place : room.plan().places()) {
            Transport transport = place.transport();
            if (transport.isDatagram() && transport.isUnix()) {
                throw new UnsupportedModelException(
                        model,
                        "sockets cannot share a Unix address, so that none can be had for each peer of "
                                + place.target()
                                + "; iterative and batch serve it");
            }
        }
    }

    @Override
    public void serve(Door.Datagram door) {
        new Dispatcher(room, door, handler)
                .start(Threads.platform("sockeye-dispatch " + door.address()));
    }
}
