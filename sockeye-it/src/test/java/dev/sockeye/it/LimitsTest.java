package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code serve --limit}, {@code --limit-per-peer}, {@code --backlog}, {@code --idle}. */
@Timeout(60)
class LimitsTest {
    @Test
    void totalLimitDefers() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--limit", "2");
                var first = Clients.connect(server.address());
                var second = Clients.connect(server.address())) {
            Clients.echo(first, utf8("1"));
            Clients.echo(second, utf8("2"));
            try (var third = Clients.connect(server.address())) {
                third.getOutputStream().write('3');
                third.setSoTimeout(200);
                assertThatThrownBy(() -> third.getInputStream().read())
                        .as("the third waits in the queue")
                        .isInstanceOf(SocketTimeoutException.class);
                Clients.end(first);
                third.setSoTimeout((int) Run.PATIENCE.toMillis());
                assertThat(third.getInputStream().read()).isEqualTo('3');
            }
            Clients.end(second);
            server.stop();
        }
    }

    @Test
    void limitPerPeerCloses() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--limit-per-peer", "1");
                var first = Clients.connect(server.address())) {
            Clients.echo(first, utf8("1"));
            try (var second = Clients.connect(server.address())) {
                assertEnds(second);
            }
            server.program().line(".*127\\.0\\.0\\.1.*limit.*");
            try (var elsewhere = from("127.0.0.2", server)) {
                Clients.echo(elsewhere, utf8("another peer"));
            }
            Clients.end(first);
            Await.until(() -> server.proc().sockets() == 1, () -> "the first session does not end");
            try (var third = Clients.connect(server.address())) {
                Clients.echo(third, utf8("3"));
            }
            server.stop();
        }
    }

    /** An IPv4 peer that comes to an IPv6 socket is the same peer. */
    @Test
    void mappedPeerCountsAsIPv4() throws IOException {
        try (var server = Sockeye.serve(":0", "--limit-per-peer", "1");
                var first = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Clients.echo(first, utf8("1"));
            try (var second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertEnds(second);
            }
            try (var six = new Socket(InetAddress.ofLiteral("::1"), server.port())) {
                Clients.echo(six, utf8("6"));
            }
            Clients.end(first);
            server.stop();
        }
    }

    private static Socket from(String source, Served server) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(source, 0));
        socket.connect(server.address());
        return socket;
    }

    private static void assertEnds(Socket client) throws IOException {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    /** As ss sees it: of a listener, Send-Q is the backlog. */
    @Test
    void backlogIsTheKernelsUnlessGiven() {
        Tools.need("ss");
        try (var server = Sockeye.serve("127.0.0.1:0", "[::1]:0")) {
            String all = Integer.toString(Proc.setting("net/core/somaxconn"));
            assertThat(backlog(server.port(0))).isEqualTo(all);
            assertThat(backlog(server.port(1))).isEqualTo(all);
            server.stop();
        }
        try (var server = Sockeye.serve("127.0.0.1:0", "--backlog", "5")) {
            assertThat(backlog(server.port())).isEqualTo("5");
            server.stop();
        }
    }

    private static String backlog(int port) {
        Ended ended = Run.of("ss", "-Hltn", "sport = :" + port).in().end();
        assertThat(ended.text()).as("%s", ended).matches("LISTEN +\\d+ +\\d+ .*\\n");
        return ended.text().replaceFirst("LISTEN +\\d+ +(\\d+) .*\\n", "$1");
    }

    @Test
    void silentPeerIsCut() throws IOException {
        try (var server = Sockeye.serve("127.0.0.1:0", "--idle", "400ms");
                var silent = Clients.connect(server.address());
                var slow = Clients.connect(server.address())) {
            Clients.echo(silent, utf8("x"));
            var drops = new Drops(slow, utf8("0123456789"));
            assertEnds(silent);
            // A second in all, a tenth between two: this one is slow, not silent.
            assertThat(slow.getInputStream().readNBytes(10)).isEqualTo(utf8("0123456789"));
            drops.end();
            assertEnds(slow);
            server.stop();
        }
    }
}
