package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every datagram model, judged by netcat, socat, Python and strace. */
@Timeout(120)
class DatagramModelsTest {
    /** Asks each address with each size from a socket that takes answers from there alone. */
    private static final String ASK =
            """
            import os, socket, sys
            port = int(sys.argv[1])
            for host in sys.argv[2:]:
                family = socket.AF_INET6 if ':' in host else socket.AF_INET
                for size in (0, 1, 1472, 65507):
                    with socket.socket(family, socket.SOCK_DGRAM) as s:
                        s.settimeout(20)
                        s.connect((host, port))
                        data = os.urandom(size)
                        s.send(data)
                        if s.recv(70000) != data:
                            sys.exit('%s: %d bytes came back changed' % (host, size))
            print('ok')
            """;

    /** 500 sockets that are open together, each with five datagrams under way in their order. */
    private static final String CROWD =
            """
            import socket, sys
            crowd = []
            for i in range(500):
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.settimeout(20)
                s.connect(('127.0.0.1', int(sys.argv[1])))
                crowd.append(s)
            for first in range(0, 500, 20):
                for n in range(5):
                    for i in range(first, first + 20):
                        crowd[i].send(b'%d %d' % (i, n))
                for i in range(first, first + 20):
                    for n in range(5):
                        got = crowd[i].recv(100)
                        if got != b'%d %d' % (i, n):
                            sys.exit('%d %d got %s' % (i, n, got))
            print('ok')
            """;

    @TempDir private static Path folder;

    private static void python(String program, int port, String... more) {
        Tools.need("python3");
        Ended ended = Run.of("python3", "-c", program, Integer.toString(port)).and(more).in().end();
        assertThat(ended.text()).as("%s", ended).isEqualTo("ok\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iterative", "concurrent", "batch:1", "batch:4"})
    void answersEverySizeFromTheAddressThatWasAsked(String model) {
        try (var server = Sockeye.serve("udp::0", "--model", model)) {
            assertThat(server.ready().getFirst()).contains("(model " + model + ", handler echo)");
            python(ASK, server.port(), "127.0.0.1", "127.0.0.2", "127.3.2.1", "::1");
            server.stop();
        }
        try (var server = Sockeye.serve("udp:127.0.0.1:0", "--model", model)) {
            python(ASK, server.port(), "127.0.0.1");
            python(CROWD, server.port());
            server.stop();
        }
        try (var server = Sockeye.serve("udp:[::1]:0", "--model", model)) {
            python(ASK, server.port(), "::1");
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrent", "batch:2"})
    void netcatAndSocatAgree(String model) {
        Tools.needNc();
        Tools.need("socat");
        try (var server = Sockeye.serve("udp:127.0.0.1:0", "--model", model)) {
            String port = Integer.toString(server.port());
            assertThat(Run.of("nc", "-u", "-W", "1", "127.0.0.1", port).end("hello").text())
                    .isEqualTo("hello");
            assertThat(Run.of("socat", "-t1", "STDIO", "UDP:127.0.0.1:" + port).end("hi").text())
                    .isEqualTo("hi");
            server.stop();
        }
    }

    @Test
    void batchServesAUnixAddressByOneSocket() {
        Tools.need("socat");
        Path path = folder.resolve("server");
        Path own = folder.resolve("client");
        try (var server = Sockeye.serve("unixdgram:" + path, "--model", "batch:2")) {
            Ended ended =
                    Run.of("socat", "-t1", "STDIO", "UNIX-SENDTO:" + path + ",bind=" + own)
                            .end("hello");
            assertThat(ended.text()).as("%s", ended).isEqualTo("hello");
            server.stop();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void batchMakesTheCallsThatItIsNamedAfter() throws IOException {
        try (var server = Sockeye.serve("udp:127.0.0.1:0", "--model", "batch:1");
                var client = new DatagramSocket()) {
            client.setSoTimeout(20_000);
            Trace trace = trace(server, "sockeye-batch.*", client);
            assertThat(trace.counts().keySet())
                    .as("%s", trace)
                    .contains("recvmmsg", "sendmmsg")
                    .doesNotContain("recvfrom", "recvmsg", "sendto", "sendmsg");
            server.stop();
        }
    }

    @Test
    void concurrentConnectsASocketToEachPeer() throws IOException {
        try (var server = Sockeye.serve("udp:127.0.0.1:0", "--model", "concurrent");
                var client = new DatagramSocket()) {
            client.setSoTimeout(20_000);
            Map<String, Integer> calls = trace(server, "sockeye-dispatc.*", client).counts();
            assertThat(calls).containsEntry("socket", 1).containsEntry("bind", 1);
            assertThat(calls).containsEntry("connect", 1);
            // Later datagrams do not pass the dispatcher.
            Trace later =
                    Trace.of(
                            server.program(),
                            folder.resolve("later"),
                            "sockeye-.*|ForkJoin.*",
                            () -> ask(server, client));
            assertThat(later.counts().keySet())
                    .as("%s", later)
                    .contains("recvfrom", "sendto")
                    .doesNotContain("socket", "bind", "connect");
            server.stop();
        }
    }

    private static Trace trace(Served server, String threads, DatagramSocket client)
            throws IOException {
        return Trace.of(
                server.program(), folder.resolve("trace"), threads, () -> ask(server, client));
    }

    private static void ask(Served server, DatagramSocket client) throws IOException {
        client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, server.address()));
        var answer = new DatagramPacket(new byte[10], 10);
        client.receive(answer);
        assertThat(answer.getLength()).isEqualTo(3);
    }
}
