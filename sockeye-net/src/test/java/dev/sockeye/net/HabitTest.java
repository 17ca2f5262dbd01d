package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HabitTest {
    private final Habit habit = new Habit();

    /** One receive. Answers whether it began with a wait. */
    private boolean receive(boolean missed, boolean full) {
        boolean waited = habit.waitsFirst();
        if (missed && !waited) {
            habit.missed();
        }
        habit.came(full);
        return waited;
    }

    private int waitsIn(int receives, boolean missed) {
        int waits = 0;
        for (int i = 0; i < receives; i++) {
            waits += receive(missed, false) ? 1 : 0;
        }
        return waits;
    }

    @Test
    void aBusySocketIsTried() {
        assertThat(waitsIn(100, false)).isZero();
    }

    @Test
    void oneMissIsNoHabit() {
        for (int i = 0; i < 50; i++) {
            assertThat(receive(i % 2 == 0, false)).isFalse();
        }
    }

    @Test
    void aQuietSocketIsWaitedForAndTriedNowAndThen() {
        assertThat(waitsIn(2, true)).isZero();
        assertThat(waitsIn(15, true)).isEqualTo(15);
        assertThat(receive(true, false)).isFalse();
        assertThat(waitsIn(15, true)).isEqualTo(15);
    }

    @Test
    void oneTryThatFindsSomethingEndsIt() {
        assertThat(waitsIn(17, true)).isEqualTo(15);
        assertThat(receive(false, false)).isFalse();
        assertThat(waitsIn(2, true)).isZero();
        assertThat(waitsIn(1, true)).isEqualTo(1);
    }

    @Test
    void aFullBatchEndsItAtOnce() {
        assertThat(waitsIn(3, true)).isEqualTo(1);
        assertThat(receive(true, true)).isTrue();
        assertThat(receive(false, false)).isFalse();
    }

    /** A receive that ended with an exception was neither. */
    @Test
    void whatBroughtNothingCountsForNothing() {
        assertThat(habit.waitsFirst()).isFalse();
        habit.missed();
        assertThat(waitsIn(2, true)).isZero();
        assertThat(waitsIn(1, true)).isEqualTo(1);
    }
}
