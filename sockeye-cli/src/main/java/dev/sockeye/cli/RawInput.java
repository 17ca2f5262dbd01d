package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Standard input as it comes: a piece is what one read delivers, up to a size. */
final class RawInput implements Input {
    private final ReadableByteChannel from;
    private final ByteBuffer buffer;

    RawInput(ReadableByteChannel from, int size) {
        this.from = from;
        this.buffer = Memory.buffer(size);
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        buffer.clear();
        return from.read(buffer) < 0 ? null : buffer.flip();
    }
}
