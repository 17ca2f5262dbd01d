package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EADDRINUSE;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Ip;
import dev.sockeye.net.Ip6;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.So;
import dev.sockeye.net.Socket;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Binds the addresses of a plan: all of them, or none. */
final class Doors {
    private final Network network;
    private final int backlog;
    private final Spare spare;

    Doors(Network network, int backlog, Spare spare) {
        this.network = network;
        this.backlog = backlog;
        this.spare = spare;
    }

    List<Door> open(List<Plan.Place> places) throws IOException {
        var doors = new ArrayList<Door>();
        try {
            for (Plan.Place place : places) {
                doors.add(open(place));
            }
            return doors;
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
        return place.target().transport().isDatagram() ? datagram(place) : stream(place);
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
                target,
                address -> new Door.Stream(address, listener, path(address), spare));
    }

    private Door datagram(Plan.Place place) throws IOException {
        DatagramSocket socket = asking(place.target(), place.options());
        return completed(
                socket,
                place.target(),
                address -> new Door.Datagram(address, socket, path(address)));
    }

    /** On every interface the kernel must tell which address was asked; elsewhere there is but one. */
    private DatagramSocket asking(Target target, List<Opt.Setting<?>> options) throws IOException {
        return switch (target) {
            case Target.Address(_, Endpoint.Inet4 inet, _) when inet.host().isAnyLocalAddress() ->
                    network.datagram(target, settings(Ip.PKTINFO.to(true), options));
            case Target.Address(_, Endpoint.Inet6 inet, _) when inet.host().isAnyLocalAddress() ->
                    asking6(target, options);
            default -> network.datagram(target, settings(options));
        };
    }

    private DatagramSocket asking6(Target target, List<Opt.Setting<?>> options) throws IOException {
        try {
            return network.datagram(target, settings(Ip6.RECVPKTINFO.to(true), options));
        } catch (ErrnoException e) {
            if (e.option().filter(Ip6.RECVPKTINFO.name()::equals).isEmpty()) {
                throw e;
            }
            // A dual target where there is no IPv6: its socket is one of IPv4.
            return network.datagram(target, settings(Ip.PKTINFO.to(true), options));
        }
    }

    private UnixPath path(Target.Address address) {
        return UnixPath.bound(network.kernel(), address.endpoint());
    }

    private static <S extends Socket> Door completed(
            S socket, Target target, Function<Target.Address, Door> door) {
        try {
            return door.apply(new Target.Address(target.transport(), socket.local()));
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
