package dev.sockeye.server;

import dev.sockeye.poll.fd.Stripes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a row, first in first out. Their memory is borrowed while there are some: an empty queue
 * holds none. {@link #size} is for any thread, the rest for one at a time.
 */
final class ByteQueue {
    /** For an answer that waits a moment, as on io_uring each does: thousands may at once. */
    private static final int SMALL = 4 << 10;

    private static final int LARGE = 64 << 10;

    private static final Stripes<MemorySegment> SMALL_ONES = new Stripes<>(() -> fresh(SMALL));
    private static final Stripes<MemorySegment> LARGE_ONES = new Stripes<>(() -> fresh(LARGE));

    private @Nullable MemorySegment memory;
    private long from;
    private volatile long size;

    long size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** All of them, until the next change. */
    MemorySegment view() {
        MemorySegment held = memory;
        return held == null ? MemorySegment.NULL : held.asSlice(from, size);
    }

    /** Adds {@code count} bytes of {@code data} from a place on. */
    void append(MemorySegment data, long at, long count) {
        MemorySegment held = room(count);
        long before = size;
        if (from + before + count > held.byteSize()) {
            MemorySegment.copy(held, from, held, 0, before);
            from = 0;
        }
        MemorySegment.copy(data, at, held, from + before, count);
        size = before + count;
    }

    /** Puts {@code count} bytes of {@code data} from a place on in front of all others. */
    void prepend(MemorySegment data, long at, long count) {
        MemorySegment held = room(count);
        long before = size;
        if (from < count) {
            MemorySegment.copy(held, from, held, count, before);
            from = count;
        }
        from -= count;
        MemorySegment.copy(data, at, held, from, count);
        size = before + count;
    }

    /** Memory for so many more. */
    private MemorySegment room(long more) {
        MemorySegment held = memory;
        if (held == null) {
            held = take(more);
        } else if (size + more > held.byteSize()) {
            MemorySegment larger = take(Math.max(size + more, 2 * held.byteSize()));
            MemorySegment.copy(held, from, larger, 0, size);
            from = 0;
            giveBack(held);
            held = larger;
        }
        memory = held;
        return held;
    }

    private static MemorySegment take(long bytes) {
        if (bytes <= SMALL) {
            return SMALL_ONES.take();
        }
        return bytes <= LARGE ? LARGE_ONES.take() : fresh(bytes);
    }

    private static MemorySegment fresh(long bytes) {
        return Arena.ofAuto().allocate(bytes, 64);
    }

    /** Takes the first ones away. */
    void consume(long count) {
        long left = size - count;
        from += count;
        size = left;
        if (left == 0) {
            clear();
        }
    }

    void clear() {
        MemorySegment held = memory;
        memory = null;
        from = 0;
        size = 0;
        if (held != null) {
            giveBack(held);
        }
    }

    private static void giveBack(MemorySegment held) {
        if (held.byteSize() == SMALL) {
            SMALL_ONES.give(held);
        } else if (held.byteSize() == LARGE) {
            LARGE_ONES.give(held);
        }
    }
}
