package dev.sockeye.cli;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One piece: the text of {@code --send}. */
final class OnceInput implements Input {
    private @Nullable ByteBuffer piece;

    OnceInput(byte[] bytes) {
        piece = Memory.buffer(bytes.length).put(bytes).flip();
    }

    @Override
    public @Nullable ByteBuffer next() {
        ByteBuffer next = piece;
        piece = null;
        return next;
    }
}
