package dev.sockeye.server;

import dev.sockeye.poll.RingMemory;
import java.util.ArrayDeque;

/**
 * Memory for the bytes that wait in sessions: blocks of three sizes that go round, cut from slabs, of which
 * there are never more than were once in use together, but for what is left of the last slab. None is
 * left to the collector, which has no reason to come where the heap is not used.
 *
 * <p>Any thread. Each event loop has its own, so that the lock is hardly ever contended; it is here for
 * those who send off their session's thread.
 */
final class Blocks {
    /** What a session keeps at most, of input and of output. */
    static final int LARGE = 64 << 10;

    private static final int MEDIUM = 16 << 10;

    /** For an answer that waits a moment, as on io_uring each does: thousands may at once. */
    private static final int SMALL = 4 << 10;

    private static final int FIRST_SLAB = 256 << 10;
    private static final int LARGEST_SLAB = 1 << 20;

    private final Kind small = new Kind(SMALL);
    private final Kind medium = new Kind(MEDIUM);
    private final Kind large = new Kind(LARGE);

    /** Blocks of one size. */
    private static final class Kind {
        private final int size;
        private final ArrayDeque<RingMemory> free = new ArrayDeque<>();
        private int slab = FIRST_SLAB;

        Kind(int size) {
            this.size = size;
        }

        /** The one that was given back last, since it may still be in a cache. */
        RingMemory take() {
            if (free.isEmpty()) {
                free.addAll(RingMemory.slab(slab / size, size));
                slab = Math.min(LARGEST_SLAB, 2 * slab);
            }
            return free.pop();
        }
    }

    /**
     * A block for so many bytes.
     *
     * @param bytes at most {@link #LARGE}
     */
    synchronized RingMemory take(long bytes) {
        return kind(bytes).take();
    }

    /** Takes a block back that nobody uses any more. */
    synchronized void give(RingMemory block) {
        kind(block.segment().byteSize()).free.push(block);
    }

    private Kind kind(long bytes) {
        if (bytes <= SMALL) {
            return small;
        }
        return bytes <= MEDIUM ? medium : large;
    }
}
