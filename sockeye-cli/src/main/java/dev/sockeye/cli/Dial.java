package dev.sockeye.cli;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.Target;
import dev.sockeye.net.UnixName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connection of {@code connect}: every address of a name in turn, and all of them again.
 */
final class Dial {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Failures that say more of this machine's routes than of the peer. */
    private static final Set<String> OURS =
            Set.of("ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT");

    private final ConnectPlan plan;
    private final SourceFile sourceFile;
    private final Network network;
    private final Talk talk;
    private final Clock clock;

    Dial(ConnectPlan plan, SourceFile sourceFile, Network network, Talk talk) {
        this.plan = plan;
        this.sourceFile = sourceFile;
        this.network = network;
        this.talk = talk;
        this.clock = new Clock(network.kernel());
    }

    /**
     * Connects, with as many tries as the plan has.
     *
     * @throws Trouble the last try's
     */
    Wire connect() throws Trouble, InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int tries = 0; ; tries++) {
            try {
                return tryAll();
            } catch (Trouble trouble) {
                if (tries == plan.retry() || !mayPass(trouble.code())) {
                    throw trouble;
                }
                talk.say(
                        Text.AGAIN.of(
                                trouble.what(),
                                trouble.why(),
                                Values.text(pause),
                                tries + 1,
                                plan.retry()));
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
    }

    private static boolean mayPass(ExitCode code) {
        return code == ExitCode.NO || code == ExitCode.TIME || code == ExitCode.BROKEN;
    }

    private Wire tryAll() throws Trouble {
        long start = clock.nanos();
        Duration all = plan.timeout().orElse(FOREVER);
        List<Target.Address> targets = plan.address().resolve(network, all);
        List<Target.Address> sources =
                plan.source().isPresent()
                        ? plan.source().get().resolve(network, left(all, start))
                        : List.of();
        Options.check(plan.options(), targets);
        @Nullable IOException failure = null;
        for (int i = 0; i < targets.size(); i++) {
            Target.Address target = targets.get(i);
            try {
                Duration share = share(left(all, start), targets.size() - i);
                return open(target, source(target, sources), share);
            } catch (IOException e) {
                sourceFile.remove();
                failure = failure == null || tellsLess(failure, e) ? e : failure;
                if (targets.size() > 1) {
                    talk.detail(Text.TRIED.of(target, Causes.words(e)));
                }
            }
        }
        if (failure == null) {
            throw new IllegalStateException("no address for " + plan.address());
        }
        throw Causes.connect(plan.address().toString(), failure);
    }

    private static boolean tellsLess(IOException before, IOException now) {
        return !isOurs(now) || isOurs(before);
    }

    private static boolean isOurs(IOException e) {
        return e instanceof ErrnoException errno && OURS.contains(errno.errnoName());
    }

    private Duration left(Duration all, long start) {
        if (all.equals(FOREVER)) {
            return all;
        }
        Duration left = all.minusNanos(clock.nanos() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** One address that swallows everything must not use up the time of the others. */
    private static Duration share(Duration left, int addresses) {
        return left.equals(FOREVER) ? left : left.dividedBy(addresses);
    }

    /** The address of our side for a target; of several that of the same family. */
    private @Nullable Endpoint source(Target.Address target, List<Target.Address> sources)
            throws Trouble {
        for (Target.Address source : sources) {
            if (source.dual() && target.endpoint() instanceof Endpoint.Inet4) {
                int port = ((Endpoint.Inet6) source.endpoint()).port();
                return Endpoint.parse("0.0.0.0:" + port);
            }
            if (Address.fit(source.endpoint(), target.endpoint())) {
                return source.endpoint();
            }
        }
        if (!sources.isEmpty()) {
            throw Trouble.usage(Text.SOURCE_FAMILY.of(sources.getFirst(), target), "", "");
        }
        return null;
    }

    private Wire open(Target.Address target, @Nullable Endpoint source, Duration within)
            throws IOException {
        Opt.Setting<?>[] options = Options.fitting(plan.options(), target);
        Endpoint to = target.endpoint();
        if (!target.transport().isDatagram()) {
            return new StreamWire(
                    target.transport(),
                    source == null
                            ? network.connect(to, within, options)
                            : network.connect(to, source, within, options));
        }
        Endpoint from = source;
        if (from == null && to instanceof Endpoint.Unix) {
            // Without a name of its own a Unix socket gets no answer; the kernel chooses one.
            from = new Endpoint.Unix(UnixName.unnamed());
        }
        return new DatagramWire(
                target.transport(),
                from == null
                        ? network.datagramTo(to, options)
                        : network.datagramTo(to, from, options),
                talk);
    }
}
