package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own sockets as the other side. */
@Timeout(60)
class JdkTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static byte[] data() {
        byte[] data = new byte[300_000];
        new Random(5).nextBytes(data);
        return data;
    }

    @ParameterizedTest
    @CsvSource({
        "VIRTUAL, 127.0.0.1:0, 127.0.0.1",
        "VIRTUAL, [::1]:0,     ::1",
        "VIRTUAL, [::]:0,      127.0.0.1",
        "PLATFORM, 127.0.0.1:0, 127.0.0.1",
        "PLATFORM, [::1]:0,     ::1",
        "PLATFORM, [::]:0,      127.0.0.1"
    })
    void servesAClientOfJavaNet(On on, String at, String host) throws Exception {
        try (var listener = Listener.bind(Endpoint.parse(at))) {
            var server =
                    on.start(() -> {
                        try (var socket = listener.accept()) {
                            long count = socket.in().transferTo(socket.out());
                            assertThat(socket.peer().toString()).contains(host);
                            return count;
                        }
                    });
            int port = ((InetSocketAddress) listener.local().toSocketAddress()).getPort();
            try (var client = new java.net.Socket(InetAddress.getByName(host), port)) {
                exchange(client);
            }
            assertThat(server.get()).isEqualTo(data().length);
        }
    }

    private static void exchange(java.net.Socket client) throws Exception {
        byte[] data = data();
        var back = On.PLATFORM.start(() -> client.getInputStream().readAllBytes());
        client.getOutputStream().write(data);
        client.shutdownOutput();
        assertThat(Arrays.equals(back.get(), data)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "VIRTUAL, 127.0.0.1, 127.0.0.1",
        "VIRTUAL, ::1,       [::1]",
        "VIRTUAL, 127.0.0.1, [::ffff:127.0.0.1]",
        "PLATFORM, 127.0.0.1, 127.0.0.1",
        "PLATFORM, ::1,       [::1]",
        "PLATFORM, 127.0.0.1, [::ffff:127.0.0.1]"
    })
    void isServedByJavaNet(On on, String at, String to) throws Exception {
        try (var listener = new ServerSocket(0, 5, InetAddress.getByName(at))) {
            var server =
                    On.PLATFORM.start(() -> {
                        try (var socket = listener.accept()) {
                            return socket.getInputStream().transferTo(socket.getOutputStream());
                        }
                    });
            on.run(() -> {
                Endpoint peer = Endpoint.parse(to + ":" + listener.getLocalPort());
                try (var client = StreamSocket.connect(peer, SOON)) {
                    assertThat(client.peer()).isEqualTo(peer);
                    exchange(client);
                }
            });
            assertThat(server.get()).isEqualTo(data().length);
        }
    }

    private static void exchange(StreamSocket client) throws Exception {
        byte[] data = data();
        var back = On.VIRTUAL.start(() -> Talk.drain(client));
        client.writeAll(data);
        client.shutdownOutput();
        assertThat(Arrays.equals(back.get(), data)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void talksToUnixChannelsOfJavaNio(On on, @TempDir Path folder) throws Exception {
        Path path = folder.resolve("ours");
        try (var listener = Listener.bind(new Endpoint.Unix(UnixName.path(path)));
                var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            on.run(() -> {
                try (var server = listener.accept()) {
                    assertThat(server.peer()).isEqualTo(new Endpoint.Unix(UnixName.unnamed()));
                    assertThat(server.local()).isEqualTo(listener.local());
                    server.writeAll(Talk.bytes("hello"));
                }
            });
            assertThat(Channels.newInputStream(client).readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("hello");
        }
        serveUnix(on, folder.resolve("theirs"));
    }

    private static void serveUnix(On on, Path path) throws Exception {
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            var _ = listener.bind(UnixDomainSocketAddress.of(path));
            Endpoint peer = Endpoint.of(listener.getLocalAddress());
            var client =
                    on.start(() -> {
                        try (var socket = StreamSocket.connect(peer, SOON)) {
                            return Talk.drain(socket);
                        }
                    });
            write(listener);
            assertThat(client.get()).asString(US_ASCII).isEqualTo("hello");
        }
    }

    private static void write(ServerSocketChannel listener) throws IOException {
        try (var server = listener.accept()) {
            assertThat(server.write(ByteBuffer.wrap(Talk.bytes("hello")))).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.Family#internetOnEveryThread")
    void talksToDatagramChannels(Family family, On on) throws Exception {
        try (var ours = DatagramSocket.bind(family.free());
                var theirs = DatagramChannel.open()) {
            var _ =
                    theirs.bind(
                            new InetSocketAddress(
                                    ((InetSocketAddress) family.free().toSocketAddress())
                                            .getAddress(),
                                    0));
            var _ =
                    theirs.send(
                            ByteBuffer.wrap(Talk.bytes("hello")), ours.local().toSocketAddress());
            on.run(() -> {
                var buffer = ByteBuffer.allocate(99);
                var received = ours.receive(buffer);
                assertThat(received.from()).isEqualTo(Endpoint.of(theirs.getLocalAddress()));
                ours.send(buffer.flip(), received.from());
            });
            var back = ByteBuffer.allocate(99);
            assertThat(theirs.receive(back)).isEqualTo(ours.local().toSocketAddress());
            assertThat(new String(back.array(), 0, back.position(), US_ASCII)).isEqualTo("hello");
        }
    }
}
