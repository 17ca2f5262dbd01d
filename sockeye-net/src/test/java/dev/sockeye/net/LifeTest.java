package dev.sockeye.net;

import static dev.sockeye.sys.Fcntl.FD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static dev.sockeye.sys.Fcntl.F_GETFL;
import static dev.sockeye.sys.Fcntl.F_SETFL;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a descriptor: closed once, given away, taken over, forgotten, handed out anew. */
@Timeout(60)
class LifeTest {
    private static final Kernel KERNEL = Kernel.host();

    @Test
    void closesOnce() throws IOException {
        var counting = new CountingKernel(KERNEL);
        try (var network = Network.on(counting)) {
            var socket = network.datagram(Family.INET4.free());
            assertThat(socket.isOpen()).isTrue();
            socket.close();
            socket.close();
            assertThat(socket.isOpen()).isFalse();
            assertThat(counting.count("close")).isEqualTo(1);
            assertThat(socket).hasToString(socket.toString()).asString().endsWith("closed]");
            assertThatIllegalStateException().isThrownBy(socket::detach);
        }
    }

    @Test
    void refusesEverythingOnceItIsClosed() throws IOException {
        var socket = DatagramSocket.bind(Family.INET4.free());
        Endpoint local = socket.local();
        socket.close();
        assertThat(socket.local()).isEqualTo(local);
        assertThatThrownBy(() -> socket.get(So.SNDBUF)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.set(So.BROADCAST, true))
                .isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.bindTo(local)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.connectTo(local)).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.tryConnect(local))
                .isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.receive(ByteBuffer.allocate(1)))
                .isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(() -> socket.send(ByteBuffer.allocate(1), local))
                .isInstanceOfSatisfying(
                        SocketClosedException.class,
                        e -> {
                            assertThat(e.call()).isEqualTo("sendto");
                            assertThat(e.peer()).isEqualTo(local);
                            assertThat(e.bytesMoved()).isZero();
                        });
        assertThatThrownBy(() -> socket.trySend(Message.of(ByteBuffer.allocate(1))))
                .isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(socket::peer).isInstanceOf(UncheckedIOException.class);
        var unasked = DatagramSocket.bind(Family.INET4.free());
        unasked.close();
        assertThatThrownBy(unasked::local).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void closesAndCountsWhatWasForgotten() throws IOException {
        var counting = new CountingKernel(KERNEL);
        try (var network = Network.on(counting)) {
            forget(network);
            long start = System.nanoTime();
            while (counting.count("close") == 0 && System.nanoTime() - start < 20_000_000_000L) {
                System.gc();
                Thread.onSpinWait();
            }
            assertThat(counting.count("close")).isEqualTo(1);
            assertThat(network.leaks()).isEqualTo(1);
        }
    }

    private static void forget(Network network) throws IOException {
        network.datagram(Family.INET4.free()).timeout(Duration.ZERO);
    }

    @Test
    void doesNotForgetASocketThatIsInUse() throws Exception {
        try (var network = Network.on(KERNEL)) {
            for (On on : On.values()) {
                Used used = use(network, on);
                used.receiver.untilBlocked();
                for (int i = 0; i < 5; i++) {
                    System.gc();
                }
                assertThat(used.receiver.result().isDone()).isFalse();
                used.other.send(ByteBuffer.allocate(3));
                assertThat(used.receiver.get()).isEqualTo(3);
                used.other.close();
            }
        }
    }

    private record Used(DatagramSocket other, On.Running<Long> receiver) {}

    private static Used use(Network network, On on) throws IOException {
        DatagramSocket[] pair = network.datagramPair();
        return new Used(pair[1], on.start(receiving(pair[0])));
    }

    /** The socket is reachable from the running call alone. */
    private static Callable<Long> receiving(DatagramSocket socket) {
        var holder = new AtomicReference<@Nullable DatagramSocket>(socket);
        return () ->
                Objects.requireNonNull(holder.getAndSet(null))
                        .receive(ByteBuffer.allocate(9))
                        .length();
    }

    @Test
    void givesItsDescriptorAway() throws IOException {
        StreamSocket[] pair = StreamSocket.pair();
        int number = pair[0].detach();
        assertThat(pair[0].isOpen()).isFalse();
        pair[0].close();
        try (var again = StreamSocket.adopt(number);
                var other = pair[1]) {
            again.writeAll(Talk.bytes("still here"));
            assertThat(other.in().readNBytes(10)).asString(US_ASCII).isEqualTo("still here");
            assertThat(again.peer()).isEqualTo(new Endpoint.Unix(UnixName.unnamed()));
        }
    }

    private static int[] pairOf(int type) {
        try (var arena = Arena.ofConfined()) {
            var numbers = arena.allocate(8, 4);
            assertThat(KERNEL.socketpair(AF_UNIX, type, 0, numbers)).isZero();
            return numbers.toArray(ValueLayout.JAVA_INT);
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void sharesAnInheritedStreamWithoutChangingIt(On on) throws Exception {
        int[] numbers = pairOf(SOCK_STREAM);
        try (var ours = StreamSocket.adopt(numbers[0]);
                var other = StreamSocket.adopt(numbers[1])) {
            assertThat(KERNEL.fcntl(numbers[0], F_GETFL, 0) & O_NONBLOCK).isZero();
            assertThat(KERNEL.fcntl(numbers[0], F_GETFD, 0)).isEqualTo(FD_CLOEXEC);
            assertThat(ours.tryRead(ByteBuffer.allocate(9))).isEqualTo(Stream.WOULD_BLOCK);
            var reader = on.start(() -> Talk.drain(ours));
            reader.untilBlocked(); // in our wait, not in recv
            byte[] data = new byte[500_000];
            Arrays.fill(data, (byte) 7);
            on.run(() -> other.writeAll(data));
            other.shutdownOutput();
            assertThat(reader.get()).isEqualTo(data);
            assertThat(KERNEL.fcntl(numbers[0], F_GETFL, 0) & O_NONBLOCK).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void sharesAnInheritedDatagramSocket(On on) throws Exception {
        int[] numbers = pairOf(SOCK_DGRAM);
        try (var ours = DatagramSocket.adopt(numbers[0]);
                var other = DatagramSocket.adopt(numbers[1])) {
            while (other.trySend(ByteBuffer.allocate(9))) {}
            while (ours.tryReceive(ByteBuffer.allocate(9)).isPresent()) {}
            var receiver = on.start(() -> ours.receive(ByteBuffer.allocate(9)).length());
            receiver.untilBlocked();
            other.send(ByteBuffer.allocate(3));
            assertThat(receiver.get()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void unblocksAnInheritedListenerAndPutsItBack(On on) throws Exception {
        Endpoint at;
        int number;
        try (var listener = Listener.bind(Family.INET4.free())) {
            at = listener.local();
            number = KERNEL.dup(listener.fd.number());
        }
        int shared = KERNEL.dup(number);
        assertThat(KERNEL.fcntl(number, F_SETFL, 0)).isZero();
        var listener = Listener.adopt(number);
        try (listener) {
            assertThat(KERNEL.fcntl(shared, F_GETFL, 0) & O_NONBLOCK).isEqualTo(O_NONBLOCK);
            assertThat(listener.local()).isEqualTo(at);
            var acceptor = on.start(listener::accept);
            acceptor.untilBlocked();
            var client = StreamSocket.connect(at);
            acceptor.get().close();
            client.close();
        }
        assertThat(listener.isOpen()).isFalse();
        assertThat(KERNEL.fcntl(shared, F_GETFL, 0) & O_NONBLOCK).isZero();
        int detached = Listener.adopt(shared).detach();
        assertThat(detached).isEqualTo(shared);
        assertThat(KERNEL.fcntl(shared, F_GETFL, 0) & O_NONBLOCK).isZero();
        assertThat(KERNEL.close(shared)).isZero();
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void wakesAcceptorsOfAnInheritedListener(On on) throws Exception {
        int number;
        try (var listener = Listener.bind(Family.INET4.free())) {
            number = KERNEL.dup(listener.fd.number());
        }
        assertThat(KERNEL.fcntl(number, F_SETFL, 0)).isZero();
        Listener listener = Listener.adopt(number);
        var acceptor = on.start(listener::accept);
        acceptor.untilBlocked();
        listener.close();
        assertThat(acceptor.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(KERNEL.fcntl(number, F_GETFD, 0)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void leavesAloneWhatItCannotTakeOver() {
        int eventfd = KERNEL.eventfd(0, 0);
        int datagram = KERNEL.socket(AF_INET, SOCK_DGRAM, 0);
        int stream = KERNEL.socket(AF_INET, SOCK_STREAM, 0);
        assertThatThrownBy(() -> Socket.adopt(eventfd))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTSOCK));
        assertThatThrownBy(() -> Socket.adopt(1 << 20))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBADF));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamSocket.adopt(datagram));
        assertThatIllegalArgumentException().isThrownBy(() -> DatagramSocket.adopt(stream));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listener.adopt(stream))
                .withMessageContaining("descriptor " + stream);
        assertThatThrownBy(() -> StreamSocket.adopt(stream))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTCONN));
        for (int each : new int[] {eventfd, datagram, stream}) {
            assertThat(KERNEL.close(each)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void connectsAStreamThatWasAdoptedUnconnected(On on) throws Exception {
        int number = KERNEL.socket(AF_INET, SOCK_STREAM, 0);
        try (var listener = Listener.bind(Family.INET4.free());
                var socket = Socket.adopt(number)) {
            on.run(() -> socket.connectTo(listener.local()));
            try (var server = listener.accept()) {
                assertThat(server.peer()).isEqualTo(socket.local());
            }
        }
    }

    /** A byte of a user of a closed socket must never come out of one that has its number now. */
    @ParameterizedTest
    @EnumSource(On.class)
    void neverReachesADescriptorThatWasHandedOutAnew(On on) throws Exception {
        long end = System.nanoTime() + 1_500_000_000L;
        int reused = 0;
        while (System.nanoTime() < end) {
            StreamSocket[] old = StreamSocket.pair();
            int number = old[0].fd.number();
            var go = new AtomicBoolean(true);
            var users =
                    new On.Running<?>[] {
                        on.start(() -> hammer(old[0], go)), on.start(() -> hammer(old[0], go))
                    };
            old[0].close();
            StreamSocket[] young = StreamSocket.pair();
            reused += young[0].fd.number() == number || young[1].fd.number() == number ? 1 : 0;
            for (int i = 0; i < 20; i++) {
                assertThat(young[0].tryRead(ByteBuffer.allocate(9))).isEqualTo(Stream.WOULD_BLOCK);
                assertThat(young[1].tryRead(ByteBuffer.allocate(9))).isEqualTo(Stream.WOULD_BLOCK);
            }
            go.set(false);
            for (var user : users) {
                assertThat(user.get()).isEqualTo("done");
            }
            assertThat(young[1].tryRead(ByteBuffer.allocate(9))).isEqualTo(Stream.WOULD_BLOCK);
            for (var each : new StreamSocket[] {old[1], young[0], young[1]}) {
                each.close();
            }
        }
        assertThat(reused).isPositive();
    }

    private static String hammer(StreamSocket socket, AtomicBoolean go) throws IOException {
        var data = ByteBuffer.allocateDirect(1);
        while (go.get()) {
            try {
                var _ = socket.tryWrite(data.clear());
            } catch (SocketClosedException e) {
                // As long as the test lasts.
            }
        }
        return "done";
    }
}
