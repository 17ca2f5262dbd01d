package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand connections at once, each echoing, on the default model. */
@Timeout(90)
class ManyConnectionsTest {
    private static final int IDLE = 10_000;
    private static final int ACTIVE = 1_000;
    private static final int ROUNDS = 50;
    private static final int WARM = 500;
    private static final int SIZE = 64;

    /** What the test and the server need beside the connections; the server's own limit leaves 64. */
    private static final int MARGIN = 300;

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "epoll:2", "uring:1"})
    void allAtOnce(String model) throws IOException {
        int count =
                Math.min(
                        IDLE + ACTIVE,
                        new Proc(ProcessHandle.current().pid()).descriptorLimit() - MARGIN);
        var connections = new ArrayList<SocketChannel>(count);
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model)) {
            connect(server, connections, WARM);
            echo(connections);
            Proc proc = server.proc();
            collectGarbage(proc);
            // The listener, and the socket that jcmd talks to.
            int others = proc.sockets() - WARM;
            long residentBefore = proc.resident();
            long heapBefore = heap(proc);
            long start = System.nanoTime();
            connect(server, connections, count);
            long connected = System.nanoTime();
            echo(connections);
            echo(connections);
            long echoed = System.nanoTime();

            assertThat(proc.sockets()).as("sockets of the server").isEqualTo(others + count);
            collectGarbage(proc);
            int more = count - WARM;
            Figures.print(
                    "%s, %,d connections at once: made in %d ms, two echoes of each in %d ms",
                    model,
                    count,
                    (connected - start) / 1_000_000,
                    (echoed - connected) / 1_000_000);
            Figures.print(
                    "%s: %d threads, %d MiB resident; more per idle connection: %,d bytes resident, %,d in the heap",
                    model,
                    proc.threads(),
                    proc.resident() >> 20,
                    (proc.resident() - residentBefore) / more,
                    (heap(proc) - heapBefore) / more);
            assertThat(proc.threads()).as("threads do not grow with connections").isLessThan(100);

            Duration cpu = proc.cpu();
            List<SocketChannel> active = connections.subList(0, Math.min(ACTIVE, count));
            for (int round = 0; round < ROUNDS; round++) {
                echo(active);
            }
            Figures.print(
                    "%s: %,d of them active: %d ns of CPU for each echo",
                    model, active.size(), proc.cpu().minus(cpu).toNanos() / active.size() / ROUNDS);

            for (SocketChannel connection : connections) {
                connection.close();
            }
            Await.until(
                    () -> proc.sockets() == others,
                    () -> proc.sockets() - others + " connections are left");
            server.stop();
        } finally {
            for (SocketChannel connection : connections) {
                connection.close();
            }
        }
    }

    private static void connect(Served server, List<SocketChannel> connections, int count)
            throws IOException {
        while (connections.size() < count) {
            connections.add(SocketChannel.open(server.address()));
        }
    }

    /** All questions are on their way before the first answer is read. */
    private static void echo(List<SocketChannel> connections) throws IOException {
        for (int i = 0; i < connections.size(); i++) {
            assertThat(connections.get(i).write(ByteBuffer.wrap(Bytes.random(i, SIZE))))
                    .isEqualTo(SIZE);
        }
        ByteBuffer answer = ByteBuffer.allocate(SIZE);
        for (int i = 0; i < connections.size(); i++) {
            answer.clear();
            while (answer.hasRemaining() && connections.get(i).read(answer) >= 0) {
                // The rest comes.
            }
            assertThat(answer.array()).as("connection %d", i).isEqualTo(Bytes.random(i, SIZE));
        }
    }

    /** So that what is counted is held, not just forgotten. */
    private static void collectGarbage(Proc server) {
        assertThat(jcmd(server, "GC.run").status()).isZero();
    }

    /** Bytes in use. */
    private static long heap(Proc server) {
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(server, "GC.heap_info").text());
        assertThat(used.find()).isTrue();
        return Long.parseLong(used.group(1)) * 1024;
    }

    private static Ended jcmd(Proc server, String what) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        return Run.of(jcmd.toString(), Long.toString(server.pid()), what).in().end();
    }
}
