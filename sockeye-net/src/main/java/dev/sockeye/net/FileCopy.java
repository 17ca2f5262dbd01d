package dev.sockeye.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Files to streams by reading and writing: what sendfile(2) is spared, and what is done where it cannot be. */
final class FileCopy {
    private FileCopy() {}

    /** Writes everything. */
    @FunctionalInterface
    interface Sink {
        /**
         * Writes.
         *
         * @param data the bytes
         * @param moved how many went before
         */
        void writeAll(MemorySegment data, long moved) throws IOException;
    }

    static void check(long position, long count) {
        if (position < 0 || count < 0 || position + count < 0) {
            throw new IllegalArgumentException("no part of a file: " + count + " from " + position);
        }
    }

    /**
     * Copies a part of a file.
     *
     * @param before how many bytes went before it
     * @return how many bytes there were of it
     */
    static long copy(OpenFile file, long position, long count, long before, Sink to)
            throws IOException {
        check(position, count);
        MemorySegment buffer = Buffers.take();
        try {
            long moved = 0;
            while (moved < count) {
                MemorySegment room = buffer.asSlice(0, Math.min(Buffers.SIZE, count - moved));
                long read = file.read(room, position + moved);
                if (read < 0) {
                    return moved;
                }
                to.writeAll(room.asSlice(0, read), before + moved);
                moved += read;
            }
            return moved;
        } finally {
            Buffers.give(buffer);
        }
    }
}
