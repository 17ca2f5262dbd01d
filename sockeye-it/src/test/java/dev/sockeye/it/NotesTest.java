package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The programs of an introduction to sockets, in C and with this library: they do the same. Each server is
 * asked by both clients, so that C judges Java and Java judges C.
 */
class NotesTest {
    private static final String FOLDER = "examples/notes";
    private static final String PAGE = "docs/programs.md";
    private static final String LINES = "first\n\u00fcmlaut\nthird and last\n";

    @TempDir private static Path folder;

    private static JavaPrograms java;

    @BeforeAll
    static void compile() throws IOException {
        java = new JavaPrograms(files(".java"), folder);
    }

    private static List<String> files(String suffix) throws IOException {
        try (Stream<Path> all = Files.list(Repository.file(FOLDER))) {
            return all.map(file -> FOLDER + "/" + file.getFileName())
                    .filter(file -> file.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /** {@code TcpClient} is {@code tcp_client} in C. */
    private static Run c(String name, String... words) {
        String twin = name.replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        Path program = folder.resolve(twin);
        if (!Files.exists(program)) {
            compile(Repository.file(FOLDER).resolve(twin + ".c"), program);
        }
        return Run.of(program.toString()).and(words);
    }

    private static void compile(Path source, Path program) {
        Tools.need("cc");
        Ended ended =
                Run.of("cc", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", program.toString())
                        .and(source.toString())
                        .in()
                        .end();
        assertThat(ended.status()).as("%s: %s", source, ended).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TcpIterative",
                "TcpProcesses",
                "TcpThreads",
                "TcpSelect",
                "UdpIterative",
                "UdpConcurrent"
            })
    void javaAndCDoTheSame(String server) {
        String client = server.substring(0, "Tcp".length()) + "Client";
        for (Run program : List.of(java.java(server, "0"), c(server, "0"))) {
            try (var running = program.in().start()) {
                String ready = running.outLine();
                assertThat(ready).matches("listening on 127\\.0\\.0\\.1:\\d+");
                String port = ready.substring(ready.indexOf(':') + 1);
                for (Run each :
                        List.of(
                                java.java(client, "127.0.0.1", port),
                                c(client, "127.0.0.1", port))) {
                    Ended ended = each.end(LINES);
                    assertThat(ended.text()).as("%s", ended).isEqualTo(LINES);
                    assertThat(ended.status()).isZero();
                }
            }
        }
    }

    @Test
    void thePageShowsThemWordForWord() throws IOException {
        var all = new TreeSet<String>();
        for (String suffix : List.of(".java", ".c", ".h")) {
            all.addAll(files(suffix));
        }
        assertThat(Snippets.shownIn(PAGE)).isEqualTo(all);
    }
}
