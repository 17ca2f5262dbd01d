package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Target;
import dev.sockeye.sys.Fcntl;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that somebody else has opened, and who is told that the server is ready. */
@Timeout(60)
class ServeInheritedTest {
    private final TestWorld world = new TestWorld();

    @TempDir Path folder;

    private static Listener listener() throws IOException {
        return Listener.bind(Endpoint.parse("127.0.0.1:0"));
    }

    private static int port(Endpoint endpoint) {
        return ((InetSocketAddress) endpoint.toSocketAddress()).getPort();
    }

    private static void assertEcho(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("hello".getBytes(US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("hello");
        }
    }

    @Test
    void servesADescriptorUnderItsAddress() throws Exception {
        Listener listener = listener();
        int port = port(listener.local());
        int fd = listener.detach();
        try (var serving = new Serving(world, 1, "fd:" + fd)) {
            assertThat(serving.address()).isEqualTo("tcp:127.0.0.1:" + port);
            assertEcho(port);
        }
        assertThat(Kernel.host().fcntl(fd, Fcntl.F_GETFD, 0)).as("closed").isNegative();
    }

    @Test
    void servesAConnectionSaysNothingAndEnds() throws Exception {
        try (var listener = listener();
                var client = new Socket(InetAddress.getLoopbackAddress(), port(listener.local()))) {
            client.getOutputStream().write("from inetd".getBytes(US_ASCII));
            client.shutdownOutput();
            int fd = listener.accept().detach();
            assertThat(world.run("serve", "-q", "fd:" + fd)).isEqualTo(ExitCode.DONE);
            assertThat(client.getInputStream().readAllBytes())
                    .asString(UTF_8)
                    .isEqualTo("from inetd");
            assertThat(world.handedOver()).containsExactly(fd);
            assertThat(world.err()).isEmpty();
        }
    }

    @Test
    void whatIsNoSocketIsToldSo() throws Exception {
        try (var file = Files.newByteChannel(Files.createFile(folder.resolve("file")))) {
            int fd = number(folder.resolve("file"));
            assertThat(world.run("serve", "fd:" + fd)).isEqualTo(ExitCode.NO);
            assertThat(world.err())
                    .contains("cannot listen on fd:" + fd)
                    .contains("getsockopt SO_DOMAIN: ENOTSOCK");
            assertThat(file.isOpen()).isTrue();
        }
    }

    /** The descriptor that this process has of a file. */
    private static int number(Path file) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : all) {
                if (Files.exists(each) && Files.isSameFile(each, file)) {
                    return Integer.parseInt(each.getFileName().toString());
                }
            }
        }
        throw new AssertionError("nobody has " + file);
    }

    @Test
    void oneDescriptorIsNotServedTwice() throws Exception {
        try (var listener = listener()) {
            int fd = listener.detach();
            try {
                assertThat(world.run("serve", "fd:" + fd, "fd:" + fd)).isEqualTo(ExitCode.USAGE);
                assertThat(world.err()).contains("fd:" + fd + " is there twice");
            } finally {
                Kernel.host().close(fd);
            }
        }
    }

    @Test
    void variablesOfAnotherProcessCountForNothing() throws Exception {
        world.variable("LISTEN_PID", ProcessHandle.current().pid() + 1)
                .variable("LISTEN_FDS", 1)
                .variable("LISTEN_FDNAMES", "web");
        assertThat(world.run("serve", "fd:web")).isEqualTo(ExitCode.NO);
        assertThat(world.err()).contains("no socket was passed under the name 'web'");
    }

    @Test
    void variablesThatAreWrongAreToldSo() {
        world.variable("LISTEN_PID", ProcessHandle.current().pid()).variable("LISTEN_FDS", "many");
        assertThat(world.run("serve")).isEqualTo(ExitCode.USAGE);
        assertThat(world.err()).contains("LISTEN_FDS").contains("many");
        var names = new TestWorld();
        names.variable("LISTEN_PID", ProcessHandle.current().pid())
                .variable("LISTEN_FDS", 2)
                .variable("LISTEN_FDNAMES", "one");
        assertThat(names.run("serve")).isEqualTo(ExitCode.USAGE);
        assertThat(names.err()).contains("LISTEN_FDNAMES").contains("2 names");
    }

    @Test
    void theReadyDescriptorGetsANewlineAndIsClosed() throws Exception {
        Kernel kernel = Kernel.host();
        try (var arena = Arena.ofConfined()) {
            var pipe = arena.allocate(ValueLayout.JAVA_INT, 2);
            assertThat(kernel.pipe2(pipe, Fcntl.O_CLOEXEC)).isZero();
            int from = pipe.getAtIndex(ValueLayout.JAVA_INT, 0);
            int to = pipe.getAtIndex(ValueLayout.JAVA_INT, 1);
            world.inherits(to);
            try (var _ = new Serving(world, 1, "127.0.0.1:0", "--ready-fd", "" + to)) {
                var room = arena.allocate(8);
                assertThat(kernel.read(from, room, 8)).isEqualTo(1);
                assertThat(room.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) '\n');
                assertThat(kernel.read(from, room, 8)).as("the end").isZero();
            } finally {
                kernel.close(from);
            }
        }
    }

    @Test
    void theManagerIsToldWhenItIsReadyAndWhenItStops() throws Exception {
        String name = "@sockeye-notify-" + ProcessHandle.current().pid();
        for (String where : new String[] {name, folder.resolve("notify").toString()}) {
            var told = new TestWorld().variable("NOTIFY_SOCKET", where);
            var address = (Target.Address) Target.parse("unixdgram:" + where);
            try (var manager = DatagramSocket.bind(address.endpoint())) {
                manager.timeout(Duration.ofSeconds(20));
                try (var serving = new Serving(told, 1, "127.0.0.1:0")) {
                    assertThat(received(manager)).isEqualTo("READY=1");
                    assertEcho(port(Endpoint.parse(serving.address().substring(4))));
                    serving.signal("SIGTERM");
                    assertThat(received(manager)).isEqualTo("STOPPING=1");
                    assertThat(serving.end()).isEqualTo(ExitCode.DONE);
                }
            }
        }
    }

    private static String received(DatagramSocket manager) throws IOException {
        var room = ByteBuffer.allocate(100);
        manager.receive(room);
        return UTF_8.decode(room.flip()).toString();
    }

    @Test
    void aManagerThatIsNotThereIsNoReasonNotToServe() throws Exception {
        world.variable("NOTIFY_SOCKET", folder.resolve("nobody"));
        try (var serving = new Serving(world, 1, "127.0.0.1:0")) {
            assertThat(world.heard()).contains("cannot tell NOTIFY_SOCKET").contains("ENOENT");
            assertEcho(port(Endpoint.parse(serving.address().substring(4))));
        }
    }

    @Test
    void aHangupSaysWhatThereIsAndChangesNothing() throws Exception {
        try (var serving = new Serving(world, 1, "127.0.0.1:0")) {
            int port = port(Endpoint.parse(serving.address().substring(4)));
            try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream().write('x');
                assertThat(client.getInputStream().read()).isEqualTo('x');
                serving.signal("SIGHUP");
                assertThat(world.heard()).startsWith("SIGHUP: still serving; sessions open: 1; ");
                client.getOutputStream().write('y');
                assertThat(client.getInputStream().read()).isEqualTo('y');
            }
            assertEcho(port);
        }
    }
}
