package dev.sockeye.bench.run;

import static dev.sockeye.bench.run.Statistics.median;

import java.io.IOException;
import java.util.List;

/** {@code bench/guard}: the command of this tree against that of another one, on the hot paths. */
public final class Guard {
    private static final int ROUNDS = 7;
    private static final double SECONDS = 0.4;
    private static final double WARMUP = 2.5;

    /** Twelve intervals are looked at, and a false alarm in one run of twenty is too many already. */
    private static final double LEVEL = 0.99;

    /** Two JVMs that run the same code differ by so much, since each compiles it anew. */
    private static final double MARGIN = 0.03;

    private static final String NOW = "now";
    private static final String THEN = "then";

    /** A hot path: what the command does, and the load. */
    private record HotPath(String model, Contestant.Work work, String transport, Load.Plan plan) {
        Scenario scenario() {
            var title = model + " " + plan.scenario();
            return new Scenario(
                    title,
                    title,
                    Scenario.Kind.TALK,
                    true,
                    transport,
                    work,
                    List.of(plan),
                    List.of(THEN, NOW),
                    ROUNDS,
                    SECONDS,
                    List.of());
        }

        Contestant contestant(String name, String program) {
            var address = transport + ":127.0.0.1:0";
            return Contestant.sockeye(name, program, model, work, address, List.of());
        }
    }

    private static final Load.Plan ECHO = Load.Plan.of("pingpong", 64, 64);
    private static final List<HotPath> PATHS =
            List.of(
                    new HotPath("epoll:1", Contestant.Work.ECHO, "tcp", ECHO),
                    new HotPath("uring:1", Contestant.Work.ECHO, "tcp", ECHO),
                    new HotPath("virtual", Contestant.Work.ECHO, "tcp", ECHO),
                    new HotPath(
                            "batch:1",
                            Contestant.Work.ECHO,
                            "udp",
                            Load.Plan.of("udp-echo", 16, 64, "--window", "16")),
                    new HotPath(
                            "virtual",
                            Contestant.Work.SINK,
                            "tcp",
                            Load.Plan.of("in", 1, 64 << 10)),
                    new HotPath(
                            "virtual",
                            Contestant.Work.SOURCE,
                            "tcp",
                            Load.Plan.of("out", 1, 64 << 10)));

    private Guard() {}

    /** The only argument is the {@code sockeye} of the other tree. */
    public static void main(String... args) throws Exception {
        boolean slower = false;
        System.out.printf("%-22s %-22s %12s %12s   now / then%n", "", "", THEN, NOW);
        for (var path : PATHS) slower |= isSlower(path, args[0]);
        System.exit(slower ? 1 : 0);
    }

    private static boolean isSlower(HotPath path, String other)
            throws IOException, InterruptedException {
        var scenario = path.scenario();
        var contestants = List.of(path.contestant(THEN, other), path.contestant(NOW, "./sockeye"));
        var result = new Result();
        for (var contestant : contestants)
            result.command(contestant.name(), String.join(" ", contestant.command()));
        Contest.run(scenario, contestants, WARMUP, result);
        result.broken()
                .forEach((name, words) ->
                        System.out.println(scenario.name() + ", " + name + ": " + words));
        // A commit that has not this path yet has nothing to compare with.
        if (result.contestants().size() < 2) return result.broken().containsKey(NOW);
        boolean throughput = isSlower(scenario, result, scenario.throughput());
        boolean cpu = isSlower(scenario, result, scenario.cpu());
        return throughput || cpu;
    }

    private static boolean isSlower(Scenario scenario, Result result, Metric metric) {
        var now = result.values(NOW, metric);
        var then = result.values(THEN, metric);
        var interval = Statistics.ratio(now, then, LEVEL);
        System.out.printf(
                "%-22s %-22s %12s %12s   %s [%s, %s] %s%n",
                scenario.name(),
                metric.label,
                metric.text(median(then)),
                metric.text(median(now)),
                Metric.digits(median(now) / median(then)),
                Metric.digits(interval.low()),
                Metric.digits(interval.high()),
                words(metric, interval));
        return isWorse(metric, interval);
    }

    /** By more than the noise and the margin. */
    static boolean isWorse(Metric metric, Statistics.Interval interval) {
        return metric.moreIsBetter ? interval.high() < 1 - MARGIN : interval.low() > 1 + MARGIN;
    }

    private static String words(Metric metric, Statistics.Interval interval) {
        if (isWorse(metric, interval)) return "SLOWER";
        boolean better =
                metric.moreIsBetter ? interval.low() > 1 + MARGIN : interval.high() < 1 - MARGIN;
        return better ? "faster" : "";
    }
}
