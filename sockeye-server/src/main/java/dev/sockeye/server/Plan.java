package dev.sockeye.server;

import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
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
        Optional<Network> given) {

    /** The total limit that nobody has set: found out at the start. */
    static final int UNSET = 0;

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
                    Optional.empty());

    /** One address of the setup. */
    record Place(Target target, List<Opt.Setting<?>> options) {}

    Plan also(Target target, List<Opt.Setting<?>> options) {
        var more = new ArrayList<>(places);
        more.add(new Place(Objects.requireNonNull(target, "target"), options));
        return new Plan(
                List.copyOf(more), model, total, perPeer, timeout, grace, backlog, events, given);
    }

    Plan model(Model model) {
        return new Plan(
                places, Optional.of(model), total, perPeer, timeout, grace, backlog, events, given);
    }

    Plan limit(int total, int perPeer) {
        if (total < 1 || perPeer < 1) {
            throw new IllegalArgumentException(
                    "a limit is at least 1, not " + Math.min(total, perPeer));
        }
        return new Plan(places, model, total, perPeer, timeout, grace, backlog, events, given);
    }

    /** Leaves the total as it is. */
    Plan limitPerPeer(int perPeer) {
        if (perPeer < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + perPeer);
        }
        return new Plan(places, model, total, perPeer, timeout, grace, backlog, events, given);
    }

    Plan timeout(Duration idle) {
        if (notNegative("timeout", idle).isZero()) {
            throw new IllegalArgumentException("a timeout of zero would end every session at once");
        }
        return new Plan(
                places, model, total, perPeer, Optional.of(idle), grace, backlog, events, given);
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
                given);
    }

    Plan backlog(int backlog) {
        if (backlog < 0) {
            throw new IllegalArgumentException("a backlog is at least 0, not " + backlog);
        }
        return new Plan(places, model, total, perPeer, timeout, grace, backlog, events, given);
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
                given);
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
                Optional.of(network));
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

    /** A platform thread that waits has an eventfd of its own, by which it is woken. */
    int descriptorsPerSession() {
        return hasStreams() && modelFor(Transport.TCP).equals(Model.thread()) ? 2 : 1;
    }

    /**
     * Refuses what cannot work, before anything is opened.
     *
     * @throws IllegalArgumentException if service, model and addresses do not fit
     */
    void check(Service service) {
        for (Place place : places) {
            checkTarget(place.target());
        }
        boolean streams = hasStreams();
        boolean datagrams = hasDatagrams();
        checkShape(streams && !(service instanceof Handler), service, "streams", "Handler");
        checkShape(
                datagrams && !(service instanceof DatagramHandler),
                service,
                "datagrams",
                "DatagramHandler");
        checkModel(streams, datagrams);
    }

    private static void checkTarget(Target target) {
        Transport transport = target.transport();
        if (!transport.isInternet() && transport != Transport.UNIX && !transport.isDatagram()) {
            throw new UnsupportedOperationException("a server on " + target + " is not there yet");
        }
    }

    boolean hasStreams() {
        return places.stream().anyMatch(place -> !place.target().transport().isDatagram());
    }

    boolean hasDatagrams() {
        return places.stream().anyMatch(place -> place.target().transport().isDatagram());
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

    static Service instance(Class<? extends Service> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "the constructor of " + type.getName() + " threw " + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " cannot be made here: it needs to be public, with a public"
                            + " constructor without arguments, in a package that is exported or"
                            + " open to "
                            + Plan.class.getModule().getName(),
                    e);
        }
    }
}
