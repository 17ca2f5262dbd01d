package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sockeye.net.Socket;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The requests of one connection, one after another. On the session's thread. */
final class HttpInput {
    /** The longest head, its first line and all fields. */
    static final int LONGEST_HEAD = 16 << 10;

    /** What is kept while there is nothing to read. */
    private static final int SMALL = 512;

    private final Session session;
    private final Limits limits;
    private byte[] bytes = new byte[SMALL];
    private int from;
    private int to;

    /**
     * How long a peer may take.
     *
     * @param head for a head, or a small body, to arrive
     * @param quiet for silence between two requests
     */
    record Limits(Duration head, Duration quiet) {}

    HttpInput(Session session, Limits limits) {
        this.session = session;
        this.limits = limits;
    }

    /**
     * Waits for the next request.
     *
     * @return empty if there is none: the peer has ended, or is silent, or the server stops
     * @throws HttpProblem if it is no request; where the next one would begin nobody knows
     */
    Optional<HttpRequest> next() throws IOException, HttpProblem {
        shrink();
        if (from == to && !awaitFirst()) {
            return Optional.empty();
        }
        session.deadline(limits.head());
        String head = head();
        session.deadline(Socket.FOREVER);
        return Optional.of(HttpRequest.parse(head));
    }

    /** To the front, and into little memory where little is left. */
    private void shrink() {
        int size = to - from;
        byte[] into = bytes.length > SMALL && size <= SMALL ? new byte[SMALL] : bytes;
        System.arraycopy(bytes, from, into, 0, size);
        bytes = into;
        from = 0;
        to = size;
    }

    /** A stop of the server ends the connection here, where nothing is under way. */
    private boolean awaitFirst() throws IOException {
        session.deadline(limits.quiet());
        session.onStop(() -> Stops.endInput(session));
        try {
            return fill();
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            session.onStop(() -> {});
        }
    }

    /** Reads at least one byte more; false at the end. */
    private boolean fill() throws IOException {
        if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(LONGEST_HEAD, 2 * bytes.length));
        }
        int count = session.read(bytes, to, bytes.length - to);
        if (count < 0) {
            return false;
        }
        to += count;
        return true;
    }

    /** Everything up to the empty line, which is taken too. */
    private String head() throws IOException, HttpProblem {
        int line = 0;
        for (int at = 0; ; at++) {
            if (at == to) {
                more();
            }
            if (bytes[at] != '\n') {
                continue;
            }
            boolean empty = at == line || (at == line + 1 && bytes[line] == '\r');
            if (empty && line == from) {
                // RFC 9112, 2.2: an empty line before a request is not one.
                from = at + 1;
            } else if (empty) {
                String head = new String(bytes, from, line - from, ISO_8859_1);
                from = at + 1;
                return head;
            }
            line = at + 1;
        }
    }

    private void more() throws IOException, HttpProblem {
        if (to == LONGEST_HEAD) {
            String read = new String(bytes, from, to - from, ISO_8859_1);
            throw !read.isEmpty() && read.indexOf('\n') < 0
                    ? new HttpProblem(414, "the first line is too long")
                    : new HttpProblem(431, "the head is longer than " + LONGEST_HEAD + " bytes");
        }
        try {
            if (!fill()) {
                throw new HttpProblem(400, "the connection ended in the middle of the head");
            }
        } catch (SocketTimeoutException e) {
            throw new HttpProblem(
                    408, "the head took longer than " + limits.head().toMillis() + " ms");
        }
    }

    /**
     * Reads a body and throws it away.
     *
     * @return false if the peer ended or was too slow: there will be no other request
     */
    boolean skip(long length) throws IOException {
        long left = length - Math.min(length, to - from);
        from += (int) (length - left);
        session.deadline(limits.head());
        try {
            while (left > 0) {
                int count = session.read(bytes, 0, (int) Math.min(left, bytes.length));
                if (count < 0) {
                    return false;
                }
                left -= count;
                from = 0;
                to = 0;
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            session.deadline(Socket.FOREVER);
        }
    }
}
