package dev.sockeye.bench.run;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Medians, quartiles, and how sure a ratio of medians is. */
final class Statistics {
    private static final int RESAMPLES = 4000;
    private static final long SEED = 25;

    private Statistics() {}

    /** From {@code low} to {@code high}. */
    record Interval(double low, double high) {
        double width() {
            return high - low;
        }
    }

    static double median(double... values) {
        return quantile(0.5, values);
    }

    /** The value below which {@code share} of the values lie, between two of them in proportion; NaN of no values. */
    static double quantile(double share, double... values) {
        if (values.length == 0) return Double.NaN;
        var sorted = values.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /**
     * The bootstrap interval of {@code median(ours) / median(theirs)} that holds {@code level} of the resamples. Whole
     * rounds are drawn, with replacement: what disturbed a round disturbed both in it. The seed is fixed, so that the
     * same figures give the same interval.
     *
     * @throws IllegalArgumentException if the two have not the same number of rounds
     */
    static Interval ratio(double[] ours, double[] theirs, double level) {
        if (ours.length != theirs.length || ours.length == 0)
            throw new IllegalArgumentException(ours.length + " rounds against " + theirs.length);
        var random = random();
        var ratios = new double[RESAMPLES];
        var a = new double[ours.length];
        var b = new double[ours.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int k = 0; k < a.length; k++) {
                int round = random.nextInt(a.length);
                a[k] = ours[round];
                b[k] = theirs[round];
            }
            ratios[i] = median(a) / median(b);
        }
        return new Interval(quantile((1 - level) / 2, ratios), quantile((1 + level) / 2, ratios));
    }

    /** The bootstrap interval of the median itself. */
    static Interval median(double[] values, double level) {
        var ones = new double[values.length];
        Arrays.fill(ones, 1);
        return ratio(values, ones, level);
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }
}
