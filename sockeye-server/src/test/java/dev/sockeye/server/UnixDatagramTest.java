package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Received;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.net.UnixName;
import dev.sockeye.server.handler.Echo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The datagram models that serve Unix addresses. */
@ParameterizedClass
@ValueSource(strings = {"iterative", "batch:2"})
@Timeout(60)
class UnixDatagramTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Recorder events = new Recorder();
    private final Model model;

    @TempDir Path folder;

    UnixDatagramTest(String model) {
        this.model = Model.parse(model);
    }

    private Server start(String target, DatagramHandler handler) throws IOException {
        return Server.on(Target.parse(target)).model(model).events(events).startDatagram(handler);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void answersUnixDatagrams() throws Exception {
        var name = new Endpoint.Unix(UnixName.path(folder.resolve("client")));
        try (var server = start("unixdgram:" + folder.resolve("server"), new Echo());
                var client = DatagramSocket.bind(name, So.SNDBUF.to(1 << 20))) {
            client.timeout(LONG);
            for (int size : new int[] {0, 1, 1000, 65_507, 150_000}) {
                byte[] question = random(size);
                client.send(ByteBuffer.wrap(question), server.local());
                var answer = ByteBuffer.allocate(300_000);
                Received received = client.receive(answer);
                assertThat(received.from()).isEqualTo(server.local());
                assertThat(received.length()).isEqualTo(size);
                assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(question));
            }
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void aSenderWithoutANameIsCounted() throws Exception {
        try (var server = start("unixdgram:" + folder.resolve("server"), new Echo());
                var nameless = DatagramSocket.connect(server.local());
                var named =
                        DatagramSocket.bind(
                                new Endpoint.Unix(UnixName.path(folder.resolve("c"))))) {
            nameless.send(ByteBuffer.wrap(new byte[5]));
            nameless.send(ByteBuffer.wrap(new byte[5]));
            named.send(ByteBuffer.wrap(new byte[1]), server.local());
            named.timeout(LONG);
            assertThat(named.receive(ByteBuffer.allocate(10)).length()).isEqualTo(1);
            assertThat(server.counts().unanswered()).isEqualTo(2);
            assertThat(server.counts().datagrams()).isEqualTo(3);
        }
        assertThat(events.failed).isEmpty();
    }

    /** A Unix peer with a full queue would hold up everybody for ever. */
    @Test
    void aPeerThatDoesNotReadHoldsUpNobodyForLong() throws Exception {
        try (var server = start("unixdgram:" + folder.resolve("server"), new Echo());
                var stuck =
                        DatagramSocket.bind(new Endpoint.Unix(UnixName.path(folder.resolve("a"))));
                var other =
                        DatagramSocket.bind(
                                new Endpoint.Unix(UnixName.path(folder.resolve("b"))))) {
            stuck.timeout(LONG);
            while (server.counts().unanswered() < 3) {
                stuck.send(ByteBuffer.wrap(new byte[8]), server.local());
            }
            other.timeout(LONG);
            other.send(ByteBuffer.wrap(new byte[1]), server.local());
            assertThat(other.receive(ByteBuffer.allocate(10)).length()).isEqualTo(1);
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void concurrentRefusesItInWords() {
        Path path = folder.resolve("server");
        assertThatExceptionOfType(UnsupportedModelException.class)
                .isThrownBy(() ->
                        Server.on(Target.parse("udp:127.0.0.1:0"))
                                .also(Target.parse("unixdgram:" + path))
                                .model(Model.concurrent())
                                .start(new Echo()))
                .withMessageStartingWith("model concurrent: sockets cannot share a Unix address")
                .withMessageContaining(path.toString());
        assertThat(Files.exists(path)).isFalse();
    }
}
