package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that are used up while connections come: the server lives, sheds, recovers, and does not spin. */
@Timeout(90)
class ExhaustionTest {
    private static final int CLIENTS = 200;
    private static final Duration WINDOW = Duration.ofMillis(1500);

    @BeforeEach
    void needPrlimit() {
        Tools.need("prlimit");
    }

    private static Served serve(int descriptors, String... words) {
        Run run = Sockeye.run("serve", "127.0.0.1:0").and(words);
        return Sockeye.serve(
                run.under("prlimit", "--nofile=" + descriptors + ":" + descriptors), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "thread"})
    void serverShedsAndRecovers(String model) throws IOException {
        try (var server = serve(90, "--limit", "100000", "--model", model);
                var first = Clients.connect(server.address())) {
            Clients.echo(first, utf8("first"));
            try (var _ = new Crowd(server, CLIENTS)) {
                server.program().line(".*EMFILE.*");
                Duration used = cpuWhile(server.proc(), first);
                assertThat(used).as("processor time in %s", WINDOW).isLessThan(WINDOW.dividedBy(3));
                assertThat(server.program().err().lines().filter(line -> line.contains("EMFILE")))
                        .as("not told of at every try: %s", server.program().err())
                        .hasSizeLessThan(10);
            }
            Await.until(
                    () -> server.proc().sockets() <= 2,
                    () -> server.proc().sockets() + " sockets are left");
            for (int i = 0; i < 20; i++) {
                try (var later = Clients.connect(server.address())) {
                    Clients.echo(later, Bytes.random(i, 1000));
                }
            }
            Clients.echo(first, utf8("last"));
            Clients.end(first);
            server.stop();
        }
    }

    /** By default the limit of sessions leaves descriptors free: nobody is shed, the rest waits its turn. */
    @ParameterizedTest
    @CsvSource({"virtual, 136", "thread, 68"}) // a thread that waits has a descriptor of its own
    void defaultLimitDefers(String model, int limit) throws IOException {
        int descriptors = 64 + 136;
        try (var server = serve(descriptors, "--model", model);
                var crowd = new Crowd(server, CLIENTS)) {
            for (Socket each : crowd.sockets()) {
                each.getOutputStream().write('x');
            }
            for (Socket each : crowd.sockets().subList(0, limit)) {
                assertThat(each.getInputStream().read()).isEqualTo('x');
            }
            assertThat(server.proc().sockets()).as("listener and sessions").isEqualTo(1 + limit);
            // Each that goes makes room for the next.
            for (int i = 0; i < CLIENTS; i++) {
                if (i >= limit) {
                    assertThat(crowd.sockets().get(i).getInputStream().read()).isEqualTo('x');
                }
                crowd.sockets().get(i).close();
            }
            assertThat(server.stop().err()).doesNotContain("EMFILE");
        }
    }

    /** No thread or process can be started: the server stays up, says so once, and goes on when they can. */
    @ParameterizedTest
    @ValueSource(strings = {"thread", "process"})
    void threadsRunOut(String model) throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model)) {
            try (var group = Cgroup.pids(server.program().pid())) {
                group.allowMore(4);
                try (var crowd = new Crowd(server, 40)) {
                    String said = server.program().line("in trouble .*").group();
                    assertThat(said).containsAnyOf("thread", "EAGAIN");
                    group.allowAll();
                    for (Socket each : crowd.sockets()) {
                        each.close();
                    }
                }
                for (int i = 0; i < 5; i++) {
                    try (var later = Clients.connect(server.address())) {
                        Clients.echo(later, Bytes.random(i, 1000));
                    }
                }
                Ended ended = server.stop();
                assertThat(ended.err().lines().filter(line -> line.startsWith("in trouble")))
                        .as("%s", ended)
                        .hasSize(1);
                assertThat(ended.text()).as("standard output").isEmpty();
            }
        }
    }

    /** Memory runs out: what the kernel kills is a session's process, never the server. */
    @Test
    void memoryRunsOut() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "process")) {
            try (var first = Clients.connect(server.address())) {
                Clients.echo(first, utf8("before the group is there"));
            }
            try (var group = Cgroup.memory(server.program().pid())) {
                group.allowMore(120 << 20);
                try (var _ = new Crowd(server, 20)) {
                    server.program().line("failed .* was ended by SIGKILL.*");
                    group.allowAll();
                }
                for (int i = 0; i < 5; i++) {
                    try (var later = Clients.connect(server.address())) {
                        Clients.echo(later, Bytes.random(i, 1000));
                    }
                }
                server.stop();
            }
        }
    }

    /** A session that is there already is served as ever meanwhile. */
    private static Duration cpuWhile(Proc server, Socket session) throws IOException {
        Clients.echo(session, utf8("before"));
        Duration before = server.cpu();
        Await.elapse(WINDOW);
        Duration used = server.cpu().minus(before);
        Clients.echo(session, utf8("after"));
        Figures.print(
                "no descriptor left, %d ms: %d ms CPU of the server",
                WINDOW.toMillis(), used.toMillis());
        return used;
    }
}
