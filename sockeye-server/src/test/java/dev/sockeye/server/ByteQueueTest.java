package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.poll.RingMemory;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes that wait, compared with an array; and the memory that they borrow. */
class ByteQueueTest {
    private final Blocks blocks = new Blocks();
    private final ByteQueue queue = new ByteQueue(blocks);
    private byte[] model = {};
    private byte[] held = {};
    private byte next;

    @Test
    void bytesComeOutInTheirOrderWhateverIsHeldMeanwhile() {
        var random = new Random(5);
        for (int step = 0; step < 50_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> append(random);
                case 2 -> prepend(random);
                case 3 -> consume(random);
                default -> holdOrRelease();
            }
            check();
        }
    }

    private byte[] fresh(Random random) {
        int room = Blocks.LARGE - model.length;
        byte[] bytes = new byte[random.nextInt(1 + Math.min(room, 1 << random.nextInt(17)))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = next++;
        }
        return bytes;
    }

    private void append(Random random) {
        byte[] bytes = fresh(random);
        queue.append(MemorySegment.ofArray(bytes), 0, bytes.length);
        model = joined(model, bytes);
    }

    private void prepend(Random random) {
        // As a session does: what it prepends to was never passed on.
        if (held.length == 0 && queue.inFirst() == model.length) {
            byte[] bytes = fresh(random);
            queue.prepend(MemorySegment.ofArray(bytes), 0, bytes.length);
            model = joined(bytes, model);
        }
    }

    private void consume(Random random) {
        if (held.length == 0 && queue.inFirst() > 0) {
            int count = 1 + random.nextInt(queue.inFirst());
            queue.consume(count);
            model = Arrays.copyOfRange(model, count, model.length);
        }
    }

    private void holdOrRelease() {
        if (held.length > 0) {
            queue.release();
            held = new byte[0];
        } else if (!queue.isEmpty()) {
            queue.hold();
            held = queue.view().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private void check() {
        assertThat(queue.size()).isEqualTo(model.length);
        byte[] view = queue.view().toArray(ValueLayout.JAVA_BYTE);
        assertThat(view).isEqualTo(Arrays.copyOf(model, view.length));
        assertThat(view.length == 0).isEqualTo(model.length == 0);
        assertThat(Arrays.copyOf(view, held.length)).isEqualTo(held);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    @Test
    void whatTheKernelReadsIsNotHandedOutAgainBeforeItIsDone() {
        queue.append(MemorySegment.ofArray(new byte[100]), 0, 100);
        RingMemory block = queue.first();
        queue.hold();
        queue.clear();
        assertThat(taken(100)).doesNotContain(block);
        queue.release();
        assertThat(blocks.take(100)).isSameAs(block);
    }

    @Test
    void blocksGoRoundInsteadOfBeingMade() {
        Set<RingMemory> before = new HashSet<>();
        for (int round = 0; round < 100; round++) {
            var some = taken(100);
            before.addAll(some);
            some.forEach(blocks::give);
        }
        assertThat(before).hasSize(100);
    }

    private Set<RingMemory> taken(int count) {
        Set<RingMemory> all = new HashSet<>();
        for (int i = 0; i < count; i++) {
            all.add(blocks.take(Blocks.LARGE >> (i % 3 * 2)));
        }
        return all;
    }
}
