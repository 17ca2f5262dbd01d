package dev.sockeye.server.handler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.Connection;
import dev.sockeye.server.Events;
import dev.sockeye.server.Model;
import dev.sockeye.server.Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as the files handler speaks it; the JDK's own client is one of the judges. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class FilesHttpTest {
    private final boolean offload;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @TempDir Path folder;

    private Site site;

    FilesHttpTest(boolean offload) {
        this.offload = offload;
    }

    @BeforeEach
    void serve() throws IOException {
        site = open(Model.virtual());
    }

    private Site open(Model model) throws IOException {
        Path place = Files.createTempDirectory(folder, "place");
        return new Site(
                place,
                model,
                offload,
                new Events() {
                    @Override
                    public void closed(Connection session, @Nullable Throwable cause) {
                        if (cause != null) {
                            failures.add(cause);
                        }
                    }
                });
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void servesAFileWithItsHead() throws Exception {
        String response = site.get("/page.txt");
        assertThat(Site.status(response)).isEqualTo(200);
        assertThat(response).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(Site.body(response)).isEqualTo("page\n");
        assertThat(Site.field(response, "Content-Length")).isEqualTo("5");
        assertThat(Site.field(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(Site.field(response, "Connection")).isEqualTo("close");
        assertThat(Site.field(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        var date =
                ZonedDateTime.parse(
                        Site.field(response, "Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(Duration.between(date, ZonedDateTime.now(ZoneOffset.UTC)).abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(Site.field(response, "Date")).hasSize(29).endsWith(" GMT");
        assertThat(Site.field(response, "Last-Modified")).hasSize(29);
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, text/html; charset=utf-8",
        "/index.html, 200, text/html; charset=utf-8",
        "/?a=b, 200, text/html; charset=utf-8",
        "/sub/, 200, text/html; charset=utf-8",
        "/empty.css, 200, text/css; charset=utf-8",
        "/sub/deep/data.json, 200, application/json",
        "/big.bin, 200, application/octet-stream",
        "/a%20b&c+d.txt, 200, text/plain; charset=utf-8",
        "/%70age.txt, 200, text/plain; charset=utf-8",
        "http://any.example/page.txt, 200, text/plain; charset=utf-8",
        "http://any.example, 200, text/html; charset=utf-8",
        "HTTP://any.example/sub/, 200, text/html; charset=utf-8",
        "/sub, 301, text/plain; charset=utf-8",
        "/bare/, 200, text/html; charset=utf-8",
        "/PAGE.TXT, 404, text/plain; charset=utf-8",
    })
    void servesByPath(String target, int status, String type) throws Exception {
        String response = site.get(target);
        assertThat(Site.status(response)).isEqualTo(status);
        assertThat(Site.field(response, "Content-Type")).isEqualTo(type);
        assertThat(Site.body(response))
                .hasSize(Integer.parseInt(Site.field(response, "Content-Length")));
    }

    @Test
    void aWellKnownDirectoryIsServedThoughItBeginsWithADot() throws Exception {
        Files.createDirectory(site.root.resolve(".well-known"));
        Files.writeString(site.root.resolve(".well-known/x.txt"), "x");
        assertThat(Site.body(site.get("/.well-known/x.txt"))).isEqualTo("x");
    }

    @Test
    void servesLargeFilesWhole() throws Exception {
        assertThat(Site.body(site.get("/big.bin")).getBytes(ISO_8859_1)).isEqualTo(site.big);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page.txt", "/big.bin", "/", "/sub", "/nowhere", "/%zz"})
    void headIsGetWithoutTheBody(String target) throws Exception {
        String get = site.get(target);
        try (var socket = site.connect()) {
            send(socket, "HEAD " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            send(socket, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
            String head = Site.response(socket, false);
            assertThat(Site.status(head)).isEqualTo(Site.status(get));
            for (String field : new String[] {"Content-Length", "Content-Type", "Location"}) {
                assertThat(Site.field(head, field)).isEqualTo(Site.field(get, field));
            }
            // Nothing lies between the head and the next response.
            assertThat(Site.body(Site.response(socket, true))).isEqualTo("page\n");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Test
    void keepsTheConnection() throws Exception {
        try (var socket = site.connect()) {
            for (int time = 0; time < 50; time++) {
                send(socket, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
                String response = Site.response(socket, true);
                assertThat(Site.body(response)).isEqualTo("page\n");
                assertThat(Site.field(response, "Connection")).isEmpty();
                send(socket, "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(Site.status(Site.response(socket, true))).isEqualTo(404);
            }
        }
        assertThat(site.server.counts().opened()).isEqualTo(1);
    }

    @Test
    void answersRequestsSentInAdvanceInTheirOrder() throws Exception {
        var requests = new StringBuilder();
        for (int time = 0; time < 200; time++) {
            requests.append("GET /")
                    .append(time % 2 == 0 ? "page.txt" : "sub/")
                    .append(" HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        try (var socket = site.connect()) {
            send(socket, requests.toString());
            for (int time = 0; time < 200; time++) {
                assertThat(Site.body(Site.response(socket, true)))
                        .isEqualTo(time % 2 == 0 ? "page\n" : "sub\n");
            }
        }
    }

    @Test
    void readsARequestByteByByte() throws Exception {
        try (var socket = site.connect()) {
            socket.setTcpNoDelay(true);
            for (char c : "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n".toCharArray()) {
                send(socket, String.valueOf(c));
            }
            assertThat(Site.body(Site.response(socket, true))).isEqualTo("page\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, , ''",
        "HTTP/1.1, close, close",
        "HTTP/1.1, CLOSE, close",
        "HTTP/1.1, 'x, close', close",
        "HTTP/1.1, keep-alive, ''",
        "HTTP/1.2, , ''",
        "HTTP/1.0, , close",
        "HTTP/1.0, keep-alive, keep-alive",
        "HTTP/1.0, Keep-Alive, keep-alive",
        "HTTP/1.0, 'keep-alive, close', close",
    })
    void saysWhetherTheConnectionGoesOn(String version, @Nullable String asked, String told)
            throws Exception {
        try (var socket = site.connect()) {
            String field = asked == null ? "" : "Connection: " + asked + "\r\n";
            send(socket, "GET /page.txt " + version + "\r\nHost: x\r\n" + field + "\r\n");
            assertThat(Site.field(Site.response(socket, true), "Connection")).isEqualTo(told);
            send(socket, "GET /page.txt " + version + "\r\nHost: x\r\n\r\n");
            if (told.equals("close")) {
                assertThat(endOf(socket)).isTrue();
            } else {
                assertThat(Site.status(Site.response(socket, true))).isEqualTo(200);
            }
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void version10NeedsNoHost() throws Exception {
        assertThat(Site.body(site.exchange("GET /page.txt HTTP/1.0\r\n\r\n"))).isEqualTo("page\n");
        assertThat(Site.body(site.exchange("GET /page.txt HTTP/1.0\n\n"))).isEqualTo("page\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get", "BREW"
            })
    void otherMethodsAreNotAllowed(String method) throws Exception {
        String response =
                site.exchange(
                        method + " /page.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(Site.status(response)).isEqualTo(405);
        assertThat(Site.field(response, "Allow")).isEqualTo("GET, HEAD");
        assertThat(Site.body(response)).doesNotContain("page\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "GET",
                "GET /",
                "GET / ",
                "GET  / HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET\t/\tHTTP/1.1",
                "GET / HTTP/1",
                "GET / HTTP/1.1.1",
                "GET / http/1.1",
                "GET / HTP/1.1",
                "GET / HTTP/11",
                "GET / HTTP/1.x",
                "G@T / HTTP/1.1",
                "GET / x HTTP/1.1",
                "HTTP/1.1 200 OK",
                "GET / HTTP/1.1\r\rX: y",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
                "GET /page.txt",
                "{\"json\": true}",
                ": :",
                "GET /\r HTTP/1.1"
            })
    void whatIsNoRequestIsRefused(String line) throws Exception {
        String response = site.exchange(line + "\r\nHost: x\r\n\r\n");
        assertThat(Site.status(response)).isEqualTo(400);
        assertThat(Site.field(response, "Connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "HTTP/9.9"})
    void otherVersionsAreRefused(String version) throws Exception {
        assertThat(Site.status(site.exchange("GET / " + version + "\r\nHost: x\r\n\r\n")))
                .isEqualTo(505);
        assertThat(Site.status(site.exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))).isEqualTo(505);
    }

    static Stream<String> badFields() {
        return Stream.of(
                "",
                "Host: x\r\nHost: y\r\n",
                "Host: x\r\nHost: x\r\n",
                "Host : x\r\n",
                "Host: x\r\nNo colon\r\n",
                "Host: x\r\n: empty name\r\n",
                "Host: x\r\n folded: line\r\n",
                "Host: x\r\nA: b\r\n c\r\n",
                "Host: x\r\nA: b\0c\r\n",
                "Host: x\r\nA: b\rc\r\n",
                "Host: x\r\nA\u007f: b\r\n",
                "Host: x\r\nA b: c\r\n",
                "Host: x\r\nContent-Length: -1\r\n",
                "Host: x\r\nContent-Length: +1\r\n",
                "Host: x\r\nContent-Length: 1 1\r\n",
                "Host: x\r\nContent-Length: 0x10\r\n",
                "Host: x\r\nContent-Length: 99999999999999999999\r\n",
                "Host: x\r\nContent-Length: \r\n",
                "Host: x\r\nContent-Length: 5, 5\r\n",
                "Host: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n",
                "Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void badFieldsAreRefused(String fields) throws Exception {
        String response = site.exchange("GET /page.txt HTTP/1.1\r\n" + fields + "\r\n");
        assertThat(Site.status(response)).isEqualTo(400);
        assertThat(Site.field(response, "Connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding: gzip, 501",
        "'Transfer-Encoding: gzip, chunked', 501",
        "Transfer-Encoding: identity, 501",
        "Expect: miracles, 417",
    })
    void whatIsNotUnderstoodIsRefused(String field, int status) throws Exception {
        String request = "GET /page.txt HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n";
        assertThat(Site.status(site.exchange(request))).isEqualTo(status);
    }

    @Test
    void chunksIn10AreRefused() throws Exception {
        String request = "GET /page.txt HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        assertThat(Site.status(site.exchange(request))).isEqualTo(400);
    }

    @Test
    void aSmallBodyIsSkippedAndTheNextRequestFound() throws Exception {
        String smuggled = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var socket = site.connect()) {
            for (String method : new String[] {"GET", "POST", "HEAD"}) {
                String head = method + " /page.txt HTTP/1.1\r\nHost: x\r\nContent-Length: ";
                send(socket, head + smuggled.length() + "\r\n\r\n" + smuggled);
                String response = Site.response(socket, !method.equals("HEAD"));
                assertThat(Site.status(response)).isEqualTo(method.equals("POST") ? 405 : 200);
            }
            send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n");
            send(socket, "x".repeat(65_536));
            assertThat(Site.status(Site.response(socket, true))).isEqualTo(405);
            send(socket, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Site.body(Site.response(socket, true))).isEqualTo("page\n");
        }
        assertThat(site.server.counts().opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5000000", "Transfer-Encoding: chunked"})
    void aLargeBodyEndsTheConnectionAfterTheAnswer(String field) throws Exception {
        String request =
                "POST / HTTP/1.1\r\nHost: x\r\n" + field + "\r\n\r\n" + "0\r\n\r\n".repeat(400_000);
        String response = site.exchange(request + "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(Site.status(response)).isEqualTo(405);
        assertThat(Site.field(response, "Connection")).isEqualTo("close");
        assertThat(response.indexOf("HTTP/1.1 ", 1)).as("one answer").isNegative();
    }

    @Test
    void aBodyThatWaitsToBeWelcomeIsNotWaitedFor() throws Exception {
        String request =
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        try (var socket = site.connect()) {
            send(socket, request);
            String response = Site.response(socket, true);
            assertThat(Site.status(response)).isEqualTo(405);
            assertThat(Site.field(response, "Connection")).isEqualTo("close");
            socket.shutdownOutput();
            assertThat(endOf(socket)).isTrue();
        }
    }

    @Test
    void emptyLinesBeforeARequestAreForgiven() throws Exception {
        String request = "\r\n\r\n\nGET /page.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertThat(Site.body(site.exchange(request))).isEqualTo("page\n");
    }

    @Test
    void limitsTheHead() throws Exception {
        String start = "GET /page.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        String field = "X-Filler: " + "f".repeat(1000) + "\r\n";
        assertThat(Site.status(site.exchange(start + field.repeat(15) + "\r\n"))).isEqualTo(200);
        assertThat(Site.status(site.exchange(start + field.repeat(17) + "\r\n"))).isEqualTo(431);
        assertThat(Site.status(site.exchange(start + "A: b\r\n".repeat(98) + "\r\n")))
                .isEqualTo(200);
        assertThat(Site.status(site.exchange(start + "A: b\r\n".repeat(99) + "\r\n")))
                .isEqualTo(431);
        assertThat(Site.status(site.exchange(start + "X: " + "f".repeat(1 << 20)))).isEqualTo(431);
        assertThat(Site.status(site.exchange("\r\n".repeat(1 << 20)))).isEqualTo(431);
    }

    @Test
    void limitsTheTarget() throws Exception {
        assertThat(Site.status(site.get("/" + "x".repeat(7_999)))).isEqualTo(404);
        assertThat(Site.status(site.get("/" + "x".repeat(8_000)))).isEqualTo(414);
        assertThat(Site.status(site.exchange("GET /" + "x".repeat(1 << 20)))).isEqualTo(414);
        assertThat(Site.status(site.get("/" + "x/".repeat(3_000)))).isEqualTo(404);
        assertThat(Site.status(site.get("/" + "%20".repeat(2_000)))).isEqualTo(404);
    }

    @Test
    void aConnectionThatEndsInTheHeadIsToldSo() throws Exception {
        assertThat(Site.status(site.exchange("GET /page.txt HTTP/1.1\r\nHos"))).isEqualTo(400);
        assertThat(site.exchange("")).isEmpty();
    }

    /** One byte a second and its like: what counts is the head as a whole. */
    @Test
    void aHeadThatNeverEndsTimesOut() throws Exception {
        var limits = new HttpInput.Limits(Duration.ofMillis(700), Duration.ofSeconds(30));
        try (var slow =
                        new Site(
                                Files.createDirectory(folder.resolve("slow")),
                                Model.virtual(),
                                offload,
                                Events.NONE,
                                limits);
                var socket = slow.connect()) {
            long start = System.nanoTime();
            socket.setSoTimeout(50);
            send(socket, "GET /page.txt HTTP/1.1\r\n");
            int first = -2;
            while (first == -2) {
                try {
                    first = socket.getInputStream().read();
                } catch (java.net.SocketTimeoutException e) {
                    send(socket, "X");
                }
            }
            assertThat(System.nanoTime() - start).isBetween(650_000_000L, 5_000_000_000L);
            socket.setSoTimeout(10_000);
            socket.shutdownOutput();
            String rest = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(Site.status((char) first + rest)).isEqualTo(408);
        }
    }

    @Test
    void silenceBetweenRequestsEndsTheConnectionWithoutAWord() throws Exception {
        var limits = new HttpInput.Limits(Duration.ofSeconds(10), Duration.ofMillis(200));
        try (var brisk =
                        new Site(
                                Files.createDirectory(folder.resolve("brisk")),
                                Model.virtual(),
                                offload,
                                Events.NONE,
                                limits);
                var used = brisk.connect();
                var unused = brisk.connect()) {
            send(used, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Site.body(Site.response(used, true))).isEqualTo("page\n");
            assertThat(endOf(used)).isTrue();
            assertThat(endOf(unused)).isTrue();
        }
    }

    /** A peer that goes in the middle of a download fails its own session. */
    @Test
    void aDownloadThatIsBrokenOffHarmsNobody() throws Exception {
        Files.write(site.root.resolve("huge.bin"), new byte[32 << 20]);
        try (var socket = site.connect()) {
            send(socket, "GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            socket.setSoLinger(true, 0);
        }
        assertThat(Site.body(site.get("/page.txt"))).isEqualTo("page\n");
    }

    /** The length has been promised: less than that is an end that the peer must notice. */
    @Test
    void aFileThatShrinksEndsTheConnection() throws Exception {
        Path file = site.root.resolve("huge.bin");
        Files.write(file, new byte[64 << 20]);
        try (var socket = site.connect()) {
            send(socket, "GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            Files.write(file, new byte[10]);
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(64 << 20);
        }
        assertThat(Site.body(site.get("/page.txt"))).isEqualTo("page\n");
        assertThat(failures).hasSize(1).first().isInstanceOf(java.io.EOFException.class);
    }

    @Test
    void aStopEndsConnectionsThatWait() throws Exception {
        try (var waiting = site.connect();
                var fresh = site.connect()) {
            send(waiting, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
            Site.response(waiting, true);
            send(fresh, "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n");
            Site.response(fresh, true);
            long start = System.nanoTime();
            assertThat(site.server.stop(Duration.ofSeconds(20))).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
            assertThat(endOf(waiting)).isTrue();
        }
    }

    @Test
    void aStopLetsADownloadEnd() throws Exception {
        byte[] huge = new byte[32 << 20];
        Files.write(site.root.resolve("huge.bin"), huge);
        try (var socket = site.connect()) {
            send(socket, "GET /huge.bin HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            Thread stopping =
                    Thread.ofPlatform().start(() -> site.server.stop(Duration.ofSeconds(20)));
            assertThat(socket.getInputStream().readAllBytes().length)
                    .isGreaterThan(huge.length - 1000);
            stopping.join();
            assertThat(site.server.await()).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void servesTheJdksClient(Model model) throws Exception {
        try (var other = open(model)) {
            for (int time = 0; time < 10; time++) {
                HttpURLConnection page = connection(other, "/big.bin", "GET");
                try (var in = page.getInputStream()) {
                    assertThat(in.readAllBytes()).isEqualTo(other.big);
                }
                assertThat(page.getResponseCode()).isEqualTo(200);
                HttpURLConnection head = connection(other, "/big.bin", "HEAD");
                assertThat(head.getResponseCode()).isEqualTo(200);
                assertThat(head.getContentLength()).isEqualTo(other.big.length);
                HttpURLConnection moved = connection(other, "/sub", "GET");
                try (var in = moved.getInputStream()) {
                    assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("sub\n");
                }
                assertThat(moved.getURL().getPath()).isEqualTo("/sub/");
                HttpURLConnection missing = connection(other, "/nowhere", "GET");
                assertThat(missing.getResponseCode()).isEqualTo(404);
                missing.getErrorStream().readAllBytes();
                if (time == 9) {
                    // Or the JDK keeps the connection for later.
                    missing.disconnect();
                }
            }
            assertThat(other.server.counts().opened()).as("kept alive").isLessThan(30);
        }
    }

    private static HttpURLConnection connection(Site site, String path, String method)
            throws IOException {
        var connection = (HttpURLConnection) URI.create(site.url(path)).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout(20_000);
        return connection;
    }

    /** All connections stand before the first asks. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#ROOMY")
    void aThousandDownloadsAtOnce(Model model) throws Exception {
        int downloads = 1000;
        byte[] page = Arrays.copyOf(site.big, 100_000);
        var connected = new CyclicBarrier(downloads);
        var done = new Semaphore(0);
        var wrong = new ConcurrentLinkedQueue<Throwable>();
        try (var other = open(model)) {
            Files.write(other.root.resolve("page.bin"), page);
            for (int number = 0; number < downloads; number++) {
                var _ =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try (var socket = other.connect()) {
                                        connected.await(30, TimeUnit.SECONDS);
                                        send(socket, "GET /page.bin HTTP/1.0\r\n\r\n");
                                        byte[] answer = socket.getInputStream().readAllBytes();
                                        int from = answer.length - page.length;
                                        assertThat(
                                                        Arrays.equals(
                                                                answer,
                                                                Math.max(0, from),
                                                                answer.length,
                                                                page,
                                                                0,
                                                                page.length))
                                                .as("%d bytes", answer.length)
                                                .isTrue();
                                    } catch (Exception | AssertionError e) {
                                        wrong.add(e);
                                    } finally {
                                        done.release();
                                    }
                                });
            }
            assertThat(done.tryAcquire(downloads, 50, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(other.server.counts().opened()).isEqualTo(downloads);
        }
    }
}
