package dev.sockeye.server.handler;

import static dev.sockeye.sys.Errno.ECONNRESET;
import static dev.sockeye.sys.Errno.EPIPE;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.server.DatagramHandler;
import dev.sockeye.server.DatagramSession;
import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sends characters for ever (RFC 864): lines of 72 printable ones, each line a step further in the
 * alphabet, until the peer closes. What the peer sends is thrown away, and its end is no reason to
 * stop.
 *
 * <p>A datagram is answered with as many characters as it had bytes, at most 512: never more than was
 * sent, so that nobody can use this service to multiply traffic. None from a source port below 1024 is
 * answered.
 */
public final class Chargen implements Handler, DatagramHandler {
    private static final int LINE = 72;
    private static final char FIRST = ' ';
    private static final int CHARACTERS = 95;
    private static final int MOST = 512;

    /** One turn of the alphabet is {@code 95 * 74} bytes; eight of them make a good write. */
    private static final int TURNS = 8;

    private static final MemorySegment LINES = lines();
    private static final MemorySegment SINK = Arena.ofAuto().allocate(Borrowed.SIZE, 64);

    /** Generates; it has no state. */
    public Chargen() {}

    private static MemorySegment lines() {
        var text = new StringBuilder();
        for (int line = 0; line < TURNS * CHARACTERS; line++) {
            for (int at = 0; at < LINE; at++) {
                text.append((char) (FIRST + (line + at) % CHARACTERS));
            }
            text.append("\r\n");
        }
        MemorySegment lines = Arena.ofAuto().allocate(text.length(), 64);
        for (int at = 0; at < text.length(); at++) {
            lines.set(ValueLayout.JAVA_BYTE, at, (byte) text.charAt(at));
        }
        return lines.asReadOnly();
    }

    @Override
    public void handle(Session session) throws IOException {
        try {
            generate(session);
        } catch (ErrnoException e) {
            // The peer closed, which is how this ends.
            if (e.errno() != EPIPE && e.errno() != ECONNRESET) {
                throw e;
            }
        }
    }

    private static void generate(Session session) throws IOException {
        boolean listening = true;
        while (true) {
            session.writeAll(LINES);
            listening = listening && session.tryRead(SINK) != -1;
        }
    }

    @Override
    public void received(DatagramSession session, MemorySegment data) throws IOException {
        long size = Math.min(data.byteSize(), MOST);
        if (size > 0 && Sources.mayBeAnswered(session.peer())) {
            var _ = session.reply(LINES.asSlice(0, size));
        }
    }
}
