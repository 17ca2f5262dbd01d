package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small handlers beside echo, over TCP and UDP at once. */
@Timeout(60)
class HandlersTest {
    private static final String TIME = "\\w+, \\w+ \\d+, \\d{4} \\d\\d:\\d\\d:\\d\\d-\\S+\\r\\n";

    private static Served serve(String handler) {
        return Sockeye.serve("127.0.0.1:0", "udp:127.0.0.1:0", "--handler", handler);
    }

    @Test
    void daytimeTellsTheTime() throws IOException {
        Tools.needNc();
        try (var server = serve("daytime")) {
            assertThat(nc(server).in().end().text()).matches(TIME);
            assertThat(ask(server, 200)).matches(TIME);
            assertThat(ask(server, 8)).as("never more than was sent").hasSize(8);
            server.stop();
        }
    }

    @Test
    void discardAnswersNothing() throws IOException {
        Tools.needNc();
        try (var server = serve("discard")) {
            Ended ended = nc(server).end(Bytes.random(1, 1_000_000));
            assertThat(ended.status()).as("%s", ended).isZero();
            assertThat(ended.out()).isEmpty();
            server.stop();
        }
    }

    @Test
    void chargenTurnsTheAlphabet() throws IOException {
        try (var server = serve("chargen");
                var client = Clients.connect(server.address())) {
            byte[] lines = client.getInputStream().readNBytes(95 * 74);
            assertThat(new String(lines, 0, 74, US_ASCII))
                    .startsWith(" !\"#$%&")
                    .endsWith("efg\r\n");
            assertThat(new String(lines, 74, 74, US_ASCII)).startsWith("!\"#$%&'");
            assertThat(ask(server, 40)).startsWith(" !\"#").hasSize(40);
            assertThat(ask(server, 5000)).as("no amplifier").hasSize(512);
            Clients.end(client);
            server.stop();
        }
    }

    private static Run nc(Served server) {
        return Run.of("nc", "-N", "127.0.0.1", Integer.toString(server.port()));
    }

    /** Sends a datagram of so many bytes to the second address. */
    private static String ask(Served server, int bytes) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout((int) Run.PATIENCE.toMillis());
            byte[] question = utf8("?".repeat(bytes));
            socket.send(
                    new DatagramPacket(
                            question, bytes, server.address().getAddress(), server.port(1)));
            var answer = new DatagramPacket(new byte[10_000], 10_000);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        }
    }
}
