package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, on datagrams. */
@Timeout(60)
class DatagramEchoTest {
    private static final int PATIENCE = 5_000;

    @TempDir private static Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    void netcatSocatAndConnectAgreeOverUdp(String host) {
        Tools.needNc();
        Tools.need("socat");
        try (var server = Sockeye.serve("udp:" + host + ":0")) {
            String port = Integer.toString(server.port());
            assertThat(server.ready())
                    .containsExactly(
                            "listening on udp:"
                                    + host
                                    + ":"
                                    + port
                                    + " (model iterative, handler echo)");
            String bare = host.replaceAll("[\\[\\]]", "");
            // -W 1: netcat ends with the first answer.
            assertThat(Run.of("nc", "-u", "-W", "1", bare, port).end("hello").text())
                    .isEqualTo("hello");
            assertThat(
                            Run.of("socat", "-t1", "STDIO", "UDP:" + host + ":" + port)
                                    .end("hello")
                                    .text())
                    .isEqualTo("hello");
            Ended ours =
                    Sockeye.run("connect", "udp:" + host + ":" + port, "--timeout", "1s")
                            .end("hello");
            assertThat(ours.text()).as("%s", ours).isEqualTo("hello");
            server.stop();
        }
    }

    /** Not connected: what is connected sends no empty datagram in Java. */
    @Test
    void everyLengthComesBackAsItIs() throws IOException {
        try (var server = Sockeye.serve("udp:127.0.0.1:0");
                var client = DatagramChannel.open()) {
            client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ByteBuffer buffer = ByteBuffer.allocate(70_000);
            for (int length : new int[] {0, 1, 64, 1472, 1473, 9000, 65_507}) {
                byte[] sent = Bytes.random(length, length);
                assertThat(client.send(ByteBuffer.wrap(sent), server.address())).isEqualTo(length);
                assertThat(client.receive(buffer.clear())).isEqualTo(server.address());
                assertThat(buffer.flip()).as("%d bytes", length).isEqualTo(ByteBuffer.wrap(sent));
            }
            server.stop();
        }
    }

    @Test
    void answersComeFromTheAddressThatWasAsked() throws IOException {
        try (var server = Sockeye.serve("udp::0")) {
            for (String asked : new String[] {"127.0.0.1", "127.0.0.2", "127.1.2.3", "::1"}) {
                try (var client = new DatagramSocket()) {
                    client.setSoTimeout(PATIENCE);
                    // A connected socket takes datagrams of no other address.
                    client.connect(
                            new InetSocketAddress(InetAddress.ofLiteral(asked), server.port()));
                    client.send(new DatagramPacket(utf8(asked), asked.length()));
                    assertThat(receive(client)).as(asked).isEqualTo(utf8(asked));
                }
            }
            server.stop();
        }
    }

    /** Two echo servers that answered each other would never stop. */
    @Test
    void nothingBelowPort1024IsAnswered() throws IOException {
        DatagramSocket privileged;
        try {
            privileged =
                    new DatagramSocket(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1007));
        } catch (SocketException e) {
            abort("no right to port 1007: " + e.getMessage());
            return;
        }
        try (var server = Sockeye.serve("udp:127.0.0.1:0");
                privileged;
                var ordinary = new DatagramSocket()) {
            privileged.send(new DatagramPacket(utf8("low"), 3, server.address()));
            ordinary.setSoTimeout(PATIENCE);
            ordinary.send(new DatagramPacket(utf8("high"), 4, server.address()));
            assertThat(receive(ordinary)).isEqualTo(utf8("high"));
            // The iterative server has dealt with the first when it answers the second.
            privileged.setSoTimeout(1);
            assertThatThrownBy(() -> receive(privileged))
                    .isInstanceOf(SocketTimeoutException.class);
            server.stop();
        }
    }

    @Test
    void unixDatagramsComeBack() {
        Tools.need("socat");
        Path path = folder.resolve("server");
        Path own = folder.resolve("client");
        try (var server = Sockeye.serve("unixdgram:" + path)) {
            assertThat(server.ready())
                    .containsExactly(
                            "listening on unixdgram:" + path + " (model iterative, handler echo)");
            Ended ended =
                    Run.of("socat", "-t1", "STDIO", "UNIX-SENDTO:" + path + ",bind=" + own)
                            .end("hello");
            assertThat(ended.text()).as("%s", ended).isEqualTo("hello");
            server.stop();
        }
        assertThat(path).doesNotExist();
    }

    private static byte[] receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[70_000], 70_000);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
