package dev.sockeye.server.handler;

import dev.sockeye.server.Session;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The lines of one connection, one after another. On the session's thread. */
final class LineInput {
    /** The longest line; a longer one comes as several. */
    static final int LONGEST = 4096;

    /** What is kept while there is nothing to read. */
    private static final int SMALL = 512;

    private final Session session;
    private byte[] bytes = new byte[SMALL];
    private int from;
    private int to;

    LineInput(Session session) {
        this.session = session;
    }

    /**
     * Waits for the next line. What has come of it is kept, should the wait be over first.
     *
     * @return the line without its end; the last one may have none; empty if there are no more
     */
    Optional<byte[]> next() throws IOException {
        int at = from;
        while (true) {
            while (at < to && at <= from + LONGEST && bytes[at] != '\n') {
                at++;
            }
            if (at > from + LONGEST) {
                int end = characterEnd(from + LONGEST);
                return Optional.of(take(end, end));
            }
            if (at < to) {
                return Optional.of(take(at, at + 1));
            }
            int seen = at - from;
            if (!fill()) {
                return from == to ? Optional.empty() : Optional.of(take(to, to));
            }
            at = from + seen;
        }
    }

    /** Not in the middle of a character of UTF-8, which has at most three bytes after its first. */
    private int characterEnd(int most) {
        for (int end = most; end > most - 4; end--) {
            if ((bytes[end] & 0xc0) != 0x80) {
                return end;
            }
        }
        return most;
    }

    private byte[] take(int end, int next) {
        boolean pair = end > from && end < next && bytes[end - 1] == '\r';
        byte[] line = Arrays.copyOfRange(bytes, from, pair ? end - 1 : end);
        from = next;
        return line;
    }

    /** Reads at least one byte more; false at the end. */
    private boolean fill() throws IOException {
        int size = to - from;
        int room = size < SMALL ? SMALL : 2 * LONGEST;
        byte[] into = room == bytes.length ? bytes : new byte[room];
        System.arraycopy(bytes, from, into, 0, size);
        bytes = into;
        from = 0;
        to = size;
        int count = session.read(bytes, to, bytes.length - to);
        to += Math.max(0, count);
        return count >= 0;
    }
}
