package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers that break off, do not read, trickle, or mark a byte as urgent. */
@ParameterizedClass
@MethodSource("dev.sockeye.net.Family#onEveryThread")
@Timeout(60)
class PeerTest {
    private final Family family;
    private final On on;

    PeerTest(Family family, On on) {
        this.family = family;
        this.on = on;
    }

    /** Unread input turns a close into a reset, in every family. */
    private static void reset(Talk talk) throws IOException {
        talk.client().writeAll(new byte[100]);
        assertThat(talk.server().read(new byte[1])).isEqualTo(1);
        talk.server().close();
    }

    @Test
    void readsTheResetOfThePeer() throws Exception {
        try (var talk = Talk.on(family)) {
            Endpoint local = talk.client().local();
            var reader = on.start(() -> talk.client().read(new byte[9]));
            reader.untilBlocked();
            reset(talk);
            assertThat(reader.failure())
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errno()).isEqualTo(Errno.ECONNRESET);
                                assertThat(e.errnoName()).isEqualTo("ECONNRESET");
                                assertThat(e.call()).isEqualTo("recv");
                                assertThat(e.local()).isEqualTo(local);
                                assertThat(e.peer()).isEqualTo(talk.listener().local());
                                assertThat(e.hint()).isPresent();
                                assertThat(e)
                                        .hasMessageContaining("recv")
                                        .hasMessageContaining(talk.listener().local().toString())
                                        .hasMessageContaining("ECONNRESET")
                                        .hasMessageContaining(e.words());
                            });
        }
    }

    @Test
    void writesToAPeerThatIsGoneWithoutASignal() throws Exception {
        try (var talk = Talk.on(family)) {
            reset(talk);
            Throwable failure =
                    on.start(
                                    () -> {
                                        while (true) {
                                            talk.client().writeAll(new byte[1000]);
                                        }
                                    })
                            .failure();
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isIn(Errno.EPIPE, Errno.ECONNRESET));
        }
    }

    @Test
    void tellsHowMuchAPeerThatStoppedReadingTook() throws Exception {
        try (var talk = Talk.on(family)) {
            talk.client().timeout(Duration.ofMillis(50));
            int size = 64 << 20;
            var failure =
                    on.start(
                                    () -> {
                                        talk.client().writeAll(ByteBuffer.allocateDirect(size));
                                        return true;
                                    })
                            .failure();
            assertThat(failure).isInstanceOf(DeadlineException.class);
            long moved = ((DeadlineException) failure).bytesMoved();
            assertThat(moved).isBetween(1L, size - 1L);
            assertThat(((DeadlineException) failure).bytesTransferred).isEqualTo((int) moved);
            assertThat(failure).hasMessageContaining(moved + " bytes");
            talk.client().shutdownOutput();
            assertThat(Talk.drain(talk.server())).hasSize((int) moved);
        }
    }

    @Test
    void endsATrickleAtTheDeadline() throws Exception {
        try (var talk = Talk.on(family)) {
            var trickle =
                    on.start(() -> {
                        while (talk.server().read(new byte[1]) > 0) {
                            talk.server().writeAll(new byte[1]);
                        }
                        return true;
                    });
            talk.client().timeout(Duration.ofSeconds(20));
            talk.client().deadline(Duration.ofMillis(50));
            var reader =
                    on.start(() -> {
                        while (true) {
                            talk.client().writeAll(new byte[1]);
                            var _ = talk.client().read(new byte[1]);
                        }
                    });
            assertThat(reader.failure()).isInstanceOf(DeadlineException.class);
            talk.client().deadline(Socket.FOREVER);
            talk.client().shutdownOutput();
            assertThat(trickle.get()).isTrue();
        }
    }

    @Test
    void missesNothingWhenDataAndEndComeTogether() throws Exception {
        for (int round = 0; round < 200; round++) {
            boolean early = round % 2 == 0;
            try (var talk = Talk.on(family)) {
                var reader = on.start(() -> Talk.drain(talk.client()));
                if (early) {
                    reader.untilBlocked();
                }
                talk.server().writeAll(Talk.bytes("last words"));
                talk.server().close();
                assertThat(reader.get()).asString(US_ASCII).isEqualTo("last words");
            }
        }
    }

    @Test
    void refusesNobodyThere() throws Exception {
        Endpoint free;
        try (var gone = Listener.bind(family.free())) {
            free = gone.local();
        }
        Throwable failure = on.start(() -> StreamSocket.connect(free)).failure();
        assertThat(failure)
                .isInstanceOfSatisfying(
                        ErrnoException.class,
                        e -> {
                            assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED);
                            assertThat(e.call()).isEqualTo("connect");
                            assertThat(e.peer()).isEqualTo(free);
                            assertThat(e.bytesMoved()).isZero();
                        });
    }

    @Test
    void servesThousandsOneAfterTheOther() throws Exception {
        try (var listener = Listener.bind(family.free())) {
            int rounds = 1000;
            var server =
                    on.start(() -> {
                        for (int i = 0; i < rounds; i++) {
                            try (var socket = listener.accept()) {
                                socket.in().transferTo(socket.out());
                            }
                        }
                        return rounds;
                    });
            on.run(() -> {
                for (int i = 0; i < rounds; i++) {
                    try (var client = StreamSocket.connect(listener.local())) {
                        client.writeAll(Talk.bytes("x"));
                        client.shutdownOutput();
                        assertThat(Talk.drain(client)).hasSize(1);
                    }
                }
            });
            assertThat(server.get()).isEqualTo(rounds);
        }
    }
}
