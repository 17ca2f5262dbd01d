package dev.sockeye.cli;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/** Buffers outside the heap, which the kernel takes as they are. */
final class Memory {
    /** Bulk receive costs three times the CPU where a buffer does not begin with a cache line. */
    private static final long CACHE_LINE = 64;

    private Memory() {}

    static ByteBuffer buffer(int size) {
        return Arena.ofAuto().allocate(size, CACHE_LINE).asByteBuffer();
    }
}
