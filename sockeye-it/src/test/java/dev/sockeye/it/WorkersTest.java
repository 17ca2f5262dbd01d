package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code ps} and {@code kill} make of the worker processes of {@code prefork}. */
@Timeout(90)
class WorkersTest {
    private static final int CLIENTS = 100;

    private static List<ProcessHandle> workers(Served server) {
        return ProcessHandle.of(server.program().pid()).orElseThrow().children().toList();
    }

    /** Each connection is with one worker: those of the other one go on, and new ones are served. */
    @Test
    void aKilledWorkerLosesItsOwnConnectionsOnly() throws Exception {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", "prefork:2");
                var transfers = new Transfers(server, CLIENTS)) {
            transfers.awaitAtWork();
            List<ProcessHandle> before = workers(server);
            assertThat(before).hasSize(2);
            ProcessHandle victim = before.getFirst();
            int its =
                    new Proc(victim.pid()).sockets()
                            - 2; // its listener, and its line to the server
            assertThat(victim.destroyForcibly()).isTrue();
            server.program().line(".*" + victim.pid() + ".*");
            Await.until(
                    () -> workers(server).size() == 2 && !workers(server).contains(victim),
                    () -> "no other worker in the place of " + victim.pid());
            int lost = Collections.frequency(transfers.finish(), Transfers.Fate.LOST);
            Figures.print(
                    "prefork:2, a worker killed under load: %d of %d connections lost, %d were its",
                    lost, CLIENTS, its);
            assertThat(lost).isBetween(1, its);
            for (int i = 0; i < 50; i++) {
                try (Socket later = Clients.connect(server.address())) {
                    Clients.echo(later, Bytes.random(i, 100));
                }
            }
            assertThat(workers(server)).hasSize(2).doesNotContain(victim);
            assertThat(states(server)).doesNotContain('Z');
            server.stop();
        }
    }

    /** Letters such as {@code S} and, for a zombie, {@code Z}. */
    private static Set<Character> states(Served server) {
        String pid = Long.toString(server.program().pid());
        return Run.of("ps", "-o", "stat=", "--ppid", pid)
                .in()
                .end()
                .text()
                .lines()
                .map(line -> line.charAt(0))
                .collect(Collectors.toSet());
    }
}
