package dev.sockeye.server.handler;

import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Tcp;
import dev.sockeye.server.Connection;
import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The files below a directory over HTTP/1.1 (RFC 9110, RFC 9112): GET and HEAD, connections that stay
 * open, requests in advance (pipelining), {@code index.html} for a directory, a page of its names where
 * there is none, and a redirect for a directory without its slash.
 *
 * <p>Every answer has a strong entity tag, that of a file made of its size and its time of change.
 * Conditions are decided in the order of RFC 9110, 13.2.2: {@code If-Match} or {@code
 * If-Unmodified-Since} (412), then {@code If-None-Match} or {@code If-Modified-Since} (304), then {@code
 * If-Range}. One range of bytes is answered with that part (206, or 416 where there is nothing of it),
 * several ranges with the whole file, as RFC 9110, 14.2 allows.
 *
 * <p>What it does not serve, and answers with 404: anything outside the directory, whichever way the
 * path is written and wherever symbolic links lead (links that stay inside are followed); names that
 * begin with a dot, {@code .well-known} apart; fifos, devices and sockets. None of them is listed, and
 * neither is more than the first 10,000 names. It reads no body but small ones, to find the next request.
 *
 * <p>Limits: 16 KiB for a head, 8,000 bytes for its target, 100 fields; ten seconds for a head to
 * arrive, from its first byte; 30 seconds of silence between requests. A session that waits holds 512
 * bytes; what a file has beyond 16 KiB the kernel sends (sendfile(2), {@link Connection#offload}), or it
 * goes through 64 KiB of memory. A file that becomes shorter while it is sent ends the connection. On TCP it
 * sets TCP_NODELAY. When the server stops, connections that wait for a request end
 * at once.
 *
 * <p>Any thread; one object serves all sessions.
 */
public final class Files implements Handler {
    /** The longest body that is read and thrown away; after a longer one the connection ends. */
    private static final long SMALL_BODY = 64 << 10;

    private static final String TEXT = "text/plain; charset=utf-8";

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

    /**
     * What it serves.
     *
     * @return the directory, as an absolute path
     */
    public Path directory() {
        return tree.root();
    }

    @Override
    public void handle(Session session) throws IOException {
        Optional<StreamSocket> tcp = session.socket().filter(Files::isTcp);
        if (tcp.isPresent()) {
            // The last part of an answer would wait for the delayed acknowledgement of a part
            // before it.
            tcp.get().set(Tcp.NODELAY, true);
        }
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

    private static boolean isTcp(StreamSocket socket) {
        return socket.domain() == AF_INET || socket.domain() == AF_INET6;
    }

    /** Answers one request, and whether another may follow. */
    private boolean serve(Session session, HttpInput input, HttpRequest request)
            throws IOException, HttpProblem {
        long body = request.body();
        boolean waits = request.expectsContinue();
        boolean readable = body == 0 || (body > 0 && body <= SMALL_BODY && !waits);
        boolean keep = readable && request.keepsAlive() && !session.stopping();
        String connection = connection(keep, request.minor());
        try (Resource found = find(request)) {
            answer(session, request, found, connection);
        } catch (HttpProblem problem) {
            answer(session, problem, connection, !request.method().equals("HEAD"));
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

    private Resource find(HttpRequest request) throws IOException, HttpProblem {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new HttpProblem(405, "GET and HEAD are all there is", "Allow: GET, HEAD");
        }
        Optional<HttpPath> path = HttpPath.parse(request.target());
        if (path.isEmpty()) {
            throw new HttpProblem(404, "there is no such file");
        }
        return tree.open(path.get());
    }

    private static void answer(
            Session session, HttpRequest request, Resource found, String connection)
            throws IOException, HttpProblem {
        Instant now = Instant.now();
        var conditions = new HttpConditions(request, found.etag(), found.modified());
        if (conditions.fail()) {
            throw new HttpProblem(412, "it is not what the condition of the request names");
        }
        if (conditions.notModified()) {
            session.writeAll(validated(new HttpHead(304, now, connection), found).bytes());
            return;
        }
        // For GET alone (RFC 9110, 14.2).
        boolean get = request.method().equals("GET");
        Optional<HttpRange> asked =
                get && conditions.partFits(now)
                        ? HttpRange.parse(request.values("range"), found.size())
                        : Optional.empty();
        HttpRange part = asked.orElse(new HttpRange(0, found.size()));
        HttpHead head =
                validated(new HttpHead(asked.isPresent() ? 206 : 200, now, connection), found)
                        .content(found.type(), part.length())
                        .add("Accept-Ranges", "bytes");
        asked.ifPresent(range -> head.add("Content-Range", range.of(found.size())));
        found.send(session, head.bytes(), get ? part : new HttpRange(0, 0));
    }

    private static HttpHead validated(HttpHead head, Resource found) {
        found.modified().ifPresent(time -> head.add("Last-Modified", HttpDate.text(time)));
        return head.add("ETag", found.etag());
    }

    private static void answer(
            Session session, HttpProblem problem, String connection, boolean withBody)
            throws IOException {
        byte[] body = problem.text().getBytes(UTF_8);
        var head =
                new HttpHead(problem.status(), Instant.now(), connection)
                        .content(TEXT, body.length);
        if (!problem.field().isEmpty()) {
            head.line(problem.field());
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.bytes());
        all.writeBytes(withBody ? body : new byte[0]);
        session.writeAll(all.toByteArray());
    }
}
