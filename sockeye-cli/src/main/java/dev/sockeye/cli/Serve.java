package dev.sockeye.cli;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.SocketFailure;
import dev.sockeye.net.Target;
import dev.sockeye.server.Server;
import dev.sockeye.server.UnsupportedModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sockeye serve}: a server on one or more addresses, until a signal stops it. */
final class Serve implements Verb {
    static final String MODEL = "--model";
    static final String HANDLER = "--handler";
    static final String BACKLOG = "--backlog";
    static final String LIMIT = "--limit";
    static final String LIMIT_PER_PEER = "--limit-per-peer";
    static final String MAX_REQUESTS = "--max-requests";
    static final String IDLE = "--idle";
    static final String GRACE = "--grace";
    static final String PLAIN = "--plain";
    static final String SPIN = "--spin";
    static final String READY_FD = "--ready-fd";

    static final String DEFAULT_ADDRESS = "127.0.0.1:7007";
    static final String DEFAULT_HANDLER = "echo";
    static final String DEFAULT_IDLE = "5m";
    static final String DEFAULT_GRACE = "10s";
    static final String DEFAULT_SPIN = "0s";
    static final Duration LONGEST_SPIN = Duration.ofMillis(1);

    private static final List<String> PLANNED =
            List.of("--allow", "--json", "--jsonl", "--no-accept", "--tls", "--watch", "--web");

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Override
    public CommandSpec spec() {
        return new Syntax("serve", Text.SERVE_USAGE, Text.SERVE_ABOUT, Text.SERVE_MORE)
                .addresses()
                .option(Text.LABEL_MODEL, Text.SERVE_MODEL, MODEL)
                .option(Text.LABEL_HANDLER, Text.SERVE_HANDLER, HANDLER)
                .option(Text.LABEL_COUNT, Text.SERVE_BACKLOG, BACKLOG)
                .option(Text.LABEL_COUNT, Text.SERVE_LIMIT, LIMIT)
                .option(Text.LABEL_COUNT, Text.SERVE_LIMIT_PER_PEER, LIMIT_PER_PEER)
                .option(Text.LABEL_COUNT, Text.SERVE_MAX_REQUESTS, MAX_REQUESTS)
                .option(Text.LABEL_DURATION, Text.SERVE_IDLE, IDLE)
                .option(Text.LABEL_DURATION, Text.SERVE_GRACE, GRACE)
                .flag(Text.SERVE_PLAIN, PLAIN)
                .option(Text.LABEL_DURATION, Text.SERVE_SPIN, SPIN)
                .option(Text.LABEL_COUNT, Text.SERVE_READY_FD, READY_FD)
                .options(Text.LABEL_OPT, Text.OPT_OPT, Options.SHORT, Options.NAME)
                .build();
    }

    @Override
    public List<String> planned() {
        return PLANNED;
    }

    @Override
    public ExitCode run(ParseResult args, World world, Talk talk)
            throws Trouble, InterruptedException {
        talk.level(Syntax.level(args));
        ServePlan plan = ServePlan.of(args, world);
        List<Place> places = resolve(plan, world);
        Options.check(plan.options(), places.stream().map(Place::target).toList());
        plan.connection().ifPresent(one -> world.handOver(one.fd()));
        var notify = new Notify(world, talk);
        var stopper = new Stopper(plan.grace(), talk, notify);
        try (var _ = world.signals().on(stopper)) {
            Server server = start(plan, places, world, talk);
            for (Target.Address each : server.targets()) {
                if (plan.connection().filter(one -> one.target().equals(each)).isEmpty()) {
                    talk.always(Text.LISTENING.of(each, server.model(each), plan.handler()));
                }
            }
            plan.readyFd().ifPresent(fd -> ReadyFd.tell(fd, world, talk));
            notify.send(Notify.READY);
            // Not before the lines: those who wait for them get them in any case, and first.
            stopper.started(server);
            return await(server, talk);
        }
    }

    /**
     * An address.
     *
     * @param opened what the library is to open, or to take over
     * @param oneOfSeveral whether it is one of several that a name has
     */
    private record Place(Target.Address target, Target opened, boolean oneOfSeveral) {}

    private static List<Place> resolve(ServePlan plan, World world) throws Trouble {
        var places = new ArrayList<Place>();
        for (Address address : plan.addresses()) {
            List<Target.Address> all = address.resolve(world.network(), FOREVER);
            for (Target.Address each : all) {
                Target opened =
                        address instanceof Address.Inherited one
                                ? new Target.Descriptor(one.fd())
                                : each;
                places.add(new Place(each, opened, all.size() > 1));
            }
        }
        return places;
    }

    /** Leaves out what a name has beside other addresses and this machine has not: mostly IPv6. */
    private static Server start(ServePlan plan, List<Place> places, World world, Talk talk)
            throws Trouble {
        var left = new ArrayList<>(places);
        while (true) {
            try {
                return setup(plan, left, world, talk).start(plan.service());
            } catch (UnsupportedModelException e) {
                throw new Trouble(
                                ExitCode.NOT_HERE,
                                Text.MODEL_NOT_HERE.of(e.model()),
                                e.why(),
                                Text.MODEL_INSTEAD.of())
                        .because(e);
            } catch (IllegalArgumentException e) {
                throw Trouble.usage(String.valueOf(e.getMessage()), "", "").because(e);
            } catch (IOException e) {
                Place culprit = culprit(left, e);
                if (!culprit.oneOfSeveral() || left.size() == 1 || !isAbsent(e)) {
                    throw Causes.listen(culprit.target().toString(), e);
                }
                left.remove(culprit);
                talk.say(Text.LEFT_OUT.of(culprit.target(), Causes.words(e)));
            }
        }
    }

    private static Server.Setup setup(ServePlan plan, List<Place> places, World world, Talk talk) {
        Place first = places.getFirst();
        Server.Setup setup =
                Server.on(first.opened(), Options.fitting(plan.options(), first.target()))
                        .network(world.network())
                        .events(new ServeEvents(talk, new Clock(world.kernel())))
                        .grace(plan.grace())
                        .offload(!plan.plain())
                        .spin(plan.spin())
                        .workerMain(Worker.class);
        for (Place place : places.subList(1, places.size())) {
            setup = setup.also(place.opened(), Options.fitting(plan.options(), place.target()));
        }
        if (plan.model().isPresent()) {
            setup = setup.model(plan.model().get());
        }
        if (plan.idle().isPresent()) {
            setup = setup.timeout(plan.idle().get());
        }
        if (plan.backlog().isPresent()) {
            setup = setup.backlog(plan.backlog().getAsInt());
        }
        if (plan.limit().isPresent()) {
            setup = setup.limit(plan.limit().getAsInt());
        }
        if (plan.maxRequests().isPresent()) {
            setup = setup.maxRequests(plan.maxRequests().getAsInt());
        }
        return setup.limitPerPeer(plan.limitPerPeer().orElse(Integer.MAX_VALUE));
    }

    /** The address that the kernel refused; the first where it does not say. */
    private static Place culprit(List<Place> places, IOException e) {
        if (e instanceof ErrnoException errno && errno.local() != null) {
            for (Place place : places) {
                if (place.target().endpoint().equals(errno.local())) {
                    return place;
                }
            }
        }
        return places.getFirst();
    }

    private static boolean isAbsent(IOException e) {
        return e instanceof ErrnoException errno
                && (errno.errnoName().equals("EADDRNOTAVAIL")
                        || errno.errnoName().equals("EAFNOSUPPORT"));
    }

    /** Which of its addresses a server has lost, as far as the error says. */
    private static String lost(Server server, IOException e) {
        for (Target.Address each : server.targets()) {
            if (e instanceof SocketFailure failure && each.endpoint().equals(failure.local())) {
                return each.toString();
            }
        }
        return server.targets().getFirst().toString();
    }

    private static ExitCode await(Server server, Talk talk) throws Trouble, InterruptedException {
        try {
            Server.Stop how = server.await();
            if (how == Server.Stop.FORCED) {
                talk.always(Text.STOPPED_FORCED.of(Summary.of(server.counts())));
            } else {
                talk.say(Text.STOPPED.of(Summary.of(server.counts())));
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw Causes.lost(lost(server, e), e);
        } catch (InterruptedException e) {
            server.close();
            throw e;
        }
    }
}
