package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where {@code connect} puts what it receives. One thread. */
@FunctionalInterface
interface Output {
    /** Writes a piece, all of it. */
    void put(ByteBuffer piece) throws IOException;
}
