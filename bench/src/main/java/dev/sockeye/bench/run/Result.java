package dev.sockeye.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a scenario gave: facts about the run, whom it had to leave out, and a row for each measurement. Its file is
 * tab-separated, with the facts in front as lines of {@code # name<TAB>value}.
 */
final class Result {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, String> broken = new LinkedHashMap<>();
    private final Map<String, String> commands = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** One measurement; {@code round} counts from 1. */
    record Row(String contestant, int round, Sample sample) {}

    /** What is measured together: a number of connections and a size. */
    record Point(int connections, int size) {
        static Point of(Sample sample) {
            return new Point((int) sample.get("connections"), (int) sample.get("size"));
        }
    }

    void fact(String name, String value) {
        facts.put(name, value);
    }

    String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    Map<String, String> facts() {
        return facts;
    }

    void command(String contestant, String command) {
        commands.put(contestant, command);
    }

    Map<String, String> commands() {
        return commands;
    }

    /** {@code contestant} is out; what it had given is forgotten. */
    void broken(String contestant, String words) {
        broken.put(contestant, words);
        rows.removeIf(row -> row.contestant.equals(contestant));
    }

    Map<String, String> broken() {
        return broken;
    }

    void add(String contestant, int round, Sample sample) {
        rows.add(new Row(contestant, round, sample));
    }

    /** Those with figures, in the order of the scenario. */
    Set<String> contestants() {
        var names = new LinkedHashSet<>(commands.keySet());
        names.retainAll(rows.stream().map(Row::contestant).collect(Collectors.toSet()));
        return names;
    }

    Set<Point> points() {
        return rows.stream()
                .map(row -> Point.of(row.sample))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One value per round, by round. */
    double[] values(String contestant, Metric metric) {
        return values(contestant, points().iterator().next(), metric);
    }

    double[] values(String contestant, Point point, Metric metric) {
        return rows.stream()
                .filter(row ->
                        row.contestant.equals(contestant) && Point.of(row.sample).equals(point))
                .sorted(java.util.Comparator.comparingInt(Row::round))
                .mapToDouble(row -> metric.of(row.sample))
                .toArray();
    }

    void write(Path file) throws IOException {
        var keys =
                rows.stream()
                        .flatMap(row -> row.sample.values().keySet().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        var text = new StringBuilder();
        facts.forEach((name, value) -> line(text, "# " + name, value));
        commands.forEach((name, value) -> line(text, "# command " + name, value));
        broken.forEach(
                (name, value) -> line(text, "# broken " + name, value.replaceAll("\\s+", " ")));
        line(text, "contestant", "round", String.join("\t", keys));
        for (var row : rows) {
            var values =
                    keys.stream()
                            .map(key -> number(row.sample.get(key)))
                            .collect(Collectors.joining("\t"));
            line(text, row.contestant, Integer.toString(row.round), values);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    private static void line(StringBuilder text, String... cells) {
        text.append(String.join("\t", cells)).append('\n');
    }

    private static String number(double value) {
        if (Double.isNaN(value)) return "";
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static Result read(Path file) throws IOException {
        var result = new Result();
        var keys = new String[0];
        for (var line : Files.readAllLines(file)) {
            var cells = line.split("\t", -1);
            if (cells[0].startsWith("# command ")) result.command(cells[0].substring(10), cells[1]);
            else if (cells[0].startsWith("# broken "))
                result.broken(cells[0].substring(9), cells[1]);
            else if (cells[0].startsWith("# ")) result.fact(cells[0].substring(2), cells[1]);
            else if (keys.length == 0) keys = cells;
            else result.rows.add(row(keys, cells));
        }
        return result;
    }

    private static Row row(String[] keys, String[] cells) {
        var values = new LinkedHashMap<String, Double>();
        for (int i = 2; i < cells.length; i++)
            if (!cells[i].isEmpty()) values.put(keys[i], Double.valueOf(cells[i]));
        return new Row(cells[0], Integer.parseInt(cells[1]), new Sample(values));
    }
}
