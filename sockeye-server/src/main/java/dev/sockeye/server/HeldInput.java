package dev.sockeye.server;

import dev.sockeye.poll.RingMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Input of a session that has come while nobody wanted it, in blocks of its loop's memory, which go back as
 * soon as they are read. For the loop's thread.
 */
final class HeldInput {
    private final Blocks blocks;
    private final ArrayDeque<RingMemory> pieces = new ArrayDeque<>(1);

    /** Where it begins in the first piece. */
    private long from;

    /** Where it ends in the last one. */
    private long to;

    HeldInput(Blocks blocks) {
        this.blocks = blocks;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Adds bytes, of which more will follow or not. */
    void append(MemorySegment data, boolean more) {
        long size = data.byteSize();
        for (long done = 0; done < size; ) {
            if (pieces.isEmpty() || to == pieces.getLast().segment().byteSize()) {
                pieces.addLast(
                        blocks.take(more ? Blocks.LARGE : Math.min(Blocks.LARGE, size - done)));
                to = 0;
            }
            MemorySegment last = pieces.getLast().segment();
            long count = Math.min(size - done, last.byteSize() - to);
            MemorySegment.copy(data, done, last, to, count);
            to += count;
            done += count;
        }
    }

    /** Whether a piece is full, so that the first bytes need not wait for more. */
    boolean hasWhole() {
        return pieces.size() > 1
                || (pieces.size() == 1 && to == pieces.getFirst().segment().byteSize());
    }

    /** The first bytes that lie beside each other, at most so many; there are some. */
    MemorySegment first(long most) {
        MemorySegment first = pieces.getFirst().segment();
        long end = pieces.size() == 1 ? to : first.byteSize();
        return first.asSlice(from, Math.min(most, end - from));
    }

    /** Takes bytes of {@link #first} away. */
    void consume(long count) {
        from += count;
        boolean last = pieces.size() == 1;
        if (from == (last ? to : pieces.getFirst().segment().byteSize())) {
            blocks.give(pieces.removeFirst());
            from = 0;
        }
    }

    void clear() {
        while (!pieces.isEmpty()) {
            blocks.give(pieces.removeFirst());
        }
        from = 0;
    }
}
