package dev.sockeye.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** The reading side of a {@link Stream} as {@code java.io} wants it. Any thread. */
class StreamInput extends InputStream {
    private static final int SMALL = 512;

    private final Stream stream;

    StreamInput(Stream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return stream.read(one) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return stream.read(into, offset, length);
    }

    /** Through an array that is small until it is filled once: while it waits, it holds little. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        byte[] buffer = new byte[SMALL];
        long moved = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            out.write(buffer, 0, count);
            moved += count;
            if (count == SMALL) {
                buffer = new byte[Buffers.SIZE];
            }
        }
        return moved;
    }

    @Override
    public void close() {
        stream.close();
    }
}
