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
import java.util.function.Consumer;

/** What a {@link Server.Setup} holds. Never changes once it is there: a setter answers another one. */
final class Plan {
    /** The total limit that nobody has set: found out at the start. */
    static final int UNSET = 0;

    /** The default limit of {@code process}: a process is some 20 MB where it is a JVM. */
    static final int PROCESSES = 64;

    /** Whoever waits for longer than that gains nothing by what a sleep costs less. */
    static final Duration LONGEST_SPIN = Duration.ofMillis(1);

    static final Plan DEFAULT = new Plan();

    private List<Place> places = List.of();
    private Optional<Model> model = Optional.empty();
    private int total = UNSET;
    private int perPeer = Integer.MAX_VALUE;
    private Optional<Duration> timeout = Optional.empty();
    private Duration grace = Duration.ZERO;
    private int backlog = Integer.MAX_VALUE;
    private Events events = Events.NONE;
    private Optional<Network> given = Optional.empty();
    private Workers workers = Workers.DEFAULT;
    private Duration spin = Duration.ZERO;
    private boolean offload = true;

    private Plan() {}

    private Plan changed(Consumer<Plan> change) {
        var plan = new Plan();
        plan.places = places;
        plan.model = model;
        plan.total = total;
        plan.perPeer = perPeer;
        plan.timeout = timeout;
        plan.grace = grace;
        plan.backlog = backlog;
        plan.events = events;
        plan.given = given;
        plan.workers = workers;
        plan.spin = spin;
        plan.offload = offload;
        change.accept(plan);
        return plan;
    }

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
        return changed(plan -> plan.places = List.copyOf(more));
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
        return changed(plan -> plan.places = List.copyOf(all));
    }

    List<Place> places() {
        return places;
    }

    Plan model(Model model) {
        return changed(plan -> plan.model = Optional.of(model));
    }

    Optional<Model> model() {
        return model;
    }

    Plan limit(int total, int perPeer) {
        checkLimit(Math.min(total, perPeer));
        return changed(plan -> {
            plan.total = total;
            plan.perPeer = perPeer;
        });
    }

    private static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
    }

    int total() {
        return total;
    }

    /** Leaves the total as it is. */
    Plan limitPerPeer(int perPeer) {
        checkLimit(perPeer);
        return changed(plan -> plan.perPeer = perPeer);
    }

    int perPeer() {
        return perPeer;
    }

    Plan timeout(Duration idle) {
        if (notNegative("timeout", idle).isZero()) {
            throw new IllegalArgumentException("a timeout of zero would end every session at once");
        }
        return changed(plan -> plan.timeout = Optional.of(idle));
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    Plan grace(Duration grace) {
        var checked = notNegative("grace", grace);
        return changed(plan -> plan.grace = checked);
    }

    Duration grace() {
        return grace;
    }

    Plan backlog(int backlog) {
        if (backlog < 0) {
            throw new IllegalArgumentException("a backlog is at least 0, not " + backlog);
        }
        return changed(plan -> plan.backlog = backlog);
    }

    int backlog() {
        return backlog;
    }

    Plan events(Events events) {
        Objects.requireNonNull(events, "events");
        return changed(plan -> plan.events = events);
    }

    Events events() {
        return events;
    }

    Plan network(Network network) {
        return changed(plan -> plan.given = Optional.of(network));
    }

    Plan workers(Workers workers) {
        return changed(plan -> plan.workers = workers);
    }

    Workers workers() {
        return workers;
    }

    /** How long those who wait try again before they sleep. */
    Plan spin(Duration spin) {
        if (notNegative("spin", spin).compareTo(LONGEST_SPIN) > 0) {
            throw new IllegalArgumentException(
                    "a spin is at most " + LONGEST_SPIN + ", not " + spin);
        }
        return changed(plan -> plan.spin = spin);
    }

    Duration spin() {
        return spin;
    }

    /** Whether work may be left to the kernel that plain reads and writes would do too. */
    Plan offload(boolean yes) {
        return changed(plan -> plan.offload = yes);
    }

    boolean offload() {
        return offload;
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
