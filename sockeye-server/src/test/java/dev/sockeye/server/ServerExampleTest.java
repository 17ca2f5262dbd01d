package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example does what it says, on each model. */
@Timeout(60)
class ServerExampleTest {
    /** Hands each line to whoever waits for it. */
    private static final class Lines extends ByteArrayOutputStream {
        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            int end;
            for (String text = toString(US_ASCII);
                    (end = text.indexOf('\n')) >= 0;
                    text = toString(US_ASCII)) {
                lines.add(text.substring(0, end));
                reset();
                super.writeBytes(text.substring(end + 1).getBytes(US_ASCII));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iterative", "thread", "virtual"})
    void echoesAndTellsTheTime(String model) throws Exception {
        PrintStream out = System.out;
        var lines = new Lines();
        System.setOut(new PrintStream(lines, true));
        try (var example = new InBackground(() -> ServerExample.main(new String[] {model}))) {
            String[] ready = Recorder.next(lines.lines).split(" ", -1);
            System.setOut(out);
            try (var client = Client.connect(Endpoint.parse(ready[1]))) {
                client.expectEcho("hello".getBytes(US_ASCII));
            }
            expectTime(((InetSocketAddress) Endpoint.parse(ready[2]).toSocketAddress()).getPort());
            // Its try ends by the interrupt, and closes both servers.
            example.thread().interrupt();
        } finally {
            System.setOut(out);
        }
    }

    private static void expectTime(int port) throws Exception {
        try (var judge = new DatagramSocket()) {
            judge.setSoTimeout(10_000);
            var to = new InetSocketAddress(InetAddress.ofLiteral("::1"), port);
            judge.send(new DatagramPacket(new byte[0], 0, to));
            var packet = new DatagramPacket(new byte[100], 100);
            judge.receive(packet);
            String time = new String(packet.getData(), 0, packet.getLength(), US_ASCII);
            assertThat(Instant.parse(time)).isBefore(Instant.now().plusSeconds(1));
        }
    }
}
