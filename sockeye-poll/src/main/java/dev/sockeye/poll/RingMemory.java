package dev.sockeye.poll;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory that a {@link Request} hands to the kernel. Nobody can free it: it goes when it is
 * unreachable, and a request keeps it reachable until its completion, also when it was cancelled or
 * abandoned. The memory of an arena could be closed while the kernel writes to it, so a ring takes no
 * such segment.
 *
 * <p>While a request is in flight the bytes that it was given are the kernel's: written, they may be
 * sent either way; read, they are of no meaning yet.
 */
public final class RingMemory {
    /** Bulk transfers to memory that is not aligned to a cache line cost several times as much. */
    private static final long ALIGNMENT = 64;

    private final MemorySegment segment;

    /**
     * Zeroed memory.
     *
     * @param bytes how much, more than 0
     */
    public RingMemory(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("memory of " + bytes + " bytes");
        }
        segment = Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }

    /**
     * The memory, for every thread.
     *
     * @return always the same segment
     */
    public MemorySegment segment() {
        return segment;
    }

    /** A part of it, by no allocation where it is the whole beginning. */
    MemorySegment from(int offset, int length) {
        long all = segment.byteSize();
        if (offset < 0 || length < 0 || offset > all - length) {
            throw new IndexOutOfBoundsException(
                    "bytes " + offset + " and " + length + " on, of " + all);
        }
        return offset == 0 ? segment : segment.asSlice(offset);
    }
}
