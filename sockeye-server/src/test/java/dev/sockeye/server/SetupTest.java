package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Daytime;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SetupTest {
    private static final Target ANY_PORT = Target.parse("127.0.0.1:0");

    @TempDir Path folder;

    /** Made by its class. */
    public static final class Greeter implements Handler {
        /** Greets. */
        public Greeter() {}

        @Override
        public void handle(Session session) throws IOException {
            session.writeAll("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    /** Cannot be made. */
    public static final class Broken implements Handler {
        /** Never succeeds. */
        public Broken() {
            throw new IllegalStateException("broken");
        }

        @Override
        public void handle(Session session) {}
    }

    /** Needs an argument. */
    public record Demanding(String argument) implements Handler {
        @Override
        public void handle(Session session) {}
    }

    @Test
    void servesSeveralAddressesOfBothKinds() throws Exception {
        var events = new Recorder();
        try (var server =
                Server.on(ANY_PORT)
                        .also(Target.parse("[::1]:0"))
                        .also(Target.parse("unix:" + folder.resolve("s")))
                        .also(Target.parse("udp:127.0.0.1:0"))
                        .model(Model.thread())
                        .events(events)
                        .start(new Echo())) {
            assertThat(server.targets())
                    .extracting(target -> target.transport().word())
                    .containsExactly("tcp", "tcp", "unix", "udp");
            assertThat(server.targets()).noneMatch(target -> target.toString().endsWith(":0"));
            assertThat(events.listening).containsExactlyElementsOf(server.targets());
            assertThat(server.local()).isEqualTo(server.locals().getFirst());
            assertThat(server.model(server.targets().get(0))).isEqualTo(Model.thread());
            assertThat(server.model(server.targets().get(3))).isEqualTo(Model.iterative());
            for (Endpoint endpoint : server.locals().subList(0, 3)) {
                try (var client = Client.connect(endpoint)) {
                    client.send("x").expect("x");
                }
            }
        }
    }

    @Test
    void theSecondAddressInUseClosesTheFirst() throws Exception {
        Path path = folder.resolve("first");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var setup =
                    Server.on(Target.parse("unix:" + path))
                            .also(Target.parse("127.0.0.1:" + taken.getLocalPort()));
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> setup.start(new Echo()))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE))
                    .withMessageContaining(":" + taken.getLocalPort());
        }
        assertThat(Files.exists(path)).isFalse();
    }

    @Test
    void canBeStartedTwiceAndIsNeverChanged() throws Exception {
        var setup = Server.on(ANY_PORT).model(Model.virtual());
        var limited = setup.limit(1);
        assertThat(limited).isNotSameAs(setup);
        try (var one = setup.start(new Echo());
                var two = setup.start(new Daytime())) {
            assertThat(one.local()).isNotEqualTo(two.local());
            try (var first = Client.connect(one);
                    var second = Client.connect(one)) {
                first.send("a").expect("a");
                second.send("b").expect("b");
            }
        }
    }

    @Test
    void startsAgainOnThePortOfItsPredecessor() throws Exception {
        Target target;
        try (var server =
                        Server.on(ANY_PORT).startStream(session -> session.writeAll(new byte[1]));
                var client = Client.connect(server)) {
            target = server.targets().getFirst();
            // The server ends first, so that TIME_WAIT is on its side.
            assertThat(client.readAll()).hasSize(1);
        }
        try (var server = Server.on(target).start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
        }
    }

    @Test
    void twoServersDoNotShareAPort() throws Exception {
        try (var server = Server.on(ANY_PORT).start(new Echo())) {
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> Server.on(server.targets().getFirst()).start(new Echo()))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
        }
    }

    @Test
    void optionsAreSetBeforeBind() throws Exception {
        var sessions = new LinkedBlockingQueue<Boolean>();
        var setup = Server.on(ANY_PORT, So.REUSEPORT.to(true), So.KEEPALIVE.to(true));
        try (var server =
                setup.startStream(session ->
                        sessions.add(session.socket().orElseThrow().get(So.KEEPALIVE)))) {
            // A second server on the port proves that the first one has it too.
            Server.on(server.targets().getFirst(), So.REUSEPORT.to(true)).start(new Echo()).close();
            try (var client = Client.connect(server)) {
                client.expectEnd();
                assertThat(Recorder.next(sessions)).isTrue();
            }
        }
    }

    @Test
    void dualTakesBothVersions() throws Exception {
        try (var server = Server.on(Target.parse(":0")).start(new Echo())) {
            assertThat(server.targets().getFirst().dual()).isFalse();
            int port = ((Endpoint.Inet6) server.local()).port();
            for (String host : new String[] {"127.0.0.1", "[::1]"}) {
                try (var client = Client.connect(Endpoint.parse(host + ":" + port))) {
                    client.send("x").expect("x");
                }
            }
        }
    }

    @Test
    void startsFromAClass() throws Exception {
        try (var server = Server.on(ANY_PORT).start(Greeter.class);
                var client = Client.connect(server)) {
            assertThat(client.readText()).isEqualTo("hello");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(ANY_PORT).start(Broken.class))
                .withMessageContaining("broken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(ANY_PORT).start(Demanding.class))
                .withMessageContaining("without arguments");
    }

    /** Nothing takes its place. */
    @Test
    void uringSaysWhyItIsForbidden() {
        var kernel =
                new FaultKernel(Kernel.host())
                        .from("io_uring_setup", 1, FaultKernel.errno(Errno.EPERM));
        try (var network = Network.on(kernel)) {
            assertThatExceptionOfType(UnsupportedModelException.class)
                    .isThrownBy(() ->
                            Server.on(ANY_PORT)
                                    .network(network)
                                    .model(Model.uring(2))
                                    .start(new Echo()))
                    .withMessageStartingWith("model uring:2: EPERM (Operation not permitted): ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"packet:lo", "vsock:1:7", "seqpacket:/nowhere"})
    void targetsThatAreNotThereSaySo(String target) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Server.on(Target.parse(target)).start(new Echo()))
                .withMessageContaining("not there yet");
    }

    @Test
    void aModelOfTheOtherKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Server.on(ANY_PORT).model(Model.parse("batch:2")).start(new Echo()))
                .withMessage("model batch:2 is for datagrams, and the addresses are for streams");
        var udp = Target.parse("udp:127.0.0.1:0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(udp).model(Model.virtual()).start(new Echo()))
                .withMessage("model virtual is for streams, and the addresses are for datagrams");
    }

    @Test
    void aServiceOfTheOtherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(ANY_PORT).startDatagram((_, _) -> {}))
                .withMessageContaining("serves no streams");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(Target.parse("udp:127.0.0.1:0")).startStream(_ -> {}))
                .withMessageContaining("serves no datagrams");
    }

    @Test
    void badNumbersAreRefused() {
        var setup = Server.on(ANY_PORT);
        assertThatIllegalArgumentException().isThrownBy(() -> setup.limit(0));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.limit(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.backlog(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.timeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.grace(Duration.ofMillis(-1)));
    }
}
