package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void quantilesLieBetweenTheValues() {
        assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
        assertThat(Statistics.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Statistics.quantile(0.25, 1, 2, 3, 4, 5)).isEqualTo(2);
        assertThat(Statistics.quantile(0.9, 10, 20)).isCloseTo(19, within(1e-9));
        assertThat(Statistics.quantile(0.3, 7)).isEqualTo(7);
        assertThat(Statistics.median()).isNaN();
    }

    @Test
    void equalRoundsHaveARatioWithoutDoubt() {
        var interval = Statistics.ratio(new double[] {30, 30, 30}, new double[] {20, 20, 20}, 0.9);
        assertThat(interval).isEqualTo(new Statistics.Interval(1.5, 1.5));
    }

    /** What slows a whole round down cancels out, since whole rounds are drawn. */
    @Test
    void aDisturbanceOfBothSidesWidensNothing() {
        var theirs = new double[] {10, 12, 15, 20, 30, 11, 13, 17, 25};
        var ours = Arrays.stream(theirs).map(value -> 2 * value).toArray();
        assertThat(Statistics.ratio(ours, theirs, 0.9).width()).isCloseTo(0, within(1e-9));
        var elsewhere = new double[] {50, 22, 24, 30, 34, 20, 40, 26, 60};
        assertThat(Statistics.ratio(elsewhere, theirs, 0.9).width()).isGreaterThan(0.3);
    }

    /** Of nine values the bootstrap of the median ends at the second or third of them, and is the same each time. */
    @Test
    void theIntervalOfAMedianIsKnown() {
        var values = new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertThat(Statistics.median(values, 0.9)).isEqualTo(new Statistics.Interval(3, 7));
        assertThat(Statistics.median(values, 0.99)).isEqualTo(new Statistics.Interval(2, 8));
    }

    /** In about nine of ten experiments the true ratio lies in the interval. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        var random = new Random(1);
        int held = 0;
        for (int i = 0; i < 300; i++) {
            var ours = random.doubles(9, 0.9, 1.1).map(value -> 1.2 * value).toArray();
            var theirs = random.doubles(9, 0.9, 1.1).toArray();
            var interval = Statistics.ratio(ours, theirs, 0.9);
            if (interval.low() <= 1.2 && interval.high() >= 1.2) held++;
        }
        assertThat(held).isBetween(250, 295);
    }

    @Test
    void roundsMustBePaired() {
        assertThatThrownBy(() -> Statistics.ratio(new double[2], new double[3], 0.9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rounds against 3");
    }
}
