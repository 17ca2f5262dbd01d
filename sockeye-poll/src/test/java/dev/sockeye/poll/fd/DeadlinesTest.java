package dev.sockeye.poll.fd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Kernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();
    private final Fd fd = new Fd(new Parker(new Kernel() {}), 0);

    private Waiter waiter(long deadline) {
        var waiter = new Waiter(fd.readiness());
        waiter.deadline = deadline;
        return waiter;
    }

    @Test
    void comeInOrder() {
        for (long when : new long[] {50, 10, 40, 20, 30}) {
            assertThat(deadlines.arm(waiter(when))).isFalse();
        }
        var order = new ArrayList<Long>();
        for (Waiter w = deadlines.due(40); w != null; w = deadlines.due(40)) {
            order.add(w.due);
        }
        assertThat(order).containsExactly(10L, 20L, 30L, 40L);
        assertThat(deadlines.size()).isEqualTo(1);
    }

    @Test
    void wakeOnlyASleeperThatWouldSleepTooLong() {
        assertThat(deadlines.sleep()).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.arm(waiter(100))).isTrue();
        assertThat(deadlines.arm(waiter(200))).as("the sleeper wakes before").isFalse();
        assertThat(deadlines.arm(waiter(50))).isTrue();
        deadlines.awake();
        assertThat(deadlines.arm(waiter(5))).as("it is awake and will look").isFalse();
        assertThat(deadlines.sleep()).isEqualTo(5);
    }

    @Test
    void aLaterDeadlineCostsNoMove() {
        Waiter waiter = waiter(10);
        deadlines.arm(waiter);
        waiter.deadline = 1_000;
        deadlines.arm(waiter);
        assertThat(waiter.due).isEqualTo(10);
        assertThat(deadlines.due(10)).isSameAs(waiter);
        deadlines.arm(waiter);
        assertThat(deadlines.due(999)).isNull();
        assertThat(deadlines.due(1_000)).isSameAs(waiter);
    }

    @Test
    void anEarlierDeadlineMovesForward() {
        Waiter waiter = waiter(1_000);
        deadlines.arm(waiter(500));
        deadlines.arm(waiter);
        waiter.deadline = 10;
        deadlines.arm(waiter);
        assertThat(deadlines.due(10)).isSameAs(waiter);
    }

    @Test
    void agreeWithASortedListUnderRandomUse() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Waiter> known = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    Waiter added = waiter(random.nextInt(1_000));
                    known.add(added);
                    deadlines.arm(added);
                }
                case 2 -> {
                    if (!known.isEmpty()) {
                        deadlines.remove(known.remove(random.nextInt(known.size())));
                    }
                }
                default -> {
                    int now = random.nextInt(100);
                    Set<Waiter> due = new HashSet<>();
                    for (Waiter w = deadlines.due(now); w != null; w = deadlines.due(now)) {
                        due.add(w);
                    }
                    assertThat(known.stream().filter(w -> w.due <= now))
                            .as("seed %d", seed)
                            .containsExactlyInAnyOrderElementsOf(due);
                    known.removeAll(due);
                }
            }
            assertThat(deadlines.size()).isEqualTo(known.size());
        }
        known.sort(Comparator.comparingLong(w -> w.due));
        for (Waiter expected : known) {
            assertThat(deadlines.due(Long.MAX_VALUE))
                    .as("seed %d", seed)
                    .isNotNull()
                    .extracting(w -> w.due)
                    .isEqualTo(expected.due);
        }
    }
}
