package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The files below a directory over HTTP/1.1: GET and HEAD, connections that stay open, requests in
 * advance (pipelining), {@code index.html} for a directory, and a redirect for one without its slash.
 *
 * <p>What it does not serve, and answers with 404: anything outside the directory, whichever way the
 * path is written and wherever symbolic links lead (links that stay inside are followed); names that
 * begin with a dot, {@code .well-known} apart; fifos, devices and sockets; directories without an
 * {@code index.html}. It reads no body but small ones, to find the next request, and knows no ranges
 * and no conditions.
 *
 * <p>Limits: 16 KiB for a head, 8,000 bytes for its target, 100 fields; ten seconds for a head to
 * arrive, from its first byte; 30 seconds of silence between requests. A session that waits holds 512
 * bytes, one that sends a file 64 KiB. When the server stops, connections that wait for a request end
 * at once.
 *
 * <p>Any thread; one object serves all sessions.
 */
public final class Files implements Handler {
    /** The longest body that is read and thrown away; after a longer one the connection ends. */
    private static final long SMALL_BODY = 64 << 10;

    private static final String TEXT = "text/plain; charset=utf-8";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(UTC);

    private static final HttpInput.Limits LIMITS =
            new HttpInput.Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final FileTree tree;
    private final HttpInput.Limits limits;

    /**
     * Serves a directory.
     *
     * @param directory the directory; the one that it is now, should a link be changed later
     * @throws IOException if it does not exist, or is no directory
     */
    public Files(Path directory) throws IOException {
        this(directory, LIMITS);
    }

    Files(Path directory, HttpInput.Limits limits) throws IOException {
        this.tree = new FileTree(directory);
        this.limits = limits;
    }

    @Override
    public void handle(Session session) throws IOException {
        var input = new HttpInput(session, limits);
        try {
            boolean more = true;
            while (more) {
                Optional<HttpRequest> request = input.next();
                more = request.isPresent() && serve(session, input, request.get());
            }
        } catch (HttpProblem problem) {
            // What cannot be read has no end that we know: the connection ends instead.
            answer(session, problem, "close", true);
        }
    }

    /** Answers one request, and whether another may follow. */
    private boolean serve(Session session, HttpInput input, HttpRequest request)
            throws IOException, HttpProblem {
        long body = request.body();
        boolean waits = request.expectsContinue();
        boolean readable = body == 0 || (body > 0 && body <= SMALL_BODY && !waits);
        boolean keep = readable && request.keepsAlive() && !session.stopping();
        String connection = connection(keep, request.minor());
        boolean withBody = !request.method().equals("HEAD");
        try (var found = find(request)) {
            String head = head(200, ContentTypes.of(found.name()), found.size(), connection);
            send(session, head + "Last-Modified: " + date(found) + "\r\n\r\n", found, withBody);
        } catch (HttpProblem problem) {
            answer(session, problem, connection, withBody);
        }
        return keep && input.skip(body);
    }

    /** What has to be said: 1.1 goes on and 1.0 ends where nothing is. */
    private static String connection(boolean keep, int minor) {
        if (!keep) {
            return "close";
        }
        return minor == 0 ? "keep-alive" : "";
    }

    private FileTree.Found find(HttpRequest request) throws IOException, HttpProblem {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new HttpProblem(405, "GET and HEAD are all there is", "Allow: GET, HEAD");
        }
        Optional<HttpPath> path = HttpPath.parse(request.target());
        if (path.isEmpty()) {
            throw new HttpProblem(404, "there is no such file");
        }
        return tree.open(path.get());
    }

    private static String date(FileTree.Found found) {
        return DATE.format(found.modified().toInstant());
    }

    /** Status line and fields, to be followed by more fields and the empty line. */
    private static String head(int status, String type, long length, String connection) {
        return "HTTP/1.1 "
                + status
                + " "
                + HttpProblem.phrase(status)
                + "\r\nDate: "
                + DATE.format(Instant.now())
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + length
                + "\r\nX-Content-Type-Options: nosniff\r\n"
                + (connection.isEmpty() ? "" : "Connection: " + connection + "\r\n");
    }

    private static void answer(
            Session session, HttpProblem problem, String connection, boolean withBody)
            throws IOException {
        byte[] body = problem.text().getBytes(UTF_8);
        String field = problem.field().isEmpty() ? "" : problem.field() + "\r\n";
        String head = head(problem.status(), TEXT, body.length, connection) + field + "\r\n";
        byte[] all = (withBody ? head + problem.text() : head).getBytes(ISO_8859_1);
        session.writeAll(all);
    }

    private static void send(Session session, String head, FileTree.Found found, boolean withBody)
            throws IOException {
        MemorySegment borrowed = Borrowed.take();
        try {
            ByteBuffer buffer = borrowed.asByteBuffer().put(head.getBytes(ISO_8859_1));
            long left = withBody ? found.size() : 0;
            do {
                int part = (int) Math.min(left, buffer.remaining());
                fill(found.channel(), buffer.limit(buffer.position() + part));
                session.writeAll(buffer.flip());
                buffer.clear();
                left -= part;
            } while (left > 0);
        } finally {
            Borrowed.give(borrowed);
        }
    }

    /** Up to the buffer's limit, since the length has been promised. */
    private static void fill(SeekableByteChannel file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
        }
    }
}
