package dev.sockeye.cli;

import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A standard stream that is not there: reading it finds its end, writing it goes nowhere. */
final class NullChannel implements ByteChannel {
    @Override
    public int read(ByteBuffer into) {
        return -1;
    }

    @Override
    public int write(ByteBuffer data) {
        int count = data.remaining();
        data.position(data.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
