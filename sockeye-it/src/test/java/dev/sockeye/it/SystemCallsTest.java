package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system calls of one echo of 64 bytes on a warm connection, beside those of a twin in C. What is
 * allowed is what {@code docs/system-calls.md} lists.
 */
@Timeout(60)
class SystemCallsTest {
    private static final int SIZE = 64;
    private static final int WARM = 20_000;

    /** The threads that an echo runs on: the carriers of virtual threads, or its own, and our poller. */
    private static final String WORKERS = "ForkJoinPool.*|VirtualThread.*|sockeye.*";

    /** How the scheduler of virtual threads lets its carriers sleep and wakes them. */
    private static final Set<String> SCHEDULER = Set.of("futex");

    private static final Set<String> POLLER = Set.of("epoll_wait", "epoll_ctl");

    @TempDir private static Path folder;

    private static Map<String, Integer> twin;

    @BeforeAll
    static void traceTwin() throws IOException {
        Tools.need("strace");
        Path program = Tools.compile("echo.c", folder);
        try (var server = Sockeye.serve(Run.of(program.toString()), 1)) {
            twin = trace(server, ".*").counts();
        }
        Figures.print("system calls of an echo, in C: %s", twin);
        assertThat(twin).isEqualTo(Map.of("recvfrom", 1, "sendto", 1));
    }

    @Test
    void virtualThreadMakesTheTwinsCallsAndThePollers() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0")) {
            Trace trace = trace(server, WORKERS);
            Map<String, Integer> calls = trace.counts();
            Figures.print("system calls of an echo, model virtual: %s", calls);
            assertThat(calls.get("recvfrom")).as("%s", trace).isEqualTo(twin.get("recvfrom"));
            assertThat(calls.get("sendto")).as("%s", trace).isEqualTo(twin.get("sendto"));
            assertThat(calls.keySet())
                    .as("%s", trace)
                    .isSubsetOf(and(twin.keySet(), POLLER, SCHEDULER));
            assertThat(documented("virtual")).containsAll(calls.keySet());
            server.stop();
        }
    }

    @Test
    void platformThreadMakesTheTwinsCallsAndPoll() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "thread")) {
            Trace trace = trace(server, WORKERS);
            Map<String, Integer> calls = trace.counts();
            Figures.print("system calls of an echo, model thread: %s", calls);
            assertThat(calls.get("sendto")).as("%s", trace).isEqualTo(twin.get("sendto"));
            assertThat(calls.keySet())
                    .as("%s", trace)
                    .isSubsetOf(and(twin.keySet(), Set.of("poll")));
            assertThat(documented("thread")).containsAll(calls.keySet());
            server.stop();
        }
    }

    /** A documented list of what nobody has seen would be no use. */
    @Test
    void documentationListsNoOtherCalls() {
        assertThat(documented("virtual"))
                .isEqualTo(and(Set.of("recvfrom", "sendto"), POLLER, SCHEDULER));
        assertThat(documented("thread")).isEqualTo(Set.of("recvfrom", "sendto", "poll"));
    }

    @SafeVarargs
    private static Set<String> and(Set<String>... sets) {
        var all = new TreeSet<String>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return all;
    }

    /** The calls at the beginning of a table's rows, in the section of a model. */
    private static Set<String> documented(String model) {
        String text = Repository.read("docs/system-calls.md");
        int from = text.indexOf("\n## Model " + model);
        assertThat(from).as("a section on model %s", model).isPositive();
        int to = text.indexOf("\n## ", from + 1);
        return Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(text.substring(from, to < 0 ? text.length() : to))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Trace trace(Served server, String threads) throws IOException {
        try (Socket client = Clients.connect(server.address())) {
            byte[] bytes = Bytes.random(1, SIZE);
            for (int i = 0; i < WARM; i++) {
                Clients.echo(client, bytes);
            }
            return Trace.of(
                    server.program(),
                    folder.resolve("trace"),
                    threads,
                    () -> Clients.echo(client, bytes));
        }
    }
}
