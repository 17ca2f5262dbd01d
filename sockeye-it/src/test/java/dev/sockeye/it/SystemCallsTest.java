package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** By which the C library has memory for the JVM's compiler. */
    private static final Set<String> MEMORY = Set.of("mprotect", "madvise");

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

    /** What each loop waits in, its mechanism, and nothing else. */
    @ParameterizedTest
    @CsvSource({"select, select, pselect6", "poll, poll, poll", "epoll:1, epoll:N, epoll_wait"})
    void loopMakesTheTwinsCallsAndItsMechanisms(String model, String section, String mechanism)
            throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model)) {
            Trace trace = trace(server, "sockeye-(select|poll|epoll)-.*");
            Map<String, Integer> calls = trace.counts();
            Figures.print("system calls of an echo, model %s: %s", model, calls);
            assertThat(calls)
                    .as("%s", trace)
                    .isEqualTo(Map.of("recvfrom", 1, "sendto", 1, mechanism, 1));
            assertThat(documented(section)).isEqualTo(calls.keySet());
            server.stop();
        }
    }

    @Test
    void pooledThreadMakesTheTwinsCallsAndPoll() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "pool:2")) {
            Trace trace = trace(server, WORKERS);
            Map<String, Integer> calls = trace.counts();
            Figures.print("system calls of an echo, model pool:2: %s", calls);
            assertThat(calls.get("sendto")).as("%s", trace).isEqualTo(twin.get("sendto"));
            assertThat(calls.keySet())
                    .as("%s", trace)
                    .isEqualTo(and(twin.keySet(), Set.of("poll")));
            assertThat(documented("pool:N")).isEqualTo(calls.keySet());
            server.stop();
        }
    }

    /** Input and output are in the ring's shared memory: there is one call, and it is not for either. */
    @Test
    void ringMakesNoCallButItsOwn() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "uring:1")) {
            Trace trace = trace(server, "sockeye-uring-.*");
            Map<String, Integer> calls = trace.counts();
            Figures.print("system calls of an echo, model uring:1: %s", calls);
            calls.keySet().removeAll(MEMORY);
            assertThat(calls.keySet()).as("%s", trace).isEqualTo(Set.of("io_uring_enter"));
            assertThat(documented("uring:N")).isEqualTo(calls.keySet());
            server.stop();
        }
    }

    /** The server starts a program for each connection, which reads and writes it by its own calls. */
    @Test
    void processIsStartedForAConnection() throws IOException {
        try (var server =
                Sockeye.serve("127.0.0.1:0", "--model", "process", "--handler", "exec:cat")) {
            Trace trace =
                    Trace.of(
                            server.program(),
                            folder.resolve("trace"),
                            WORKERS + "|[?]",
                            () -> {
                                try (Socket client = Clients.connect(server.address())) {
                                    Clients.echo(client, Bytes.random(1, SIZE));
                                }
                            });
            assertThat(trace.counts().keySet())
                    .as("%s", trace)
                    .contains("accept4", "execve", "read", "write", "waitid")
                    .containsAnyOf("vfork", "clone", "clone3")
                    .doesNotContain("fork", "sendto");
            server.stop();
        }
    }

    /** Each worker accepts by itself; the server that started them does not. */
    @Test
    void workersAccept() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "prefork:2")) {
            List<Long> workers =
                    ProcessHandle.of(server.program().pid())
                            .orElseThrow()
                            .children()
                            .map(ProcessHandle::pid)
                            .toList();
            Path file = folder.resolve("accepts");
            Run strace = Run.of("strace", "-f", "-e", "trace=accept4", "-o", file.toString());
            for (Long worker : workers) {
                strace = strace.and("-p", worker.toString());
            }
            try (var running = strace.in().start();
                    var _ = attached(running, workers.size());
                    var crowd = new Crowd(server, 200)) {
                for (Socket each : crowd.sockets()) {
                    Clients.echo(each, Bytes.random(1, SIZE));
                }
                running.signal("INT");
                running.end();
                for (long worker : workers) {
                    assertThat(accepts(file, new Proc(worker)))
                            .as("accepted by %d", worker)
                            .isPositive();
                }
            }
            server.stop();
        }
    }

    private static Program attached(Program strace, int processes) {
        for (int i = 0; i < processes; i++) {
            strace.line(".*Process \\d+ attached with \\d+ threads.*");
        }
        return strace;
    }

    private static long accepts(Path file, Proc process) throws IOException {
        Set<Integer> threads = process.threadNames().keySet();
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.matches("\\d+ +accept4\\(.*= \\d+"))
                    .filter(line -> threads.contains(Integer.valueOf(line.split(" ", 2)[0])))
                    .count();
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
