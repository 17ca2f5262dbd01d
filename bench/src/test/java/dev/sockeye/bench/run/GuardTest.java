package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuardTest {
    @Test
    void slowerIsWhatIsSlowerBeyondNoiseAndMargin() {
        assertThat(Guard.isWorse(Metric.CPU, new Statistics.Interval(1.04, 1.10))).isTrue();
        assertThat(Guard.isWorse(Metric.CPU, new Statistics.Interval(1.02, 1.30))).isFalse();
        assertThat(Guard.isWorse(Metric.CPU, new Statistics.Interval(0.70, 0.80))).isFalse();
        assertThat(Guard.isWorse(Metric.OPERATIONS, new Statistics.Interval(0.80, 0.96))).isTrue();
        assertThat(Guard.isWorse(Metric.OPERATIONS, new Statistics.Interval(0.80, 0.98))).isFalse();
        assertThat(Guard.isWorse(Metric.OPERATIONS, new Statistics.Interval(1.20, 1.30))).isFalse();
    }
}
