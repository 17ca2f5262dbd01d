package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Network;
import dev.sockeye.net.SocketClosedException;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysEventfd;
import dev.sockeye.sys.SysSelect;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to the models that are event loops. */
@Timeout(60)
class LoopsTest {
    private static final int TOGETHER = 64;
    private static final int ROUNDS = 1000;

    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server.Setup setup(String model) {
        return Server.on(Place.TCP4.target(folder)).model(Model.parse(model)).events(events);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 64", "4, 100", "3, 7"})
    void connectionsAreSpreadEvenly(int loops, int connections) throws Exception {
        Map<Thread, AtomicInteger> perLoop = new ConcurrentHashMap<>();
        LoopHandler handler =
                new LoopHandler() {
                    @Override
                    public void opened(LoopSession session) {
                        perLoop.computeIfAbsent(Thread.currentThread(), _ -> new AtomicInteger())
                                .incrementAndGet();
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data) {
                        return data.byteSize();
                    }
                };
        try (var _ = startAndConnect(setup("epoll:" + loops), handler, connections)) {
            assertThat(perLoop).hasSize(loops);
            // The loop that accepts counts as one session more.
            assertThat(perLoop.values())
                    .extracting(AtomicInteger::get)
                    .allSatisfy(count ->
                            assertThat(count)
                                    .isBetween(connections / loops - 1, connections / loops + 1));
        }
    }

    /** A server with so many sessions open. */
    private AutoCloseable startAndConnect(Server.Setup setup, LoopHandler handler, int connections)
            throws Exception {
        var server = setup.startLoop(handler);
        var clients = new ArrayList<Client>();
        for (int number = 0; number < connections; number++) {
            clients.add(Client.connect(server));
        }
        for (int number = 0; number < connections; number++) {
            Recorder.next(events.opened);
        }
        return () -> {
            for (Client client : clients) {
                client.close();
            }
            server.close();
        };
    }

    @ParameterizedTest
    @EnumSource
    void selectRefusesWhatItCannotWatch(Shape shape) throws Exception {
        Kernel kernel = Kernel.host();
        var numbers = new ArrayList<Integer>();
        try (var server = setup("select").limit(10_000).start(shape.of(new Echo()));
                var before = Client.connect(server)) {
            before.send("x").expect("x");
            int number;
            do {
                number = kernel.eventfd(0, SysEventfd.EFD_CLOEXEC);
                numbers.add(number);
            } while (number < SysSelect.FD_SETSIZE);
            try (var refused = Client.connect(server)) {
                refused.expectEnd();
                var closed = Recorder.next(events.closed);
                assertThat(closed.cause())
                        .hasMessageContaining("FD_SETSIZE")
                        .hasMessageContaining("use poll or epoll");
                assertThat(Recorder.next(events.failed).what()).isSameAs(closed.cause());
                assertThat(server.counts().failed()).isEqualTo(1);
            }
            before.send("y").expect("y");
            closeAll(kernel, numbers);
            try (var after = Client.connect(server)) {
                after.send("z").expect("z");
            }
        } finally {
            closeAll(kernel, numbers);
        }
    }

    private static void closeAll(Kernel kernel, List<Integer> numbers) {
        for (int number : numbers) {
            assertThat(kernel.close(number)).isZero();
        }
        numbers.clear();
    }

    /** By default so few are accepted that none is refused. */
    @Test
    void selectAcceptsNoMoreThanItCanWatch() {
        var plan = Plan.DEFAULT.also(Place.TCP4.target(folder), List.of());
        assertThat(plan.model(Model.select()).descriptors()).isEqualTo(SysSelect.FD_SETSIZE);
        assertThat(plan.model(Model.poll()).descriptors()).isEqualTo(Integer.MAX_VALUE);
    }

    /** A peer that is silent after the last answer is waited for, and no other session with it. */
    @ParameterizedTest
    @ValueSource(strings = {"select", "poll", "epoll:1"})
    void aLingeringSessionHoldsUpNobody(String model) throws Exception {
        LoopHandler handler =
                (session, data) -> {
                    long sent = session.send(data);
                    if (LoopCalls.text(data).equals("end")) {
                        session.end();
                    }
                    return sent;
                };
        try (var server = setup(model).startLoop(handler);
                var silent = Client.connect(server);
                var busy = Client.connect(server)) {
            silent.send("end").expect("end");
            silent.expectEnd();
            long start = System.nanoTime();
            for (int round = 0; round < 100; round++) {
                busy.send("x").expect("x");
            }
            if (System.nanoTime() - start < Lingering.QUIET.toNanos() / 2) {
                assertThat(events.closed).isEmpty();
            }
            busy.end().expectEnd();
            Recorder.next(events.closed);
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
        assertThat(events.failed).isEmpty();
    }

    /** Deadlines, interrupts and a close from elsewhere, of a thread that its loop wakes. */
    @ParameterizedTest
    @ValueSource(strings = {"select", "poll", "epoll:2"})
    void aBlockingSessionWaitsAsElsewhere(String model) throws Exception {
        var done = new LinkedBlockingQueue<String>();
        Handler handler =
                session -> {
                    assertThat(Thread.currentThread().isVirtual()).isTrue();
                    byte[] letter = new byte[1];
                    session.timeout(Duration.ofMillis(50));
                    assertThatExceptionOfType(DeadlineException.class)
                            .isThrownBy(() -> session.read(letter));
                    session.timeout(Duration.ofSeconds(20));
                    Thread.currentThread().interrupt();
                    assertThatExceptionOfType(InterruptedIOException.class)
                            .isThrownBy(() -> session.read(letter));
                    assertThat(Thread.interrupted()).isTrue();
                    done.add("waited");
                    var reading =
                            Threads.virtual("test-reader")
                                    .start(() -> {
                                        try {
                                            session.in().transferTo(session.out());
                                        } catch (Exception e) {
                                            done.add(e.getClass().getSimpleName());
                                        }
                                    });
                    while (session.bytesWritten() < 3) {
                        Thread.sleep(1);
                    }
                    session.close();
                    reading.join();
                    throw new IllegalStateException("over");
                };
        try (var server = setup(model).startStream(handler);
                var client = Client.connect(server)) {
            assertThat(Recorder.next(done)).isEqualTo("waited");
            client.send("abc").expect("abc");
            assertThat(Recorder.next(done)).isEqualTo(SocketClosedException.class.getSimpleName());
            assertThat(Recorder.next(events.closed).cause()).hasMessage("over");
            client.expectEnd();
        }
    }

    /** The model's own mechanism, and nothing of what the other models wait with. */
    @ParameterizedTest
    @CsvSource({
        "select, select, epoll_wait, poll",
        "poll, poll, epoll_wait, select",
        "epoll:1, epoll_wait, poll, select"
    })
    void waitsByItsMechanismAlone(String model, String own, String other, String third)
            throws Exception {
        for (Shape shape : Shape.values()) {
            var kernel = new CountingKernel(Kernel.host());
            try (var network = Network.on(kernel);
                    var server =
                            setup(model)
                                    .network(network)
                                    .timeout(Duration.ofMinutes(1))
                                    .start(shape.of(new Echo()));
                    var client = Client.connect(server)) {
                for (int round = 0; round < 100; round++) {
                    client.send("x").expect("x");
                }
                assertThat(kernel.count(own)).isPositive();
                assertThat(kernel.count(other)).isZero();
                assertThat(kernel.count(third)).isZero();
            }
        }
    }

    /** One recv, one send, and a share of the poller's call. */
    @ParameterizedTest
    @CsvSource({"select, select", "poll, poll", "epoll:1, epoll_wait"})
    void anEchoMakesThreeCalls(String model, String wait) throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server =
                        setup(model)
                                .network(network)
                                .timeout(Duration.ofMinutes(1))
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            long controls = kernel.count("epoll_ctl");
            long waits = kernel.count(wait);
            for (int round = 0; round < ROUNDS; round++) {
                client.send("x").expect("x");
            }
            assertThat(kernel.count("recv")).isEqualTo(ROUNDS + 1);
            assertThat(kernel.count("send")).isEqualTo(ROUNDS + 1);
            assertThat(kernel.count(wait) - waits).isBetween((long) ROUNDS - 1, ROUNDS + 10L);
            assertThat(kernel.count("epoll_ctl")).isEqualTo(controls);
            assertThat(kernel.count("write")).as("wake-ups").isLessThan(10);
        }
    }

    /** It submits the send, and waits for the next request. */
    @Test
    void anEchoOnARingMakesOneCall() throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var server =
                        setup("uring:1")
                                .network(network)
                                .timeout(Duration.ofMinutes(1))
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            long enters = kernel.count("io_uring_enter");
            for (int round = 0; round < ROUNDS; round++) {
                client.send("x").expect("x");
            }
            assertThat(kernel.count("io_uring_enter") - enters).isLessThan(ROUNDS + 10L);
            assertThat(kernel.count("recv") + kernel.count("send")).isZero();
            assertThat(kernel.count("write")).as("wake-ups").isLessThan(10);
        }
    }

    /** What is more than a message is received into larger buffers. */
    @Test
    void bulkOnARingComesInLargePieces() throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        var bytes = new byte[16 << 20];
        LoopHandler handler =
                (session, data) -> {
                    if (data.get(ValueLayout.JAVA_BYTE, data.byteSize() - 1) == '!') {
                        session.send(data.asSlice(data.byteSize() - 1));
                    }
                    return data.byteSize();
                };
        try (var network = Network.on(kernel);
                var server = setup("uring:1").network(network).startLoop(handler);
                var client = Client.connect(server)) {
            client.send(bytes).send("!").expect("!");
            assertThat(kernel.count("IORING_OP_RECV")).isLessThan(bytes.length / (8 << 10));
            for (int round = 0; round < ROUNDS; round++) {
                client.send("!").expect("!");
            }
        }
    }

    /** What comes while the loop is busy is had by one call, and on a ring answered by one. */
    @ParameterizedTest
    @CsvSource({
        "select, select, 1",
        "poll, poll, 1",
        "epoll:1, epoll_wait, 1",
        "uring:1, io_uring_enter, 0"
    })
    void requestsThatCameTogetherShareTheWait(String model, String wait, int calls)
            throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        var busy = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        LoopHandler handler =
                (session, data) -> {
                    if (LoopCalls.text(data).equals("wait")) {
                        busy.countDown();
                        go.await();
                    }
                    return session.send(data);
                };
        List<Client> clients = new ArrayList<>();
        try (var network = Network.on(kernel);
                var server = setup(model).network(network).startLoop(handler);
                var first = Client.connect(server)) {
            for (int count = 0; count < TOGETHER; count++) {
                clients.add(Client.connect(server).send("x").expect("x"));
            }
            first.send("wait");
            busy.await();
            for (Client client : clients) {
                client.send("x");
            }
            kernel.reset();
            go.countDown();
            first.expect("wait");
            for (Client client : clients) {
                client.expect("x");
            }
            assertThat(kernel.count(wait)).isBetween(1L, 4L);
            assertThat(kernel.count("recv")).isEqualTo((long) calls * TOGETHER);
            assertThat(kernel.count("send")).isEqualTo((long) calls * (TOGETHER + 1));
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aLoopHasNoMoreThanItsOwnThread() throws Exception {
        try (var server = setup("epoll:2").start(new Echo());
                var client = Client.connect(server)) {
            client.send("x".getBytes(US_ASCII)).expect("x");
            assertThat(threads()).containsExactlyInAnyOrder("sockeye-epoll-0", "sockeye-epoll-1");
        }
        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sockeye-epoll-"))
                .toList();
    }
}
