package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_SEQPACKET;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An echo over real sockets of every kind, call by call. */
@Timeout(20)
class EchoTest {
    private static final byte[] LOOPBACK6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    private void echoStream(int type, MemorySegment address) throws IOException {
        int listener = sockets.bound(type, address);
        Errno.check("listen", kernel.listen(listener, 8));
        int client = sockets.socket(Sockaddr.family(address), type);
        sockets.connect(client, sockets.name(listener));

        var from = sockets.arena.allocate(SockaddrStorage.SIZE, 8);
        var length = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrStorage.SIZE);
        int server = sockets.keep("accept4", kernel.accept4(listener, from, length, SOCK_CLOEXEC));
        var peer = from.asSlice(0, length.get(ValueLayout.JAVA_INT, 0));
        assertThat(peer.mismatch(sockets.peer(server))).isEqualTo(-1);
        assertThat(kernel.fcntl(server, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);

        var buffer = sockets.arena.allocate(100);
        assertThat(kernel.send(client, sockets.bytes("ping"), 4, MSG_NOSIGNAL)).isEqualTo(4);
        long n = kernel.recv(server, buffer, 100, 0);
        assertThat(Sockets.text(buffer, n)).isEqualTo("ping");
        assertThat(kernel.write(server, buffer, n)).isEqualTo(4);
        assertThat(kernel.shutdown(server, SysSocket.SHUT_WR)).isZero();
        buffer.fill((byte) 0);
        assertThat(Sockets.text(buffer, kernel.read(client, buffer, 100))).isEqualTo("ping");
        assertThat(kernel.read(client, buffer, 100)).isZero();
        assertThat(kernel.send(server, buffer, 1, MSG_NOSIGNAL)).isEqualTo(-Errno.EPIPE);
    }

    private void echoDatagram(MemorySegment serverAddress, MemorySegment clientAddress)
            throws IOException {
        int server = sockets.bound(SOCK_DGRAM, serverAddress);
        int client = sockets.bound(SOCK_DGRAM, clientAddress);
        var to = sockets.name(server);
        var from = sockets.arena.allocate(SockaddrStorage.SIZE, 8);
        var length = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrStorage.SIZE);
        var buffer = sockets.arena.allocate(100);

        assertThat(kernel.sendto(client, sockets.bytes("one"), 3, 0, to, (int) to.byteSize()))
                .isEqualTo(3);
        assertThat(kernel.sendto(client, MemorySegment.NULL, 0, 0, to, (int) to.byteSize()))
                .isZero();
        long n = kernel.recvfrom(server, buffer, 100, 0, from, length);
        assertThat(Sockets.text(buffer, n)).isEqualTo("one");
        int fromLength = length.get(ValueLayout.JAVA_INT, 0);
        assertThat(from.asSlice(0, fromLength).mismatch(sockets.name(client))).isEqualTo(-1);
        var none = MemorySegment.NULL;
        assertThat(kernel.recvfrom(server, buffer, 100, 0, none, none)).isZero();
        assertThat(kernel.sendto(server, buffer, n, 0, from, fromLength)).isEqualTo(3);

        sockets.connect(client, to);
        assertThat(kernel.recv(client, buffer, 2, SysSocket.MSG_TRUNC)).isEqualTo(3);
    }

    private MemorySegment loopback6() throws IOException {
        var address = SockaddrIn6.of(sockets.arena, LOOPBACK6, 0, 0, 0);
        int probe = kernel.socket(AF_INET6, SOCK_DGRAM, 0);
        assumeTrue(probe >= 0, "this machine has no IPv6");
        int bound = kernel.bind(probe, address, SockaddrIn6.SIZE);
        kernel.close(probe);
        assumeTrue(bound == 0, "this machine has no IPv6 loopback");
        return address;
    }

    @Test
    void tcpOverIpv4() throws IOException {
        echoStream(SOCK_STREAM, SockaddrIn.of(sockets.arena, NetinetIn.INADDR_LOOPBACK, 0));
    }

    @Test
    void tcpOverIpv6() throws IOException {
        echoStream(SOCK_STREAM, loopback6());
    }

    @Test
    void udpOverIpv4() throws IOException {
        var any = SockaddrIn.of(sockets.arena, NetinetIn.INADDR_LOOPBACK, 0);
        echoDatagram(any, any);
    }

    @Test
    void udpOverIpv6() throws IOException {
        echoDatagram(loopback6(), loopback6());
    }

    private MemorySegment path(Path folder, String name) {
        var path = folder.resolve(name).toString().getBytes(StandardCharsets.UTF_8);
        return SockaddrUn.path(sockets.arena, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOCK_STREAM", "SOCK_SEQPACKET"})
    void unixPath(String type, @TempDir Path folder) throws IOException {
        int number = type.equals("SOCK_STREAM") ? SOCK_STREAM : SOCK_SEQPACKET;
        echoStream(number, path(folder, "s"));
    }

    @Test
    void unixAbstractName() throws IOException {
        echoStream(SOCK_STREAM, SockaddrUn.unnamed(sockets.arena));
    }

    @Test
    void unixDatagrams(@TempDir Path folder) throws IOException {
        echoDatagram(path(folder, "server"), path(folder, "client"));
    }

    /** The JDK's own socket as the other side. */
    @Test
    void theJdkTalksToUs() throws IOException {
        var address = SockaddrIn.of(sockets.arena, NetinetIn.INADDR_LOOPBACK, 0);
        int listener = sockets.bound(SOCK_STREAM, address);
        Errno.check("listen", kernel.listen(listener, 1));
        int port = SockaddrIn.port(sockets.name(listener));
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var none = MemorySegment.NULL;
            int server =
                    sockets.keep("accept4", kernel.accept4(listener, none, none, SOCK_CLOEXEC));
            assertThat(SockaddrIn.port(sockets.peer(server))).isEqualTo(client.getLocalPort());
            var buffer = sockets.arena.allocate(10);
            client.getOutputStream().write(new byte[] {1, 2, 3});
            long n = kernel.recv(server, buffer, 10, 0);
            assertThat(n).isEqualTo(3);
            assertThat(kernel.send(server, buffer, n, MSG_NOSIGNAL)).isEqualTo(3);
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo(new byte[] {1, 2, 3});
        }
    }
}
