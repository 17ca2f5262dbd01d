package dev.sockeye.server;

import static dev.sockeye.sys.Errno.ENOPROTOOPT;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Ip;
import dev.sockeye.net.Ip6;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import dev.sockeye.net.Udp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Opens the sockets of an address for datagrams, as many as its model wants: all of them, or none. */
final class DatagramDoors {
    /** Each datagram comes with the time of its arrival, SCM_TIMESTAMPNS. */
    static final Opt<Boolean> TIMESTAMPS =
            Opt.ofBoolean("SO_TIMESTAMPNS", SOL_SOCKET, SO_TIMESTAMPNS);

    private final Network network;
    private final Model model;
    private final boolean offload;

    DatagramDoors(Plan plan) {
        this.network = plan.network();
        this.model = plan.modelFor(Transport.UDP);
        this.offload = plan.offload();
    }

    Door.Datagram open(Plan.Place place) throws IOException {
        var sockets = new ArrayList<DatagramSocket>();
        try {
            boolean inherited = place.target() instanceof Target.Descriptor;
            DatagramSocket first =
                    inherited ? inherited(place) : asking(place.target(), place.options());
            sockets.add(first);
            var address = new Target.Address(place.transport(), first.local());
            if (place.transport() == Transport.UDP) {
                complete(place, address, sockets);
            }
            // The file of an inherited socket is not ours to remove.
            UnixPath path =
                    inherited
                            ? UnixPath.none(network.kernel())
                            : UnixPath.bound(network.kernel(), address.endpoint());
            return new Door.Datagram(address, List.copyOf(sockets), path, place.options());
        } catch (Throwable t) {
            sockets.forEach(DatagramSocket::close);
            throw t;
        }
    }

    private DatagramSocket inherited(Plan.Place place) throws IOException {
        DatagramSocket socket =
                network.datagram(place.target(), place.options().toArray(Opt.Setting<?>[]::new));
        try {
            switch (socket.local()) {
                case Endpoint.Inet4 inet when inet.host().isAnyLocalAddress() ->
                        socket.set(Ip.PKTINFO, true);
                case Endpoint.Inet6 inet when inet.host().isAnyLocalAddress() ->
                        socket.set(Ip6.RECVPKTINFO, true);
                default -> {}
            }
            return socket;
        } catch (Throwable t) {
            socket.close();
            throw t;
        }
    }

    private void complete(Plan.Place place, Target.Address address, List<DatagramSocket> sockets)
            throws IOException {
        switch (model.name()) {
            case "concurrent" -> {
                share(sockets.getFirst());
                sockets.getFirst().set(TIMESTAMPS, true);
            }
            case "batch" -> {
                addShards(place, address, sockets);
                if (offload && !sets(place.options(), Udp.GRO)) {
                    for (DatagramSocket socket : sockets) {
                        gather(socket);
                    }
                }
            }
            default -> {}
        }
    }

    /**
     * Lets sockets of ours join the address. Set after bind(2), so that two servers can no more meet there
     * than with any other model: the second one's first socket is refused.
     */
    private static void share(DatagramSocket socket) throws IOException {
        socket.set(So.REUSEPORT, true);
    }

    private void addShards(Plan.Place place, Target.Address address, List<DatagramSocket> sockets)
            throws IOException {
        int count = BatchDatagrams.shards(model);
        // A socket that was passed to us is served alone: whoever passed it chose how many there
        // are.
        if (count == 1 || place.target() instanceof Target.Descriptor) {
            return;
        }
        share(sockets.getFirst());
        boolean dual =
                place.target() instanceof Target.Address asked
                        && asked.dual()
                        && address.endpoint() instanceof Endpoint.Inet6;
        var target = new Target.Address(address.transport(), address.endpoint(), dual);
        var options = new ArrayList<Opt.Setting<?>>(place.options());
        options.add(So.REUSEPORT.to(true));
        while (sockets.size() < count) {
            sockets.add(asking(target, options));
        }
    }

    /** Whether an option is set by the setup, whose word it is then. */
    static boolean sets(List<Opt.Setting<?>> options, Opt<?> option) {
        return options.stream().anyMatch(each -> each.option().equals(option));
    }

    /** Trains are received whole where the kernel has them. */
    private static void gather(DatagramSocket socket) throws IOException {
        try {
            socket.set(Udp.GRO, true);
        } catch (ErrnoException e) {
            if (e.errno() != ENOPROTOOPT) {
                throw e;
            }
        }
    }

    /** On every interface the kernel must tell which address was asked; elsewhere there is but one. */
    private DatagramSocket asking(Target target, List<Opt.Setting<?>> options) throws IOException {
        return switch (target) {
            case Target.Address(_, Endpoint.Inet4 inet, _) when inet.host().isAnyLocalAddress() ->
                    network.datagram(target, settings(Ip.PKTINFO.to(true), options));
            case Target.Address(_, Endpoint.Inet6 inet, _) when inet.host().isAnyLocalAddress() ->
                    asking6(target, options);
            default -> network.datagram(target, options.toArray(Opt.Setting<?>[]::new));
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

    /** Ours first, so that the user's word is the last. */
    static Opt.Setting<?>[] settings(Opt.Setting<?> ours, List<Opt.Setting<?>> theirs) {
        var all = new ArrayList<Opt.Setting<?>>();
        all.add(ours);
        all.addAll(theirs);
        return all.toArray(Opt.Setting<?>[]::new);
    }
}
