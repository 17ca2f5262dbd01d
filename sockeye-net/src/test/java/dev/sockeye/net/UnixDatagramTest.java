package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Unix datagrams have and UDP has not: full queues that make a sender wait, and pairs. */
@ParameterizedClass
@EnumSource(On.class)
@Timeout(60)
class UnixDatagramTest {
    private final On on;

    UnixDatagramTest(On on) {
        this.on = on;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    @Test
    void sendsWhileThereIsRoom() throws Exception {
        try (var b = DatagramSocket.bind(Family.UNIX.free());
                var connected = DatagramSocket.connect(b.local());
                var loose = DatagramSocket.bind(Family.UNIX.free())) {
            while (connected.trySend(text("x"))) {}
            assertThat(loose.trySend(text("x"), b.local())).isFalse();
            var first = on.start(() -> send(connected, null));
            var second = on.start(() -> send(loose, b.local()));
            first.untilBlocked();
            second.untilBlocked();
            while (!first.result().isDone() || !second.result().isDone()) {
                var _ = b.tryReceive(ByteBuffer.allocate(9));
            }
            assertThat(first.get()).isTrue();
            assertThat(second.get()).isTrue();
        }
    }

    private static boolean send(DatagramSocket socket, @Nullable Endpoint to) throws Exception {
        if (to == null) {
            socket.send(text("y"));
        } else {
            socket.send(text("y"), to);
        }
        return true;
    }

    @Test
    void pairs() throws Exception {
        DatagramSocket[] pair = DatagramSocket.pair();
        try (var a = pair[0];
                var b = pair[1]) {
            on.run(() -> a.send(text("across")));
            var buffer = ByteBuffer.allocate(99);
            var received = b.receive(buffer);
            assertThat(received.length()).isEqualTo(6);
            assertThat(received.from()).isEqualTo(new Endpoint.Unix(UnixName.unnamed()));
            assertThat(a.peer()).isEqualTo(received.from());
        }
    }
}
