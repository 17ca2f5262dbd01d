package dev.sockeye.server;

import static dev.sockeye.sys.FaultKernel.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code concurrent} does beyond the other datagram models. */
@Timeout(60)
class ConcurrentTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Recorder events = new Recorder();
    private final List<DatagramSocket> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(DatagramSocket::close);
    }

    private Server.Setup setup(String target) {
        return Server.on(Target.parse(target)).model(Model.concurrent()).events(events);
    }

    private Server start(String target, DatagramHandler handler) throws IOException {
        return setup(target).startDatagram(handler);
    }

    /** A client that takes answers from nobody but where it asked. */
    private DatagramSocket client(Endpoint server) throws IOException {
        var client = DatagramSocket.connect(server);
        client.timeout(LONG);
        clients.add(client);
        return client;
    }

    private static Endpoint at(String host, Server server) {
        int port =
                switch (server.local()) {
                    case Endpoint.Inet4 four -> four.port();
                    case Endpoint.Inet6 six -> six.port();
                    default -> 0;
                };
        return Endpoint.parse((host.contains(":") ? "[" + host + "]:" : host + ":") + port);
    }

    private static void send(DatagramSocket client, int number) throws IOException {
        client.send(ByteBuffer.allocate(4).putInt(0, number));
    }

    private static int take(DatagramSocket client) throws IOException {
        var answer = ByteBuffer.allocate(4);
        client.receive(answer);
        return answer.getInt(0);
    }

    private static void await(Server server, long open) {
        while (server.counts().open() != open) {
            Thread.onSpinWait();
        }
    }

    private static long descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void aHandlerThatBlocksHoldsUpItsOwnPeerOnly() throws Exception {
        var goOn = new CountDownLatch(1);
        DatagramHandler handler =
                (session, data) -> {
                    assertThat(Thread.currentThread().isVirtual()).isTrue();
                    if (data.byteSize() == 1) {
                        goOn.await();
                    }
                    session.reply(data);
                };
        try (var server = start("udp:127.0.0.1:0", handler)) {
            var stuck = client(server.local());
            stuck.send(ByteBuffer.allocate(1));
            send(stuck, 1);
            for (int i = 0; i < 20; i++) {
                var other = client(server.local());
                for (int number = 0; number < 5; number++) {
                    send(other, number);
                    assertThat(take(other)).isEqualTo(number);
                }
            }
            goOn.countDown();
            assertThat(stuck.receive(ByteBuffer.allocate(9)).length()).isEqualTo(1);
            assertThat(take(stuck)).isEqualTo(1);
            assertThat(server.counts().opened()).isEqualTo(21);
        }
        assertThat(events.failed).isEmpty();
    }

    /**
     * Many peers begin at the same time, each with a row of datagrams: every moment some socket is between
     * its bind and its connect. Nothing is lost, mixed up or served out of order.
     */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1|udp:127.0.0.1:0", "127.0.0.2|udp::0", "::1|udp:[::1]:0"})
    void nothingIsLostOrMixedUpWhileManyBegin(String text) throws Exception {
        int peers = 300;
        int each = 20;
        Map<Endpoint, Queue<Integer>> served = new ConcurrentHashMap<>();
        DatagramHandler handler =
                (session, data) -> {
                    int number = data.asByteBuffer().getInt(0);
                    served.computeIfAbsent(session.peer(), _ -> new ConcurrentLinkedQueue<>())
                            .add(number);
                    session.reply(data);
                };
        var bound = Target.parse(text.substring(text.indexOf('|') + 1));
        try (var server =
                Server.on(bound, So.RCVBUF.to(1 << 22))
                        .model(Model.concurrent())
                        .events(events)
                        .startDatagram(handler)) {
            Endpoint to = at(text.substring(0, text.indexOf('|')), server);
            for (int i = 0; i < peers; i++) {
                client(to);
            }
            var random = new Random(20_261_121);
            int[] sent = new int[peers];
            int[] answered = new int[peers];
            var open = new ArrayList<Integer>();
            for (int i = 0; i < peers; i++) {
                open.add(i);
            }
            // At most 100 under way, so that no buffer of the kernel's can overflow.
            var underWay = new ArrayList<Integer>();
            while (!open.isEmpty() || !underWay.isEmpty()) {
                if (!open.isEmpty() && underWay.size() < 100) {
                    int at = random.nextInt(open.size());
                    int peer = open.get(at);
                    send(clients.get(peer), peer << 8 | sent[peer]);
                    underWay.add(peer);
                    if (++sent[peer] == each) {
                        open.remove(/* index */ at);
                    }
                } else {
                    int peer = underWay.removeFirst();
                    assertThat(take(clients.get(peer))).isEqualTo(peer << 8 | answered[peer]++);
                }
            }
            assertThat(server.counts().opened()).isEqualTo(peers);
            assertThat(server.counts().datagrams()).isEqualTo((long) peers * each);
        }
        assertThat(served).hasSize(peers);
        assertThat(served.values())
                .allSatisfy(row -> assertThat(List.copyOf(row)).isSorted().hasSize(each));
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp:127.0.0.1:0|127.0.0.1", "udp::0|127.0.0.3", "udp::0|::1"})
    void servesFiveHundredAtOnce(String text) throws Exception {
        var begun = new CountDownLatch(500);
        DatagramHandler handler =
                (session, data) -> {
                    begun.countDown();
                    begun.await(); // all of them at the same time
                    session.reply(data);
                };
        try (var server = start(text.substring(0, text.indexOf('|')), handler)) {
            Endpoint to = at(text.substring(text.indexOf('|') + 1), server);
            for (int i = 0; i < 500; i++) {
                send(client(to), i);
                while (i % 50 == 49 && begun.getCount() > 499 - i) {
                    Thread.onSpinWait();
                }
            }
            for (int i = 0; i < 500; i++) {
                assertThat(take(clients.get(i))).isEqualTo(i);
            }
            assertThat(server.counts().open()).isEqualTo(500);
        }
        assertThat(events.failed).isEmpty();
    }

    /** The longest silent one makes room, and is served again when it comes back. */
    @Test
    void atTheBoundTheLongestSilentOneIsEvicted() throws Exception {
        try (var server = setup("udp:127.0.0.1:0").limit(3).start(new Echo())) {
            for (int i = 0; i < 3; i++) {
                send(client(server.local()), i);
                assertThat(take(clients.get(i))).isEqualTo(i);
            }
            send(clients.get(0), 7);
            assertThat(take(clients.get(0))).isEqualTo(7);
            send(client(server.local()), 3);
            assertThat(take(clients.get(3))).isEqualTo(3);
            assertThat(server.counts().opened()).isEqualTo(4);
            await(server, 3);
            // The first one is still there, the second one is not.
            send(clients.get(0), 8);
            assertThat(take(clients.get(0))).isEqualTo(8);
            assertThat(server.counts().opened()).isEqualTo(4);
            send(clients.get(1), 9);
            assertThat(take(clients.get(1))).isEqualTo(9);
            assertThat(server.counts().opened()).isEqualTo(5);
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void twoThousandPeersShareTheBoundOf1024() throws Exception {
        long before = descriptors();
        try (var server = start("udp:127.0.0.1:0", new Echo())) {
            for (int i = 0; i < 2000; i++) {
                // Each from an address of its own: a port that was freed might come again.
                var from = Endpoint.parse("127.1." + i / 250 + "." + (1 + i % 250) + ":0");
                try (var client = DatagramSocket.connect(server.local(), from)) {
                    client.timeout(LONG);
                    send(client, i);
                    assertThat(take(client)).isEqualTo(i);
                }
            }
            assertThat(server.counts().opened()).isEqualTo(2000);
            await(server, 1024);
            assertThat(descriptors() - before).isBetween(1024L, 1060L);
        }
        assertThat(events.failed).isEmpty();
        assertThat(descriptors() - before).isLessThan(20);
    }

    /** Where every session is busy the one that was silent longest is cut. */
    @Test
    void aBusySessionMakesRoomWhereAllAre() throws Exception {
        var begun = new CountDownLatch(2);
        var never = new CountDownLatch(1);
        DatagramHandler handler =
                (session, data) -> {
                    if (data.byteSize() == 1) {
                        begun.countDown();
                        never.await();
                    }
                    session.reply(data);
                };
        try (var server = setup("udp:127.0.0.1:0").limit(2).startDatagram(handler)) {
            for (int i = 0; i < 2; i++) {
                client(server.local()).send(ByteBuffer.allocate(1));
            }
            begun.await();
            send(client(server.local()), 5);
            assertThat(take(clients.get(2))).isEqualTo(5);
            await(server, 2);
        }
        assertThat(events.failed).as("a cut is no failure").isEmpty();
    }

    @Test
    void aSilentPeersSessionEndsAndFreesItsDescriptor() throws Exception {
        try (var server =
                setup("udp:127.0.0.1:0").timeout(Duration.ofMillis(200)).start(new Echo())) {
            for (int i = 0; i < 50; i++) {
                send(client(server.local()), i);
                assertThat(take(clients.get(i))).isEqualTo(i);
            }
            await(server, 0);
            long idle = descriptors();
            for (int i = 0; i < 50; i++) {
                send(clients.get(i), i);
                assertThat(take(clients.get(i))).isEqualTo(i);
            }
            assertThat(server.counts().opened()).isEqualTo(100);
            await(server, 0);
            assertThat(descriptors()).isLessThanOrEqualTo(idle);
        }
        assertThat(events.failed).isEmpty();
    }

    /** Sessions end at every moment, also while their peers speak: nothing is lost. */
    @Test
    void whatComesWhileASessionEndsIsServed() throws Exception {
        var random = new Random(3);
        try (var server =
                setup("udp:127.0.0.1:0").timeout(Duration.ofMillis(3)).start(new Echo())) {
            var client = client(server.local());
            for (int i = 0; i < 2000; i++) {
                long pause = 2_900_000L + random.nextInt(300_000);
                long start = System.nanoTime();
                while (i % 4 == 0 && System.nanoTime() - start < pause) {
                    Thread.onSpinWait();
                }
                send(client, i);
                assertThat(take(client)).isEqualTo(i);
            }
            assertThat(server.counts().opened()).isGreaterThan(20);
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void aPeerThatHasGoneEndsNothing() throws Exception {
        var goOn = new CountDownLatch(1);
        DatagramHandler handler =
                (session, data) -> {
                    goOn.await();
                    session.reply(data);
                    session.reply(data);
                    session.reply(data);
                };
        try (var server = start("udp:127.0.0.1:0", handler)) {
            Endpoint gone;
            try (var client = DatagramSocket.connect(server.local())) {
                gone = client.local();
                send(client, 1);
                await(server, 1);
            }
            goOn.countDown();
            try (var again = DatagramSocket.connect(server.local(), gone)) {
                again.timeout(LONG);
                // The answers to the first may still come; the second is served by the same
                // session.
                send(again, 2);
                while (take(again) != 2) {}
            }
            assertThat(server.counts().opened()).isEqualTo(1);
            var other = client(server.local());
            send(other, 3);
            assertThat(take(other)).isEqualTo(3);
        }
        assertThat(events.lost).isEmpty();
    }

    @Test
    void aPeerHasAsManySessionsAsItMay() throws Exception {
        try (var server = setup("udp:127.0.0.1:0").limitPerPeer(2).start(new Echo())) {
            for (int i = 0; i < 2; i++) {
                send(client(server.local()), i);
                assertThat(take(clients.get(i))).isEqualTo(i);
            }
            var third = client(server.local());
            send(third, 3);
            assertThat(Recorder.next(events.rejected).where()).isEqualTo(third.local());
            assertThat(server.counts().rejected()).isEqualTo(1);
            third.timeout(Duration.ZERO);
            assertThatExceptionOfType(DeadlineException.class).isThrownBy(() -> take(third));
        }
    }

    /** Without descriptors for it the newcomer waits; the others do not. */
    @ParameterizedTest
    @ValueSource(strings = {"EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"})
    void goesOnWhenSomethingIsUsedUp(String name) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo())) {
            var first = client(server.local());
            send(first, 1);
            assertThat(take(first)).isEqualTo(1);
            int number = Errno.class.getField(name).getInt(null);
            kernel.at("socket", 1, errno(number)).at("socket", 2, errno(number));
            var second = client(server.local());
            send(second, 2);
            assertThat(take(second)).isEqualTo(2);
            assertThat(Recorder.next(events.shed).what()).isInstanceOf(ErrnoException.class);
            assertThat(server.counts().troubles()).isEqualTo(2);
            send(first, 3);
            assertThat(take(first)).isEqualTo(3);
        }
        assertThat(events.failed).isEmpty();
    }

    /** An error that is this peer's own harms no other. */
    @Test
    void aPeerThatCannotBeServedIsToldOf() throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server = setup("udp:127.0.0.1:0").network(network).start(new Echo())) {
            kernel.at("connect", 1, errno(Errno.ENETUNREACH));
            var unlucky = client(server.local());
            send(unlucky, 1);
            var told = Recorder.next(events.failed);
            assertThat(told.where()).isEqualTo(unlucky.local());
            assertThat(told.what()).isInstanceOf(ErrnoException.class);
            send(unlucky, 2);
            assertThat(take(unlucky)).isEqualTo(2);
            assertThat(server.counts().opened()).isEqualTo(1);
        }
    }
}
