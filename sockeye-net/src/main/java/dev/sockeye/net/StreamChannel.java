package dev.sockeye.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A {@link Stream} as {@code java.nio} wants it. Any thread. */
record StreamChannel(Stream stream) implements ByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return stream.read(into);
    }

    /** Takes everything, as blocking channels do: many of their users do not look at the count. */
    @Override
    public int write(ByteBuffer data) throws IOException {
        int count = data.remaining();
        stream.writeAll(data);
        return count;
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public void close() {
        stream.close();
    }
}
