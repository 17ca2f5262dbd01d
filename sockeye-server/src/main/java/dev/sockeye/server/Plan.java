package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Inherited;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import dev.sockeye.sys.SysSelect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a {@link Server.Setup} holds. */
record Plan(
        List<Place> places,
        Optional<Model> model,
        int total,
        int perPeer,
        Optional<Duration> timeout,
        Duration grace,
        int backlog,
        Events events,
        Optional<Network> given,
        Workers workers) {

    /** The total limit that nobody has set: found out at the start. */
    static final int UNSET = 0;

    /** The default limit of {@code process}: a process is some 20 MB where it is a JVM. */
    static final int PROCESSES = 64;

    static final Plan DEFAULT =
            new Plan(
                    List.of(),
                    Optional.empty(),
                    UNSET,
                    Integer.MAX_VALUE,
                    Optional.empty(),
                    Duration.ZERO,
                    Integer.MAX_VALUE,
                    Events.NONE,
                    Optional.empty(),
                    Workers.DEFAULT);

    /**
     * One address of the setup.
     *
     * @param inherited what a descriptor is, once it was {@linkplain #examined asked}
     */
    record Place(Target target, List<Opt.Setting<?>> options, Optional<Inherited> inherited) {
        Place(Target target, List<Opt.Setting<?>> options) {
            this(target, options, Optional.empty());
        }

        Transport transport() {
            return inherited.map(Inherited::transport).orElseGet(target::transport);
        }

        /** A connection that somebody else has accepted, such as inetd. */
        boolean isConnection() {
            return inherited.filter(found -> !found.listening()).isPresent()
                    && !transport().isDatagram();
        }

        private Place examined(Network network) throws IOException {
            return target instanceof Target.Descriptor(int fd)
                    ? new Place(target, options, Optional.of(network.inherited(fd)))
                    : this;
        }
    }

    Plan also(Target target, List<Opt.Setting<?>> options) {
        var more = new ArrayList<>(places);
        more.add(new Place(Objects.requireNonNull(target, "target"), options));
        return at(more);
    }

    private Plan at(List<Place> places) {
        return new Plan(
                List.copyOf(places),
                model,
                total,
                perPeer,
                timeout,
                grace,
                backlog,
                events,
                given,
                workers);
    }

    /**
     * Finds out what the descriptors are, and leaves them alone.
     *
     * @throws IOException if one is no socket
     */
    Plan examined() throws IOException {
        var all = new ArrayList<Place>();
        for (Place place : places) {
            all.add(place.examined(network()));
        }
        return at(all);
    }

    Plan model(Model model) {
        return new Plan(
                places,
                Optional.of(model),
                total,
                perPeer,
                timeout,
                grace,
                backlog,
                events,
                given,
                workers);
    }

    Plan limit(int total, int perPeer) {
        if (total < 1 || perPeer < 1) {
            throw new IllegalArgumentException(
                    "a limit is at least 1, not " + Math.min(total, perPeer));
        }
        return new Plan(
                places, model, total, perPeer, timeout, grace, backlog, events, given, workers);
    }

    /** Leaves the total as it is. */
    Plan limitPerPeer(int perPeer) {
        if (perPeer < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + perPeer);
        }
        return new Plan(
                places, model, total, perPeer, timeout, grace, backlog, events, given, workers);
    }

    Plan timeout(Duration idle) {
        if (notNegative("timeout", idle).isZero()) {
            throw new IllegalArgumentException("a timeout of zero would end every session at once");
        }
        return new Plan(
                places,
                model,
                total,
                perPeer,
                Optional.of(idle),
                grace,
                backlog,
                events,
                given,
                workers);
    }

    Plan grace(Duration grace) {
        return new Plan(
                places,
                model,
                total,
                perPeer,
                timeout,
                notNegative("grace", grace),
                backlog,
                events,
                given,
                workers);
    }

    Plan backlog(int backlog) {
        if (backlog < 0) {
            throw new IllegalArgumentException("a backlog is at least 0, not " + backlog);
        }
        return new Plan(
                places, model, total, perPeer, timeout, grace, backlog, events, given, workers);
    }

    Plan events(Events events) {
        return new Plan(
                places,
                model,
                total,
                perPeer,
                timeout,
                grace,
                backlog,
                Objects.requireNonNull(events, "events"),
                given,
                workers);
    }

    Plan network(Network network) {
        return new Plan(
                places,
                model,
                total,
                perPeer,
                timeout,
                grace,
                backlog,
                events,
                Optional.of(network),
                workers);
    }

    Plan workers(Workers workers) {
        return new Plan(
                places, model, total, perPeer, timeout, grace, backlog, events, given, workers);
    }

    Network network() {
        return given.orElseGet(Network::host);
    }

    /** The model for addresses of a kind: the one that was set where it exists, else the default. */
    Model modelFor(Transport transport) {
        return transport.isDatagram()
                ? model.filter(Model::datagrams).orElse(Model.iterative())
                : model.filter(Model::streams).orElse(Model.virtual());
    }

    /**
     * The limit in all where none was set.
     *
     * @param descriptors how many there are for sessions
     */
    int defaultTotal(int descriptors) {
        return switch (hasStreams() ? modelFor(Transport.TCP).name() : "") {
            // A platform thread that waits has an eventfd of its own, by which it is woken.
            case "thread", "pool" -> descriptors / 2;
            case "process" -> Math.min(PROCESSES, descriptors / 3);
            default -> descriptors;
        };
    }

    /** Of how many descriptors the model can use those with the lowest numbers. */
    int descriptors() {
        return hasStreams() && modelFor(Transport.TCP).equals(Model.select())
                ? SysSelect.FD_SETSIZE
                : Integer.MAX_VALUE;
    }

    /** How many sessions the model can serve, whatever the limit. */
    int mostSessions() {
        Model streams = modelFor(Transport.TCP);
        return hasStreams() && streams.name().equals("pool") ? streams.count() : Integer.MAX_VALUE;
    }

    /**
     * Refuses what cannot work, before anything is opened.
     *
     * @throws IllegalArgumentException if service, model and addresses do not fit
     */
    void check(Service service) {
        for (Place place : places) {
            checkTarget(place);
        }
        checkDescriptors();
        boolean streams = hasStreams();
        boolean datagrams = hasDatagrams();
        checkShape(
                streams && !(service instanceof Handler || service instanceof LoopHandler),
                service,
                "streams",
                "Handler or LoopHandler");
        checkShape(
                datagrams && !(service instanceof DatagramHandler),
                service,
                "datagrams",
                "DatagramHandler");
        checkModel(streams, datagrams);
    }

    private static void checkTarget(Place place) {
        Transport transport = place.transport();
        if (!transport.isInternet() && transport != Transport.UNIX && !transport.isDatagram()) {
            throw new UnsupportedOperationException(
                    "a server on " + place.target() + " is not there yet");
        }
        boolean nameless =
                place.inherited()
                        .filter(found ->
                                found.local() instanceof Endpoint.Unix(var name)
                                        && name.isUnnamed())
                        .isPresent();
        if (nameless) {
            throw new IllegalArgumentException(
                    place.target() + " has no address that it could be served by");
        }
    }

    /** Two owners of one descriptor would close it twice. */
    private void checkDescriptors() {
        var seen = new HashSet<Target>();
        for (Place place : places) {
            if (place.inherited().isPresent() && !seen.add(place.target())) {
                throw new IllegalArgumentException(place.target() + " is there twice");
            }
        }
        if (places.stream().filter(Place::isConnection).count() > 1) {
            throw new IllegalArgumentException("there is more than one connection to serve");
        }
    }

    boolean hasStreams() {
        return places.stream().anyMatch(place -> !place.transport().isDatagram());
    }

    boolean hasDatagrams() {
        return places.stream().anyMatch(place -> place.transport().isDatagram());
    }

    private static void checkShape(boolean wrong, Service service, String kind, String shape) {
        if (wrong) {
            throw new IllegalArgumentException(
                    service.getClass().getName() + " serves no " + kind + ": it is no " + shape);
        }
    }

    private void checkModel(boolean streams, boolean datagrams) {
        boolean fits =
                model.isEmpty()
                        || (streams && model.get().streams())
                        || (datagrams && model.get().datagrams());
        if (!fits) {
            throw new IllegalArgumentException(
                    "model "
                            + model.get()
                            + " is for "
                            + (streams ? "datagrams" : "streams")
                            + ", and the addresses are for "
                            + (streams ? "streams" : "datagrams"));
        }
    }

    static Duration notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a " + what + " is not negative: " + time);
        }
        return time;
    }

    /** Saturates: a time of 292 years is for ever. */
    static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
