package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code connect} with datagrams, which have no end. */
@Timeout(60)
class ConnectDatagramTest {
    @Test
    void datagramsOfASilentPeerAreNo() throws IOException {
        try (var silent = DatagramSocket.bind(Endpoint.parse("127.0.0.1:0"))) {
            String to = "udp:" + silent.local();
            var world = new TestWorld().in("x");

            assertThat(world.run("connect", to)).isEqualTo(ExitCode.NO);
            assertThat(new TestWorld().in("y").run("connect", to, "--timeout", "50ms"))
                    .isEqualTo(ExitCode.TIME);
            assertThat(new TestWorld().in("z").run("connect", to, "--eof", "close"))
                    .isEqualTo(ExitCode.DONE);
            assertThat(new TestWorld().run("connect", to, "--eof", "close"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(world.errLines())
                    .hasSize(3)
                    .first()
                    .isEqualTo("sockeye: no reply from " + to + " within 1s");
            for (String expected : new String[] {"x", "y", "z", ""}) {
                var buffer = ByteBuffer.allocate(8);
                var _ = silent.receive(buffer);
                assertThat(UTF_8.decode(buffer.flip()).toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void datagramsToNobodyAreRefused() throws IOException {
        Endpoint gone;
        try (var once = DatagramSocket.bind(Endpoint.parse("127.0.0.1:0"))) {
            gone = once.local();
        }
        var world = new TestWorld().in("x");

        assertThat(world.run("connect", "udp:" + gone)).isEqualTo(ExitCode.NO);

        assertThat(world.err())
                .startsWith("sockeye: nobody answers at udp:" + gone + "\n")
                .contains("ECONNREFUSED");
    }

    @Test
    void largeInputBecomesSeveralDatagrams() throws IOException {
        try (var sink = DatagramSocket.bind(Endpoint.parse("127.0.0.1:0"))) {
            var world = new TestWorld().in(new byte[20_000]);

            assertThat(world.run("connect", "udp:" + sink.local(), "--eof", "close"))
                    .isEqualTo(ExitCode.DONE);

            var buffer = ByteBuffer.allocate(65_536);
            assertThat(sink.receive(buffer).length()).isEqualTo(16_384);
            assertThat(sink.receive(buffer.clear()).length()).isEqualTo(20_000 - 16_384);
        }
    }
}
