package dev.sockeye.server;

import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFL;
import static dev.sockeye.sys.Fcntl.F_SETFL;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Network;
import dev.sockeye.net.Socket;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysEventfd;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code fd:N}: what somebody else has opened is served as what it is. */
@Timeout(60)
class InheritedTest {
    private static final Kernel KERNEL = Kernel.host();

    private final List<Integer> descriptors = new ArrayList<>();

    @TempDir Path folder;

    @AfterEach
    void close() {
        descriptors.forEach(KERNEL::close);
    }

    /** A number that nobody here owns any more, blocking as what a parent hands down is. */
    private static int handedDown(Socket socket) {
        int fd = socket.detach();
        assertThat(KERNEL.fcntl(fd, F_SETFL, KERNEL.fcntl(fd, F_GETFL, 0) & ~O_NONBLOCK)).isZero();
        return fd;
    }

    /** Another number of the same open socket, as the parent may have. */
    private int shared(int fd) {
        int other = KERNEL.fcntl(fd, F_DUPFD_CLOEXEC, 0);
        assertThat(other).isPositive();
        descriptors.add(other);
        return other;
    }

    private static boolean blocks(int fd) {
        return (KERNEL.fcntl(fd, F_GETFL, 0) & O_NONBLOCK) == 0;
    }

    private static Target fd(int fd) {
        return Target.parse("fd:" + fd);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aListeningSocketIsServedAndItsFlagsArePutBack(Model model, Place place) throws Exception {
        int fd = handedDown(Network.host().listen(place.target(folder), 10));
        int parents = shared(fd);
        Endpoint local = Network.host().inherited(fd).local();
        try (var server = Server.on(fd(fd)).model(model).start(new Echo())) {
            assertThat(server.local()).isEqualTo(local);
            assertThat(server.targets().getFirst().transport().isUnix())
                    .isEqualTo(place == Place.UNIX);
            assertThat(blocks(parents)).isFalse();
            try (var client = Client.connect(server)) {
                client.expectEcho(new byte[100_000]);
            }
            assertThat(server.stop(Duration.ofSeconds(10))).isEqualTo(Server.Stop.GRACEFUL);
        }
        assertThat(blocks(parents)).isTrue();
        assertThat(KERNEL.fcntl(fd, F_GETFL, 0)).as("closed").isNegative();
    }

    /** It is the one of who made it. */
    @Test
    void aPathIsNotRemoved() throws Exception {
        Path path = folder.resolve("socket");
        int fd = handedDown(Listener.bind(Endpoint.parse("unix:" + path)));
        try (var server = Server.on(fd(fd)).start(new Echo())) {
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.GRACEFUL);
        }
        assertThat(path).exists();
        Files.delete(path);
    }

    @Test
    void datagramsAreAnsweredFromTheAddressThatWasAsked() throws Exception {
        for (String every : new String[] {"0.0.0.0:0", "[::]:0"}) {
            int fd = handedDown(DatagramSocket.bind(Endpoint.parse(every)));
            try (var server = Server.on(fd(fd)).start(new Echo());
                    var client = new java.net.DatagramSocket()) {
                int port = ((InetSocketAddress) server.local().toSocketAddress()).getPort();
                // Connected, so that an answer from another address does not arrive.
                client.connect(InetAddress.ofLiteral("127.0.0.5"), port);
                client.setSoTimeout(10_000);
                client.send(new DatagramPacket(new byte[] {7}, 1));
                var answer = new DatagramPacket(new byte[9], 9);
                client.receive(answer);
                assertThat(answer.getLength()).isEqualTo(1);
            }
        }
    }

    /** As inetd does with nowait. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void aConnectionIsTheOneSessionAndTheServerEndsWithIt(Model model, Place place)
            throws Exception {
        var recorder = new Recorder();
        try (var listener = Network.host().listen(place.target(folder), 10);
                var client = Client.connect(listener.local())) {
            StreamSocket accepted = listener.accept();
            int fd = handedDown(accepted);
            try (var server =
                    Server.on(fd(fd)).model(model).limit(1).events(recorder).start(new Echo())) {
                assertThat(server.local()).isEqualTo(listener.local());
                client.expectEcho(new byte[100_000]);
                assertThat(server.await()).isEqualTo(Server.Stop.GRACEFUL);
                assertThat(server.counts().opened()).isEqualTo(1);
                assertThat(Recorder.next(recorder.closed).cause()).isNull();
                assertThat(KERNEL.fcntl(fd, F_GETFL, 0)).as("closed").isNegative();
            }
        }
    }

    @Test
    void aConnectionIsCutWithTheServer() throws Exception {
        try (var listener = Listener.bind(Endpoint.parse("127.0.0.1:0"));
                var client = Client.connect(listener.local())) {
            int fd = handedDown(listener.accept());
            try (var server = Server.on(fd(fd)).timeout(Duration.ofMinutes(1)).start(new Echo())) {
                client.send("x");
                client.expect("x");
                assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
                client.expectEnd();
            }
        }
    }

    @Test
    void whatIsNoSocketIsLeftAlone() {
        int file = KERNEL.eventfd(0, SysEventfd.EFD_CLOEXEC);
        descriptors.add(file);
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> Server.on(fd(file)).start(new Echo()))
                .satisfies(e -> assertThat(e.errnoName()).isEqualTo("ENOTSOCK"));
        assertThat(KERNEL.fcntl(file, F_GETFL, 0)).isNotNegative();
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> Server.on(fd(99_999)).start(new Echo()))
                .satisfies(e -> assertThat(e.errnoName()).isEqualTo("EBADF"));
    }

    @Test
    void whatCannotBeServedIsLeftAloneToo() throws Exception {
        int listening = handedDown(Listener.bind(Endpoint.parse("127.0.0.1:0")));
        descriptors.add(listening);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(fd(listening)).also(fd(listening)).start(new Echo()))
                .withMessage("fd:" + listening + " is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(fd(listening)).startDatagram((_, _) -> {}))
                .withMessageContaining("serves no streams");
        StreamSocket[] pair = StreamSocket.pair();
        int one = handedDown(pair[0]);
        int other = handedDown(pair[1]);
        descriptors.addAll(List.of(one, other));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Server.on(fd(one)).start(new Echo()))
                .withMessageContaining("has no address");
        for (int fd : descriptors) {
            assertThat(blocks(fd)).isTrue();
        }
    }
}
