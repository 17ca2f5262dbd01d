package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading and writing of every kind of buffer, in every family, from both kinds of threads. */
@ParameterizedClass
@MethodSource("dev.sockeye.net.Family#onEveryThread")
@Timeout(60)
class StreamTest {
    private final Family family;
    private final On on;

    StreamTest(Family family, On on) {
        this.family = family;
        this.on = on;
    }

    private static byte[] random(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    @Test
    void echoesThroughTheEndOfTheStream() throws Exception {
        try (var talk = Talk.on(family)) {
            var echo = on.start(() -> talk.server().in().transferTo(talk.server().out()));
            on.run(() -> {
                talk.client().writeAll(Talk.bytes("ping\n"));
                byte[] back = new byte[5];
                assertThat(talk.client().in().readNBytes(back, 0, 5)).isEqualTo(5);
                assertThat(back).asString(US_ASCII).isEqualTo("ping\n");
                talk.client().shutdownOutput();
            });
            assertThat(echo.get()).isEqualTo(5);
            talk.server().shutdownOutput();
            assertThat(talk.client().read(new byte[1])).isEqualTo(-1);
            assertThat(talk.client().read(new byte[1])).isEqualTo(-1);
        }
    }

    @Test
    void movesMegabytesWhole() throws Exception {
        byte[] data = random(5 << 20);
        try (var talk = Talk.on(family)) {
            var writer =
                    on.start(() -> {
                        talk.client().writeAll(data);
                        talk.client().shutdownOutput();
                        return true;
                    });
            byte[] got = on.start(() -> Talk.drain(talk.server())).get();
            assertThat(writer.get()).isTrue();
            assertThat(Arrays.equals(got, data)).isTrue();
        }
    }

    @Test
    void readsIntoEveryKindOfBuffer() throws Exception {
        for (int size : new int[] {1, 100, 16 << 10, 40_000}) {
            byte[] data = random(size);
            try (var talk = Talk.on(family);
                    var arena = Arena.ofShared()) {
                on.run(() -> talk.client().writeAll(data));
                talk.client().writeAll(data);
                talk.client().writeAll(data);
                talk.client().writeAll(data);
                on.run(() -> {
                    assertThat(fill(talk.server(), ByteBuffer.allocate(size))).isEqualTo(data);
                    var direct = ByteBuffer.allocateDirect(size);
                    assertThat(fill(talk.server(), direct)).isEqualTo(data);
                    var heap = MemorySegment.ofArray(new long[size / 8 + 1]).asSlice(0, size);
                    assertThat(fill(talk.server(), heap)).isEqualTo(data);
                    var own = arena.allocate(size);
                    assertThat(fill(talk.server(), own)).isEqualTo(data);
                });
            }
        }
    }

    private static byte[] fill(StreamSocket socket, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            int before = buffer.position();
            int count = socket.read(buffer);
            assertThat(count).isPositive();
            assertThat(buffer.position()).isEqualTo(before + count);
        }
        var bytes = new byte[buffer.flip().remaining()];
        var _ = buffer.get(bytes);
        return bytes;
    }

    private static byte[] fill(StreamSocket socket, MemorySegment segment) throws IOException {
        for (long at = 0; at < segment.byteSize(); ) {
            at += socket.read(segment.asSlice(at));
        }
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void writesEveryKindOfBuffer() throws Exception {
        for (int size : new int[] {1, 100, 16 << 10, 40_000}) {
            byte[] data = random(size);
            try (var talk = Talk.on(family);
                    var arena = Arena.ofShared()) {
                var got = on.start(() -> Talk.drain(talk.server()));
                var heap = ByteBuffer.wrap(data);
                var readOnly = ByteBuffer.wrap(data).asReadOnlyBuffer();
                var direct = ByteBuffer.allocateDirect(size).put(data).flip();
                var own = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
                on.run(() -> {
                    talk.client().writeAll(heap);
                    talk.client().writeAll(readOnly);
                    talk.client().writeAll(direct.asReadOnlyBuffer());
                    talk.client().writeAll(own.asReadOnly());
                    talk.client().writeAll(MemorySegment.ofArray(data).asReadOnly());
                    talk.client().writeAll(data, size / 2, size - size / 2);
                    talk.client().shutdownOutput();
                });
                assertThat(heap.hasRemaining()).isFalse();
                assertThat(readOnly.hasRemaining()).isFalse();
                byte[] all = got.get();
                assertThat(all).hasSize(5 * size + size - size / 2);
                for (int i = 0; i < 5; i++) {
                    assertThat(Arrays.copyOfRange(all, i * size, (i + 1) * size)).isEqualTo(data);
                }
                assertThat(Arrays.copyOfRange(all, 5 * size, all.length))
                        .isEqualTo(Arrays.copyOfRange(data, size / 2, size));
            }
        }
    }

    @Test
    void keepsToPositionAndLimit() throws Exception {
        try (var talk = Talk.on(family)) {
            var data = ByteBuffer.wrap(Talk.bytes("xxhelloyy"), 2, 5);
            on.run(() -> assertThat(talk.client().write(data)).isEqualTo(5));
            assertThat(data.position()).isEqualTo(7);
            var into = ByteBuffer.wrap(Talk.bytes("........"), 1, 3).slice();
            on.run(() -> assertThat(talk.server().read(into)).isEqualTo(3));
            assertThat(into.array()).asString(US_ASCII).isEqualTo(".hel....");
            byte[] array = Talk.bytes("....");
            on.run(() -> assertThat(talk.server().read(array, 1, 3)).isEqualTo(2));
            assertThat(array).asString(US_ASCII).isEqualTo(".lo.");
        }
    }

    @Test
    void movesNothingThroughAnEmptyBuffer() throws Exception {
        try (var talk = Talk.on(family)) {
            on.run(() -> {
                assertThat(talk.client().read(ByteBuffer.allocate(0))).isZero();
                assertThat(talk.client().write(ByteBuffer.allocate(0))).isZero();
                assertThat(talk.client().tryRead(ByteBuffer.allocate(0))).isZero();
                assertThat(talk.client().tryWrite(ByteBuffer.allocate(0))).isZero();
                talk.client().writeAll(new byte[0]);
                talk.server().close();
                assertThat(talk.client().read(new byte[1])).isEqualTo(-1);
                assertThat(talk.client().read(new byte[0])).isZero();
            });
            talk.client().close();
            assertThatThrownBy(() -> talk.client().read(ByteBuffer.allocate(0)))
                    .isInstanceOf(SocketClosedException.class);
            assertThatThrownBy(() -> talk.client().write(ByteBuffer.allocate(0)))
                    .isInstanceOf(SocketClosedException.class);
        }
    }

    @Test
    void refusesToFillWhatIsReadOnly() throws Exception {
        try (var talk = Talk.on(family)) {
            var buffer = ByteBuffer.allocate(9).asReadOnlyBuffer();
            var segment = MemorySegment.ofArray(new byte[9]).asReadOnly();
            assertThatThrownBy(() -> talk.client().read(buffer))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> talk.client().tryRead(segment))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> talk.client().read(new byte[9], 5, 5))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void triesWithoutWaiting() throws Exception {
        try (var talk = Talk.on(family)) {
            assertThat(talk.server().tryRead(ByteBuffer.allocate(9))).isEqualTo(Stream.WOULD_BLOCK);
            assertThat(talk.listener().tryAccept()).isEmpty();
            long taken = 0;
            var data = ByteBuffer.allocateDirect(64 << 10);
            for (int count = 0;
                    count != Stream.WOULD_BLOCK;
                    count = talk.client().tryWrite(data.clear())) {
                taken += count;
            }
            assertThat(taken).isPositive();
            talk.client().shutdownOutput();
            assertThat(Talk.drain(talk.server())).hasSize((int) taken);
            assertThat(talk.server().tryRead(ByteBuffer.allocate(9))).isEqualTo(-1);
        }
    }

    @Test
    void triesToConnectWithoutWaiting() throws Exception {
        try (var listener = Listener.bind(family.free());
                var client =
                        Socket.open(family.domain(), dev.sockeye.sys.SysSocket.SOCK_STREAM, 0)) {
            boolean connected = client.tryConnect(listener.local());
            try (var _ = listener.accept()) {
                while (!connected) {
                    connected = client.tryConnect(listener.local());
                }
                assertThat(client.peer()).isEqualTo(listener.local());
                assertThat(listener.tryAccept()).isEmpty();
            }
        }
    }

    @Test
    void acceptsWhatIsThereWithoutWaiting() throws Exception {
        try (var listener = Listener.bind(family.free());
                var client = StreamSocket.connect(listener.local());
                var server = listener.tryAccept().orElseThrow()) {
            client.writeAll(Talk.bytes("x"));
            assertThat(server.read(new byte[9])).isEqualTo(1);
        }
    }

    @Test
    void knowsItsAddresses() throws Exception {
        try (var talk = Talk.on(family)) {
            assertThat(talk.client().peer()).isEqualTo(talk.listener().local());
            assertThat(talk.server().local()).isEqualTo(talk.listener().local());
            assertThat(talk.server().peer()).isEqualTo(talk.client().local());
            Endpoint before = talk.client().local();
            talk.client().close();
            assertThat(talk.client().local()).isEqualTo(before);
            assertThat(talk.client().peer()).isEqualTo(talk.listener().local());
            assertThat(talk.client().toString()).contains("StreamSocket", "closed");
        }
    }

    @Test
    void connectsFromAnAddressOfItsOwn() throws Exception {
        Endpoint from;
        try (var other = Listener.bind(family.free())) {
            from = other.local(); // free again in a moment
        }
        try (var listener = Listener.bind(family.free());
                var client =
                        StreamSocket.connect(
                                listener.local(), from, java.time.Duration.ofSeconds(5));
                var server = listener.accept()) {
            assertThat(client.local()).isEqualTo(from);
            assertThat(server.peer()).isEqualTo(from);
        }
    }

    @Test
    void speaksJavaIo() throws Exception {
        byte[] data = random(300_000);
        try (var talk = Talk.on(family)) {
            var got = on.start(() -> talk.server().in().readAllBytes());
            on.run(() -> {
                var out = talk.client().out();
                out.write(data[0]);
                out.write(data, 1, 10);
                new ByteArrayInputStream(data, 11, data.length - 11).transferTo(out);
                out.flush();
                talk.client().shutdownOutput();
            });
            assertThat(Arrays.equals(got.get(), data)).isTrue();
            talk.server().writeAll(Talk.bytes("abc"));
            while (talk.client().in().available() < 3) {
                Thread.onSpinWait();
            }
            assertThat(talk.client().in().read()).isEqualTo('a');
            assertThat(talk.client().in().available()).isEqualTo(2);
            assertThat(talk.client().in().readNBytes(2)).asString(US_ASCII).isEqualTo("bc");
            talk.server().out().close();
            assertThat(talk.server().isOpen()).isFalse();
            assertThat(talk.client().in().read()).isEqualTo(-1);
        }
    }

    @Test
    void copiesToJavaIo() throws Exception {
        byte[] data = random(300_000);
        try (var talk = Talk.on(family)) {
            var sink = new ByteArrayOutputStream();
            var copy = on.start(() -> talk.server().in().transferTo(sink));
            on.run(() -> {
                talk.client().writeAll(data);
                talk.client().shutdownOutput();
            });
            assertThat(copy.get()).isEqualTo(data.length);
            assertThat(Arrays.equals(sink.toByteArray(), data)).isTrue();
        }
    }

    @Test
    void copiesFromStreamToStream() throws Exception {
        byte[] data = random(3_000_000);
        try (var first = Talk.on(family);
                var second = Talk.on(family)) {
            var copy =
                    on.start(() -> {
                        long count = first.server().transferTo(second.client());
                        second.client().shutdownOutput();
                        return count;
                    });
            var got = on.start(() -> Talk.drain(second.server()));
            on.run(() -> {
                first.client().writeAll(data);
                first.client().shutdownOutput();
            });
            assertThat(copy.get()).isEqualTo(data.length);
            assertThat(Arrays.equals(got.get(), data)).isTrue();
        }
    }

    @Test
    void speaksJavaNio() throws Exception {
        byte[] data = random(300_000);
        try (var talk = Talk.on(family)) {
            var got =
                    on.start(() -> Channels.newInputStream(talk.server().channel()).readAllBytes());
            on.run(() -> {
                var channel = talk.client().channel();
                assertThat(channel.write(ByteBuffer.wrap(data))).isEqualTo(data.length);
                talk.client().shutdownOutput();
                assertThat(channel.isOpen()).isTrue();
            });
            assertThat(Arrays.equals(got.get(), data)).isTrue();
            talk.client().channel().close();
            assertThat(talk.client().isOpen()).isFalse();
            assertThatThrownBy(() -> talk.client().channel().read(ByteBuffer.allocate(1)))
                    .isInstanceOf(java.nio.channels.ClosedChannelException.class);
        }
    }

    @Test
    void endsItsReadingSide() throws Exception {
        try (var talk = Talk.on(family)) {
            var reader = on.start(() -> talk.server().read(new byte[1]));
            reader.untilBlocked();
            talk.server().shutdownInput();
            assertThat(reader.get()).isEqualTo(-1);
            talk.server().writeAll(Talk.bytes("still"));
            assertThat(talk.client().read(new byte[9])).isEqualTo(5);
        }
    }
}
