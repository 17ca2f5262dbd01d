package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.server.handler.Files;
import dev.sockeye.server.handler.Proxy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Proxy}: whoever stands behind it, and whoever stands before it, notices nothing. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
class ProxyTest {
    private final Recorder recorder = new Recorder();
    private final boolean offload;

    @TempDir Path folder;

    /** An upstream on the JDK's sockets. */
    private ServerSocket upstream;

    ProxyTest(boolean offload) {
        this.offload = offload;
    }

    @BeforeEach
    void listen() throws IOException {
        upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        upstream.setSoTimeout(20_000);
    }

    @AfterEach
    void close() throws IOException {
        upstream.close();
    }

    private Socket accept() throws IOException {
        Socket socket = upstream.accept();
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Proxy proxy() {
        return new Proxy(address("127.0.0.1:" + upstream.getLocalPort()));
    }

    private static Target.Address address(String text) {
        return (Target.Address) Target.parse(text);
    }

    private Server serve() throws IOException {
        return setup().start(proxy());
    }

    private Server.Setup setup() {
        return Server.on(Target.parse("127.0.0.1:0")).offload(offload).events(recorder);
    }

    static Stream<Arguments> placesAndModels() {
        return Stream.of(Place.values())
                .flatMap(front -> Stream.of(Place.values()).map(back -> Arguments.of(front, back)));
    }

    @ParameterizedTest
    @MethodSource("placesAndModels")
    void everyByteGoesBothWays(Place front, Place back) throws Exception {
        byte[] bytes = new byte[8 << 20];
        new Random(3).nextBytes(bytes);
        Path behind = java.nio.file.Files.createDirectory(folder.resolve("behind"));
        try (var echo = Server.on(back.target(behind)).start(new Echo())) {
            for (Model model : Place.MODELS) {
                try (var server =
                                Server.on(front.target(folder))
                                        .model(model)
                                        .offload(offload)
                                        .events(recorder)
                                        .start(new Proxy(echo.targets().getFirst()));
                        var client = Client.connect(server)) {
                    client.expectEcho(bytes);
                    Recorder.Closed closed = Recorder.next(recorder.closed);
                    assertThat(closed.cause()).isNull();
                    assertThat(closed.session().bytesRead()).isEqualTo(bytes.length);
                    assertThat(closed.session().bytesWritten()).isEqualTo(bytes.length);
                }
            }
        }
    }

    @Test
    void theEndOfThePeerReachesTheUpstreamAndTheOtherDirectionGoesOn() throws Exception {
        try (var server = serve();
                var client = Client.connect(server);
                var behind = accept()) {
            client.send("question").end();
            assertThat(behind.getInputStream().readAllBytes()).asString().isEqualTo("question");
            behind.getOutputStream().write("answer".getBytes(US_ASCII));
            client.expect("answer");
            behind.shutdownOutput();
            client.expectEnd();
            assertThat(Recorder.next(recorder.closed).cause()).isNull();
        }
    }

    @Test
    void theEndOfTheUpstreamReachesThePeerAndTheOtherDirectionGoesOn() throws Exception {
        try (var server = serve();
                var client = Client.connect(server);
                var behind = accept()) {
            behind.getOutputStream().write("greeting".getBytes(US_ASCII));
            behind.shutdownOutput();
            assertThat(client.readText()).isEqualTo("greeting");
            client.send("and thanks").end();
            assertThat(behind.getInputStream().readAllBytes()).asString().isEqualTo("and thanks");
            assertThat(Recorder.next(recorder.closed).cause()).isNull();
        }
    }

    /** Though the peer has sent something that nobody will read. */
    @Test
    void withoutAnUpstreamThePeersConnectionEndsInOrderAndTheReasonIsTold() throws Exception {
        upstream.close();
        try (var server = serve();
                var client = Client.connect(server)) {
            client.send(new byte[100_000]);
            client.expectEnd();
            client.end();
            Recorder.Told told = Recorder.next(recorder.failed);
            assertThat(told.what())
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errnoName()).isEqualTo("ECONNREFUSED");
                                assertThat(e.getMessage())
                                        .contains("127.0.0.1:" + upstream.getLocalPort());
                            });
        }
    }

    @Test
    void connectingIsTimed() throws Exception {
        // Nobody accepts, and the queue of one is full.
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort());
                var server =
                        setup().start(
                                        new Proxy(
                                                address("127.0.0.1:" + full.getLocalPort()),
                                                Duration.ofMillis(200),
                                                Network.host()));
                var client = Client.connect(server)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            client.expectEnd();
            client.end();
            Recorder.Told told = Recorder.next(recorder.failed);
            assertThat(told.what())
                    .isInstanceOf(ConnectException.class)
                    .asString()
                    .contains("127.0.0.1:" + full.getLocalPort(), "the time is over");
        }
    }

    @Test
    void aResetOfTheUpstreamReachesThePeer() throws Exception {
        try (var server = serve();
                var client = Client.connect(server)) {
            Socket behind = accept();
            client.send("x");
            assertThat(behind.getInputStream().read()).isEqualTo('x');
            behind.setSoLinger(true, 0);
            behind.close();
            assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
            assertThat(Recorder.next(recorder.failed).what()).asString().contains("ECONNRESET");
        }
    }

    @Test
    void aResetOfThePeerReachesTheUpstream() throws Exception {
        try (var server = serve();
                var client = Client.connect(server);
                var behind = accept()) {
            client.send("x");
            assertThat(behind.getInputStream().read()).isEqualTo('x');
            client.reset();
            assertThatThrownBy(() -> behind.getInputStream().read())
                    .isInstanceOf(SocketException.class);
            assertThat(Recorder.next(recorder.failed).what()).asString().contains("ECONNRESET");
        }
    }

    @Test
    void silenceInBothDirectionsEndsBoth() throws Exception {
        try (var server = setup().timeout(Duration.ofMillis(300)).start(proxy());
                var client = Client.connect(server);
                var behind = accept()) {
            client.expectEnd();
            assertThat(behind.getInputStream().read()).isNegative();
            assertThat(Recorder.next(recorder.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(recorder.failed).isEmpty();
        }
    }

    /** Also where the silent direction has ended. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBusyDirectionKeepsTheOtherAlive(boolean ended) throws Exception {
        try (var server = setup().timeout(Duration.ofSeconds(1)).start(proxy());
                var client = Client.connect(server);
                var behind = accept()) {
            if (ended) {
                client.end();
            }
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                behind.getOutputStream().write('x');
                client.expect("x");
            }
            assertThat(recorder.closed).isEmpty();
            if (!ended) {
                client.send("y");
                assertThat(behind.getInputStream().read()).isEqualTo('y');
            }
            client.expectEnd();
            assertThat(Recorder.next(recorder.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** What the upstream does not take is not read from the peer. */
    @Test
    void aSlowUpstreamHoldsThePeerBack() throws Exception {
        byte[] bytes = new byte[64 << 20];
        new Random(4).nextBytes(bytes);
        try (var server = serve();
                var client = Client.connect(server);
                var behind = accept();
                var sending = new InBackground(() -> client.send(bytes).end())) {
            Connection session = Recorder.next(recorder.opened);
            untilStuck(session);
            assertThat(session.bytesRead()).isLessThan(bytes.length / 2);
            assertThat(Arrays.equals(behind.getInputStream().readAllBytes(), bytes)).isTrue();
            sending.join();
        }
    }

    /** Until both queues of the kernel and the buffer are full. */
    private static void untilStuck(Connection session) throws InterruptedException {
        long before = -1;
        for (long now; (now = session.bytesRead()) != before || now == 0; before = now) {
            Thread.sleep(200);
        }
    }

    /** Both directions are full. The peer's end shows in the one, and the other must not wait for ever. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void aPeerThatNeverReadAndHasGoneLeavesNothingBehind(Place place) throws Exception {
        try (var server =
                        Server.on(place.target(folder))
                                .offload(offload)
                                .events(recorder)
                                .start(proxy());
                var peer = Client.connect(server);
                var sending = new InBackground(() -> peer.send(new byte[256 << 20]));
                var behind = accept();
                var echoing =
                        new InBackground(() ->
                                behind.getInputStream().transferTo(behind.getOutputStream()))) {
            untilStuck(Recorder.next(recorder.opened));

            peer.channel().close();

            Recorder.next(recorder.closed);
            assertThat(sending.thread().join(Duration.ofSeconds(10))).isTrue();
            assertThat(echoing.thread().join(Duration.ofSeconds(10))).isTrue();
        }
    }

    /** The session is over, its second thread too, and the upstream knows it. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aCutEndsEverything(Model model, Place place) throws Exception {
        try (var server =
                        Server.on(place.target(folder))
                                .model(model)
                                .offload(offload)
                                .events(recorder)
                                .start(proxy());
                var ended = Client.connect(server);
                var behind = accept()) {
            ended.end();
            assertThat(behind.getInputStream().read()).isNegative();
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            Recorder.next(recorder.closed);
            ended.expectEnd();
            behind.getOutputStream().write('x');
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    behind.getOutputStream().write('x');
                                }
                            })
                    .isInstanceOf(SocketException.class);
            assertThat(recorder.failed).isEmpty();
        }
    }

    @Test
    void curlFetchesThroughIt() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(6).nextBytes(bytes);
        java.nio.file.Files.write(folder.resolve("big.bin"), bytes);
        try (var site =
                        Server.on(
                                        Target.parse(
                                                "unix:@sockeye-proxy-"
                                                        + ProcessHandle.current().pid()))
                                .start(new Files(folder));
                var server = setup().start(new Proxy(site.targets().getFirst()))) {
            Process curl =
                    new ProcessBuilder(
                                    "curl",
                                    "-sS",
                                    "--noproxy",
                                    "*",
                                    "http://" + server.local() + "/big.bin")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            assertThat(curl.getInputStream().readAllBytes()).isEqualTo(bytes);
            assertThat(curl.waitFor()).isZero();
        }
    }

    @Test
    void anUpstreamIsAStreamToConnectTo() {
        for (String text : new String[] {"udp:127.0.0.1:7", "unixdgram:/x", "seqpacket:/x", ":7"}) {
            Target.Address target = address(text);
            assertThatThrownBy(() -> new Proxy(target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no stream to connect to");
        }
    }
}
