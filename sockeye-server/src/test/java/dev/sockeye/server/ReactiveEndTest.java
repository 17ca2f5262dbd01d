package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.SocketClosedException;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** How sessions of a {@link LoopHandler} end, on every model. */
class ReactiveEndTest extends ReactiveBattery {
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
}
