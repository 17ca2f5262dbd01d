package dev.sockeye.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contestants of a scenario, all alive at once and warmed up, measured in turn: so what the machine does in one
 * minute, and not in the next, meets all of them.
 */
final class Contest implements AutoCloseable {
    /**
     * Seconds of load for each JVM before the first round. On one CPU, which it shares with the server, the JIT compiler
     * needs three: CPU time per echo goes on falling until then, from fivefold.
     */
    static final double WARMUP = 4;

    /**
     * In how many runs a JVM has them. Code that has never run when a method is compiled is left out of it: the first
     * connection that ends throws away what was compiled while all were open, and each measured time begins with new
     * ones. After a warm-up in one run the first second cost two to three times the CPU time per echo.
     */
    static final int WARMUP_RUNS = 8;

    /** The same for what is compiled before it starts. */
    static final double WARMUP_C = 0.5;

    /** Seconds of load before each measured time: connections are made, caches are filled. */
    static final double SETTLE = 0.1;

    /** A measurement during which others used more than this share of a CPU is repeated. */
    static final double FOREIGN = 0.05;

    /** The machine's CPU time is counted in ticks of 10 ms on each CPU, so a share of so many seconds may be none. */
    private static final double TICKS = 0.02;

    /** How often it is measured at most; the least disturbed time stays. */
    static final int TRIES = 4;

    /** Repetitions in all, as a share of the measurements: a machine that is never quiet shall not hold up the run. */
    private static final double REPETITIONS = 0.3;

    private final Scenario scenario;
    private final Result result;
    private final Map<String, ServerProcess> servers = new LinkedHashMap<>();

    /** What each did in its warm-up, in operations per second. */
    private final Map<String, Double> closedLoop = new LinkedHashMap<>();

    private final int serverCpu;
    private final int loadCpu;
    private final double spare;
    private int repeated;
    private int disturbed;

    private Contest(Scenario scenario, Result result) {
        this.scenario = scenario;
        this.result = result;
        var cpus = Machine.cpus();
        serverCpu = scenario.pinned() ? cpus.getLast() : -1;
        loadCpu = scenario.pinned() ? cpus.getFirst() : -1;
        int servers = scenario.contestants().size();
        spare = REPETITIONS * scenario.rounds() * scenario.points().size() * servers;
    }

    static void run(Scenario scenario, List<Contestant> contestants, double warmup, Result result)
            throws IOException, InterruptedException {
        try (var contest = new Contest(scenario, result)) {
            for (var contestant : contestants) contest.start(contestant);
            for (var contestant : contestants) contest.warmUp(contestant, warmup);
            var points =
                    scenario.kind() == Scenario.Kind.HALF_RATE
                            ? List.of(contest.halfRate())
                            : scenario.points();
            for (var point : points)
                for (int round = 1; round <= scenario.rounds(); round++)
                    contest.round(point, round);
            result.fact("repeated", Integer.toString(contest.repeated));
            result.fact("disturbed", Integer.toString(contest.disturbed));
        }
    }

    private List<String> alive() {
        return new ArrayList<>(servers.keySet());
    }

    private void start(Contestant contestant) throws InterruptedException {
        try {
            servers.put(contestant.name(), ServerProcess.start(contestant, serverCpu));
        } catch (Broken e) {
            drop(contestant.name(), e);
        }
    }

    private void drop(String name, Broken why) {
        result.broken(name, String.valueOf(why.getMessage()));
        if (!Children.areEnding())
            System.err.println("  left out: " + name + " " + why.getMessage());
        var server = servers.remove(name);
        if (server != null) server.close();
    }

    private void warmUp(Contestant contestant, double ofJvm)
            throws IOException, InterruptedException {
        var name = contestant.name();
        if (!servers.containsKey(name)) return;
        int runs = contestant.isJvm() ? WARMUP_RUNS : 1;
        double seconds = (contestant.isJvm() ? ofJvm : WARMUP_C) / runs;
        var plan = scenario.points().getFirst();
        if (scenario.kind() == Scenario.Kind.HALF_RATE) plan = plan.as("pingpong");
        try {
            for (int run = 0; run < runs; run++) {
                var sample = Load.run(plan, server(name), 0.75 * seconds, 0.25 * seconds, loadCpu);
                closedLoop.put(name, Metric.OPERATIONS.of(sample));
            }
        } catch (Broken e) {
            drop(name, e);
        }
    }

    private Load.Plan halfRate() {
        var slowest = closedLoop.values().stream().mapToDouble(Double::doubleValue).min();
        long rate = Math.max(1, (long) (slowest.orElse(0) / 2));
        result.fact("rate", Long.toString(rate));
        return scenario.points().getFirst().as("rate", "--rate", Long.toString(rate));
    }

    private void round(Load.Plan point, int round) throws IOException, InterruptedException {
        var order = alive();
        // Nobody comes always after the same one.
        Collections.rotate(order, -round);
        for (var name : order) {
            try {
                result.add(name, round, measure(point, server(name)));
            } catch (Broken e) {
                drop(name, e);
            }
        }
    }

    private Sample measure(Load.Plan point, ServerProcess server)
            throws Broken, IOException, InterruptedException {
        var best = Load.run(point, server, SETTLE, scenario.seconds(), loadCpu);
        for (int tries = 1; isDisturbed(best) && tries < TRIES && repeated < spare; tries++) {
            repeated++;
            var again = Load.run(point, server, SETTLE, scenario.seconds(), loadCpu);
            if (again.foreignShare() < best.foreignShare()) best = again;
        }
        if (isDisturbed(best)) disturbed++;
        return best;
    }

    private static boolean isDisturbed(Sample sample) {
        return sample.foreignShare() > FOREIGN + TICKS / sample.get("seconds");
    }

    private ServerProcess server(String name) {
        return java.util.Objects.requireNonNull(servers.get(name));
    }

    @Override
    public void close() {
        for (var server : servers.values()) server.close();
    }
}
