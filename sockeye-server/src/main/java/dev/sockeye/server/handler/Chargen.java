package dev.sockeye.server.handler;

import static dev.sockeye.sys.Errno.ECONNRESET;
import static dev.sockeye.sys.Errno.EPIPE;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.server.DatagramHandler;
import dev.sockeye.server.DatagramSession;
import dev.sockeye.server.Handler;
import dev.sockeye.server.LoopHandler;
import dev.sockeye.server.LoopSession;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
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
public final class Chargen implements Handler, LoopHandler, DatagramHandler {
    private static final int LINE = 72;
    private static final char FIRST = ' ';
    private static final int CHARACTERS = 95;
    private static final int MOST = 512;

    /** One turn of the alphabet is {@code 95 * 74} bytes; eight of them make a good write. */
    private static final int TURNS = 8;

    private static final MemorySegment LINES = lines();

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
            throwUnlessClosed(e);
        }
    }

    /** The peer closes, which is how this ends. */
    private static void throwUnlessClosed(IOException why) throws IOException {
        boolean closed =
                why instanceof ErrnoException e && (e.errno() == EPIPE || e.errno() == ECONNRESET);
        if (!closed) {
            throw why;
        }
    }

    private static void generate(Session session) throws IOException {
        boolean listening = true;
        while (true) {
            session.writeAll(LINES);
            listening = listening && session.tryRead(Borrowed.SINK) != -1;
        }
    }

    @Override
    public void opened(LoopSession session) throws IOException {
        var here = new Generating(session);
        session.attach(here);
        here.more();
    }

    /** What is left to send of the lines, from where on. */
    private static final class Generating implements Runnable {
        private final LoopSession session;
        private long at;

        Generating(LoopSession session) {
            this.session = session;
        }

        /** One write, and another one when it is this session's turn again, or when there is room. */
        void more() throws IOException {
            long sent;
            try {
                sent = session.send(LINES.asSlice(at));
            } catch (IOException e) {
                throwUnlessClosed(e);
                session.close();
                return;
            }
            boolean all = at + sent == LINES.byteSize();
            at = all ? 0 : at + sent;
            if (all) {
                session.execute(this);
            }
        }

        @Override
        public void run() {
            try {
                more();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public long received(LoopSession session, MemorySegment data) {
        return data.byteSize();
    }

    @Override
    public void writable(LoopSession session) throws IOException {
        if (session.attachment() instanceof Generating here) {
            here.more();
        }
    }

    @Override
    public void ended(LoopSession session, MemorySegment rest) {
        // It still reads.
    }

    @Override
    public void failed(LoopSession session, IOException cause) throws IOException {
        throwUnlessClosed(cause);
    }

    @Override
    public void received(DatagramSession session, MemorySegment data) throws IOException {
        long size = Math.min(data.byteSize(), MOST);
        if (size > 0 && Sources.mayBeAnswered(session)) {
            var _ = session.reply(LINES.asSlice(0, size));
        }
    }
}
