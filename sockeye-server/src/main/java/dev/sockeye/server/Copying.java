package dev.sockeye.server;

import dev.sockeye.net.Stream;
import dev.sockeye.poll.fd.Stripes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Copies a stream to its end, and holds next to nothing while there is nothing to copy: a small array
 * for the bytes that end the wait, and a large buffer only as long as more of them are there.
 */
final class Copying {
    /** What a copy keeps while it waits; smaller messages never need more. */
    private static final int SMALL = 512;

    private static final int LARGE = 64 << 10;

    private static final Stripes<MemorySegment> BUFFERS =
            new Stripes<>(() -> Arena.ofAuto().allocate(LARGE, 64));

    private Copying() {}

    static long copy(Stream from, Stream to) throws IOException {
        byte[] small = new byte[SMALL];
        long moved = 0;
        for (int count; (count = from.read(small)) >= 0; ) {
            to.writeAll(small, 0, count);
            moved += count;
            if (count == SMALL) {
                moved += flow(from, to);
            }
        }
        return moved;
    }

    private static long flow(Stream from, Stream to) throws IOException {
        MemorySegment buffer = BUFFERS.take();
        try {
            long moved = 0;
            for (long count; (count = from.tryRead(buffer)) > 0; moved += count) {
                to.writeAll(buffer.asSlice(0, count));
            }
            return moved;
        } finally {
            BUFFERS.give(buffer);
        }
    }
}
