package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Errno;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams in every family, from both kinds of threads. */
@ParameterizedClass
@MethodSource("dev.sockeye.net.Family#onEveryThread")
@Timeout(60)
class DatagramTest {
    private final Family family;
    private final On on;

    DatagramTest(Family family, On on) {
        this.family = family;
        this.on = on;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    @Test
    void keepsBoundariesAndTellsTheSender() throws Exception {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free())) {
            on.run(() -> {
                a.send(text("one"), b.local());
                a.send(text(""), b.local());
                a.send(text("three"), b.local());
            });
            on.run(() -> {
                for (int length : new int[] {3, 0, 5}) {
                    var buffer = ByteBuffer.allocate(100);
                    var received = b.receive(buffer);
                    assertThat(received.from()).isEqualTo(a.local());
                    assertThat(received.length()).isEqualTo(length);
                    assertThat(received.size()).isEqualTo(length);
                    assertThat(received.truncated()).isFalse();
                    assertThat(buffer.position()).isEqualTo(length);
                }
                assertThat(b.tryReceive(ByteBuffer.allocate(1))).isEmpty();
            });
        }
    }

    @Test
    void movesEverySizeThroughEveryBuffer() throws Exception {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free());
                var arena = Arena.ofShared()) {
            for (int size : new int[] {1, 1500, 16383, 16384, 65507}) {
                byte[] data = new byte[size];
                new Random(size).nextBytes(data);
                var direct = ByteBuffer.allocateDirect(size).put(data).flip();
                var heap = ByteBuffer.wrap(data).asReadOnlyBuffer();
                on.run(() -> {
                    a.send(heap, b.local());
                    assertThat(heap.hasRemaining()).isFalse();
                    assertThat(receive(b, ByteBuffer.allocateDirect(70_000))).isEqualTo(data);
                    a.send(direct, b.local());
                    assertThat(receive(b, ByteBuffer.allocate(70_000))).isEqualTo(data);
                    a.send(MemorySegment.ofArray(data), b.local());
                    assertThat(receive(b, ByteBuffer.allocate(size))).isEqualTo(data);
                    a.send(arena.allocateFrom(ValueLayout.JAVA_BYTE, data), b.local());
                    var segment = arena.allocate(size);
                    assertThat(b.receive(segment).length()).isEqualTo(size);
                    assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(data);
                });
            }
        }
    }

    private static byte[] receive(DatagramSocket socket, ByteBuffer into) throws Exception {
        var received = socket.receive(into);
        assertThat(received.truncated()).isFalse();
        byte[] bytes = new byte[into.flip().remaining()];
        var _ = into.get(bytes);
        return bytes;
    }

    @Test
    void tellsThatADatagramWasCut() throws Exception {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free())) {
            for (int room : new int[] {0, 4, 20_000}) {
                on.run(() -> {
                    byte[] data = new byte[30_000];
                    Arrays.fill(data, (byte) 'x');
                    a.send(ByteBuffer.wrap(data), b.local());
                    var heap = ByteBuffer.allocate(room);
                    var received = b.receive(heap);
                    assertThat(received.truncated()).isTrue();
                    assertThat(received.length()).isEqualTo(room);
                    assertThat(received.size()).isEqualTo(30_000);
                    assertThat(heap.hasRemaining()).isFalse();
                    a.send(text("next"), b.local());
                    assertThat(receive(b, ByteBuffer.allocate(9)))
                            .asString(US_ASCII)
                            .isEqualTo("next");
                });
            }
        }
    }

    @Test
    void hasAPeerWhileItIsConnected() throws Exception {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free());
                var c = DatagramSocket.bind(family.free())) {
            assertThatThrownBy(a::peer)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("ENOTCONN");
            assertThatThrownBy(() -> a.send(text("x")))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isIn(Errno.EDESTADDRREQ, Errno.ENOTCONN));
            a.connectTo(b.local());
            assertThat(a.peer()).isEqualTo(b.local());
            on.run(() -> {
                a.send(text("to b"));
                assertThat(a.trySend(text("again"))).isTrue();
                assertThat(receive(b, ByteBuffer.allocate(9))).asString(US_ASCII).isEqualTo("to b");
                assertThat(receive(b, ByteBuffer.allocate(9)))
                        .asString(US_ASCII)
                        .isEqualTo("again");
            });
            if (family == Family.UNIX) {
                assertThatThrownBy(() -> c.send(text("not from b"), a.local()))
                        .isInstanceOfSatisfying(
                                ErrnoException.class,
                                e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
            } else {
                c.send(text("not from b"), a.local());
            }
            b.send(text("from b"), a.local());
            assertThat(receive(a, ByteBuffer.allocate(99))).asString(US_ASCII).isEqualTo("from b");
            Endpoint before = a.local();
            a.disconnect();
            assertThat(a.local()).isEqualTo(before);
            c.send(text("now"), a.local());
            assertThat(receive(a, ByteBuffer.allocate(99))).asString(US_ASCII).isEqualTo("now");
            a.connectTo(c.local());
            assertThat(a.peer()).isEqualTo(c.local());
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        Endpoint free;
        try (var gone = DatagramSocket.bind(family.free())) {
            free = gone.local();
        }
        if (family == Family.UNIX) {
            assertThatThrownBy(() -> DatagramSocket.connect(free))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
            return;
        }
        try (var socket = DatagramSocket.connect(free)) {
            var receiver = on.start(() -> socket.receive(ByteBuffer.allocate(9)));
            receiver.untilBlocked();
            socket.send(text("anybody?"));
            assertThat(receiver.failure())
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED);
                                assertThat(e.peer()).isEqualTo(free);
                            });
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free())) {
            assertThatThrownBy(() -> a.send(ByteBuffer.allocate(4 << 20), b.local()))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE);
                                assertThat(e.peer()).isEqualTo(b.local());
                                assertThat(e.local()).isEqualTo(a.local());
                            });
        }
    }
}
