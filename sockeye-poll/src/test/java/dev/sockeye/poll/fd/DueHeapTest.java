package dev.sockeye.poll.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DueHeapTest {
    private static final class Named extends DueHeap.Entry {}

    private final DueHeap<Named> heap = new DueHeap<>();

    @Test
    void anEmptyHeapIsNeverDue() {
        assertThat(heap.due(Long.MAX_VALUE)).isNull();
        assertThat(heap.first()).isEqualTo(DueHeap.NEVER);
        var none = new Named();
        heap.remove(none);
        assertThat(none.waits()).isFalse();
    }

    @Test
    void aLaterLookMovesNothing() {
        var entry = new Named();
        assertThat(heap.lookBy(entry, 10)).isTrue();
        long moves = heap.moves();
        for (int i = 10; i < 1_000; i++) {
            assertThat(heap.lookBy(entry, i)).isFalse();
        }
        assertThat(heap.moves()).isEqualTo(moves);
        assertThat(heap.lookBy(entry, 9)).isTrue();
        assertThat(heap.first()).isEqualTo(9);
        assertThat(heap.due(8)).isNull();
        assertThat(heap.due(9)).isSameAs(entry);
        assertThat(entry.waits()).isFalse();
    }

    @Test
    void agreesWithASortedListUnderRandomUse() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Named> known = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    var added = new Named();
                    known.add(added);
                    heap.lookBy(added, random.nextInt(1_000));
                }
                case 1 -> {
                    if (!known.isEmpty()) {
                        Named any = known.get(random.nextInt(known.size()));
                        long before = any.due;
                        long when = random.nextInt(1_000);
                        assertThat(heap.lookBy(any, when)).isEqualTo(when < before);
                        assertThat(any.due).isEqualTo(Math.min(before, when));
                    }
                }
                case 2 -> {
                    if (!known.isEmpty()) {
                        heap.remove(known.remove(random.nextInt(known.size())));
                    }
                }
                default -> {
                    long first = known.stream().mapToLong(e -> e.due).min().orElse(DueHeap.NEVER);
                    assertThat(heap.first()).as("seed %d", seed).isEqualTo(first);
                    Named due = heap.due(100);
                    assertThat(due == null).as("seed %d", seed).isEqualTo(first > 100);
                    known.remove(due);
                }
            }
            assertThat(heap.size()).isEqualTo(known.size());
        }
        known.sort(Comparator.comparingLong(e -> e.due));
        for (Named expected : known) {
            assertThat(heap.due(Long.MAX_VALUE))
                    .as("seed %d", seed)
                    .isNotNull()
                    .extracting(e -> e.due)
                    .isEqualTo(expected.due);
        }
    }
}
