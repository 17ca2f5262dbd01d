package dev.sockeye.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** The reading side of a session as {@code java.io} wants it. Any thread. */
final class SessionInput extends InputStream {
    private static final int SMALL = 512;
    private static final int LARGE = 16 << 10;

    private final Session session;

    SessionInput(Session session) {
        this.session = session;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return session.read(one) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return session.read(into, offset, length);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return Objects.requireNonNull(out, "out") instanceof SessionOutput to
                ? session.transferTo(to.session())
                : copy(out);
    }

    /** With an array that grows when it is filled, so that a session that waits holds little. */
    private long copy(OutputStream out) throws IOException {
        byte[] bytes = new byte[SMALL];
        long moved = 0;
        for (int count; (count = session.read(bytes)) >= 0; moved += count) {
            out.write(bytes, 0, count);
            if (count == bytes.length && count < LARGE) {
                bytes = new byte[LARGE];
            }
        }
        return moved;
    }

    @Override
    public void close() {
        session.close();
    }
}
