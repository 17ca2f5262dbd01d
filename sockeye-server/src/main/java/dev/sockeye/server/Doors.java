package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EADDRINUSE;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.So;
import dev.sockeye.net.Socket;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Binds the addresses of a plan: all of them, or none. */
final class Doors {
    private final Network network;
    private final int backlog;
    private final Spare spare;
    private final DatagramDoors datagrams;

    Doors(Plan plan, Spare spare) {
        this.network = plan.network();
        this.backlog = plan.backlog();
        this.spare = spare;
        this.datagrams = new DatagramDoors(plan);
    }

    List<Door> open(List<Plan.Place> places) throws IOException {
        var doors = new ArrayList<Door>();
        try {
            for (Plan.Place place : places) {
                doors.add(open(place));
            }
            return doors;
        } catch (UncheckedIOException e) {
            // Of an address that the kernel does not tell.
            doors.forEach(Door::close);
            throw Objects.requireNonNull(e.getCause());
        } catch (Throwable t) {
            doors.forEach(Door::close);
            throw t;
        }
    }

    /** Binds, and binds again where a dead server's file was in the way. */
    private Door open(Plan.Place place) throws IOException {
        try {
            return bind(place);
        } catch (ErrnoException e) {
            if (e.errno() == EADDRINUSE && UnixPath.removeStale(network, place.target())) {
                return bind(place);
            }
            throw e;
        }
    }

    private Door bind(Plan.Place place) throws IOException {
        if (place.transport().isDatagram()) {
            return datagrams.open(place);
        }
        return place.target() instanceof Target.Descriptor ? inherited(place) : stream(place);
    }

    /** Its file, if it has one, is not ours to remove. */
    private Door inherited(Plan.Place place) throws IOException {
        Opt.Setting<?>[] options = settings(place.options());
        UnixPath path = UnixPath.none(network.kernel());
        if (place.isConnection()) {
            StreamSocket socket = network.connect(place.target(), Socket.FOREVER, options);
            return completed(
                    socket, place.transport(), address -> new Door.Connection(address, socket));
        }
        Listener listener = network.listen(place.target(), backlog, options);
        return completed(
                listener,
                place.transport(),
                address -> new Door.Stream(address, listener, path, spare));
    }

    private Door stream(Plan.Place place) throws IOException {
        Target target = place.target();
        Opt.Setting<?>[] options =
                target.transport() == Transport.TCP
                        ? settings(So.REUSEADDR.to(true), place.options())
                        : settings(place.options());
        Listener listener = network.listen(target, backlog, options);
        return completed(
                listener,
                target.transport(),
                address -> new Door.Stream(address, listener, path(address), spare));
    }

    private UnixPath path(Target.Address address) {
        return UnixPath.bound(network.kernel(), address.endpoint());
    }

    private static <S extends Socket> Door completed(
            S socket, Transport transport, Function<Target.Address, Door> door) {
        try {
            return door.apply(new Target.Address(transport, socket.local()));
        } catch (Throwable t) {
            socket.close();
            throw t;
        }
    }

    /** Ours first, so that the user's word is the last. */
    private static Opt.Setting<?>[] settings(Opt.Setting<?> ours, List<Opt.Setting<?>> theirs) {
        var all = new ArrayList<Opt.Setting<?>>();
        all.add(ours);
        all.addAll(theirs);
        return settings(all);
    }

    private static Opt.Setting<?>[] settings(List<Opt.Setting<?>> options) {
        return options.toArray(Opt.Setting<?>[]::new);
    }
}
