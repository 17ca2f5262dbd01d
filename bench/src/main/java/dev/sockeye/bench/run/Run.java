package dev.sockeye.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** {@code bench/run}: the scenarios that are asked for, then the report of all that were ever run. */
public final class Run {
    private static final String HELP =
            """
            usage: bench/run [--quick] [SCENARIO...]   the scenarios, all without a name, and then the report
                   bench/run --report                  the report alone, of what docs/performance/*.tsv holds
                   bench/run --list                    the scenarios, and the seconds that each takes
              --quick   fewer rounds of less time, for trying; writes to bench/target/quick, not to docs
            """;

    static final Path DOCS = Path.of("docs");
    private static final Path QUICK = Path.of("bench/target/quick");
    private static final double QUICK_WARMUP = 0.4;

    private Run() {}

    /** In the folder of the tree; see bench/README.md. Exit codes: 0 done, 1 a contestant had to be left out, 2 usage. */
    public static void main(String... args) throws Exception {
        boolean quick = false;
        boolean measure = true;
        var chosen = new ArrayList<Scenario>();
        for (var arg : args) {
            switch (arg) {
                case "--quick" -> quick = true;
                case "--report" -> measure = false;
                case "--list" -> {
                    list();
                    return;
                }
                case "--help" -> {
                    System.out.print(HELP);
                    return;
                }
                default -> chosen.add(scenario(arg));
            }
        }
        var folder = quick ? QUICK : DOCS;
        boolean complete = true;
        if (measure)
            for (var scenario : chosen.isEmpty() ? Scenarios.all() : chosen)
                complete &= run(quick ? scenario.quick() : scenario, quick, folder);
        Report.write(folder);
        System.exit(complete ? 0 : 1);
    }

    private static Scenario scenario(String name) {
        for (var scenario : Scenarios.all()) if (scenario.name().equals(name)) return scenario;
        System.err.print("bench/run: there is no scenario " + name + "\n" + HELP);
        System.exit(2);
        throw new AssertionError();
    }

    private static void list() {
        double sum = 0;
        for (var scenario : Scenarios.all()) {
            System.out.printf(
                    "%-20s %4.0f s  %s%n", scenario.name(), scenario.estimate(), scenario.title());
            sum += scenario.estimate();
        }
        System.out.printf("%-20s %4.0f s%n", "all", sum);
    }

    /** Whether nobody had to be left out. */
    private static boolean run(Scenario scenario, boolean quick, Path folder)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        System.err.println(scenario.name() + ": " + scenario.title());
        var result = measure(scenario, quick ? QUICK_WARMUP : Contest.WARMUP);
        // Waits for the end that is already under way.
        if (Children.areEnding()) System.exit(130);
        result.fact("took", (System.nanoTime() - started) / 1_000_000_000 + " s");
        result.write(file(folder, scenario));
        return result.broken().isEmpty();
    }

    private static Result measure(Scenario scenario, double warmup)
            throws IOException, InterruptedException {
        var cpus = Machine.cpus();
        if (scenario.pinned() && cpus.size() < 2)
            throw new IllegalStateException(
                    "server and generator need a CPU each, and there is one");
        var contestants =
                scenario.contestants().stream()
                        .map(name ->
                                Contestant.of(
                                        name,
                                        scenario.work(),
                                        scenario.transport(),
                                        scenario.pinned() ? 1 : cpus.size()))
                        .toList();
        var result = new Result();
        result.fact("scenario", scenario.name());
        result.fact("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        Machine.facts().forEach(result::fact);
        result.fact("rounds", Integer.toString(scenario.rounds()));
        result.fact("seconds", Load.number(scenario.seconds()));
        result.fact("load", load(scenario, cpus));
        for (var contestant : contestants)
            result.command(contestant.name(), command(scenario, contestant, cpus));
        switch (scenario.kind()) {
            case TALK, HALF_RATE -> Contest.run(scenario, contestants, warmup, result);
            case IDLE -> Idle.run(scenario, contestants, result);
            case START -> Start.run(scenario, contestants, result);
        }
        return result;
    }

    static Path file(Path folder, Scenario scenario) {
        return folder.resolve("performance").resolve(scenario.name() + ".tsv");
    }

    private static String command(Scenario scenario, Contestant contestant, List<Integer> cpus) {
        var command = String.join(" ", contestant.command()).replace(Machine.java(), "java");
        return scenario.pinned() ? "taskset -c " + cpus.getLast() + " " + command : command;
    }

    private static String load(Scenario scenario, List<Integer> cpus) {
        if (scenario.kind() == Scenario.Kind.START) return "";
        var plan = scenario.points().getFirst();
        var command =
                String.join(" ", plan.command(scenario.transport() + ":127.0.0.1:0", 0))
                        .replace(
                                scenario.transport() + ":127.0.0.1:0 --server 0",
                                "ADDRESS --server PID");
        return scenario.pinned() ? "taskset -c " + cpus.getFirst() + " " + command : command;
    }
}
