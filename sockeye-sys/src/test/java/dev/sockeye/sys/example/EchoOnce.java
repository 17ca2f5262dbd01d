package dev.sockeye.sys.example;

import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.NetinetIn.INADDR_LOOPBACK;
import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_REUSEADDR;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SockaddrIn;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.function.IntConsumer;

/**
 * Echoes one client, call by call, as a program of a user reads that works on this layer. Like its
 * C twin it leaks both descriptors if a check fails: {@code dev.sockeye.net} is for those who mind.
 */
final class EchoOnce {
    private EchoOnce() {}

    static void run(Kernel kernel, int port, IntConsumer ready) throws IOException {
        try (var arena = Arena.ofConfined()) {
            int listener =
                    check(
                            "socket",
                            kernel.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP));
            var on = arena.allocateFrom(JAVA_INT, 1);
            check(
                    "setsockopt",
                    kernel.setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, on, (int) on.byteSize()));
            var self =
                    SockaddrIn.of(
                            arena, INADDR_LOOPBACK, port); // host order in, network order stored
            check("bind", kernel.bind(listener, self, SockaddrIn.SIZE));
            check("listen", kernel.listen(listener, 128));

            var peer = arena.allocate(SockaddrIn.SIZE);
            var length = arena.allocateFrom(JAVA_INT, SockaddrIn.SIZE);
            check("getsockname", kernel.getsockname(listener, peer, length));
            ready.accept(SockaddrIn.port(peer));
            int fd;
            do {
                fd = kernel.accept4(listener, peer, length, SOCK_CLOEXEC);
            } while (fd == -EINTR);
            check("accept4", fd);

            var buffer = arena.allocate(4096);
            for (long n; (n = kernel.recv(fd, buffer, buffer.byteSize(), 0)) != 0; ) {
                if (n == -EINTR) {
                    continue; // this layer never retries for you
                }
                check("recv", n);
                for (long at = 0; at < n; ) {
                    at += check("send", kernel.send(fd, buffer.asSlice(at), n - at, MSG_NOSIGNAL));
                }
            }
            kernel.close(fd);
            kernel.close(listener);
        }
    }
}
