package dev.sockeye.server;

import dev.sockeye.net.Transport;
import dev.sockeye.poll.Poller;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of one server at work: one for its streams, one for its datagrams. */
final class Engines {
    private final Room room;
    private final Service service;
    private final @Nullable Engine<Door.Stream> streams;
    private final @Nullable Engine<Door.Datagram> datagrams;

    /**
     * Makes those that the addresses need.
     *
     * @param service fits the addresses, see {@link Plan#check}
     * @param text from which other processes make it anew, if there is one
     * @throws UnsupportedModelException if one of them cannot be had
     */
    Engines(Room room, Service service, Optional<String> text) {
        this.room = room;
        this.service = service;
        streams =
                room.plan().hasStreams()
                                && (service instanceof Handler || service instanceof LoopHandler)
                        ? streams(room, service, text)
                        : null;
        datagrams =
                room.plan().hasDatagrams() && service instanceof DatagramHandler handler
                        ? datagrams(room, handler)
                        : null;
    }

    private static Engine<Door.Stream> streams(Room room, Service service, Optional<String> text) {
        Model model = room.plan().modelFor(Transport.TCP);
        return switch (model.name()) {
            case "iterative" -> new IterativeStreams(room, Sessions.of(room, service));
            case "prefork" -> new PreforkStreams(room, service, text);
            case "process" -> new ProcessStreams(room, service, text);
            case "thread" -> new ThreadStreams(room, Sessions.of(room, service));
            case "pool" -> new PoolStreams(room, Sessions.of(room, service), model.count());
            case "virtual" -> new VirtualStreams(room, Sessions.of(room, service));
            case "select" -> new LoopStreams(room, service, Poller::select, 1);
            case "poll" -> new LoopStreams(room, service, Poller::poll, 1);
            case "epoll" -> new LoopStreams(room, service, Poller::epoll, loops(model));
            case "uring" -> RingShard.streams(room, service, model, loops(model));
            default -> throw new IllegalStateException("no engine for " + model);
        };
    }

    /** As many as there are processors, where nothing was said. */
    private static int loops(Model model) {
        return model.count() > 0 ? model.count() : Runtime.getRuntime().availableProcessors();
    }

    private static Engine<Door.Datagram> datagrams(Room room, DatagramHandler handler) {
        Model model = room.plan().modelFor(Transport.UDP);
        return switch (model.name()) {
            case "iterative" -> new IterativeDatagrams(room, handler);
            case "concurrent" -> new ConcurrentDatagrams(room, model, handler);
            case "batch" -> new BatchDatagrams(room, handler);
            default -> throw new IllegalStateException("no engine for " + model);
        };
    }

    void serve(Door door) throws IOException {
        if (door instanceof Door.Stream stream && streams != null) {
            streams.serve(stream);
        } else if (door instanceof Door.Datagram datagram && datagrams != null) {
            datagrams.serve(datagram);
        } else if (door instanceof Door.Connection connection) {
            OneSession.start(room, connection, service);
        } else {
            throw new IllegalStateException("nothing serves " + door.address());
        }
    }

    /** Everything that was served is over. */
    void close() {
        if (streams != null) {
            streams.close();
        }
        if (datagrams != null) {
            datagrams.close();
        }
    }
}
