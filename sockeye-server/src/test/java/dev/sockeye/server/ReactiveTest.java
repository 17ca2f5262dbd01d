package dev.sockeye.server;

import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.Control;
import dev.sockeye.net.Message;
import dev.sockeye.net.SocketClosedException;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.handler.Echo;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@link LoopHandler} and {@link LoopSession} promise, on every model. */
@Timeout(60)
class ReactiveTest {
    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server start(Model model, LoopHandler handler) throws IOException {
        return start(model, Place.TCP4, handler);
    }

    private Server start(Model model, Place place, LoopHandler handler) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).startLoop(handler);
    }

    private static void expect(LoopCalls handler, String... calls) throws InterruptedException {
        for (String call : calls) {
            assertThat(Recorder.next(handler.calls)).isEqualTo(call);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void callsComeInOrder(Model model) throws Exception {
        var handler = new LoopCalls();
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            expect(handler, "opened");
            client.send("a");
            expect(handler, "received a");
            client.send("b");
            expect(handler, "received b");
            client.end().expectEnd();
            expect(handler, "ended", "closed");
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(2);
            assertThat(closed.session().isOpen()).isFalse();
        }
        assertThat(handler.calls).isEmpty();
        assertThat(events.failed).isEmpty();
    }

    /** The peer has sent everything and its end before the session begins. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void dataAndEndAtOnce(Model model) throws Exception {
        var sent = new CountDownLatch(1);
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) throws Exception {
                        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        return super.received(session, data) - 1;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("hello").end();
            sent.countDown();
            client.expectEnd();
            expect(handler, "received hello", "ended o", "closed");
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whatIsNotConsumedIsOfferedAgain(Model model) throws Exception {
        var handler =
                new LoopCalls() {
                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        super.received(session, data);
                        return text(data).lastIndexOf('\n') + 1L;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("a");
            expect(handler, "opened", "received a");
            client.send("b");
            expect(handler, "received ab");
            client.send("\nc");
            expect(handler, "received ab\nc");
            client.send("d\n");
            expect(handler, "received cd\n");
            client.send("rest");
            expect(handler, "received rest");
            client.end().expectEnd();
            expect(handler, "ended rest", "closed");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whoeverConsumesNothingOfTooMuchEnds(Model model) throws Exception {
        try (var server = start(model, (_, _) -> 0);
                var client = Client.connect(server)) {
            client.send(new byte[LoopSession.INPUT_LIMIT]);
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("consumed nothing of 65536 bytes");
            assertThat(Recorder.next(events.failed).what())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whoeverConsumesMoreThanThereIsEnds(Model model) throws Exception {
        try (var server = start(model, (_, data) -> data.byteSize() + 1);
                var client = Client.connect(server)) {
            client.send("x").expectEnd();
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("received answered 2 of 1");
        }
    }

    /** Sends a lot, as there is room. */
    private static final class Sender extends LoopCalls {
        private final byte[] bytes;
        private final AtomicInteger shorts = new AtomicInteger();
        private int at;

        Sender(byte[] bytes) {
            this.bytes = bytes;
        }

        private void more(LoopSession session) throws IOException {
            var rest = ByteBuffer.wrap(bytes, at, bytes.length - at);
            at += session.send(rest);
            assertThat(rest.position()).isEqualTo(at);
            if (rest.hasRemaining()) {
                shorts.incrementAndGet();
                assertThat(session.queued()).isEqualTo(LoopSession.OUTPUT_LIMIT);
                assertThat(session.send(rest)).as("there is no room").isZero();
            } else {
                session.end();
            }
        }

        @Override
        public long received(LoopSession session, MemorySegment data) throws Exception {
            more(session);
            return data.byteSize();
        }

        @Override
        public void writable(LoopSession session) throws Exception {
            assertThat(session.queued()).isZero();
            super.writable(session);
            more(session);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void writableFollowsEachShortSend(Model model) throws Exception {
        byte[] bytes = new byte[16 << 20];
        new Random(2).nextBytes(bytes);
        var sender = new Sender(bytes);
        try (var server = start(model, sender);
                var client = Client.connect(server)) {
            client.send("x").end();
            assertThat(Arrays.equals(client.readAll(), bytes)).isTrue();
            assertThat(Recorder.next(events.closed).session().bytesWritten())
                    .isEqualTo(bytes.length);
        }
        assertThat(events.failed).isEmpty();
        assertThat(sender.shorts).hasPositiveValue();
        expect(sender, "opened");
        for (int time = 0; time < sender.shorts.get(); time++) {
            expect(sender, "writable");
        }
        expect(sender, "closed");
        assertThat(sender.calls).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void echoesMuch(Model model) throws Exception {
        byte[] bytes = new byte[model.equals(Model.epoll(2)) ? 64 << 20 : 8 << 20];
        new Random(3).nextBytes(bytes);
        try (var server = start(model, (session, data) -> session.send(data));
                var client = Client.connect(server)) {
            client.expectEcho(bytes);
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aPausedSessionIsNotRead(Model model) throws Exception {
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var handler =
                new LoopCalls() {
                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        long all = super.received(session, data);
                        if (session.bytesRead() > 2 || all == 1) {
                            return all;
                        }
                        session.pause();
                        sessions.add(session);
                        return 1;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("ab");
            expect(handler, "opened", "received ab");
            var session = Recorder.next(sessions);
            client.send("c").end();
            var turn = new CountDownLatch(1);
            session.execute(turn::countDown);
            assertThat(turn.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(handler.calls).isEmpty();
            assertThat(session.bytesRead()).isEqualTo(2);
            session.execute(session::resume);
            // What was kept comes first.
            expect(handler, "received b", "received c", "ended", "closed");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void onlyALoopsOwnThreadCalls(Model model) throws Exception {
        var threads = ConcurrentHashMap.<String>newKeySet();
        LoopHandler handler =
                (session, data) -> {
                    threads.add(Thread.currentThread().getName());
                    assertThat(session.isOwn()).isTrue();
                    return session.send(data);
                };
        int clients = model.equals(Model.iterative()) ? 1 : 4;
        try (var server = start(model, handler)) {
            var open = new ArrayList<Client>();
            for (int number = 0; number < clients; number++) {
                open.add(Client.connect(server));
                open.getLast().send("x").expect("x");
            }
            for (Client client : open) {
                client.send("y").expect("y");
                client.close();
            }
        }
        switch (model.toString()) {
            case "select" -> assertThat(threads).containsExactly("sockeye-select-0");
            case "poll" -> assertThat(threads).containsExactly("sockeye-poll-0");
            case "epoll:1" -> assertThat(threads).containsExactly("sockeye-epoll-0");
            case "epoll:2" ->
                    assertThat(threads)
                            .containsExactlyInAnyOrder("sockeye-epoll-0", "sockeye-epoll-1");
            case "uring:1" -> assertThat(threads).containsExactly("sockeye-uring-0");
            case "uring:2" ->
                    assertThat(threads)
                            .containsExactlyInAnyOrder("sockeye-uring-0", "sockeye-uring-1");
            default -> assertThat(threads).hasSize(clients);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void anyThreadSends(Model model) throws Exception {
        byte[] bytes = new byte[4 << 20];
        new Random(4).nextBytes(bytes);
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var room = new Semaphore(0);
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                    }

                    @Override
                    public void writable(LoopSession session) {
                        room.release();
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            var session = Recorder.next(sessions);
            assertThat(session.isOwn()).isFalse();
            try (var sending =
                    new InBackground(() -> {
                        var left = ByteBuffer.wrap(bytes);
                        while (left.hasRemaining()) {
                            var some =
                                    left.slice(left.position(), Math.min(left.remaining(), 9999));
                            int size = some.remaining();
                            int taken = session.send(some);
                            left.position(left.position() + taken);
                            if (taken < size) {
                                assertThat(room.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                            }
                        }
                        session.shutdownOutput();
                    })) {
                assertThat(Arrays.equals(client.readAll(), bytes)).isTrue();
                sending.join();
            }
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> session.send(new byte[1]));
            client.send("still read").end();
            expect(handler, "received still read", "ended", "closed");
        }
    }

    /** Records of 64 bytes from four threads and from the handler: none is torn. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aSendIsWhole(Model model) throws Exception {
        int threads = 4;
        int each = 100;
        var sessions = new LinkedBlockingQueue<LoopSession>();
        LoopHandler handler =
                new LoopHandler() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data)
                            throws IOException {
                        return session.send(data.asSlice(0, data.byteSize() / 64 * 64));
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            var session = Recorder.next(sessions);
            for (int round = 0; round < 10; round++) {
                // Together less than OUTPUT_LIMIT, so that none is short.
                var senders = new ArrayList<InBackground>();
                for (int thread = 0; thread < threads; thread++) {
                    byte[] record = record((char) ('a' + thread));
                    senders.add(
                            new InBackground(() -> {
                                for (int count = 0; count < each; count++) {
                                    assertThat(session.send(record)).isEqualTo(record.length);
                                }
                            }));
                }
                for (int count = 0; count < each; count++) {
                    client.send(record('z'));
                }
                for (int count = 0; count < (threads + 1) * each; count++) {
                    byte[] record = client.read(64);
                    assertThat(record).isEqualTo(record((char) record[0]));
                }
                for (InBackground sender : senders) {
                    sender.join();
                }
            }
        }
    }

    private static byte[] record(char letter) {
        byte[] record = new byte[64];
        Arrays.fill(record, (byte) letter);
        return record;
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void tasksRunWhereTheHandlerRuns(Model model) throws Exception {
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var threads = new LinkedBlockingQueue<Thread>();
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                        threads.add(Thread.currentThread());
                        session.execute(() -> calls.add("task"));
                        calls.add("opened");
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            expect(handler, "opened", "task");
            var session = Recorder.next(sessions);
            session.execute(() -> threads.add(Thread.currentThread()));
            assertThat(Recorder.next(threads)).isSameAs(Recorder.next(threads));
            session.execute(() -> {
                throw new IllegalStateException("as planned");
            });
            client.expectEnd();
            assertThat(Recorder.next(events.closed).cause()).hasMessage("as planned");
            expect(handler, "closed by IllegalStateException");
            session.execute(() -> handler.calls.add("too late"));
        }
        assertThat(handler.calls).isEmpty();
    }

    /** What throws where the letter says so. */
    private static final class Angry implements LoopHandler {
        private final String where;

        Angry(String where) {
            this.where = where;
        }

        private void pass(String here) {
            if (here.equals(where)) {
                throw new IllegalStateException(here);
            }
        }

        @Override
        public void opened(LoopSession session) {
            pass("opened");
        }

        @Override
        public long received(LoopSession session, MemorySegment data) throws IOException {
            pass("received");
            if (where.equals("writable")) {
                assertThat(session.send(new byte[32 << 20])).isLessThan(32 << 20);
            }
            return data.byteSize();
        }

        @Override
        public void writable(LoopSession session) {
            pass("writable");
        }

        @Override
        public void ended(LoopSession session, MemorySegment rest) {
            pass("ended");
            session.end();
        }

        @Override
        public void closed(LoopSession session, @Nullable Throwable cause) {
            pass("closed");
            if (where.equals("closed again")) {
                throw new AssertionError(where);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void whateverACallThrowsEndsItsSessionOnly(Model model) throws Exception {
        for (String where : List.of("opened", "received", "writable", "ended", "closed")) {
            try (var server = start(model, new Angry(where))) {
                for (int time = 0; time < 2; time++) {
                    try (var client = Client.connect(server)) {
                        if (!where.equals("opened")) {
                            client.send("x").end();
                        }
                        client.readAll();
                        var closed = Recorder.next(events.closed);
                        assertThat(closed.cause()).hasMessage(where);
                        assertThat(Recorder.next(events.failed).what()).isSameAs(closed.cause());
                    }
                }
                assertThat(server.counts().failed()).isEqualTo(2);
                assertThat(server.counts().open()).isZero();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void anIdleSessionEnds(Model model) throws Exception {
        var handler = new LoopCalls();
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(model)
                                .timeout(Duration.ofMillis(150))
                                .events(events)
                                .startLoop(handler);
                var client = Client.connect(server)) {
            client.send("x").expectEnd();
            expect(handler, "opened", "received x", "failed", "closed by SocketTimeoutException");
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("idle for PT0.15S");
        }
        assertThat(events.failed).isEmpty();
    }

    /** Of output too, and not while a paused session waits for nobody. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void theIdleTimeIsThatOfThePeer(Model model) throws Exception {
        BlockingQueue<LoopSession> sessions = new LinkedBlockingQueue<>();
        LoopHandler handler =
                new LoopHandler() {
                    @Override
                    public void opened(LoopSession session) throws IOException {
                        session.timeout(Duration.ofMillis(100));
                        session.pause();
                        sessions.add(session);
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data) {
                        return data.byteSize();
                    }
                };
        try (var server = start(model, handler);
                var client = Client.narrow(server)) {
            var session = Recorder.next(sessions);
            assertThatIllegalArgumentException().isThrownBy(() -> session.timeout(Duration.ZERO));
            assertThat(events.closed.poll(300, TimeUnit.MILLISECONDS)).isNull();
            byte[] much = new byte[1 << 20];
            // Until the peer's room is used up; a full queue alone does not say so.
            while (events.closed.isEmpty()) {
                var _ = session.send(much);
                Thread.onSpinWait();
            }
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(client.readAll()).hasSizeLessThan(8 << 20);
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aResetIsToldAndTheHandlerJudges(Model model) throws Exception {
        var handler =
                new LoopCalls() {
                    @Override
                    public void failed(LoopSession session, IOException cause) throws Exception {
                        try {
                            super.failed(session, cause);
                        } catch (IOException e) {
                            if (session.bytesRead() > 1) {
                                throw e;
                            }
                        }
                    }
                };
        try (var server = start(model, handler)) {
            try (var client = Client.connect(server)) {
                client.send("x");
                expect(handler, "opened", "received x");
                client.reset();
            }
            expect(handler, "failed", "closed");
            assertThat(Recorder.next(events.closed).cause()).isNull();
            try (var client = Client.connect(server)) {
                client.send("xy");
                expect(handler, "opened", "received xy");
                client.reset();
            }
            expect(handler, "failed", "closed by ErrnoException");
            assertThat(Recorder.next(events.closed).cause()).hasMessageContaining("ECONNRESET");
            assertThat(Recorder.next(events.failed).what()).isNotNull();
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void anyThreadClosesAndEnds(Model model) throws Exception {
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                    }
                };
        try (var server = start(model, handler)) {
            try (var client = Client.connect(server)) {
                var session = Recorder.next(sessions);
                session.close();
                assertThat(session.isOpen()).isFalse();
                client.expectEnd();
                expect(handler, "closed");
                assertThat(session.send(new byte[1])).isZero();
                session.close();
                session.end();
            }
            try (var client = Client.connect(server)) {
                var session = Recorder.next(sessions);
                session.send("bye".getBytes(US_ASCII));
                session.end();
                client.expect("bye");
                client.end().expectEnd();
                expect(handler, "closed");
            }
            try (var client = Client.connect(server)) {
                // Behind the session's back.
                Recorder.next(sessions).socket().orElseThrow().close();
                client.expectEnd();
                expect(handler, "closed by SocketClosedException");
            }
            try (var client = Client.connect(server)) {
                int fd = Recorder.next(sessions).socket().orElseThrow().detach();
                try (var mine = StreamSocket.adopt(fd)) {
                    expect(handler, "closed by SocketClosedException");
                    mine.writeAll("mine".getBytes(US_ASCII));
                    client.expect("mine");
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void closingInACallIsTheLastOne(Model model) throws Exception {
        var handler =
                new LoopCalls() {
                    @Override
                    public long received(LoopSession session, MemorySegment data) throws Exception {
                        super.received(session, data);
                        session.close();
                        calls.add("still there");
                        assertThat(session.send(data)).isZero();
                        return 0;
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("x").expectEnd();
            expect(handler, "opened", "received x", "still there", "closed");
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aCutIsTold(Model model) throws Exception {
        var handler = new LoopCalls();
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            expect(handler, "opened");
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            expect(handler, "closed by SocketClosedException");
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketClosedException.class);
            client.expectEnd();
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aStopIsTold(Model model) throws Exception {
        LoopHandler handler =
                new LoopHandler() {
                    @Override
                    public void opened(LoopSession session) {
                        session.onStop(session::end);
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data)
                            throws IOException {
                        return session.send(data);
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            try (var stopping =
                    new InBackground(() ->
                            assertThat(server.stop(Duration.ofSeconds(20)))
                                    .isEqualTo(Server.Stop.GRACEFUL))) {
                client.expectEnd();
                client.end();
                stopping.join();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aHandlerMayStopItsServer(Model model) throws Exception {
        var servers = new LinkedBlockingQueue<Server>();
        var result = new LinkedBlockingQueue<Server.Stop>();
        LoopHandler handler =
                (session, data) -> {
                    result.add(Recorder.next(servers).stop(Duration.ofSeconds(20)));
                    return session.send(data);
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            servers.add(server);
            client.send("x");
            assertThat(Recorder.next(result)).isEqualTo(Server.Stop.GRACEFUL);
            client.expect("x");
            client.end().expectEnd();
            Recorder.next(events.closed);
        }
    }

    /** The peer has ended, and still reads a lot. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aPeerThatEndsFirstIsStillAnswered(Model model) throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(5).nextBytes(bytes);
        LoopHandler handler =
                new LoopHandler() {
                    private int at;

                    @Override
                    public long received(LoopSession session, MemorySegment data) {
                        return data.byteSize();
                    }

                    @Override
                    public void ended(LoopSession session, MemorySegment rest) throws IOException {
                        writable(session);
                    }

                    @Override
                    public void writable(LoopSession session) throws IOException {
                        at += session.send(ByteBuffer.wrap(bytes, at, bytes.length - at));
                        if (at == bytes.length) {
                            session.end();
                        }
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            client.send("question").end();
            assertThat(client.readAll()).isEqualTo(bytes);
        }
    }

    /** The last bytes arrive, whatever the peer has sent that nobody read; after a failure too. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void anEndLosesNothing(Model model) throws Exception {
        byte[] answer = new byte[LoopSession.OUTPUT_LIMIT];
        new Random(6).nextBytes(answer);
        LoopHandler handler =
                (session, data) -> {
                    var left = ByteBuffer.wrap(answer);
                    session.send(left);
                    assertThat(left.hasRemaining()).isFalse();
                    if (session.id() == 2) {
                        throw new IllegalStateException("as planned");
                    }
                    session.end();
                    return 0;
                };
        try (var server = start(model, handler)) {
            for (int time = 1; time <= 2; time++) {
                try (var client = Client.connect(server)) {
                    client.send(new byte[4 << 20]).end();
                    assertThat(client.readAll()).isEqualTo(answer);
                    var closed = Recorder.next(events.closed);
                    assertThat(closed.session().bytesRead()).isEqualTo(4 << 20);
                    assertThat(closed.cause() == null).isEqualTo(time == 1);
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void aLongChainOfEndsIsNoRecursion(Model model) throws Exception {
        int length = model.equals(Model.iterative()) || model.name().equals("pool") ? 1 : 300;
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var deepest = new AtomicInteger();
        LoopHandler handler =
                new LoopHandler() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                    }

                    @Override
                    public long received(LoopSession session, MemorySegment data) {
                        session.close();
                        return 0;
                    }

                    @Override
                    public void closed(LoopSession session, @Nullable Throwable cause) {
                        int depth = Thread.currentThread().getStackTrace().length;
                        deepest.accumulateAndGet(depth, Math::max);
                        sessions.remove(session);
                        var next = sessions.poll();
                        if (next != null) {
                            next.close();
                        }
                    }
                };
        try (var server = start(model, handler)) {
            var clients = new ArrayList<Client>();
            for (int number = 0; number < length; number++) {
                clients.add(Client.connect(server));
            }
            for (int number = 0; number < length; number++) {
                Recorder.next(events.opened);
            }
            clients.getFirst().send("x");
            for (Client client : clients) {
                Recorder.next(events.closed);
                client.close();
            }
            assertThat(deepest).hasValueLessThan(60);
        }
        assertThat(events.failed).isEmpty();
    }

    /** Many at once, each with its own conversation. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void servesManyAtOnce(Model model) throws Exception {
        int many =
                switch (model.name()) {
                    case "iterative" -> 1;
                    case "pool" -> 4;
                    case "epoll" -> 2000;
                    case "select" -> 300;
                    default -> 400;
                };
        var clients = new ArrayList<Client>();
        try (var server = start(model, (session, data) -> session.send(data))) {
            try {
                for (int number = 0; number < many; number++) {
                    clients.add(Client.connect(server));
                }
                for (int round = 0; round < 2; round++) {
                    for (int number = 0; number < many; number++) {
                        clients.get(number).send("number " + number + "\n");
                    }
                    for (int number = 0; number < many; number++) {
                        clients.get(number).expect("number " + number + "\n");
                    }
                }
                assertThat(server.counts().open()).isEqualTo(many);
            } finally {
                for (Client client : clients) {
                    client.close();
                }
            }
            for (int number = 0; number < many; number++) {
                assertThat(Recorder.next(events.closed).cause()).isNull();
            }
        }
        assertThat(events.failed).isEmpty();
    }

    /** An urgent mark cuts reads short, and its byte is in no read. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void urgentDataHoldsNothingUp(Model model) throws Exception {
        try (var server = start(model, (session, data) -> session.send(data));
                var client = new Socket()) {
            client.connect(server.local().toSocketAddress());
            client.setSoTimeout(20_000);
            for (int round = 0; round < 20; round++) {
                client.getOutputStream().write("ab".getBytes(US_ASCII));
                client.sendUrgentData('!');
                client.getOutputStream().write("cd".getBytes(US_ASCII));
                assertThat(client.getInputStream().readNBytes(4))
                        .isEqualTo("abcd".getBytes(US_ASCII));
                client.getOutputStream().write("ef".getBytes(US_ASCII));
                client.sendUrgentData('!');
                assertThat(client.getInputStream().readNBytes(2))
                        .isEqualTo("ef".getBytes(US_ASCII));
            }
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** A passed descriptor that nobody takes is closed by the kernel, and holds nothing up. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void passedDescriptorsHoldNothingUp(Model model) throws Exception {
        try (var server = start(model, Place.UNIX, (session, data) -> session.send(data));
                var client = StreamSocket.connect(server.local())) {
            byte[] rights = new byte[4]; // descriptor 0
            client.timeout(Duration.ofSeconds(20));
            for (int round = 0; round < 20; round++) {
                client.writeAll("ab".getBytes(US_ASCII));
                client.send(
                        Message.of(ByteBuffer.wrap("cd".getBytes(US_ASCII)))
                                .with(new Control.Unknown(SOL_SOCKET, SCM_RIGHTS, rights)));
                client.writeAll("ef".getBytes(US_ASCII));
                byte[] back = new byte[6];
                for (int at = 0; at < back.length; ) {
                    at += client.read(back, at, back.length - at);
                }
                assertThat(back).isEqualTo("abcdef".getBytes(US_ASCII));
            }
        }
    }

    /** A model's own shape, where a handler has both. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void theNativeShapeIsTaken(Model model) throws Exception {
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(model)
                                .events(events)
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            assertThat(Recorder.next(events.opened) instanceof LoopSession)
                    .isEqualTo(Shape.REACTIVE.isNativeTo(model));
        }
    }
}
