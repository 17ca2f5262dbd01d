package dev.sockeye.net;

import java.io.IOException;
import java.io.OutputStream;

/** The writing side of a {@link Stream} as {@code java.io} wants it. Any thread. */
final class StreamOutput extends OutputStream {
    private final Stream stream;

    StreamOutput(Stream stream) {
        this.stream = stream;
    }

    Stream stream() {
        return stream;
    }

    @Override
    public void write(int one) throws IOException {
        stream.writeAll(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        stream.writeAll(data, offset, length);
    }

    @Override
    public void close() {
        stream.close();
    }
}
