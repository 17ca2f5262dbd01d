package dev.sockeye.server;

import static dev.sockeye.sys.FaultKernel.errno;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Chargen;
import dev.sockeye.server.handler.Daytime;
import dev.sockeye.server.handler.Discard;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every datagram model over UDP, judged by the JDK's DatagramSocket. */
@ParameterizedClass
@ValueSource(strings = {"iterative", "concurrent", "batch:1", "batch:3"})
@Timeout(60)
class DatagramTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Recorder events = new Recorder();
    private final Model model;

    DatagramTest(String model) {
        this.model = Model.parse(model);
    }

    private Server.Setup setup(String target) {
        return Server.on(Target.parse(target)).model(model).events(events);
    }

    private Server start(String target, DatagramHandler handler) throws IOException {
        return setup(target).startDatagram(handler);
    }

    /** The call that it receives by. */
    private String receiving() {
        return model.name().equals("concurrent") ? "recvmsg" : "recvmmsg";
    }

    /** Waits until so many were received: different peers may be served at once. */
    private static void awaitDatagrams(Server server, long count) {
        while (server.counts().datagrams() < count) {
            Thread.onSpinWait();
        }
    }

    private static java.net.DatagramSocket judge(String host) throws IOException {
        var judge =
                new java.net.DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(host), 0));
        judge.setSoTimeout(10_000);
        return judge;
    }

    private static int port(Server server) {
        return ((InetSocketAddress) server.local().toSocketAddress()).getPort();
    }

    /** Asks, and answers what came back, after looking at who sent it. */
    private static byte[] ask(java.net.DatagramSocket judge, String host, int port, byte[] question)
            throws IOException {
        var server = new InetSocketAddress(InetAddress.ofLiteral(host), port);
        judge.send(new DatagramPacket(question, question.length, server));
        var packet = new DatagramPacket(new byte[70_000], 70_000);
        judge.receive(packet);
        assertThat(packet.getSocketAddress()).isEqualTo(server);
        return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "udp:127.0.0.1:0, 127.0.0.1, 127.0.0.1",
        "udp:[::1]:0, ::1, ::1",
        "udp:0.0.0.0:0, 127.0.0.1, 127.0.0.1",
        "udp:0.0.0.0:0, 127.0.0.1, 127.0.0.2",
        "udp:0.0.0.0:0, 127.0.0.3, 127.1.2.3",
        "udp:[::]:0, ::1, ::1",
        "udp::0, ::1, ::1",
        "udp::0, 127.0.0.1, 127.0.0.1",
        "udp::0, 127.0.0.1, 127.0.0.2",
        "udp::0, 127.0.0.2, 127.99.0.1",
    })
    void answersFromTheAddressThatWasAsked(String target, String from, String asked)
            throws Exception {
        try (var server = start(target, new Echo());
                var judge = judge(from)) {
            for (int size : new int[] {0, 1, 64, 1472, 9000, 65_507}) {
                byte[] question = random(size);
                assertThat(ask(judge, asked, port(server), question)).isEqualTo(question);
            }
            assertThat(server.counts().datagrams()).isEqualTo(6);
            assertThat(server.counts().unanswered()).isZero();
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "udp:127.0.0.1:0, 127.0.0.1, 127.0.0.1",
        "udp:0.0.0.0:0, 127.0.0.1, 127.0.0.2",
        "udp::0, ::1, ::1"
    })
    void tellsTheHandlerWhoAskedWhom(String target, String from, String asked) throws Exception {
        var told = new LinkedBlockingQueue<Endpoint>();
        DatagramHandler handler =
                (session, data) -> {
                    assertThat(session.truncated()).isFalse();
                    told.add(session.peer());
                    told.add(session.local());
                    assertThat(session.reply(data)).isTrue();
                };
        try (var server = start(target, handler);
                var judge = judge(from)) {
            ask(judge, asked, port(server), new byte[1]);
            var peer = (InetSocketAddress) Recorder.next(told).toSocketAddress();
            assertThat(peer).isEqualTo(judge.getLocalSocketAddress());
            assertThat(Recorder.next(told).toSocketAddress())
                    .isEqualTo(new InetSocketAddress(asked, port(server)));
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void aDualTargetIsIpv4WhereThereIsNoIpv6() throws Exception {
        var kernel = new FaultKernel(Kernel.host()).at("socket", 1, errno(Errno.EAFNOSUPPORT));
        // The second attempt is the network's own, on IPv4, which refuses an option of IPv6.
        kernel.at("socket", 3, errno(Errno.EAFNOSUPPORT));
        try (var network = Network.on(kernel);
                var server = setup("udp::0").network(network).start(new Echo());
                var judge = judge("127.0.0.1")) {
            assertThat(server.local()).isInstanceOf(Endpoint.Inet4.class);
            assertThat(ask(judge, "127.0.0.2", port(server), new byte[3])).hasSize(3);
        }
    }

    @Test
    void aHandlerThatThrowsHarmsNoOtherDatagram() throws Exception {
        DatagramHandler handler =
                (session, data) -> {
                    switch ((int) data.byteSize()) {
                        case 1 -> throw new IllegalStateException("as planned");
                        case 2 -> throw new StackOverflowError("as planned");
                        case 3 -> Thread.currentThread().interrupt();
                        default -> session.reply(new byte[] {'o', 'k'});
                    }
                };
        try (var server = start("udp:127.0.0.1:0", handler);
                var judge = judge("127.0.0.1")) {
            for (int size = 1; size <= 3; size++) {
                var to = server.local().toSocketAddress();
                judge.send(new DatagramPacket(new byte[size], size, to));
            }
            assertThat(ask(judge, "127.0.0.1", port(server), new byte[4]))
                    .isEqualTo(new byte[] {'o', 'k'});
            var first = Recorder.next(events.failed);
            assertThat(first.what()).isInstanceOf(IllegalStateException.class);
            assertThat(first.where()).isEqualTo(Endpoint.of(judge.getLocalSocketAddress()));
            assertThat(Recorder.next(events.failed).what()).isInstanceOf(StackOverflowError.class);
            assertThat(events.failed).isEmpty();
            assertThat(server.counts().failed()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECONNREFUSED",
                "EHOSTUNREACH",
                "ENETUNREACH",
                "ECONNRESET",
                "ENOBUFS",
                "ENOMEM",
                "EPROTO",
                "EMSGSIZE"
            })
    void errorsOfReceivingDoNotEndTheServer(String name) throws Exception {
        int number = Errno.class.getField(name).getInt(null);
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo());
                var judge = judge("127.0.0.1")) {
            ask(judge, "127.0.0.1", port(server), new byte[1]);
            kernel.at(receiving(), 1, errno(number)).at(receiving(), 2, errno(number));
            ask(judge, "127.0.0.1", port(server), new byte[1]);
            assertThat(kernel.hits(receiving())).isEqualTo(2);
            assertThat(server.counts().troubles()).isEqualTo(2);
        }
        assertThat(events.lost).isEmpty();
    }

    @Test
    void errorsOfReceivingDoNotMakeItSpin() throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo());
                var judge = judge("127.0.0.1")) {
            kernel.from(receiving(), 1, errno(Errno.ECONNREFUSED));
            judge.setSoTimeout(700);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> ask(judge, "127.0.0.1", port(server), new byte[1]));
            // A socket whose thread begins late fails from its first try on, as the one that was
            // asked.
            long most = 40L * Math.max(1, model.count());
            assertThat(server.counts().troubles()).isBetween(10L, most);
        }
    }

    @Test
    void anAddressThatCannotWorkIsLost() throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo());
                var judge = judge("127.0.0.1")) {
            kernel.from(receiving(), 1, errno(Errno.ENOTSOCK));
            judge.send(new DatagramPacket(new byte[1], 1, server.local().toSocketAddress()));
            Recorder.next(events.lost);
            assertThatExceptionOfType(ErrnoException.class).isThrownBy(server::await);
        }
    }

    /** An answer that is refused, such as one to a peer that has gone, is a failure of that datagram. */
    @Test
    void anAnswerThatIsRefusedHarmsNoOtherDatagram() throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo());
                var judge = judge("127.0.0.1")) {
            switch (model.name()) {
                case "concurrent" -> kernel.at("send", 1, errno(Errno.EPERM));
                default -> kernel.at("sendmmsg", 1, errno(Errno.EPERM));
            }
            judge.send(new DatagramPacket(new byte[1], 1, server.local().toSocketAddress()));
            assertThat(Recorder.next(events.failed).what()).isInstanceOf(ErrnoException.class);
            ask(judge, "127.0.0.1", port(server), new byte[1]);
        }
    }

    @Test
    void aLowSourcePortIsNotAnswered() throws Exception {
        DatagramHandler[] handlers = {new Echo(), new Chargen(), new Daytime()};
        for (DatagramHandler handler : handlers) {
            try (var server = start("udp:127.0.0.1:0", handler);
                    var low = lowPort();
                    var judge = judge("127.0.0.1")) {
                var to = server.local().toSocketAddress();
                low.send(new DatagramPacket(new byte[100], 100, to));
                // Served after it, so that the low one had its chance.
                assertThat(ask(judge, "127.0.0.1", port(server), new byte[100])).isNotEmpty();
                awaitDatagrams(server, 2);
                low.setSoTimeout(1);
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> low.receive(new DatagramPacket(new byte[1], 1)));
                assertThat(server.counts().datagrams()).isEqualTo(2);
            }
        }
    }

    private static java.net.DatagramSocket lowPort() throws IOException {
        for (int port = 1023; port > 900; port--) {
            try {
                return new java.net.DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1"));
            } catch (java.net.BindException e) {
                if (port == 901) {
                    Assumptions.abort("no port below 1024 can be bound: " + e.getMessage());
                }
            }
        }
        throw new AssertionError();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40, 512, 513, 9000})
    void neverAnswersMoreThanItGot(int size) throws Exception {
        var clock = Clock.fixed(Instant.parse("2026-11-02T17:37:43Z"), ZoneOffset.UTC);
        String line = "Monday, November 2, 2026 17:37:43-Z\r\n";
        try (var daytime = start("udp:127.0.0.1:0", new Daytime(clock));
                var chargen = start("udp:127.0.0.1:0", new Chargen());
                var judge = judge("127.0.0.1")) {
            String answer =
                    new String(ask(judge, "127.0.0.1", port(daytime), new byte[size]), US_ASCII);
            assertThat(answer).isEqualTo(line.substring(0, Math.min(size, line.length())));
            byte[] characters = ask(judge, "127.0.0.1", port(chargen), new byte[size]);
            assertThat(characters).hasSize(Math.min(size, 512));
            assertThat(characters[0]).isEqualTo((byte) ' ');
        }
    }

    @Test
    void anEmptyQuestionGetsNothingButFromEcho() throws Exception {
        try (var daytime = start("udp:127.0.0.1:0", new Daytime());
                var chargen = start("udp:127.0.0.1:0", new Chargen());
                var discard = start("udp:127.0.0.1:0", new Discard());
                var judge = judge("127.0.0.1")) {
            for (Server server : new Server[] {daytime, chargen, discard}) {
                judge.send(new DatagramPacket(new byte[0], 0, server.local().toSocketAddress()));
            }
            judge.send(new DatagramPacket(new byte[99], 99, discard.local().toSocketAddress()));
            assertThat(daytime.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(chargen.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(discard.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(discard.counts().datagrams()).isEqualTo(2);
            judge.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> judge.receive(new DatagramPacket(new byte[1], 1)));
        }
    }

    /** What the kernel has taken in before the stop is still answered. */
    @Test
    void aStopServesWhatIsQueued() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        DatagramHandler slow =
                (session, data) -> {
                    begun.countDown();
                    goOn.await();
                    session.reply(data);
                };
        try (var server = start("udp:127.0.0.1:0", slow);
                var judge = judge("127.0.0.1")) {
            for (int number = 0; number < 10; number++) {
                var to = server.local().toSocketAddress();
                judge.send(new DatagramPacket(new byte[] {(byte) number}, 1, to));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            var result = new LinkedBlockingQueue<Server.Stop>();
            try (var stopping = new InBackground(() -> result.add(server.stop(LONG)))) {
                goOn.countDown();
                for (int number = 0; number < 10; number++) {
                    var packet = new DatagramPacket(new byte[1], 1);
                    judge.receive(packet);
                    assertThat(packet.getData()[0]).isEqualTo((byte) number);
                }
                stopping.join();
            }
            assertThat(Recorder.next(result)).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    @Test
    void aStopCutsAHandlerThatDoesNotEnd() throws Exception {
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        DatagramHandler stuck =
                (_, _) -> {
                    begun.countDown();
                    never.await();
                };
        try (var server = start("udp:127.0.0.1:0", stuck);
                var judge = judge("127.0.0.1")) {
            judge.send(new DatagramPacket(new byte[1], 1, server.local().toSocketAddress()));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.stop(Duration.ofMillis(50))).isEqualTo(Server.Stop.FORCED);
        }
        assertThat(events.failed).as("a cut is no failure").isEmpty();
    }

    @Test
    void stopsAtOnceWhenIdle() throws Exception {
        try (var server = start("udp:[::1]:0", new Echo())) {
            assertThat(server.stop(Duration.ofSeconds(5))).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(server.await()).isEqualTo(Server.Stop.GRACEFUL);
        }
        assertThat(events.stopped).containsExactly(Server.Stop.GRACEFUL);
    }

    @Test
    void twoServersDoNotShareAPort() throws Exception {
        try (var server = start("udp:127.0.0.1:0", new Echo())) {
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> start(server.targets().getFirst().toString(), new Echo()))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
        }
    }
}
