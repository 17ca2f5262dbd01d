package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Memory that {@link Kernel#mmap} has mapped, and that {@link #close} unmaps: the mapping's owner, in
 * place of the address that C hands out.
 *
 * <p>{@link #fill} is for kernels. Every thread may use the segment; {@link #close} waits for none:
 * whoever comes later is refused by {@code java.lang.foreign}. Nothing unmaps a mapping that nobody
 * closes, since the kernel may be using it.
 */
public final class Mapping implements AutoCloseable {
    private @Nullable Arena arena;
    private MemorySegment segment = MemorySegment.NULL;

    /** A mapping of nothing yet. */
    public Mapping() {}

    /**
     * Takes over mapped memory; for implementations of {@link Kernel#mmap}.
     *
     * @param owner an arena for this memory alone, whose close unmaps it
     * @param memory the memory
     * @throws IllegalStateException if it is filled already
     */
    public void fill(Arena owner, MemorySegment memory) {
        if (arena != null) {
            throw new IllegalStateException("a mapping is filled once");
        }
        arena = owner;
        segment = memory;
    }

    /**
     * The memory.
     *
     * @return a segment of the length that was asked for, MemorySegment.NULL before there is one
     */
    public MemorySegment segment() {
        return segment;
    }

    /** Unmaps the memory; once. */
    @Override
    public void close() {
        var owner = arena;
        if (owner != null && segment.scope().isAlive()) {
            owner.close();
        }
    }
}
