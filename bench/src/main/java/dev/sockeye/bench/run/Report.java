package dev.sockeye.bench.run;

import static dev.sockeye.bench.run.Metric.digits;
import static dev.sockeye.bench.run.Statistics.median;
import static dev.sockeye.bench.run.Statistics.quantile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/performance.md and its pictures, of the results that there are, and of the words in bench/words. */
final class Report {
    private static final Path WORDS = Path.of("bench/words");

    private final Path folder;
    private final Map<Scenario, Result> results = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Report(Path folder) {
        this.folder = folder;
    }

    /** Reads {@code folder/performance/*.tsv}, writes the pictures beside them and {@code folder/performance.md}. */
    static void write(Path folder) throws IOException {
        var report = new Report(folder);
        for (var scenario : Scenarios.all()) {
            var file = Run.file(folder, scenario);
            if (Files.exists(file)) report.results.put(scenario, Result.read(file));
        }
        report.write();
        Files.writeString(folder.resolve("performance.md"), report.text);
    }

    private void write() throws IOException {
        paragraph("# Performance");
        paragraph(
                """
                Written by `bench/run`, but for the words between the tables, which are from `bench/words`. \
                What is compared, and by which rules: [bench/README.md](../bench/README.md). \
                All figures are medians over the rounds of a scenario; the contestants of a scenario were alive at once \
                and measured in turn. They hold for the machine below: look at the ratios, and measure on yours.\
                """);
        goals();
        words("summary");
        machine();
        section("Server and generator on a CPU each", true);
        section("Both CPUs free", false);
        runs();
    }

    private void paragraph(String words) {
        text.append(words).append("\n\n");
    }

    private void row(Stream<String> cells) {
        text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private void head(List<String> cells) {
        row(cells.stream());
        row(cells.stream().map(_ -> "---"));
    }

    private void words(String name) throws IOException {
        var file = WORDS.resolve(name + ".md");
        if (Files.exists(file)) paragraph(Files.readString(file).strip());
    }

    private void goals() {
        paragraph("## Goals");
        paragraph(
                """
                Set before the first measurement. A ratio is of medians, in brackets the 90 %% bootstrap interval over whole \
                rounds. *Reached*: the interval touches the goal. *Within the noise*: the interval is wider than what lies \
                between the figure and the goal, so that another run may say otherwise. *By CPU*: the generator used %.0f %% \
                of its CPU and was the limit, so the CPU time per operation decides. *C*: what the best of the servers in C \
                reaches, asked the same: where that misses a goal, the kernel leaves no room for it on this machine.\
                """
                        .formatted(100 * Goal.LIMIT));
        head(List.of("work", "contestant", "goal", "against", "figure", "", "C"));
        for (var scenario : Scenarios.all())
            for (var goal : scenario.goals()) row(goal(goal, results.get(scenario)));
        text.append('\n');
    }

    private Stream<String> goal(Goal goal, @org.jspecify.annotations.Nullable Result result) {
        var ours = Contestant.label(goal.ours());
        if (result == null)
            return Stream.of(goal.work(), ours, goal.text(), "", "", "not measured", "");
        var judged = goal.judge(result);
        if (judged.isEmpty()) {
            var why = result.broken().containsKey(goal.ours()) ? ours : "the other side";
            return Stream.of(
                    goal.work(),
                    ours,
                    goal.text(),
                    "",
                    "",
                    "not measured: " + why + " was left out",
                    "");
        }
        var verdict = judged.get();
        var absent =
                goal.peers().stream()
                        .filter(result.broken()::containsKey)
                        .map(Contestant::label)
                        .toList();
        var peer =
                verdict.peer().isEmpty()
                        ? ""
                        : Contestant.label(verdict.peer())
                                + (goal.peers().size() > 1
                                        ? ", the best of " + goal.peers().size()
                                        : "")
                                + (absent.isEmpty()
                                        ? ""
                                        : ", without " + String.join(", ", absent));
        var figure =
                "%s [%s, %s]"
                        .formatted(
                                amount(goal, verdict.figure()),
                                amount(goal, verdict.interval().low()),
                                amount(goal, verdict.interval().high()));
        var words =
                (verdict.reached() ? "**reached**" : "not reached")
                        + (verdict.blurred() ? ", within the noise" : "")
                        + (verdict.byCpu() ? ", by CPU" : "");
        var inC = goal.judgeC(result).map(c -> amount(goal, c.figure())).orElse("");
        return Stream.of(goal.work(), ours, goal.text(), peer, figure, words, inC);
    }

    private static String amount(Goal goal, double value) {
        return goal.peers().isEmpty() ? goal.metric().text(value) : digits(value);
    }

    /** As of the newest result: what differs between them is in the table of runs. */
    private void machine() {
        paragraph("## The machine");
        var newest =
                results.values().stream()
                        .max(java.util.Comparator.comparing(result -> result.fact("date")));
        if (newest.isEmpty()) return;
        for (var name : List.of("processor", "memory", "kernel", "java", "cc", "libraries"))
            text.append("- ")
                    .append(name)
                    .append(": ")
                    .append(newest.get().fact(name))
                    .append('\n');
        text.append("- flags of the JVMs that are not Sockeye's: `")
                .append(String.join(" ", Contestant.JVM));
        paragraph("`\n- flags of Sockeye's: those of `./sockeye serve`, as at anybody's");
    }

    private void section(String title, boolean pinned) throws IOException {
        paragraph("## " + title);
        for (var entry : results.entrySet())
            if (entry.getKey().pinned() == pinned) scenario(entry.getKey(), entry.getValue());
    }

    private void scenario(Scenario scenario, Result result) throws IOException {
        paragraph("### " + scenario.title());
        if (!result.fact("load").isEmpty())
            paragraph(
                    "Load: `"
                            + result.fact("load")
                            + "`, "
                            + result.fact("seconds")
                            + " s each time.");
        if (!result.contestants().isEmpty()) {
            if (scenario.points().size() > 1) growth(scenario, result);
            else table(scenario, result);
        }
        for (var out : result.broken().entrySet())
            paragraph(
                    "Left out: "
                            + Contestant.label(out.getKey())
                            + ", which "
                            + out.getValue()
                            + ".");
        words(scenario.name());
        commands(result);
    }

    private static List<Metric> metrics(Scenario scenario) {
        return switch (scenario.kind()) {
            case IDLE -> List.of(Metric.HELD, Metric.HEAP, Metric.OUTSIDE, Metric.RSS);
            case START -> List.of(Metric.READY, Metric.FIRST_ECHO);
            case TALK, HALF_RATE ->
                    List.of(
                            scenario.throughput(),
                            scenario.cpu(),
                            Metric.P50,
                            Metric.P99,
                            Metric.P999,
                            Metric.LOAD);
        };
    }

    private void table(Scenario scenario, Result result) throws IOException {
        var metrics = metrics(scenario).stream().filter(metric -> isKnown(result, metric)).toList();
        var main = metrics.subList(0, Math.min(2, metrics.size()));
        var measure = result.contestants().iterator().next();
        boolean ratios = scenario.kind() != Scenario.Kind.IDLE;
        var titles = new ArrayList<>(List.of(""));
        for (var metric : metrics) {
            titles.add(metric.label);
            if (ratios && main.contains(metric)) titles.add("x " + Contestant.label(measure));
        }
        head(titles);
        for (var name : result.contestants()) {
            var cells = new ArrayList<>(List.of(Contestant.label(name)));
            for (var metric : metrics) {
                cells.add(
                        main.contains(metric)
                                ? spread(metric, result.values(name, metric))
                                : middle(metric, result.values(name, metric)));
                if (ratios && main.contains(metric))
                    cells.add(ratio(result.values(name, metric), result.values(measure, metric)));
            }
            row(cells.stream());
        }
        text.append('\n');
        picture(scenario.name(), Charts.bars(scenario.title(), result, main));
        if (metrics.contains(Metric.P99))
            picture(
                    scenario.name() + "-latency",
                    Charts.latency(scenario.title() + ": time of an operation", result));
    }

    private static boolean isKnown(Result result, Metric metric) {
        return result.contestants().stream()
                .noneMatch(name -> Double.isNaN(median(result.values(name, metric))));
    }

    private static String middle(Metric metric, double[] values) {
        return metric.text(median(values));
    }

    /** Median and quartiles. */
    private static String spread(Metric metric, double[] values) {
        return "%s (%s to %s)"
                .formatted(
                        middle(metric, values),
                        metric.text(quantile(0.25, values)),
                        metric.text(quantile(0.75, values)));
    }

    private static String ratio(double[] ours, double[] theirs) {
        if (java.util.Arrays.equals(ours, theirs)) return "1";
        var interval = Statistics.ratio(ours, theirs, Goal.LEVEL);
        return "%s [%s, %s]"
                .formatted(
                        digits(median(ours) / median(theirs)),
                        digits(interval.low()),
                        digits(interval.high()));
    }

    private void growth(Scenario scenario, Result result) throws IOException {
        long sizes = result.points().stream().map(Result.Point::size).distinct().count();
        var across = sizes > 1 ? Charts.Across.SIZE : Charts.Across.CONNECTIONS;
        for (var metric : List.of(scenario.throughput(), scenario.cpu())) {
            var titles = new ArrayList<>(List.of(metric.label + " by " + across.label));
            for (var point : result.points()) titles.add(Metric.whole(across.of(point)));
            head(titles);
            for (var name : result.contestants())
                row(
                        Stream.concat(
                                Stream.of(Contestant.label(name)),
                                result.points().stream()
                                        .map(point ->
                                                middle(
                                                        metric,
                                                        result.values(name, point, metric)))));
            text.append('\n');
            picture(
                    scenario.name() + "-" + metric.name().toLowerCase(java.util.Locale.ROOT),
                    Charts.growth(scenario.title(), result, metric, across));
        }
    }

    private void picture(String name, Svg svg) throws IOException {
        Files.writeString(folder.resolve("performance").resolve(name + ".svg"), svg.toString());
        paragraph("![" + svg.title() + "](performance/" + name + ".svg)");
    }

    private void commands(Result result) {
        text.append("<details><summary>Commands</summary>\n\n```\n");
        result.commands().values().forEach(command -> text.append(command).append('\n'));
        paragraph("```\n</details>");
    }

    private void runs() {
        paragraph("## The runs");
        paragraph(
                """
                A measurement during which others used more than %.0f %% of a CPU was repeated, %d times at most; *disturbed* \
                are those that stayed so.\
                """
                        .formatted(100 * Contest.FOREIGN, Contest.TRIES - 1));
        head(List.of("scenario", "when", "commit", "rounds", "took", "repeated", "disturbed"));
        results.forEach((scenario, result) ->
                row(
                        Stream.concat(
                                Stream.of(
                                        "["
                                                + scenario.name()
                                                + "](performance/"
                                                + scenario.name()
                                                + ".tsv)"),
                                Stream.of(
                                                "date",
                                                "commit",
                                                "rounds",
                                                "took",
                                                "repeated",
                                                "disturbed")
                                        .map(result::fact))));
    }
}
