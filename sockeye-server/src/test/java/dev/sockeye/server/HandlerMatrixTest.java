package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.handler.Chargen;
import dev.sockeye.server.handler.Daytime;
import dev.sockeye.server.handler.Discard;
import dev.sockeye.server.handler.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every handler on every model, in both shapes, over TCP of both versions and over Unix sockets. */
@Timeout(60)
class HandlerMatrixTest {
    private static final int LARGE = 8 << 20;

    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server start(Model model, Place place, Service service) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).start(service);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void echoes(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()));
                var client = Client.connect(server)) {
            client.send("hello").expect("hello");
            client.send("again").end();
            assertThat(client.readText()).isEqualTo("again");
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(10);
            assertThat(closed.session().bytesWritten()).isEqualTo(10);
        }
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void echoesMegabytes(Model model, Place place, Shape shape) throws Exception {
        byte[] bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);
        try (var server = start(model, place, shape.of(new Echo()));
                var client = Client.connect(server)) {
            client.expectEcho(bytes);
            assertThat(Recorder.next(events.closed).session().bytesWritten()).isEqualTo(LARGE);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void echoesByteByByte(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()));
                var client = Client.connect(server)) {
            for (int at = 0; at < 500; at++) {
                assertThat(client.send((byte) at).read(1)).containsExactly((byte) at);
            }
            client.end().expectEnd();
        }
    }

    /** Exactly the sizes at which the copy changes its buffer. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void echoesAroundItsBuffers(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()));
                var client = Client.connect(server)) {
            for (int size : new int[] {511, 512, 513, 1024, 65_535, 65_536, 65_537, 66_048}) {
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                assertThat(client.send(bytes).read(size)).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void endsAtOnceWithAPeerThatEndsAtOnce(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()));
                var client = Client.connect(server)) {
            client.end().expectEnd();
            assertThat(Recorder.next(events.closed).session().bytesRead()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void discards(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Discard()));
                var client = Client.connect(server)) {
            client.send(new byte[LARGE]).end().expectEnd();
            var closed = Recorder.next(events.closed);
            assertThat(closed.session().bytesRead()).isEqualTo(LARGE);
            assertThat(closed.session().bytesWritten()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void tellsTheTime(Model model, Place place, Shape shape) throws Exception {
        var clock =
                Clock.fixed(
                        Instant.parse("1982-02-23T01:37:43Z"), ZoneId.of("America/Los_Angeles"));
        try (var server = start(model, place, shape.of(new Daytime(clock)));
                var client = Client.connect(server)) {
            // The instant of the example in RFC 867, which has the wrong day of the week.
            assertThat(client.readText()).isEqualTo("Monday, February 22, 1982 17:37:43-PST\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void generatesCharacters(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Chargen()))) {
            try (var client = Client.connect(server)) {
                for (int line = 0; line < 3000; line++) {
                    client.expect(line(line));
                }
                client.end();
                client.read(1 << 20);
            }
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
        assertThat(events.failed).isEmpty();
    }

    private static String line(int number) {
        var line = new StringBuilder();
        for (int at = 0; at < 72; at++) {
            line.append((char) (' ' + (number + at) % 95));
        }
        return line + "\r\n";
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#shapes")
    void servesOneAfterAnother(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()))) {
            for (int number = 1; number <= 20; number++) {
                try (var client = Client.connect(server)) {
                    client.send("x").end().expect("x");
                    client.expectEnd();
                }
                assertThat(Recorder.next(events.closed).session().id()).isEqualTo(number);
            }
            assertThat(server.counts().opened()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrentShapes")
    void servesSideBySide(Model model, Place place, Shape shape) throws Exception {
        try (var server = start(model, place, shape.of(new Echo()));
                var first = Client.connect(server);
                var second = Client.connect(server)) {
            first.send("1").expect("1");
            second.send("2").expect("2");
            first.send("3").expect("3");
            assertThat(server.counts().open()).isEqualTo(2);
        }
    }
}
