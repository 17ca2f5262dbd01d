package dev.sockeye.server.handler;

import dev.sockeye.poll.fd.Stripes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The buffers of the handlers: taken when there is data, given back before waiting for more. */
final class Borrowed {
    /** Bytes of each. */
    static final int SIZE = 64 << 10;

    private static final int ALIGNMENT = 64;

    /** What is read into it is thrown away: everybody writes it, nobody reads it. */
    static final MemorySegment SINK = Arena.ofAuto().allocate(SIZE, ALIGNMENT);

    private static final Stripes<MemorySegment> FREE =
            new Stripes<>(() -> Arena.ofAuto().allocate(SIZE, ALIGNMENT));

    private Borrowed() {}

    static MemorySegment take() {
        return FREE.take();
    }

    static void give(MemorySegment buffer) {
        FREE.give(buffer);
    }
}
