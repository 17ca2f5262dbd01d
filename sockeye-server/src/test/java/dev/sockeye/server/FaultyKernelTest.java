package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals and short counts at every call of the echo path: the bytes stay the same. */
@Timeout(60)
class FaultyKernelTest {
    private static final String[] CALLS = {
        "accept4",
        "recv",
        "send",
        "poll",
        "select",
        "epoll_wait",
        "shutdown",
        "close",
        "getsockname",
        "recvmsg",
        "sendmsg",
        "statx",
        "unlink",
        "io_uring_enter"
    };

    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private void expectEcho(FaultKernel kernel, Model model, Place place, byte[] bytes)
            throws Exception {
        try (var network = Network.on(kernel);
                var server =
                        Server.on(place.target(folder))
                                .model(model)
                                .network(network)
                                .events(events)
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.expectEcho(bytes);
            assertThat(Recorder.next(events.closed).session().bytesWritten())
                    .isEqualTo(bytes.length);
            assertThat(server.stop(Duration.ofSeconds(20))).isEqualTo(Server.Stop.GRACEFUL);
        }
        assertThat(events.failed).isEmpty();
        assertThat(events.shed).isEmpty();
        try (var files = java.nio.file.Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void everyThirdCallIsInterrupted(Model model, Place place) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        for (String call : CALLS) {
            if (!call.equals("close")) {
                kernel.every(call, 3, FaultKernel.interruptedBefore());
            }
        }
        expectEcho(kernel, model, place, random(300_000));
        expectHits(kernel, model);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void theFirstCallIsInterrupted(Model model, Place place) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        for (String call : CALLS) {
            if (!call.equals("close")) {
                kernel.at(call, 1, FaultKernel.interruptedBefore());
            }
        }
        expectEcho(kernel, model, place, random(1000));
        assertThat(kernel.hits("accept4")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void everyCloseIsInterruptedAfterItsDeed(Model model, Place place) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        kernel.every("close", 1, FaultKernel.interruptedAfter());
        expectEcho(kernel, model, place, random(1000));
        assertThat(kernel.hits("close")).isPositive();
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void countsAreShort(Model model, Place place) throws Exception {
        var kernel =
                new FaultKernel(Kernel.host())
                        .every("recv", 2, FaultKernel.shortCount(7))
                        .every("send", 3, FaultKernel.shortCount(5))
                        .every("epoll_wait", 1, FaultKernel.shortCount(1));
        expectEcho(kernel, model, place, random(100_000));
        if (!isRing(model)) {
            expectHits(kernel, model);
        }
    }

    /** On a ring no call moves bytes. */
    private static boolean isRing(Model model) {
        return model.name().equals("uring");
    }

    private static void expectHits(FaultKernel kernel, Model model) {
        for (String call : isRing(model) ? List.of("io_uring_enter") : List.of("recv", "send")) {
            assertThat(kernel.hits(call)).as(call).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IORING_OP_RECV", "IORING_OP_SEND"})
    void aFailedCompletionEndsItsSessionAlone(String opcode) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(Model.uring(1))
                                .network(network)
                                .events(events)
                                .start(new Echo());
                var other = Client.connect(server)) {
            other.send("a").expect("a");
            try (var client = Client.connect(server)) {
                client.send("b").expect("b");
                kernel.at(opcode, 1, FaultKernel.errno(Errno.ECONNRESET));
                client.send("c");
                var closed = Recorder.next(events.closed);
                assertThat(closed.session().id()).isEqualTo(2);
                assertThat(closed.cause())
                        .isInstanceOf(ErrnoException.class)
                        .hasMessageContaining("ECONNRESET");
            }
            assertThat(kernel.hits(opcode)).isEqualTo(1);
            other.send("d").expect("d");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void everyCountIsOne(Model model) throws Exception {
        var kernel =
                new FaultKernel(Kernel.host())
                        .every("recv", 1, FaultKernel.shortCount(1))
                        .every("send", 1, FaultKernel.shortCount(1));
        expectEcho(kernel, model, Place.UNIX, random(3000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp:127.0.0.1:0", "udp::0"})
    void datagramsAreEchoedThroughSignals(String target) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        for (String call : new String[] {"recvmmsg", "sendmmsg", "poll"}) {
            kernel.every(call, 2, FaultKernel.interruptedBefore());
        }
        try (var network = Network.on(kernel);
                var server =
                        Server.on(Target.parse(target))
                                .network(network)
                                .events(events)
                                .start(new Echo())) {
            var local = (java.net.InetSocketAddress) server.local().toSocketAddress();
            var to =
                    dev.sockeye.net.Endpoint.of(
                            java.net.InetAddress.ofLiteral("127.0.0.1"), local.getPort());
            try (var client = DatagramSocket.connect(to)) {
                client.timeout(Duration.ofSeconds(20));
                for (int size = 0; size < 100; size++) {
                    byte[] question = random(size);
                    client.send(ByteBuffer.wrap(question));
                    var answer = ByteBuffer.allocate(200);
                    assertThat(client.receive(answer).length()).isEqualTo(size);
                    assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(question));
                }
            }
            assertThat(kernel.hits("recvmmsg")).isGreaterThan(50);
        }
        assertThat(events.failed).isEmpty();
    }
}
