package dev.sockeye.server;

import dev.sockeye.poll.RingMemory;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a row, first in first out, {@link Blocks#LARGE} at most. Their memory is borrowed while there
 * are some: an empty queue holds none. {@link #size} is for any thread, the rest for one at a time.
 *
 * <p>The first bytes can be {@linkplain #hold held}, while a kernel reads them: then they stay where they
 * are, and what finds no place behind them goes to a second block.
 */
final class ByteQueue {
    private final Blocks blocks;
    private @Nullable RingMemory first;

    /** What follows on what lies in the first block. */
    private @Nullable RingMemory second;

    private int from;

    /** How many of them lie in the first block. */
    private int inFirst;

    private boolean held;
    private volatile int size;

    ByteQueue(Blocks blocks) {
        this.blocks = blocks;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The first of them, until the next change: all, unless some were held. */
    MemorySegment view() {
        RingMemory block = first;
        return block == null ? MemorySegment.NULL : block.segment().asSlice(from, inFirst);
    }

    /** Adds {@code count} bytes of {@code data} from a place on. */
    void append(MemorySegment data, long at, int count) {
        int before = size;
        if (second == null && fits(count)) {
            MemorySegment.copy(data, at, room(count).segment(), from + (long) inFirst, count);
            inFirst += count;
        } else {
            int there = before - inFirst;
            RingMemory block = grown(second, 0, there, count);
            MemorySegment.copy(data, at, block.segment(), there, count);
            second = block;
        }
        size = before + count;
    }

    /** Whether so many more have a place behind the first ones, or these can be moved. */
    private boolean fits(int count) {
        RingMemory block = first;
        return !held || block == null || from + inFirst + count <= block.segment().byteSize();
    }

    /** Puts {@code count} bytes of {@code data} from a place on in front of all others, none of which is held. */
    void prepend(MemorySegment data, long at, int count) {
        int before = size;
        MemorySegment memory = room(count).segment();
        if (from < count) {
            MemorySegment.copy(memory, from, memory, count, inFirst);
            from = count;
        }
        from -= count;
        MemorySegment.copy(data, at, memory, from, count);
        inFirst += count;
        size = before + count;
    }

    /** The first block with a place for so many more behind those in it. */
    private RingMemory room(int more) {
        RingMemory block = grown(first, from, inFirst, more);
        if (block != first) {
            from = 0;
            first = block;
        } else if (from + inFirst + more > block.segment().byteSize()) {
            MemorySegment.copy(block.segment(), from, block.segment(), 0, inFirst);
            from = 0;
        }
        return block;
    }

    /** A block that has room for some bytes and more; those that are there are moved where it is another. */
    private RingMemory grown(@Nullable RingMemory block, int at, int there, int more) {
        if (block != null && there + more <= block.segment().byteSize()) {
            return block;
        }
        RingMemory larger = blocks.take((long) there + more);
        if (block != null) {
            MemorySegment.copy(block.segment(), at, larger.segment(), 0, there);
            blocks.give(block);
        }
        return larger;
    }

    /** Takes some of {@link #view} away; they are not held. */
    void consume(int count) {
        from += count;
        inFirst -= count;
        int left = size - count;
        size = left;
        RingMemory block = first;
        if (inFirst == 0 && block != null) {
            blocks.give(block);
            first = second;
            second = null;
            from = 0;
            inFirst = left;
        }
    }

    /** The memory of {@link #view}; null where there are none. */
    @Nullable RingMemory first() {
        return first;
    }

    /** Where in it the first byte lies. */
    int from() {
        return from;
    }

    /** How many lie beside it. */
    int inFirst() {
        return inFirst;
    }

    /** Takes the bytes of {@link #view} away, and their memory with them; they are not held. */
    RingMemory detach() {
        RingMemory block = Objects.requireNonNull(first);
        int left = size - inFirst;
        size = left;
        first = second;
        second = null;
        from = 0;
        inFirst = left;
        return block;
    }

    /** Keeps the memory of {@link #view} as it is until {@link #release}. */
    void hold() {
        held = true;
    }

    /** The kernel is done with what was held. */
    void release() {
        held = false;
        if (size == 0) {
            clear();
        }
    }

    /** Forgets them all; memory that is held goes back when it is released. */
    void clear() {
        size = 0;
        inFirst = 0;
        from = 0;
        first = held ? first : giveBack(first);
        second = giveBack(second);
    }

    private @Nullable RingMemory giveBack(@Nullable RingMemory block) {
        if (block != null) {
            blocks.give(block);
        }
        return null;
    }
}
