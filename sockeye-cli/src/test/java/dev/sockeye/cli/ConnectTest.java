package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Linger;
import dev.sockeye.net.Listener;
import dev.sockeye.net.So;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The talk of {@code connect} with a peer on a stream. */
@Timeout(60)
class ConnectTest {
    private Listener listener;
    private String address;

    @BeforeEach
    void listen() throws IOException {
        listener = Listener.bind(Endpoint.parse("127.0.0.1:0"));
        address = listener.local().toString();
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private Background<Boolean> peer(Peer peer) {
        return Peer.once(listener, peer);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void sendsItsInputAndPrintsTheAnswer() {
        var peer =
                peer(socket -> {
                    assertThat(socket.in().readAllBytes()).isEqualTo(utf8("question"));
                    socket.writeAll(utf8("answer"));
                });
        var world = new TestWorld().in("question");

        assertThat(world.run("connect", address)).as(world.err()).isEqualTo(ExitCode.DONE);

        assertThat(peer.await()).isTrue();
        assertThat(world.outText()).isEqualTo("answer");
        assertThat(world.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "unix:@sockeye-cli-bulk"})
    void manyBytesComeBackAsTheyWere(String at) throws Exception {
        byte[] bytes = new byte[8 << 20];
        new Random(7).nextBytes(bytes);
        try (var serving = new Serving(1, at)) {
            var world = new TestWorld().in(bytes);

            assertThat(world.run("connect", serving.address()))
                    .as(world.err())
                    .isEqualTo(ExitCode.DONE);

            assertThat(world.out()).isEqualTo(bytes);
        }
    }

    @Test
    void theEndOfThePeerEndsItWhileTheInputIsOpen() throws IOException {
        var peer = peer(socket -> socket.writeAll(utf8("bye")));
        try (var keyboard = new PipedOutputStream();
                var input = new PipedInputStream(keyboard)) {
            var world = new TestWorld().in(Channels.newChannel(input));

            assertThat(world.run("connect", address)).isEqualTo(ExitCode.DONE);

            assertThat(peer.await()).isTrue();
            assertThat(world.outText()).isEqualTo("bye");
        }
    }

    @Test
    void inputThatIsThereGoesToAPeerThatHasEndedItsOwnDirection() {
        byte[] bytes = new byte[4 << 20];
        var peer =
                peer(socket -> {
                    socket.writeAll(utf8("go"));
                    socket.shutdownOutput();
                    assertThat(socket.in().readAllBytes()).hasSize(bytes.length);
                });
        var world = new TestWorld().in(bytes);

        assertThat(world.run("connect", address)).as(world.err()).isEqualTo(ExitCode.DONE);

        assertThat(peer.await()).isTrue();
        assertThat(world.outText()).isEqualTo("go");
    }

    @Test
    void eofCloseDoesNotWaitForThePeer() {
        var world = new TestWorld().in("all");
        var seen = new CompletableFuture<byte[]>();
        var release = new CompletableFuture<Void>();
        var peer =
                peer(socket -> {
                    seen.complete(socket.in().readAllBytes());
                    release.orTimeout(20, TimeUnit.SECONDS).join();
                });

        assertThat(world.run("connect", address, "--eof", "close")).isEqualTo(ExitCode.DONE);

        assertThat(seen.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(utf8("all"));
        release.complete(null);
        assertThat(peer.await()).isTrue();
    }

    @Test
    void eofIgnoreEndsNothing() {
        var peer =
                peer(socket -> {
                    assertThat(socket.in().readNBytes(3)).isEqualTo(utf8("all"));
                    socket.timeout(Duration.ofMillis(200));
                    assertThat(catchThrowable(() -> socket.read(new byte[1])))
                            .as("no end comes")
                            .isInstanceOf(SocketTimeoutException.class);
                    socket.writeAll(utf8("late"));
                });
        var world = new TestWorld().in("all");

        assertThat(world.run("connect", address, "--eof", "ignore")).isEqualTo(ExitCode.DONE);

        assertThat(peer.await()).isTrue();
        assertThat(world.outText()).isEqualTo("late");
    }

    @Test
    void aResetBreaksTheTalk() {
        var peer =
                peer(socket -> {
                    assertThat(socket.in().readNBytes(5)).isEqualTo(utf8("hello"));
                    socket.set(So.LINGER, Linger.RESET);
                });
        var world = new TestWorld().in("hello");

        assertThat(world.run("connect", address)).isEqualTo(ExitCode.BROKEN);

        assertThat(peer.await()).isTrue();
        assertThat(world.errLines())
                .hasSize(3)
                .first()
                .isEqualTo(
                        "sockeye: the talk with tcp:"
                                + address
                                + " broke after 5 bytes sent and 0 received");
        assertThat(world.errLines().get(1))
                .isEqualTo("  why: recv: ECONNRESET (Connection reset by peer)");
        assertThat(world.errLines().get(2)).startsWith("  try: ");
    }

    @Test
    void silenceRunsOutOfTime() {
        var release = new CompletableFuture<Void>();
        var peer = peer(_ -> release.orTimeout(20, TimeUnit.SECONDS).join());
        var world = new TestWorld().in("hello");

        assertThat(world.run("connect", address, "--timeout", "100ms")).isEqualTo(ExitCode.TIME);

        release.complete(null);
        assertThat(peer.await()).isTrue();
        assertThat(world.errLines())
                .containsExactly(
                        "sockeye: nothing moved between here and tcp:" + address + " for 100ms",
                        "  why: after 5 bytes sent and 0 received");
    }

    @Test
    void aPeerThatSpeaksSlowlyIsNotSilent() {
        var peer =
                peer(socket -> {
                    for (int i = 0; i < 6; i++) {
                        socket.writeAll(utf8("."));
                        elapse(Duration.ofMillis(100));
                    }
                });
        var world = new TestWorld();

        assertThat(world.run("connect", address, "--timeout", "400ms")).isEqualTo(ExitCode.DONE);

        assertThat(peer.await()).isTrue();
        assertThat(world.outText()).isEqualTo("......");
    }

    private static void elapse(Duration time) {
        try {
            var never = new CompletableFuture<Void>();
            never.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // As it should be.
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sendIsInThePlaceOfStandardInput() {
        var peer = peer(socket -> assertThat(socket.in().readAllBytes()).isEqualTo(utf8("a\nb\\")));
        var world = new TestWorld().in(untouched());

        assertThat(world.run("connect", address, "--send", "a\\nb\\\\")).isEqualTo(ExitCode.DONE);

        assertThat(peer.await()).isTrue();
    }

    private static ReadableByteChannel untouched() {
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer into) {
                throw new AssertionError("standard input is read");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void hexGoesBothWays() throws Exception {
        try (var serving = new Serving(2, "127.0.0.1:0", "udp:127.0.0.1:0")) {
            var stream = new TestWorld().in("00 ff\n0a41");
            var datagrams = new TestWorld().in("00 ff\n\n0a41");

            assertThat(stream.run("connect", serving.address(), "--hex")).isEqualTo(ExitCode.DONE);
            assertThat(datagrams.run("connect", serving.addresses().get(1), "--hex"))
                    .isEqualTo(ExitCode.DONE);

            assertThat(stream.outText().strip().replace('\n', ' ')).isEqualTo("00 ff 0a 41");
            assertThat(datagrams.outText()).isEqualTo("00 ff\n0a 41\n");
        }
    }

    @Test
    void inputThatIsNoHexIsUsage() {
        var peer = peer(socket -> assertThat(socket.in().readAllBytes()).hasSizeLessThan(3));
        var world = new TestWorld().in("6162 x");

        assertThat(world.run("connect", address, "--hex")).isEqualTo(ExitCode.USAGE);

        assertThat(peer.await()).isTrue();
        assertThat(world.err())
                .startsWith("sockeye: standard input is not in hexadecimal\n")
                .contains("at character 6");
    }

    @Test
    void aReaderOfStandardOutputThatHasGoneIsNoFailure() throws IOException {
        var peer =
                peer(socket -> {
                    socket.writeAll(utf8("unread"));
                    var _ = socket.in().readAllBytes();
                });
        try (var keyboard = new PipedOutputStream();
                var input = new PipedInputStream(keyboard)) {
            var world = new TestWorld().in(Channels.newChannel(input)).out(failing(Errno.EPIPE));

            assertThat(world.run("connect", address)).isEqualTo(ExitCode.DONE);

            assertThat(peer.await()).isTrue();
            assertThat(world.err()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsTold() {
        var peer = peer(socket -> socket.writeAll(utf8("unread")));
        var world = new TestWorld().out(failing(Errno.ENOSPC));

        assertThat(world.run("connect", address)).isEqualTo(ExitCode.NO);

        assertThat(peer.await()).isTrue();
        assertThat(world.errLines())
                .containsExactly(
                        "sockeye: cannot write standard output",
                        "  why: write: ENOSPC (No space left on device)");
    }

    private static WritableByteChannel failing(int errno) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer data) throws IOException {
                throw new StreamException("write", errno);
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void ourBugHasAStackAndItsStatus() {
        var world = new TestWorld().in(untouched());
        var peer = peer(socket -> assertThat(socket.in().readAllBytes()).isEmpty());

        assertThat(world.run("connect", address)).isEqualTo(ExitCode.BUG);

        assertThat(peer.await()).isTrue();
        assertThat(world.err())
                .contains("standard input is read", "please report")
                .containsPattern("\tat dev\\.sockeye\\.cli[@/]");
    }
}
