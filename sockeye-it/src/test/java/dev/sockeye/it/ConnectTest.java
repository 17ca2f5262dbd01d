package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code connect} against a server of Java's own: what goes where, and how it ends. */
@Timeout(60)
class ConnectTest {
    private static final int DONE = 0;
    private static final int TIME = 4;
    private static final int BROKEN = 5;

    private ServerSocket listener;
    private String address;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setSoTimeout((int) Run.PATIENCE.toMillis());
        address = "127.0.0.1:" + listener.getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private Socket accept() throws IOException {
        Socket peer = listener.accept();
        peer.setSoTimeout((int) Run.PATIENCE.toMillis());
        return peer;
    }

    /** A shell line in which {@code $S} is the launcher and {@code $A} the address. */
    private Run shell(String line) {
        return Run.of("sh", "-c", line).with("S", Sockeye.launcher()).with("A", address);
    }

    @Test
    void endOfInputIsHalfOfTheTalk() throws IOException {
        try (var connect = Sockeye.run("connect", address).start();
                var peer = accept()) {
            connect.write(utf8("question"));
            connect.closeInput();
            assertThat(peer.getInputStream().readAllBytes()).isEqualTo(utf8("question"));
            peer.getOutputStream().write(utf8("answer"));
            peer.shutdownOutput();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(DONE);
            assertThat(ended.text()).isEqualTo("answer");
            assertThat(ended.err()).isEmpty();
        }
    }

    @Test
    void endOfThePeerEndsIt() throws IOException {
        try (var connect = Sockeye.run("connect", address).start();
                var peer = accept()) {
            peer.getOutputStream().write(utf8("bye"));
            Clients.end(peer);
            Ended ended = connect.end();
            assertThat(ended.status())
                    .as("standard input is still open; %s", ended)
                    .isEqualTo(DONE);
            assertThat(ended.text()).isEqualTo("bye");
        }
    }

    @Test
    void inputIsSentAsItComes() throws IOException {
        try (var connect = Sockeye.run("connect", address).start();
                var peer = accept()) {
            for (String word : new String[] {"one", "two", "three"}) {
                connect.write(utf8(word));
                assertThat(peer.getInputStream().readNBytes(word.length())).isEqualTo(utf8(word));
                peer.getOutputStream().write(utf8(word));
            }
            assertThat(connect.out(11)).isEqualTo(utf8("onetwothree"));
        }
    }

    @Test
    void eofCloseWaitsForNothing() throws IOException {
        try (var connect = Sockeye.run("connect", address, "--eof", "close").start();
                var peer = accept()) {
            connect.write(utf8("all"));
            connect.closeInput();
            assertThat(connect.end().status()).isEqualTo(DONE);
            assertThat(peer.getInputStream().readAllBytes()).isEqualTo(utf8("all"));
        }
    }

    @Test
    void eofIgnoreKeepsBothDirectionsOpen() throws IOException {
        try (var connect = Sockeye.run("connect", address, "--eof", "ignore").start();
                var peer = accept()) {
            connect.write(utf8("all"));
            connect.closeInput();
            assertThat(peer.getInputStream().readNBytes(3)).isEqualTo(utf8("all"));
            peer.setSoTimeout(300);
            assertThatThrownBy(() -> peer.getInputStream().read())
                    .as("no end comes")
                    .isInstanceOf(SocketTimeoutException.class);
            peer.getOutputStream().write(utf8("late"));
            peer.shutdownOutput();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(DONE);
            assertThat(ended.text()).isEqualTo("late");
        }
    }

    @Test
    void hexGoesBothWays() throws IOException {
        try (var connect = Sockeye.run("connect", address, "--hex", "--send", "00 ff0a").start();
                var peer = accept()) {
            assertThat(peer.getInputStream().readAllBytes()).containsExactly(0, 255, 10);
            peer.getOutputStream().write(new byte[] {(byte) 0xca, (byte) 0xfe});
            peer.shutdownOutput();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(DONE);
            assertThat(ended.text().strip()).isEqualToIgnoringCase("ca fe");
        }
    }

    @Test
    void sourceIsWhatThePeerSees() throws IOException {
        try (var connect = Sockeye.run("connect", address, "--source", "127.0.0.9").start();
                var peer = accept()) {
            assertThat(((InetSocketAddress) peer.getRemoteSocketAddress()).getHostString())
                    .isEqualTo("127.0.0.9");
            Clients.end(peer);
            assertThat(connect.end().status()).isEqualTo(DONE);
        }
    }

    @Test
    void nameIsResolved() throws IOException {
        String byName = "localhost:" + listener.getLocalPort();
        try (var connect = Sockeye.run("connect", byName).start();
                var peer = accept()) {
            peer.getOutputStream().write(utf8("hi"));
            Clients.end(peer);
            assertThat(connect.end().text()).isEqualTo("hi");
        }
    }

    @Test
    void retryWaitsForTheServer() throws IOException {
        int port = listener.getLocalPort();
        listener.close();
        try (var connect =
                Sockeye.run("connect", address, "--retry", "20", "--send", "hello").in().start()) {
            connect.line(".*ECONNREFUSED.*");
            try (var late = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var peer = late.accept()) {
                assertThat(peer.getInputStream().readAllBytes()).isEqualTo(utf8("hello"));
                Clients.end(peer);
                assertThat(connect.end().status()).isEqualTo(DONE);
            }
        }
    }

    @Test
    void silenceRunsOutOfTime() throws IOException {
        try (var connect = Sockeye.run("connect", address, "--timeout", "300ms").start();
                var _ = accept()) {
            long start = System.nanoTime();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(TIME);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    /** A queue that is full lets no more connections be made; the kernel only tries again and again. */
    @Test
    void connectRunsOutOfTime() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 2; i++) {
                queue.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
            }
            Ended ended =
                    Sockeye.run("connect", "127.0.0.1:" + full.getLocalPort(), "--timeout", "300ms")
                            .in()
                            .end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(TIME);
        } finally {
            for (Socket each : queue) {
                each.close();
            }
        }
    }

    /** Here connect(2) answers EAGAIN, while poll(2) says that there is room. */
    @Test
    void connectToFullUnixQueueRunsOutOfTime() throws IOException {
        List<SocketChannel> queue = new ArrayList<>();
        try (var folder = new TempFolder();
                var full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            var path = UnixDomainSocketAddress.of(folder.path().resolve("full"));
            full.bind(path, 1);
            for (int i = 0; i < 2; i++) {
                queue.add(SocketChannel.open(path));
            }
            Run connect = Sockeye.run("connect", "unix:" + path, "--send", "hi").in();
            Ended late = connect.and("--timeout", "300ms").end();
            assertThat(late.status()).as("%s", late).isEqualTo(TIME);
            try (var patient = connect.start()) {
                queue.add(full.accept());
                queue.add(full.accept());
                try (var accepted = full.accept()) {
                    assertThat(accepted.read(ByteBuffer.allocate(8))).isEqualTo(2);
                }
                assertThat(patient.end().status()).isEqualTo(DONE);
            }
        } finally {
            for (SocketChannel each : queue) {
                each.close();
            }
        }
    }

    @Test
    void resetBreaksTheTalk() throws IOException {
        try (var connect = Sockeye.run("connect", address).start()) {
            Socket peer = accept();
            connect.write(utf8("x"));
            assertThat(peer.getInputStream().read()).isEqualTo('x');
            Clients.reset(peer);
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(BROKEN);
            assertThat(ended.err()).contains("ECONNRESET").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void signalEndsItWithItsNumber(String signal, int status) throws IOException {
        try (var connect = Sockeye.run("connect", address).start();
                var peer = accept()) {
            connect.write(utf8("x"));
            assertThat(peer.getInputStream().read()).isEqualTo('x');
            connect.signal(signal);
            assertThat(connect.end().status()).isEqualTo(status);
        }
    }

    /** Closed is not empty: the JVM opens files of its own under the free number, and none of their bytes may go out. */
    @Test
    void closedStandardInputIsItsEnd() throws IOException {
        try (var connect = shell("exec \"$S\" connect $A <&-").start();
                var peer = accept()) {
            assertThat(peer.getInputStream().readAllBytes()).isEmpty();
            peer.getOutputStream().write(utf8("answer"));
            peer.shutdownOutput();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(DONE);
            assertThat(ended.text()).isEqualTo("answer");
            assertThat(ended.err()).isEmpty();
        }
    }

    @Test
    void closedStandardOutputIsQuiet() throws IOException {
        try (var connect = shell("exec \"$S\" connect $A --send question >&-").start();
                var peer = accept()) {
            assertThat(peer.getInputStream().readAllBytes()).isEqualTo(utf8("question"));
            peer.getOutputStream().write(utf8("answer"));
            peer.shutdownOutput();
            Ended ended = connect.end();
            assertThat(ended.status()).as("%s", ended).isEqualTo(DONE);
            assertThat(ended.err()).isEmpty();
        }
    }

    @Test
    void everythingStandardClosed() throws IOException {
        try (var connect = shell("exec \"$S\" connect $A --send question <&- >&- 2>&-").start();
                var peer = accept()) {
            assertThat(peer.getInputStream().readAllBytes()).isEqualTo(utf8("question"));
            Clients.end(peer);
            assertThat(connect.end().status()).isEqualTo(DONE);
        }
    }

    /** Somebody who has seen enough: quiet, and 0. */
    @Test
    void readerOfStandardOutputThatLeaves() {
        try (var endless = Sockeye.serve("127.0.0.1:0", "--handler", "chargen")) {
            address = endless.target();
            Ended ended =
                    shell("{ \"$S\" connect $A; echo status $? >&2; } | head -c 1")
                            .in(Path.of("/dev/zero"))
                            .end();
            assertThat(ended.text()).isEqualTo(" ");
            assertThat(ended.err()).isEqualTo("status 0");
            Await.until(() -> endless.proc().sockets() == 1, () -> "the talk goes on");
            endless.stop();
        }
    }

    /** Standard output that nobody reads holds the peer back; nothing piles up in between. */
    @Test
    void slowReaderOfStandardOutputHoldsThePeerBack() {
        Tools.need("mkfifo");
        try (var endless = Sockeye.serve("127.0.0.1:0", "--handler", "chargen");
                var folder = new TempFolder()) {
            var fifo = folder.path().resolve("fifo");
            assertThat(Run.of("mkfifo", fifo.toString()).in().end().status()).isZero();
            address = endless.target();
            // The fifo is open for reading in the same shell, and read by nobody.
            try (var connect =
                    shell("exec 3<>\"$F\"; exec \"$S\" connect $A >&3")
                            .with("F", fifo.toString())
                            .start()) {
                Await.until(() -> endless.proc().sockets() == 2, () -> "no talk begins");
                Proc proc = connect.proc();
                Await.until(() -> isStill(proc), () -> "it works on and on");
                assertThat(proc.resident()).as("bytes of memory").isLessThan(300L << 20);
            }
            endless.stop();
        }
    }

    /** Uses no processor time for as long as it takes to tell. */
    private static boolean isStill(Proc proc) {
        Duration before = proc.cpu();
        Await.elapse(Duration.ofMillis(300));
        return proc.cpu().equals(before);
    }
}
