package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.SocketClosedException;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.handler.Discard;
import dev.sockeye.server.handler.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class StopTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server start(Model model, Place place, Handler handler) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).startStream(handler);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void isGracefulWithoutSessions(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo())) {
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(server.await()).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(server.stop(LONG)).isEqualTo(Server.Stop.GRACEFUL);
            assertThatThrownBy(() -> Client.connect(server)).isInstanceOf(IOException.class);
        }
        assertThat(events.stopped).containsExactly(Server.Stop.GRACEFUL);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void isGracefulWhenTheSessionsEndInTime(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo());
                var client = Client.connect(server)) {
            client.send("before").expect("before");
            var result = new LinkedBlockingQueue<Server.Stop>();
            try (var stopping = new InBackground(() -> result.add(server.stop(LONG)))) {
                awaitRefusal(server);
                client.send("after").expect("after");
                assertThat(result).isEmpty();
                client.end().expectEnd();
                stopping.join();
            }
            assertThat(Recorder.next(result)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
    }

    /** Until nobody listens any more. */
    private static void awaitRefusal(Server server) {
        while (true) {
            try (var _ = StreamSocket.connect(server.local())) {
                Thread.onSpinWait();
            } catch (IOException e) {
                return;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void cutsWhenTheGraceIsOver(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            long start = System.nanoTime();
            assertThat(server.stop(Duration.ofMillis(200))).isEqualTo(Server.Stop.FORCED);
            assertThat(System.nanoTime() - start).isBetween(199_000_000L, 3_000_000_000L);
            assertThat(server.await()).isEqualTo(Server.Stop.FORCED);
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketClosedException.class);
            client.expectEnd();
        }
        assertThat(events.failed).as("a cut is no failure").isEmpty();
        assertThat(events.stopped).containsExactly(Server.Stop.FORCED);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void cutsAPeerThatDoesNotRead(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo());
                var client = Client.narrow(server)) {
            try (var _ = new InBackground(() -> client.send(new byte[64 << 20]))) {
                var session = Recorder.next(events.opened);
                while (session.bytesWritten() == 0) {
                    Thread.onSpinWait();
                }
                assertThat(server.stop(Duration.ofMillis(50))).isEqualTo(Server.Stop.FORCED);
                assertThat(Recorder.next(events.closed).session()).isSameAs(session);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void cutsAHandlerThatWaitsForSomethingElse(Model model, Place place) throws Exception {
        var never = new CountDownLatch(1);
        try (var server = start(model, place, _ -> never.await());
                var client = Client.connect(server)) {
            Recorder.next(events.opened);
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(InterruptedException.class);
            client.expectEnd();
        }
        assertThat(events.failed).isEmpty();
    }

    @Test
    void anotherStopWithLessGraceCuts() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            var result = new LinkedBlockingQueue<Server.Stop>();
            try (var draining = new InBackground(() -> result.add(server.stop(LONG)))) {
                awaitRefusal(server);
                assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
                draining.join();
            }
            assertThat(Recorder.next(result)).isEqualTo(Server.Stop.FORCED);
        }
    }

    @Test
    void anInterruptOfTheStopCuts() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            var interrupted = new LinkedBlockingQueue<Boolean>();
            try (var draining =
                    new InBackground(() -> {
                        assertThat(server.stop(LONG)).isEqualTo(Server.Stop.FORCED);
                        interrupted.add(Thread.currentThread().isInterrupted());
                    })) {
                awaitRefusal(server);
                draining.thread().interrupt();
                assertThat(Recorder.next(interrupted)).as("the status is kept").isTrue();
                draining.join();
            }
            client.expectEnd();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aSessionMayStopItsServer(Model model, Place place) throws Exception {
        var server = new LinkedBlockingQueue<Server>();
        var result = new LinkedBlockingQueue<Server.Stop>();
        Handler stopper =
                session -> {
                    session.writeAll(new byte[] {'x'});
                    result.add(Recorder.next(server).stop(LONG));
                };
        try (var running = start(model, place, stopper);
                var client = Client.connect(running)) {
            server.add(running);
            client.expect("x");
            assertThat(Recorder.next(result)).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(running.await()).isEqualTo(Server.Stop.GRACEFUL);
            client.end().expectEnd();
            Recorder.next(events.closed);
        }
    }

    @Test
    void closeGivesTheGraceOfTheSetup() throws Exception {
        var setup = Server.on(Place.TCP4.target(folder)).grace(LONG).events(events);
        try (var server = setup.start(new Discard());
                var client = Client.connect(server)) {
            Recorder.next(events.opened);
            try (var closing = new InBackground(server::close)) {
                awaitRefusal(server);
                client.end().expectEnd();
                closing.join();
            }
        }
        assertThat(events.stopped).containsExactly(Server.Stop.GRACEFUL);
    }

    @Test
    void closeTwiceIsOnce() throws Exception {
        var server = start(Model.thread(), Place.UNIX, new Echo());
        server.close();
        server.close();
        assertThat(events.stopped).hasSize(1);
    }

    @Test
    void aSessionLearnsOfTheStop() throws Exception {
        var told = new LinkedBlockingQueue<Boolean>();
        Handler handler =
                session -> {
                    session.onStop(() -> told.add(session.stopping()));
                    told.add(session.stopping());
                    while (session.read(new byte[10]) >= 0) {
                        // Until the end.
                    }
                    session.onStop(() -> told.add(true));
                };
        try (var server = start(Model.virtual(), Place.TCP4, handler);
                var client = Client.connect(server)) {
            assertThat(Recorder.next(told)).isFalse();
            try (var draining = new InBackground(() -> server.stop(LONG))) {
                assertThat(Recorder.next(told)).as("told by the stop").isTrue();
                client.end();
                assertThat(Recorder.next(told)).as("told at once, being late").isTrue();
                draining.join();
            }
        }
    }

    @Test
    void awaitEndsByAnInterruptAndLeavesTheServer() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, new Echo())) {
            try (var waiting =
                    new InBackground(() ->
                            assertThatThrownBy(server::await)
                                    .isInstanceOf(InterruptedException.class))) {
                waiting.thread().interrupt();
                waiting.join();
            }
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
        }
    }
}
