package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM and SIGINT: nobody new, those who are there may finish, a second signal cuts. */
@Timeout(60)
class StopTest {
    @ParameterizedTest
    @CsvSource({"TERM, virtual", "INT, virtual", "TERM, thread", "TERM, iterative"})
    void signalDrains(String signal, String model) throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model);
                var client = Clients.connect(server.address())) {
            Clients.echo(client, utf8("before"));
            server.program().signal(signal);
            server.program().line(".*SIG" + signal + ".*");
            assertNobodyNew(server);
            Clients.echo(client, Bytes.random(3, 100_000));
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Ended ended = server.program().end();
            assertThat(ended.status()).as("%s", ended).isZero();
        }
    }

    private static void assertNobodyNew(Served server) {
        Await.until(
                () -> {
                    try (var _ = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                        return false;
                    } catch (ConnectException e) {
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                },
                () -> "connections are still taken");
    }

    /** A stop in the middle of 500 transfers: each of them ends within the grace, and loses no byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {"prefork:2", "thread", "virtual", "select", "poll", "epoll:2", "uring:1"})
    void aStopLosesNoByte(String model) throws IOException, InterruptedException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--model", model, "--grace", "30s");
                var transfers = new Transfers(server, 500)) {
            transfers.awaitAtWork();
            server.program().signal("TERM");
            server.program().line("TERM: .*|SIGTERM: .*");
            assertThat(transfers.finish()).as(model).containsOnly(Transfers.Fate.WHOLE);
            Ended ended = server.program().end();
            assertThat(ended.status()).as("%s", ended).isZero();
        }
    }

    @Test
    void secondSignalCuts() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--grace", "1h");
                var client = Clients.connect(server.address())) {
            Clients.echo(client, utf8("before"));
            server.program().signal("TERM");
            server.program().line(".*SIGTERM.*");
            server.program().signal("TERM");
            assertThat(server.program().end().status()).isZero();
            assertCut(client);
        }
    }

    /** Though the way of a process is to end by it. */
    @Test
    void hangupIsNoEnd() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0");
                var client = Clients.connect(server.address())) {
            Clients.echo(client, utf8("before"));
            server.program().signal("HUP");
            server.program().line("SIGHUP: still serving; sessions open: 1; .*");
            Clients.echo(client, utf8("after"));
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            server.stop();
        }
    }

    @Test
    void graceHasAnEnd() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--grace", "300ms");
                var client = Clients.connect(server.address())) {
            Clients.echo(client, utf8("before"));
            long start = System.nanoTime();
            server.program().signal("TERM");
            Ended ended = server.program().end();
            assertThat(ended.status()).as("%s", ended).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
            assertCut(client);
        }
    }

    /** By an end or by a reset; in no case is the client left waiting. */
    private static void assertCut(Socket client) throws IOException {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void idleServerStopsAtOnce() {
        try (var server =
                Sockeye.serve("127.0.0.1:0", "[::1]:0", "udp:127.0.0.1:0", "--grace", "1h")) {
            server.program().signal("TERM");
            assertThat(server.program().end().status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void portIsFreeAgainAtOnce(String signal) throws IOException {
        String address;
        try (var server = Sockeye.serve("127.0.0.1:0", "--grace", "0s");
                var client = Clients.connect(server.address())) {
            address = server.target();
            Clients.echo(client, utf8("x"));
            server.program().signal(signal);
            // The server closes first: its side is the one with TIME_WAIT.
            assertThat(server.program().end().status()).isZero();
        }
        try (var again = Sockeye.serve(address)) {
            assertThat(again.target()).isEqualTo(address);
            again.stop();
        }
    }

    /** A connection that waits for its next request is no reason to wait. */
    @Test
    void filesServerLetsGoOfConnectionsThatWait(@TempDir Path site) throws IOException {
        Files.writeString(site.resolve("index.html"), "home");
        try (var server =
                        Sockeye.serve(
                                "127.0.0.1:0", "--handler", "files:" + site, "--grace", "1h");
                var client = Clients.connect(server.address())) {
            client.getOutputStream().write(utf8("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            server.stop();
        }
    }

    @Test
    void refusedAfterTheEnd() {
        try (var server = Sockeye.serve("127.0.0.1:0")) {
            server.stop();
            assertThatThrownBy(() ->
                            new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
