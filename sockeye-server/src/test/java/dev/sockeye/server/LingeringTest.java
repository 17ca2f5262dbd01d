package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.handler.Echo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The last bytes of a session arrive, whatever the peer has sent that nobody read. */
@Timeout(60)
class LingeringTest {
    private static final byte[] ANSWER = "no, and here is why\n".repeat(500).getBytes(US_ASCII);

    private final Recorder events = new Recorder();

    @TempDir Path folder;

    private Server start(Model model, Place place, Handler handler) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).startStream(handler);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aClientThatSendsMuchAndReadsLateGetsTheAnswer(Model model, Place place) throws Exception {
        try (var server = start(model, place, session -> session.writeAll(ANSWER));
                var client = Client.connect(server)) {
            client.send(new byte[4 << 20]).end();
            assertThat(client.readAll()).isEqualTo(ANSWER);
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
    }

    /** That the test above can fail: the abrupt close loses it, or the client cannot even send. */
    @Test
    void anAbruptCloseWouldLoseIt() throws Exception {
        var closed = new CountDownLatch(1);
        Handler abrupt =
                session -> {
                    while (session.read(new byte[1]) != 1) {
                        Thread.onSpinWait();
                    }
                    session.writeAll(ANSWER);
                    session.close();
                    closed.countDown();
                };
        boolean lost = false;
        try (var server = start(Model.virtual(), Place.TCP4, abrupt);
                var client = Client.connect(server)) {
            client.send(new byte[100_000]);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
            lost = client.end().readAll().length < ANSWER.length;
        } catch (IOException e) {
            lost = true;
        }
        assertThat(lost).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aHandlerThatThrowsHasItsLastWordsToo(Model model, Place place) throws Exception {
        Handler handler =
                session -> {
                    session.writeAll(ANSWER);
                    throw new IllegalStateException("as planned");
                };
        try (var server = start(model, place, handler);
                var client = Client.connect(server)) {
            client.send(new byte[1 << 20]).end();
            assertThat(client.readAll()).isEqualTo(ANSWER);
        }
    }

    /** The peer sees the end at once, and the server waits for it no longer than two seconds. */
    @Test
    void aSilentPeerIsNotWaitedForLong() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, session -> session.writeAll(ANSWER));
                var client = Client.connect(server)) {
            long start = System.nanoTime();
            assertThat(client.readAll()).isEqualTo(ANSWER);
            assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
            Recorder.next(events.closed);
            assertThat(System.nanoTime() - start).isBetween(1_900_000_000L, 5_000_000_000L);
        }
    }

    /** Nothing was written, or the peer has ended: nothing can be lost, so nobody waits. */
    @Test
    void lingersOnlyWhereSomethingCouldBeLost() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, session -> {});
                var client = Client.connect(server)) {
            long start = System.nanoTime();
            client.expectEnd();
            Recorder.next(events.closed);
            assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
        }
        try (var server = start(Model.virtual(), Place.TCP4, new Echo());
                var client = Client.connect(server)) {
            long start = System.nanoTime();
            client.send("x").end().expect("x");
            Recorder.next(events.closed);
            assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
        }
    }

    /** A peer that goes on sending for ever is cut off, by bytes or by time. */
    @Test
    void aPeerThatNeverStopsIsCutOff() throws Exception {
        try (var server = start(Model.virtual(), Place.TCP4, session -> session.writeAll(ANSWER));
                var client = Client.connect(server)) {
            try (var _ = new InBackground(() -> sendForEver(client))) {
                var session = Recorder.next(events.closed).session();
                assertThat(session.bytesRead())
                        .isBetween(Lingering.MOST_BYTES, Lingering.MOST_BYTES + (64 << 10));
            }
        }
    }

    private static void sendForEver(Client client) {
        try {
            while (true) {
                client.send(new byte[64 << 10]);
            }
        } catch (IOException e) {
            // The server has closed.
        }
    }

    /** Echo reads no further than it can write: two socket buffers and what the copy holds. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aPeerThatNeverReadsTakesLittleMemory(Model model, Place place) throws Exception {
        try (var server = start(model, place, new Echo());
                var client = Client.narrow(server)) {
            client.channel().configureBlocking(false);
            var bytes = ByteBuffer.allocate(64 << 10);
            long sent = 0;
            long stuckSince = System.nanoTime();
            while (System.nanoTime() - stuckSince < 300_000_000L) {
                int count = client.channel().write(bytes.clear());
                sent += count;
                stuckSince = count > 0 ? System.nanoTime() : stuckSince;
            }
            var session = Recorder.next(events.opened);
            assertThat(session.bytesRead()).isLessThan(sent);
            assertThat(session.bytesRead() - session.bytesWritten()).isLessThanOrEqualTo(66 << 10);
        }
    }
}
