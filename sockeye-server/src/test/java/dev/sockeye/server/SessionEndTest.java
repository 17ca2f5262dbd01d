package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.SocketClosedException;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How sessions end, and that no end of one is felt by another. */
@Timeout(60)
class SessionEndTest {
    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server start(Model model, Place place, Handler handler) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).startStream(handler);
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    /** What a handler does by the first letter that it reads. */
    private static void misbehave(Session session) throws IOException {
        byte[] letter = new byte[1];
        if (session.read(letter) < 0) {
            return;
        }
        switch ((char) letter[0]) {
            case 'r' -> throw new IllegalStateException("as planned");
            case 'i' -> throw new IOException("as planned");
            case 'e' -> throw new AssertionError("as planned");
            case 'o' -> session.writeAll(new byte[overflow(0)]);
            case 'c' -> {
                session.close();
                session.close();
            }
            case 'u' -> {
                session.close();
                session.writeAll(letter);
            }
            case 'n' -> Thread.currentThread().interrupt();
            default -> session.writeAll(letter);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void whateverAHandlerThrowsEndsItsSessionOnly(Model model, Place place) throws Exception {
        try (var server = start(model, place, SessionEndTest::misbehave)) {
            expectCause(server, "r", IllegalStateException.class, true);
            expectCause(server, "i", IOException.class, true);
            expectCause(server, "e", AssertionError.class, true);
            expectCause(server, "o", StackOverflowError.class, true);
            expectCause(server, "u", SocketClosedException.class, true);
            expectCause(server, "c", null, false);
            expectCause(server, "n", null, false);
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
            assertThat(server.counts().failed()).isEqualTo(5);
        }
    }

    private void expectCause(Server server, String letter, @Nullable Class<?> cause, boolean failed)
            throws Exception {
        try (var client = Client.connect(server)) {
            client.send(letter).expectEnd();
            var closed = Recorder.next(events.closed);
            if (cause == null) {
                assertThat(closed.cause()).isNull();
            } else {
                assertThat(closed.cause()).isInstanceOf(cause);
            }
            if (failed) {
                var told = Recorder.next(events.failed);
                assertThat(told.what()).isSameAs(closed.cause());
                assertThat(told.where()).isEqualTo(closed.session().peer());
            }
            assertThat(events.failed).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrent")
    void aFailureIsNotFeltByAnother(Model model, Place place) throws Exception {
        Handler handler =
                session -> {
                    while (true) {
                        misbehave(session);
                    }
                };
        try (var server = start(model, place, handler);
                var good = Client.connect(server);
                var bad = Client.connect(server)) {
            good.send("x").expect("x");
            bad.send("o").expectEnd();
            good.send("y").expect("y");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#internet")
    void aPeerThatResetsIsAFailureOfItsSession(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo())) {
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
                client.reset();
            }
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause())
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ECONNRESET));
            assertThat(Recorder.next(events.failed).what()).isSameAs(closed.cause());
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aListenerThatThrowsHarmsNobody(Model model, Place place) throws Exception {
        Events angry =
                new Events() {
                    @Override
                    public void listening(Target address) {
                        throw new IllegalStateException("listening");
                    }

                    @Override
                    public void opened(Connection session) {
                        throw new AssertionError("opened");
                    }

                    @Override
                    public void closed(Connection session, @Nullable Throwable cause) {
                        throw new StackOverflowError("closed");
                    }

                    @Override
                    public void failed(Endpoint peer, Throwable why) {
                        throw new IllegalStateException("failed");
                    }

                    @Override
                    public void stopped(Server.Stop how) {
                        throw new IllegalStateException("stopped");
                    }
                };
        try (var server =
                Server.on(place.target(folder))
                        .model(model)
                        .events(angry)
                        .startStream(SessionEndTest::misbehave)) {
            for (String letter : new String[] {"r", "c", "o"}) {
                try (var client = Client.connect(server)) {
                    client.send(letter).expectEnd();
                }
            }
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void thousandsOfConnectionsLeaveNoDescriptor(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo())) {
            connectAndClose(server, 50);
            long before = descriptors();
            connectAndClose(server, 700);
            assertThat(descriptors()).isLessThanOrEqualTo(before + 3);
            assertThat(server.counts().open()).isZero();
        }
    }

    private void connectAndClose(Server server, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            try (var client = Client.connect(server)) {
                if (time % 3 == 0) {
                    client.send("x").expect("x");
                } else if (time % 3 == 1) {
                    client.send("y");
                }
            }
        }
        for (int time = 0; time < times; time++) {
            Recorder.next(events.closed);
        }
        events.failed.clear();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
            return numbers.count();
        }
    }

    @Test
    void aSessionIsAStreamInEveryForm() throws Exception {
        var copied = new LinkedBlockingQueue<Long>();
        Handler handler =
                session -> {
                    assertThat(session.in().read()).isEqualTo('a');
                    session.out().write('b');
                    session.out().write(session.in().readNBytes(3));
                    copied.add(new ByteArrayInputStream(new byte[5]).transferTo(session.out()));
                    assertThat(session.bytesRead()).isEqualTo(4);
                    assertThat(session.bytesWritten()).isEqualTo(9);
                    assertThat(session.isOpen()).isTrue();
                    assertThat(session.socket()).isPresent();
                    copied.add(session.in().transferTo(session.out()));
                    assertThat(session.in().read()).isEqualTo(-1);
                };
        try (var server = start(Model.virtual(), Place.TCP4, handler);
                var client = Client.connect(server)) {
            client.send("acde");
            assertThat(client.read(9)).isEqualTo("bcde\0\0\0\0\0".getBytes(US_ASCII));
            client.expectEcho(new byte[200_000]);
            assertThat(Recorder.next(copied)).isEqualTo(5);
            assertThat(Recorder.next(copied)).isEqualTo(200_000);
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(200_004);
        }
    }

    @Test
    void aSessionCopiesToOtherStreams() throws Exception {
        var out = new ByteArrayOutputStream();
        byte[] bytes = new byte[100_000];
        bytes[99_999] = 7;
        try (var server =
                        start(
                                Model.virtual(),
                                Place.UNIX,
                                session -> session.in().transferTo(out));
                var client = Client.connect(server)) {
            client.send(bytes).end().expectEnd();
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }
}
