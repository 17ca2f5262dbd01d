package dev.sockeye.bench.run;

import static dev.sockeye.bench.run.Statistics.median;
import static dev.sockeye.bench.run.Statistics.quantile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The pictures of a result. */
final class Charts {
    private static final double NAMES = 170;
    private static final double BAR = 240;
    private static final double PANEL = BAR + 90;
    private static final double ROW = 22;
    private static final double TOP = 62;
    private static final double LABEL = 15;

    private static final List<Metric> PERCENTILES =
            List.of(Metric.P50, Metric.P90, Metric.P99, Metric.P999);
    private static final List<String> DASHES = List.of("", "7 3", "2 3");

    private Charts() {}

    /** A panel of bars for each metric, a row for each contestant: medians, and quartiles as a line across the end. */
    static Svg bars(String title, Result result, List<Metric> metrics) {
        var names = result.contestants();
        var svg = new Svg(title, NAMES + PANEL * metrics.size(), TOP + ROW * names.size() + 12);
        names(svg, result);
        for (int i = 0; i < metrics.size(); i++) {
            double left = NAMES + PANEL * i;
            var metric = metrics.get(i);
            svg.text(
                    left,
                    TOP - 14,
                    "dim",
                    "start",
                    metric.label + (metric.moreIsBetter ? ", more is better" : ", less is better"));
            double most =
                    names.stream()
                            .mapToDouble(n -> quantile(0.75, result.values(n, metric)))
                            .max()
                            .orElse(1);
            double y = TOP;
            for (var name : names) {
                bar(
                        svg,
                        left,
                        y,
                        BAR / most,
                        Contestant.family(name),
                        metric,
                        result.values(name, metric));
                y += ROW;
            }
        }
        return svg;
    }

    private static void names(Svg svg, Result result) {
        double y = TOP;
        for (var name : result.contestants()) {
            svg.text(NAMES - 8, y + 13, "", "end", Contestant.label(name));
            y += ROW;
        }
    }

    private static void bar(
            Svg svg,
            double left,
            double y,
            double pixels,
            String family,
            Metric metric,
            double[] values) {
        double end = left + Math.max(0, median(values)) * pixels;
        svg.rectangle(family, left, y + 2, end - left, ROW - 6);
        double low = left + Math.max(0, quantile(0.25, values)) * pixels;
        double high = left + Math.max(0, quantile(0.75, values)) * pixels;
        svg.line("whisker", low, y + ROW / 2 - 1, high, y + ROW / 2 - 1);
        svg.text(Math.max(end, high) + 6, y + 13, "dim", "start", metric.text(median(values)));
    }

    /** Percentiles of the time of an operation, a row for each contestant, on a logarithmic axis. */
    static Svg latency(String title, Result result) {
        var names = result.contestants();
        double bottom = TOP + ROW * names.size();
        var svg = new Svg(title, NAMES + 640, bottom + 30);
        var all =
                names.stream()
                        .flatMapToDouble(n ->
                                PERCENTILES.stream().mapToDouble(p -> median(result.values(n, p))));
        var range = all.summaryStatistics();
        var scale = Scale.around(range.getMin(), range.getMax(), NAMES, NAMES + 600);
        for (double power : scale.powers()) {
            svg.line("grid", scale.at(power), TOP - 6, scale.at(power), bottom);
            svg.text(
                    scale.at(power),
                    bottom + 16,
                    "dim",
                    "middle",
                    Metric.P50.text(power).replace(".00", "").replace(".0", ""));
        }
        svg.text(
                NAMES,
                TOP - 16,
                "dim",
                "start",
                "large dot p50, small dot p90, square p99, stroke p99.9");
        names(svg, result);
        double y = TOP + ROW / 2 - 2;
        for (var name : names) {
            percentiles(svg, scale, y, Contestant.family(name), name, result);
            y += ROW;
        }
        return svg;
    }

    private static void percentiles(
            Svg svg, Scale scale, double y, String family, String name, Result result) {
        double[] at =
                PERCENTILES.stream()
                        .mapToDouble(p -> scale.at(median(result.values(name, p))))
                        .toArray();
        svg.line(family, at[0], y, at[3], y);
        svg.circle(family, at[0], y, 5);
        svg.circle(family, at[1], y, 3);
        svg.rectangle(family, at[2] - 3.5, y - 3.5, 7, 7);
        svg.line(family, at[3], y - 6, at[3], y + 6);
    }

    /** One curve for each contestant over what {@code across} takes of a point, both axes logarithmic. */
    static Svg growth(String title, Result result, Metric metric, Across across) {
        var svg = new Svg(title + ": " + metric.label, 760, 420);
        var x = scale(result.points().stream().mapToDouble(across::of), 70, 560);
        var y =
                scale(
                        result.contestants().stream()
                                .flatMapToDouble(n ->
                                        result.points().stream()
                                                .mapToDouble(
                                                        p -> median(result.values(n, p, metric)))),
                        370,
                        50);
        for (double power : x.powers()) {
            svg.line("grid", x.at(power), 50, x.at(power), 370);
            svg.text(x.at(power), 388, "dim", "middle", Metric.whole(power));
        }
        for (double power : y.powers()) {
            svg.line("grid", 70, y.at(power), 560, y.at(power));
            svg.text(
                    64,
                    y.at(power) + 4,
                    "dim",
                    "end",
                    metric.text(power).replace(".00", "").replace(".0", ""));
        }
        svg.text(315, 408, "dim", "middle", across.label);
        curves(svg, result, metric, across, x, y);
        return svg;
    }

    /** What grows. */
    enum Across {
        CONNECTIONS("connections"),
        SIZE("bytes of a message");

        final String label;

        Across(String label) {
            this.label = label;
        }

        double of(Result.Point point) {
            return this == CONNECTIONS ? point.connections() : point.size();
        }
    }

    private static Scale scale(DoubleStream values, double from, double to) {
        var range = values.summaryStatistics();
        return Scale.around(range.getMin(), range.getMax(), from, to);
    }

    private static void curves(
            Svg svg, Result result, Metric metric, Across across, Scale x, Scale y) {
        var drawn = new HashMap<String, Integer>();
        var ends = new HashMap<String, Double>();
        for (var name : result.contestants()) {
            var family = Contestant.family(name);
            int number = drawn.merge(family, 1, Integer::sum) - 1;
            var points = new ArrayList<String>();
            for (var point : result.points()) {
                double height = y.at(median(result.values(name, point, metric)));
                double along = x.at(across.of(point));
                points.add(Svg.n(along) + "," + Svg.n(height));
                svg.circle(family, along, height, 2.5);
                ends.put(name, height);
            }
            svg.curve(family, DASHES.get(number % DASHES.size()), String.join(" ", points));
        }
        labels(
                svg,
                x.at(result.points().stream().mapToDouble(across::of).max().orElseThrow()),
                ends);
    }

    /** At the ends of the curves, which are at x, from the top down, each below the one before. */
    private static void labels(Svg svg, double x, Map<String, Double> ends) {
        double free = 0;
        for (var end : ends.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
            double at = Math.max(end.getValue() + 4, free);
            svg.line(Contestant.family(end.getKey()), x + 3, end.getValue(), 574, at - 4);
            svg.text(578, at, "", "start", Contestant.label(end.getKey()));
            free = at + LABEL;
        }
    }
}
