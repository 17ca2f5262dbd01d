package dev.sockeye.bench.run;

import static dev.sockeye.bench.run.Statistics.median;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One figure to reach: {@code ours} against the best of {@code peers}, or, without peers, against {@code bound} itself.
 *
 * @param work the row of the table of goals
 * @param atLeast whether the figure is to be {@code bound} or more, otherwise {@code bound} or less
 */
record Goal(
        String work,
        String ours,
        Metric metric,
        boolean atLeast,
        double bound,
        List<String> peers) {
    /** The share of the resamples that lie in the interval. */
    static final double LEVEL = 0.90;

    /** From this share of a CPU on the generator is what limits. */
    static final double LIMIT = 0.95;

    static Goal atLeast(String work, String ours, Metric metric, double bound, String... peers) {
        return new Goal(work, ours, metric, true, bound, List.of(peers));
    }

    static Goal atMost(String work, String ours, Metric metric, double bound, String... peers) {
        return new Goal(work, ours, metric, false, bound, List.of(peers));
    }

    /**
     * What a run says of a goal.
     *
     * @param peer whom it was compared with, empty for a bound of its own
     * @param figure the ratio of the medians, or the median
     * @param byCpu the generator was the limit, so the CPU time decided
     * @param blurred the interval is wider than what lies between the figure and the goal
     */
    record Verdict(
            String peer,
            double figure,
            Statistics.Interval interval,
            boolean reached,
            boolean byCpu,
            boolean blurred) {}

    /** Empty where one of the two sides is not in the result. */
    Optional<Verdict> judge(Result result) {
        if (!result.contestants().contains(ours)) return Optional.empty();
        if (peers.isEmpty()) {
            var values = result.values(ours, metric);
            return Optional.of(
                    verdict("", median(values), Statistics.median(values, LEVEL), false));
        }
        return peers.stream()
                .filter(result.contestants()::contains)
                .min(Comparator.comparingDouble(p -> sign() * median(result.values(p, metric))))
                .map(peer -> against(peer, result));
    }

    /**
     * What a run says of the best server in C, asked the same: more than that the machine hardly gives. Empty for
     * goals that compare with C.
     */
    Optional<Verdict> judgeC(Result result) {
        if (peers.isEmpty() || peers.stream().anyMatch(Contestant::isC)) return Optional.empty();
        return result.contestants().stream()
                .filter(Contestant::isC)
                .map(c -> new Goal(work, c, metric, atLeast, bound, peers).judge(result))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(verdict -> (atLeast ? 1 : -1) * verdict.figure()));
    }

    private int sign() {
        return metric.moreIsBetter ? -1 : 1;
    }

    private Verdict against(String peer, Result result) {
        boolean byCpu = metric.moreIsBetter && (limited(ours, result) || limited(peer, result));
        // Less CPU time for the same work is what more throughput would be, if the generator could
        // give more.
        var decides = !byCpu ? metric : metric == Metric.BYTES ? Metric.CPU_BYTES : Metric.CPU;
        var above = result.values(byCpu ? peer : ours, decides);
        var below = result.values(byCpu ? ours : peer, decides);
        return verdict(
                peer, median(above) / median(below), Statistics.ratio(above, below, LEVEL), byCpu);
    }

    private static boolean limited(String contestant, Result result) {
        return median(result.values(contestant, Metric.LOAD)) >= 100 * LIMIT;
    }

    private Verdict verdict(
            String peer, double figure, Statistics.Interval interval, boolean byCpu) {
        boolean reached = atLeast ? interval.high() >= bound : interval.low() <= bound;
        return new Verdict(
                peer,
                figure,
                interval,
                reached,
                byCpu,
                interval.width() > Math.abs(figure - bound));
    }

    /** As {@code operations per second >= 1.10 x}. */
    String text() {
        var size = peers.isEmpty() ? metric.text(bound) : Metric.digits(bound) + " x";
        return metric.label + (atLeast ? " ≥ " : " ≤ ") + size;
    }
}
