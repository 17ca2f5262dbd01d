package dev.sockeye.server;

import java.io.IOException;
import java.io.OutputStream;

/** The writing side of a session as {@code java.io} wants it: there is nothing to flush. Any thread. */
final class SessionOutput extends OutputStream {
    private final Session session;

    SessionOutput(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    @Override
    public void write(int value) throws IOException {
        session.writeAll(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        session.writeAll(data, offset, length);
    }

    @Override
    public void close() {
        session.close();
    }
}
