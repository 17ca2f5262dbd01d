package dev.sockeye.poll;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

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
        this(allocate(1, bytes));
    }

    private RingMemory(MemorySegment segment) {
        this.segment = segment;
    }

    private static MemorySegment allocate(int count, int bytes) {
        if (count < 1 || bytes < 1) {
            throw new IllegalArgumentException(count + " times memory of " + bytes + " bytes");
        }
        return Arena.ofAuto().allocate((long) count * bytes, ALIGNMENT);
    }

    /**
     * Zeroed memory in pieces that lie side by side: one allocation, which stays as long as any of them
     * is reachable.
     *
     * @param count how many pieces, more than 0
     * @param bytes how large each of them is; a multiple of 64 keeps all of them aligned to cache lines
     * @return the pieces
     */
    public static List<RingMemory> slab(int count, int bytes) {
        var all = allocate(count, bytes);
        return IntStream.range(0, count)
                .mapToObj(number -> new RingMemory(all.asSlice((long) number * bytes, bytes)))
                .toList();
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
