package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Errno;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What TCP has and Unix sockets have not: urgent bytes, lingering, resets at will. */
@ParameterizedClass
@MethodSource("dev.sockeye.net.Family#internetOnEveryThread")
@Timeout(60)
class TcpPeerTest {
    private final Family family;
    private final On on;

    TcpPeerTest(Family family, On on) {
        this.family = family;
        this.on = on;
    }

    @Test
    void missesNothingAroundAnUrgentMark() throws Exception {
        for (int round = 0; round < 60; round++) {
            assertThat(readAroundMark(false, round % 2 == 0)).isEqualTo("beforeafter");
            assertThat(readAroundMark(true, round % 2 == 0)).isEqualTo("before!after");
        }
    }

    private String readAroundMark(boolean inline, boolean early) throws Exception {
        try (var listener = Listener.bind(family.free());
                var peer = new java.net.Socket()) {
            peer.connect(listener.local().toSocketAddress());
            peer.setTcpNoDelay(true);
            try (var socket = listener.accept()) {
                socket.set(So.OOBINLINE, inline);
                var reader = on.start(() -> Talk.drain(socket));
                if (early) {
                    reader.untilBlocked();
                }
                peer.getOutputStream().write(Talk.bytes("before"));
                peer.sendUrgentData('!');
                if (early) {
                    reader.untilBlocked();
                }
                peer.getOutputStream().write(Talk.bytes("after"));
                peer.shutdownOutput();
                return new String(reader.get(), US_ASCII);
            }
        }
    }

    @Test
    void resetsByLinger() throws Exception {
        try (var talk = Talk.on(family)) {
            talk.server().set(So.LINGER, Linger.RESET);
            on.run(() -> talk.server().close());
            assertThatThrownBy(() -> talk.client().read(new byte[1]))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ECONNRESET));
        }
    }

    @Test
    void closesAtOnceThoughTheKernelLingers() throws Exception {
        try (var listener = Listener.bind(family.free())) {
            listener.set(So.LINGER, Linger.of(Duration.ofSeconds(10)));
            try (var peer = StreamSocket.connect(listener.local());
                    var socket = listener.accept()) {
                assertThat(socket.get(So.LINGER)).isEqualTo(Linger.of(Duration.ofSeconds(10)));
                while (socket.tryWrite(ByteBuffer.allocateDirect(64 << 10)) > 0) {}
                long start = System.nanoTime();
                on.run(socket::close);
                assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
                assertThat(Talk.drain(peer)).isNotEmpty(); // what lingered still comes, and the end
            }
        }
    }
}
