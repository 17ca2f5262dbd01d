package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What {@code connect} sends, piece by piece. One thread. */
@FunctionalInterface
interface Input {
    /**
     * The next piece, and the wait for it.
     *
     * @return good until the next call; null at the end
     * @throws IOException if it cannot be read
     * @throws Trouble if it is not of the form that was asked for
     */
    @Nullable ByteBuffer next() throws IOException, Trouble;
}
