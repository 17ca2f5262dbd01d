package dev.sockeye.server;

import dev.sockeye.poll.RingMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Input of a session that has come while nobody wanted it, in pieces of its loop's memory, which go back as
 * soon as they are read. For the loop's thread.
 */
final class HeldInput {
    private final RingShard shard;
    private final ArrayDeque<RingMemory> pieces = new ArrayDeque<>(1);

    /** Where it begins in the first piece. */
    private long from;

    /** Where it ends in the last one. */
    private long to;

    HeldInput(RingShard shard) {
        this.shard = shard;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    void append(MemorySegment data) {
        long size = data.byteSize();
        for (long done = 0; done < size; ) {
            if (pieces.isEmpty() || to == pieces.getLast().segment().byteSize()) {
                pieces.addLast(shard.piece(LoopSession.INPUT_LIMIT));
                to = 0;
            }
            MemorySegment last = pieces.getLast().segment();
            long count = Math.min(size - done, last.byteSize() - to);
            MemorySegment.copy(data, done, last, to, count);
            to += count;
            done += count;
        }
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
            shard.free(pieces.removeFirst());
            from = 0;
        }
    }

    void clear() {
        while (!pieces.isEmpty()) {
            shard.free(pieces.removeFirst());
        }
        from = 0;
    }
}
