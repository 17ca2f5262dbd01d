package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@link LoopHandler} and {@link LoopSession} promise of output, on every model. */
class ReactiveOutputTest extends ReactiveBattery {
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
}
