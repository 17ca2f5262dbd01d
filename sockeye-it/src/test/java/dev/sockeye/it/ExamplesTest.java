package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
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
    private static final String MODULE_PATH = System.getProperty("jdk.module.path");

    /** {@code <!-- example: examples/NetTalk.java -->}, then a fenced block. */
    private static final Pattern SHOWN =
            Pattern.compile("<!-- example: (\\S+) -->\\s*\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL);

    @TempDir private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        List<String> words =
                List.of(
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        MODULE_PATH,
                        "--add-modules",
                        "dev.sockeye.server",
                        "-d",
                        classes.toString());
        Stream<String> sources = programs().stream().map(file -> Repository.file(file).toString());
        String[] args = Stream.concat(words.stream(), sources).toArray(String[]::new);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, args);
        assertThat(status).as("javac: %s", said).isZero();
        assertThat(said.toString()).isEmpty();
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> all = Files.list(Repository.file("examples"))) {
            return all.map(file -> "examples/" + file.getFileName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> programs() throws IOException {
        return files().stream().filter(file -> file.endsWith(".java")).collect(Collectors.toSet());
    }

    private static Run java(String example, String... words) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Run.of(
                        java.toString(),
                        "--enable-native-access=dev.sockeye.sys",
                        "--illegal-native-access=deny")
                .and("-p", MODULE_PATH, "--add-modules", "dev.sockeye.server")
                .and("-cp", classes.toString(), example)
                .and(words);
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
    @ValueSource(strings = {"virtual", "thread", "iterative"})
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
        var shown = new HashSet<String>();
        Matcher block = SHOWN.matcher(Repository.read("README.md"));
        while (block.find()) {
            assertThat(block.group(2))
                    .as("%s in README.md", block.group(1))
                    .isEqualTo(Repository.read(block.group(1)).stripTrailing());
            shown.add(block.group(1));
        }
        assertThat(shown).as("programs that README.md shows").containsAll(programs());
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
