package dev.sockeye.server;

import dev.sockeye.net.Transport;
import org.jspecify.annotations.Nullable;

/** The models of one server at work: one for its streams, one for its datagrams. */
final class Engines {
    private static final String LATER = "not there yet";

    private final @Nullable Engine<Door.Stream> streams;
    private final @Nullable Engine<Door.Datagram> datagrams;

    /**
     * Makes those that the addresses need.
     *
     * @param service fits the addresses, see {@link Plan#check}
     * @throws UnsupportedModelException if one of them cannot be had
     */
    Engines(Room room, Service service) {
        streams =
                room.plan().hasStreams() && service instanceof Handler handler
                        ? streams(room, handler)
                        : null;
        datagrams =
                room.plan().hasDatagrams() && service instanceof DatagramHandler handler
                        ? datagrams(room, handler)
                        : null;
    }

    private static Engine<Door.Stream> streams(Room room, Handler handler) {
        Model model = room.plan().modelFor(Transport.TCP);
        return switch (model.name()) {
            case "iterative" -> new IterativeStreams(room, handler);
            case "thread" -> new ThreadStreams(room, handler);
            case "virtual" -> new VirtualStreams(room, handler);
            default -> throw new UnsupportedModelException(model, LATER);
        };
    }

    private static Engine<Door.Datagram> datagrams(Room room, DatagramHandler handler) {
        Model model = room.plan().modelFor(Transport.UDP);
        return switch (model.name()) {
            case "iterative" -> new IterativeDatagrams(room, handler);
            default -> throw new UnsupportedModelException(model, LATER);
        };
    }

    void serve(Door door) {
        switch (door) {
            case Door.Stream stream when streams != null -> streams.serve(stream);
            case Door.Datagram datagram when datagrams != null -> datagrams.serve(datagram);
            default -> throw new IllegalStateException("nothing serves " + door.address());
        }
    }
}
