package dev.sockeye.server;

import static dev.sockeye.sys.FaultKernel.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.sockeye.net.Control;
import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Message;
import dev.sockeye.net.MessageBatch;
import dev.sockeye.net.Network;
import dev.sockeye.net.Opt;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.net.Udp;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code batch:N} does beyond the other datagram models. */
@Timeout(60)
class BatchTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Endpoint ANY_PORT = Endpoint.parse("127.0.0.1:0");

    private final Recorder events = new Recorder();
    private final CountingKernel calls = new CountingKernel(Kernel.host());
    private final FaultKernel kernel = new FaultKernel(calls);

    private Server start(int sockets, Network network, DatagramHandler handler) throws IOException {
        return Server.on(Target.parse("udp:127.0.0.1:0"), So.RCVBUF.to(1 << 20))
                .model(Model.batch(sockets))
                .network(network)
                .events(events)
                .startDatagram(handler);
    }

    private static byte[] take(DatagramSocket client) throws IOException {
        var buffer = ByteBuffer.allocate(70_000);
        client.timeout(LONG);
        client.receive(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** A batch of single datagrams, or one that goes as trains. */
    private static MessageBatch questions(Endpoint to, int count, int size, boolean trains) {
        var batch = MessageBatch.allocate(count, size).trains(trains);
        for (int i = 0; i < count; i++) {
            var data = batch.free().asSlice(0, size).fill((byte) i);
            assertThat(batch.add(data, to)).isTrue();
        }
        return batch;
    }

    @Test
    void trainsPassWhole() throws Exception {
        int count = 60;
        try (var network = Network.on(kernel);
                var server = start(1, network, new Echo());
                var client = DatagramSocket.connect(server.local(), Udp.GRO.to(true))) {
            calls.reset();
            for (int round = 0; round < 10; round++) {
                client.send(questions(server.local(), count, 1000, true));
                var back = MessageBatch.allocate(64, 65_536);
                client.timeout(LONG);
                int bytes = 0;
                boolean train = false;
                while (bytes < count * 1000) {
                    int messages = client.receive(back);
                    for (int i = 0; i < messages; i++) {
                        assertThat(back.data(i).get(ValueLayout.JAVA_BYTE, 0))
                                .isEqualTo((byte) (bytes / 1000));
                        bytes += (int) back.size(i);
                        train |= back.segmentSize(i) == 1000;
                    }
                }
                assertThat(bytes).isEqualTo(count * 1000);
                assertThat(train).as("answered by a train").isTrue();
            }
            assertThat(server.counts().datagrams()).isEqualTo(600);
            // A train of 60 is one message each way; each receive may be followed by an empty one.
            assertThat(calls.count("sendmmsg")).isBetween(10L, 20L);
            assertThat(calls.count("recvmmsg")).isBetween(10L, 40L);
        }
        assertThat(events.failed).isEmpty();
    }

    /** While the handler works on the first, the others gather, and then come in one call. */
    @Test
    void manyPeersAreOneCall() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        DatagramHandler handler =
                (session, data) -> {
                    begun.countDown();
                    goOn.await();
                    session.reply(data);
                };
        var clients = new ArrayList<DatagramSocket>();
        try (var network = Network.on(kernel);
                var server = start(1, network, handler)) {
            for (int i = 0; i < 50; i++) {
                clients.add(DatagramSocket.connect(server.local()));
            }
            clients.getFirst().send(ByteBuffer.wrap(new byte[] {99}));
            begun.await();
            calls.reset();
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send(ByteBuffer.wrap(new byte[] {(byte) i}));
            }
            goOn.countDown();
            assertThat(take(clients.getFirst())).containsExactly(99);
            for (int i = 0; i < clients.size(); i++) {
                assertThat(take(clients.get(i))).containsExactly(i);
            }
            assertThat(calls.count("recvmmsg")).isLessThanOrEqualTo(4);
            assertThat(calls.count("sendmmsg")).isEqualTo(2);
        } finally {
            clients.forEach(DatagramSocket::close);
        }
    }

    @Test
    void peersAreSpreadOverAllSockets() throws Exception {
        Map<String, LongAdder> threads = new ConcurrentHashMap<>();
        DatagramHandler handler =
                (session, data) -> {
                    String name = Thread.currentThread().getName();
                    assertThat(Thread.currentThread().isVirtual()).isFalse();
                    threads.computeIfAbsent(name, _ -> new LongAdder()).increment();
                    session.reply(data);
                };
        try (var server = start(4, Network.host(), handler)) {
            for (int i = 0; i < 400; i++) {
                try (var client = DatagramSocket.connect(server.local())) {
                    client.send(ByteBuffer.wrap(new byte[] {(byte) i}));
                    assertThat(take(client)).containsExactly(i);
                }
            }
            assertThat(threads).hasSize(4);
            // 100 each on average; by chance less than 50 is beyond five sigma.
            assertThat(threads.values())
                    .allSatisfy(count -> assertThat(count.sum()).isGreaterThan(50));
            assertThat(threads.keySet()).allMatch(name -> name.startsWith("sockeye-batch-"));
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO", "EINVAL"})
    void goesOnWhereTrainsAreRefused(String name) throws Exception {
        kernel.at("sendmmsg", 1, errno(Errno.class.getField(name).getInt(null)));
        try (var network = Network.on(kernel);
                var server = start(1, network, new Echo());
                var client = DatagramSocket.connect(server.local(), So.RCVBUF.to(1 << 20))) {
            for (int round = 0; round < 2; round++) {
                client.send(questions(server.local(), 30, 100, true));
                for (int i = 0; i < 30; i++) {
                    assertThat(take(client)).hasSize(100).startsWith(i);
                }
            }
            assertThat(kernel.hits("sendmmsg")).isEqualTo(1);
            assertThat(Recorder.next(events.trainsRefused).count())
                    .isEqualTo(name.equals("EIO") ? 0 : 99);
            assertThat(events.trainsRefused).as("told once").isEmpty();
        }
        assertThat(events.failed).isEmpty();
    }

    /** Each way of trains can be switched off by the option's own name. */
    @ParameterizedTest
    @CsvSource({"UDP_GRO, 20, true", "UDP_SEGMENT, 1, false"})
    void trainsCanBeSwitchedOff(String option, int times, boolean answersInTrains)
            throws Exception {
        var sizes = new ConcurrentLinkedQueue<Long>();
        var echo = new Echo();
        TrainHandler handler =
                new TrainHandler() {
                    @Override
                    public void received(DatagramSession session, MemorySegment data)
                            throws IOException {
                        sizes.add(data.byteSize());
                        echo.received(session, data);
                    }

                    @Override
                    public void received(DatagramSession session, MemorySegment train, int size)
                            throws IOException {
                        sizes.add(train.byteSize());
                        echo.received(session, train, size);
                    }
                };
        try (var server =
                        Server.on(Target.parse("udp:127.0.0.1:0"), Opt.parse(option + "=0"))
                                .model(Model.batch(1))
                                .events(events)
                                .startDatagram(handler);
                var client = DatagramSocket.connect(server.local(), Udp.GRO.to(true))) {
            client.send(questions(server.local(), 20, 100, true));
            var back = MessageBatch.allocate(64, 65_536);
            client.timeout(LONG);
            boolean train = false;
            for (int bytes = 0; bytes < 2000; ) {
                int messages = client.receive(back);
                for (int i = 0; i < messages; i++) {
                    bytes += (int) back.size(i);
                    train |= back.segmentSize(i) > 0;
                }
            }
            assertThat(sizes).hasSize(times);
            assertThat(train).isEqualTo(answersInTrains);
            assertThat(server.counts().datagrams()).isEqualTo(20);
        }
        assertThat(events.failed).isEmpty();
    }

    /** Longer than one train may be, and of the wrong end; from memory of its own too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTrainIsAnsweredWhole(boolean fromWhereItLies) throws Exception {
        TrainHandler handler =
                new TrainHandler() {
                    @Override
                    public void received(DatagramSession session, MemorySegment data) {
                        throw new IllegalStateException("no train of " + data.byteSize());
                    }

                    @Override
                    public void received(DatagramSession session, MemorySegment train, int size)
                            throws IOException {
                        assertThat(size).isEqualTo(10);
                        assertThat(session.peerPort())
                                .isEqualTo(((Endpoint.Inet4) session.peer()).port());
                        MemorySegment own = MemorySegment.ofArray(new byte[(int) train.byteSize()]);
                        session.reply(fromWhereItLies ? train : own.copyFrom(train), size);
                    }
                };
        try (var server = start(1, Network.host(), handler);
                var client = DatagramSocket.connect(server.local(), So.RCVBUF.to(1 << 20))) {
            var data = MemorySegment.ofArray(new byte[405]);
            for (int i = 0; i < 405; i++) {
                data.set(ValueLayout.JAVA_BYTE, i, (byte) (i / 10));
            }
            client.send(Message.of(data).with(new Control.UdpSegment(10)));
            for (int i = 0; i < 41; i++) {
                assertThat(take(client)).hasSize(i < 40 ? 10 : 5).containsOnly(i);
            }
            assertThat(server.counts().datagrams()).isEqualTo(41);
        }
        assertThat(events.failed).isEmpty();
    }

    /** What the handler keeps for itself may change as soon as reply returns. */
    @Test
    void answersAreCopiedUnlessTheyAreTheQuestion() throws Exception {
        var own = ByteBuffer.allocateDirect(8);
        DatagramHandler handler =
                (session, data) -> {
                    for (byte i = 1; i <= 3; i++) {
                        own.clear().put(0, i).limit(i);
                        assertThat(session.reply(own)).isTrue();
                        assertThat(own.hasRemaining()).isFalse();
                        assertThat(session.reply(new byte[] {i, i})).isTrue();
                    }
                    session.reply(data.asSlice(1, 2));
                    session.reply(MemorySegment.NULL);
                    own.clear().put(0, (byte) 77);
                };
        try (var server = start(1, Network.host(), handler);
                var client = DatagramSocket.connect(server.local())) {
            client.send(ByteBuffer.wrap(new byte[] {10, 11, 12, 13}));
            for (byte i = 1; i <= 3; i++) {
                assertThat(take(client)).hasSize(i).startsWith(i);
                assertThat(take(client)).containsExactly(i, i);
            }
            assertThat(take(client)).containsExactly(11, 12);
            assertThat(take(client)).isEmpty();
        }
        assertThat(events.failed).isEmpty();
    }

    /** More than the answers' memory holds, and than it has messages. */
    @ParameterizedTest
    @CsvSource({"1000, 1", "150, 60000"})
    void answersThatDoNotFitAreSentInBetween(int count, int size) throws Exception {
        DatagramHandler handler =
                (session, _) -> {
                    byte[] answer = new byte[size];
                    for (int i = 0; i < count; i++) {
                        answer[0] = (byte) i;
                        session.reply(answer);
                    }
                };
        try (var server = start(1, Network.host(), handler);
                var client = DatagramSocket.connect(server.local())) {
            makeRoomForAll(client);
            client.send(ByteBuffer.wrap(new byte[1]));
            for (int i = 0; i < count; i++) {
                assertThat(take(client)).hasSize(size).startsWith((byte) i);
            }
        }
        assertThat(events.failed).isEmpty();
    }

    private static void makeRoomForAll(DatagramSocket client) throws IOException {
        try {
            client.set(
                    Opt.ofInt("SO_RCVBUFFORCE", SysSocket.SOL_SOCKET, SysSocket.SO_RCVBUFFORCE),
                    32 << 20);
        } catch (ErrnoException e) {
            abort("so large a buffer needs CAP_NET_ADMIN: " + e.getMessage());
        }
    }

    @Test
    void anAnswerThatIsTooLongHarmsNoOther() throws Exception {
        DatagramHandler handler =
                (session, data) -> {
                    session.reply(new byte[70_000]);
                    session.reply(data);
                    session.reply(new byte[5 << 20]);
                };
        try (var server = start(1, Network.host(), handler);
                var client = DatagramSocket.connect(server.local())) {
            client.send(ByteBuffer.wrap(new byte[] {5}));
            assertThat(take(client)).containsExactly(5);
            for (int i = 0; i < 2; i++) {
                var told = Recorder.next(events.failed);
                assertThat(told.where()).isEqualTo(client.local());
                assertThat(told.what())
                        .isInstanceOfSatisfying(
                                ErrnoException.class,
                                e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
            }
            assertThat(server.counts().failed()).isEqualTo(2);
        }
    }

    /** An error of one of its sockets that waiting does not cure ends the address, and is told once. */
    @Test
    void anAddressThatLosesASocketIsLost() throws Exception {
        try (var network = Network.on(kernel);
                var server = start(3, network, new Echo());
                var client = DatagramSocket.connect(ANY_PORT)) {
            client.connectTo(server.local());
            client.send(ByteBuffer.wrap(new byte[1]));
            assertThat(take(client)).hasSize(1);
            kernel.at("recvmmsg", 1, errno(Errno.ENOTSOCK));
            client.send(ByteBuffer.wrap(new byte[1]));
            Recorder.next(events.lost);
            List<Throwable> thrown = new ArrayList<>();
            try {
                server.await();
            } catch (IOException e) {
                thrown.add(e);
            }
            assertThat(thrown).hasSize(1);
            assertThat(events.lost).isEmpty();
        }
    }

    @Test
    void withoutACountThereAreAsManySocketsAsProcessors() {
        assertThat(BatchDatagrams.shards(Model.parse("batch")))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(BatchDatagrams.shards(Model.batch(3))).isEqualTo(3);
    }

    @Test
    void aKernelWithoutTrainsServesWithoutThem() throws Exception {
        try (var network = Network.on(kernel)) {
            kernel.from("setsockopt", 1, errno(Errno.ENOPROTOOPT));
            kernel.from("getsockopt", 1, errno(Errno.ENOPROTOOPT));
            try (var server =
                            Server.on(Target.parse("udp:127.0.0.1:0"))
                                    .model(Model.batch(1))
                                    .network(network)
                                    .start(new Echo());
                    var client = DatagramSocket.connect(server.local())) {
                client.send(questions(server.local(), 5, 10, true));
                for (int i = 0; i < 5; i++) {
                    assertThat(take(client)).hasSize(10).startsWith(i);
                }
            }
        }
        assertThat(kernel.hits("setsockopt")).isPositive();
    }
}
