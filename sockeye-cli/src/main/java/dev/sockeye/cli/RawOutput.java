package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Standard output, byte for byte. */
record RawOutput(WritableByteChannel to) implements Output {
    @Override
    public void put(ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            to.write(piece);
        }
    }
}
