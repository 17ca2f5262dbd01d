package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve --handler files:DIR}, judged by curl. */
@Timeout(60)
class FilesTest {
    private static final String SECRET = "nobody outside may read this";

    private static final String PYTHON =
            """
            import http.client, sys
            server = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=20)
            def ask(method='GET', **fields):
                server.request(method, '/style.css', headers={k.replace('_', '-'): v for k, v in fields.items()})
                answer = server.getresponse()
                body = answer.read()
                shown = body if answer.status < 400 else len(body) == int(answer.getheader('Content-Length'))
                print(answer.status, shown, answer.getheader('Content-Range'))
                return answer.getheader('ETag')
            tag = ask(Range='bytes=0-2')
            socket = server.sock
            ask(If_None_Match=tag)
            ask(If_Match='"other"')
            ask(Range='bytes=19-')
            ask('HEAD', Range='bytes=0-2')
            ask()
            assert server.sock is socket
            """;

    @TempDir private static Path folder;

    private static Served server;
    private static String url;

    @BeforeAll
    static void serve() throws IOException {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<h1>home</h1>\n");
        Files.writeString(site.resolve("style.css"), "h1 { color: teal }\n");
        Files.writeString(Files.createDirectory(site.resolve("sub")).resolve("page.html"), "sub\n");
        Files.write(site.resolve("big.bin"), Bytes.random(1, 3 << 20));
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.createSymbolicLink(site.resolve("out"), Path.of("../secret"));
        Files.createSymbolicLink(site.resolve("parent"), Path.of(".."));
        Files.createSymbolicLink(site.resolve("etc"), Path.of("/etc"));
        Files.createSymbolicLink(site.resolve("within"), Path.of("sub/page.html"));
        server = Sockeye.serve("127.0.0.1:0", "--handler", "files:" + site);
        url = "http://127.0.0.1:" + server.port();
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.stop();
            server.close();
        }
        // JUnit warns of links that lead out of a folder that it removes.
        for (String link : new String[] {"out", "parent", "etc"}) {
            Files.deleteIfExists(folder.resolve("site").resolve(link));
        }
    }

    @BeforeEach
    void needCurl() {
        Tools.need("curl");
    }

    private static Ended curl(String... words) {
        return Run.of("curl", "-sS", "--noproxy", "*", "--max-time", "20").and(words).in().end();
    }

    /** Status, content type, length of the body. */
    private static String facts(String... words) {
        return Run.of("curl", "-sS", "--noproxy", "*", "--max-time", "20", "-o", "/dev/null")
                .and("-w", "%{http_code} %{content_type} %{size_download}")
                .and(words)
                .in()
                .end()
                .text();
    }

    @Test
    void readyLineNamesTheHandler() {
        assertThat(server.ready().getFirst())
                .matches("listening on tcp:127.0.0.1:\\d+ \\(model virtual, handler files:.*\\)");
    }

    @Test
    void pageComesWithItsType() {
        Ended page = curl("-i", url + "/");
        assertThat(page.text())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n<h1>home</h1>\n");
        assertThat(facts(url + "/")).isEqualTo("200 text/html; charset=utf-8 14");
        assertThat(facts(url + "/index.html")).startsWith("200 text/html");
        assertThat(facts(url + "/style.css")).startsWith("200 text/css");
        assertThat(facts(url + "/sub/page.html")).startsWith("200 text/html");
    }

    @Test
    void bigFileIsWhole() throws IOException {
        Path copy = folder.resolve("copy");
        assertThat(curl("-o", copy.toString(), url + "/big.bin").status()).isZero();
        Bytes.assertSame(folder.resolve("site/big.bin"), copy);
    }

    @Test
    void headHasNoBody() {
        Ended head = curl("-I", url + "/style.css");
        assertThat(head.status()).isZero();
        assertThat(head.text())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 19\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void connectionIsUsedAgain() {
        Ended both =
                curl(
                        "-w",
                        "%{num_connects} ",
                        "-o",
                        "/dev/null",
                        "-o",
                        "/dev/null",
                        url + "/",
                        url + "/style.css");
        assertThat(both.text()).as("new connections for each of two pages").isEqualTo("1 0 ");
    }

    @Test
    void absentFileIsNotFound() {
        assertThat(facts(url + "/nowhere")).startsWith("404 ");
    }

    @Test
    void otherMethodsAreNotAllowed() {
        Ended post = curl("-i", "-d", "x=1", url + "/");
        assertThat(post.text()).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
        assertThat(facts("-X", "DELETE", url + "/index.html")).startsWith("405 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/../../../../../../../../etc/passwd",
                "/sub/../../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "/%2e%2e%2fsecret",
                "/.%2e/secret",
                "//etc/passwd",
                "/out",
                "/parent/secret",
                "/etc/passwd",
                "/sub/..%5c..%5csecret",
                "/out%00.html",
                "/./../secret",
            })
    void nothingOutsideIsServed(String path) {
        Ended ended = curl("-i", "--path-as-is", url + path);
        assertThat(ended.text()).as(path).matches("(?s)HTTP/1\\.1 40[04] .*");
        assertThat(ended.text()).doesNotContain(SECRET).doesNotContain("root:");
    }

    @Test
    void linkThatStaysInsideIsFollowed() {
        assertThat(curl(url + "/within").text()).isEqualTo("sub\n");
    }

    @Test
    void hugeHeadIsRefusedAndNothingElseBreaks() {
        assertThat(facts("-H", "X: " + "y".repeat(60_000), url + "/")).startsWith("431 ");
        assertThat(facts(url + "/" + "z".repeat(20_000))).startsWith("414 ");
        assertThat(facts(url + "/")).startsWith("200 ");
    }

    @Test
    void requestsInAdvanceAreAnsweredInOrder() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String host = "Host: x\r\n";
            socket.getOutputStream()
                    .write(
                            utf8(
                                    "GET /sub/page.html HTTP/1.1\r\n"
                                            + host
                                            + "\r\nGET /style.css HTTP/1.1\r\n"
                                            + host
                                            + "Connection: close\r\n\r\n"));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertThat(all)
                    .containsSubsequence("200 OK", "\r\n\r\nsub\n", "HTTP/1.1 200 OK", "teal");
        }
    }

    @Test
    void headThatComesByDropsIsCutInTheEnd() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Run.PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            var drops = new Drops(socket, utf8("GET / HTTP/1.1\r\nX: " + "a".repeat(10_000)));
            long start = System.nanoTime();
            byte[] answer = socket.getInputStream().readAllBytes();
            drops.end();
            assertThat(System.nanoTime() - start).as("ns").isLessThan(20_000_000_000L);
            assertThat(new String(answer, ISO_8859_1)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void folderWithoutIndexIsListed() {
        Ended page = curl(url + "/sub/");
        assertThat(page.text()).contains("<a href=\"./page.html\">page.html</a> 4");
        assertThat(facts(url + "/sub/")).startsWith("200 text/html; charset=utf-8 ");
    }

    @Test
    void brokenDownloadIsResumed() throws IOException {
        Path whole = folder.resolve("site/big.bin");
        Path copy = folder.resolve("resumed");
        Files.write(copy, Arrays.copyOf(Files.readAllBytes(whole), 1_000_001));
        Ended rest =
                curl(
                        "-C",
                        "-",
                        "-w",
                        "%{http_code} %{size_download}",
                        "-o",
                        copy.toString(),
                        url + "/big.bin");
        assertThat(rest.text()).isEqualTo("206 " + ((3 << 20) - 1_000_001));
        Bytes.assertSame(whole, copy);
        Ended nothing = curl("-C", "-", "-o", copy.toString(), url + "/big.bin");
        assertThat(nothing.status()).as("with nothing left to resume: %s", nothing).isZero();
        Bytes.assertSame(whole, copy);
    }

    @Test
    void partIsWhatCurlAsksFor() {
        assertThat(curl("-r", "5-8", url + "/style.css").text()).isEqualTo("colo");
        assertThat(curl("-r", "-7", url + "/style.css").text()).isEqualTo("teal }\n");
        assertThat(curl("-r", "3-", url + "/sub/page.html").text()).isEqualTo("\n");
        assertThat(facts("-r", "19-", url + "/style.css")).startsWith("416 ");
        assertThat(facts("-r", "0-1,3-4", url + "/style.css")).startsWith("200 text/css");
    }

    @Test
    void whatCurlHasIsNotSentAgain() throws IOException {
        String page = url + "/style.css";
        String tag = folder.resolve("tag").toString();
        assertThat(facts("--etag-save", tag, page)).startsWith("200 ");
        assertThat(facts("--etag-compare", tag, page)).startsWith("304 ");
        Path copy = folder.resolve("copy.css");
        assertThat(curl("-R", "-o", copy.toString(), page).status()).isZero();
        assertThat(facts("-z", copy.toString(), page)).startsWith("304 ");
        Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
        assertThat(facts("-z", copy.toString(), page)).startsWith("200 ");
    }

    /** On one connection: what one answer gets wrong, the next one shows. */
    @Test
    void pythonUnderstandsEveryAnswer() {
        Tools.need("python3");
        Ended ended = Run.of("python3", "-c", PYTHON, Integer.toString(server.port())).in().end();
        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.text())
                .isEqualTo(
                        """
                        206 b'h1 ' bytes 0-2/19
                        304 b'' None
                        412 True None
                        416 True bytes */19
                        200 b'' None
                        200 b'h1 { color: teal }\\n' None
                        """);
    }

    @Test
    void thousandDownloadsInParallel() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        Ended all =
                curl(
                        "-Z",
                        "--parallel-max",
                        "300",
                        "--fail",
                        "-o",
                        copies.resolve("#1").toString(),
                        url + "/style.css?[1-1000]");
        assertThat(all.status()).as("%s", all).isZero();
        assertThat(copies.toFile().list()).hasSize(1000);
        for (int number = 1; number <= 1000; number++) {
            assertThat(copies.resolve("" + number)).hasContent("h1 { color: teal }\n");
        }
    }
}
