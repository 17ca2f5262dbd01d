package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Standard input in hexadecimal. For datagrams a line is a piece; else a piece is what there is.
 */
final class HexInput implements Input {
    private final Hex hex = new Hex(Text.STANDARD_INPUT.of());
    private final ReadableByteChannel from;
    private final boolean lines;
    private final ByteBuffer text = Memory.buffer(Wire.CHUNK).limit(0);
    private boolean over;

    HexInput(ReadableByteChannel from, boolean lines) {
        this.from = from;
        this.lines = lines;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException, Trouble {
        while (true) {
            if (isPiece()) {
                byte[] bytes = hex.take();
                return Memory.buffer(bytes.length).put(bytes).flip();
            }
            if (over) {
                return null;
            }
            read();
        }
    }

    /** Takes from the text up to the end of a piece. */
    private boolean isPiece() throws Trouble {
        while (text.hasRemaining()) {
            int character = text.get();
            hex.add(character);
            if (lines && character == '\n' && hex.size() > 0) {
                return true;
            }
        }
        return hex.size() > 0 && (over || !lines);
    }

    private void read() throws IOException, Trouble {
        text.clear();
        over = from.read(text) < 0;
        text.flip();
        if (over) {
            hex.end();
        }
    }
}
