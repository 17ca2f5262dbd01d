package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples compile without a warning and do what they say, and the README shows them word for word. */
@Timeout(60)
class ExamplesTest {
    @TempDir private static Path classes;

    private static JavaPrograms compiled;

    @BeforeAll
    static void compile() throws IOException {
        compiled = new JavaPrograms(programs(), classes);
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(Repository.file("examples"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> "examples/" + file.getFileName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> programs() throws IOException {
        return files().stream().filter(file -> file.endsWith(".java")).collect(Collectors.toSet());
    }

    private static Run java(String example, String... words) {
        return compiled.java(example, words);
    }

    @Test
    void callLayer() throws IOException {
        Tools.needNc();
        String port = Integer.toString(freePort());
        try (var program = java("EchoOnce", port).in().start()) {
            assertThat(program.outLine()).isEqualTo("ready");
            byte[] some = Bytes.random(1, 50_000);
            assertThat(Run.of("nc", "-N", "127.0.0.1", port).end(some).out()).isEqualTo(some);
            assertThat(program.end().status()).isZero();
        }
    }

    @Test
    void typedLayer() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "[::1]:0", "unix:@sockeye-it-talk")) {
            for (String target : server.targets()) {
                String endpoint = target.replaceFirst("^tcp:", "");
                Ended ended = java("Talk", endpoint).in().end();
                assertThat(ended.status()).as("%s", ended).isZero();
                assertThat(ended.text())
                        .isEqualTo("ping\n131072 bytes of send buffer, peer " + endpoint + "\n");
            }
            server.stop();
        }
        Ended alone = java("Talk", "127.0.0.1:" + freePort()).in().end();
        assertThat(alone.text())
                .matches("nobody listens: connect .*: ECONNREFUSED \\(Connection refused\\).*\\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "thread", "iterative", "pool:2", "poll", "uring:1"})
    void serverLayer(String model) {
        Tools.needNc();
        try (var program = java("Shout", model).start()) {
            Matcher ready =
                    Pattern.compile("ready \\[\\[::1]:(\\d+), 127\\.0\\.0\\.1:(\\d+)]")
                            .matcher(program.outLine());
            assertThat(ready.matches()).isTrue();
            assertThat(Run.of("nc", "-N", "::1", ready.group(1)).end("hi\nyou\n").text())
                    .isEqualTo("HI\nYOU\n");
            assertThat(Run.of("nc", "-N", "127.0.0.1", ready.group(2)).end("you too\n").text())
                    .isEqualTo("YOU TOO\n");
            program.write((byte) '\n');
            Ended ended = program.end();
            assertThat(ended.status()).as("%s", ended).isZero();
            assertThat(ended.text()).endsWith("\nGRACEFUL\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "epoll:2", "uring:1", "process", "prefork:1"})
    void classOfOnesOwn(String model) {
        Tools.needNc();
        Run serve =
                Sockeye.run("serve", "127.0.0.1:0", "--handler", "class:Upper", "--model", model)
                        .with("SOCKEYE_CLASSPATH", classes.toString());
        try (var server = Sockeye.serve(serve, 1)) {
            String port = Integer.toString(server.port());
            assertThat(Run.of("nc", "-N", "127.0.0.1", port).end("hi\nyou\n").text())
                    .isEqualTo("HI\nYOU\n");
            server.stop();
        }
    }

    private static int freePort() throws IOException {
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }

    /** Run as a newcomer would: in the root of the clone. */
    @Test
    void commandLines() throws IOException {
        try (var _ = new ServerSocket(7007, 1, InetAddress.getLoopbackAddress())) {
            // The port of the example is free.
        } catch (IOException e) {
            assumeTrue(false, "port 7007 is taken: " + e.getMessage());
        }
        String root = Path.of(Sockeye.launcher()).getParent().toString();
        String lines = Repository.file("examples/command.sh").toString();
        Ended ended = Run.of("sh", "-c", "cd \"$0\" && . \"$1\"", root, lines).in().end();
        assertThat(ended.text())
                .as("%s", ended)
                .isEqualTo("over TCP\nover a Unix socket\nover UDP\n");
        assertThat(ended.status()).as("%s", ended).isZero();
    }

    @Test
    void readmeShowsThemWordForWord() throws IOException {
        assertThat(Snippets.shownIn("README.md"))
                .as("programs that README.md shows")
                .containsAll(programs());
    }

    @Test
    void theyStayShort() throws IOException {
        for (String file : files()) {
            assertThat(
                            Repository.read(file)
                                    .lines()
                                    .filter(line -> !line.isBlank() && !line.startsWith("import"))
                                    .count())
                    .as("lines of %s", file)
                    .isLessThanOrEqualTo(30);
            assertThat(Repository.read(file).lines().mapToInt(String::length).max().orElse(0))
                    .as("widest line of %s", file)
                    .isLessThanOrEqualTo(120);
        }
    }
}
