package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told when a call fails, and what is left open then: nothing. */
@Timeout(60)
class FailureTest {
    private static final Endpoint ANY_PORT = Endpoint.parse("127.0.0.1:0");

    private static ErrnoException errno(ThrowingCallable call) {
        return catchThrowableOfType(ErrnoException.class, call);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void tellsThatAnAddressIsInUse(Family family) throws IOException {
        try (var first = Listener.bind(family.free())) {
            var e = errno(() -> Listener.bind(first.local()));
            assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE);
            assertThat(e.call()).isEqualTo("bind");
            assertThat(e.local()).isEqualTo(first.local());
            assertThat(e.peer()).isNull();
            assertThat(e.hint()).isPresent();
            assertThat(e)
                    .hasMessageStartingWith(
                            "bind " + first.local() + ": EADDRINUSE (Address already in use)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.77:0", "[2001:db8::77]:0"})
    void tellsThatAnAddressIsNotOfThisMachine(String address) {
        Endpoint foreign = Endpoint.parse(address);
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> Listener.bind(foreign),
                        () -> DatagramSocket.bind(foreign),
                        () -> DatagramSocket.connect(foreign, foreign),
                        () -> StreamSocket.connect(foreign, foreign, Duration.ofSeconds(1)))) {
            var e = errno(call);
            assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL);
            assertThat(e.local()).isEqualTo(foreign);
            assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("ip addr"));
        }
    }

    @Test
    void tellsWhatAUnixPathLacks(@TempDir Path folder) throws IOException {
        Endpoint absent = new Endpoint.Unix(UnixName.path(folder.resolve("absent")));
        assertThat(errno(() -> StreamSocket.connect(absent)).errno()).isEqualTo(Errno.ENOENT);
        Listener.bind(absent).close();
        var stale = errno(() -> StreamSocket.connect(absent));
        assertThat(stale.errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(stale.hint()).isPresent();
        assertThat(errno(() -> Listener.bind(absent)).errno()).isEqualTo(Errno.EADDRINUSE);
        Endpoint nowhere = new Endpoint.Unix(UnixName.path(folder.resolve("no/such/folder")));
        assertThat(errno(() -> Listener.bind(nowhere)).hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("directory"));
    }

    @Test
    void refusesAPathThatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixName.path("x".repeat(UnixName.MAX_PATH + 1)))
                .withMessageContaining("107");
    }

    @Test
    void saysWhatToDoAboutAPrivilegedPort() {
        var kernel = new FaultKernel(Kernel.host()).at("bind", 1, FaultKernel.errno(Errno.EACCES));
        try (var network = Network.on(kernel)) {
            var e = errno(() -> network.listen(Endpoint.parse("127.0.0.1:80")));
            assertThat(e.hint())
                    .hasValueSatisfying(hint ->
                            assertThat(hint)
                                    .contains("CAP_NET_BIND_SERVICE")
                                    .contains("net.ipv4.ip_unprivileged_port_start"));
            assertThat(e).hasMessageContaining("CAP_NET_BIND_SERVICE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socket:EMFILE:ulimit",
                "socket:ENFILE:fs.file-max",
                "socket:EPERM:CAP_NET_RAW",
                "socket:EAFNOSUPPORT:family",
                "bind:EADDRINUSE:SO_REUSEADDR",
                "bind:EADDRNOTAVAIL:ip addr",
                "listen:EADDRINUSE:SO_REUSEPORT",
                "connect:EADDRNOTAVAIL:ip_local_port_range",
                "connect:EACCES:SO_BROADCAST",
                "connect:EPERM:firewall",
                "connect:ETIMEDOUT:firewall",
                "connect:ENETUNREACH:route",
                "send:EPIPE:ended",
                "sendto:EMSGSIZE:larger",
                "sendto:EACCES:SO_BROADCAST",
                "sendmsg:EDESTADDRREQ:receiver",
                "setsockopt:EPERM:CAP_NET_ADMIN",
                "setsockopt:ENOPROTOOPT:option",
                "accept4:EMFILE:ulimit",
                "recv:ECONNRESET:peer"
            })
    void knowsWhatToDo(String line) throws ReflectiveOperationException {
        String[] parts = line.split(":", 3);
        int errno = Errno.class.getField(parts[1]).getInt(null);
        var e = new ErrnoException(parts[0], errno, null, null, 0);
        assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains(parts[2]));
        assertThat(e.errnoName()).isEqualTo(parts[1]);
    }

    @Test
    void tellsOfNumbersThatHaveNoName() {
        var e = new ErrnoException("send", 4000, null, ANY_PORT, 17);
        assertThat(e.errno()).isEqualTo(4000);
        assertThat(e.hint()).isEmpty();
        assertThat(e).hasMessageContaining("4000").hasMessageContaining("after 17 bytes");
    }

    @Test
    void namesTheOptionThatFailed() throws IOException {
        var unknown = Opt.ofInt("TCP_FANCY", 6, 9999);
        try (var socket = DatagramSocket.bind(ANY_PORT)) {
            for (ThrowingCallable call :
                    List.<ThrowingCallable>of(
                            () -> socket.set(unknown, 5),
                            () -> socket.get(unknown),
                            () -> Listener.bind(ANY_PORT, unknown.to(5)))) {
                var e = errno(call);
                assertThat(e.option()).contains("TCP_FANCY");
                assertThat(e).hasMessageContaining("TCP_FANCY");
            }
            assertThat(errno(() -> socket.set(unknown, 5))).hasMessageContaining("TCP_FANCY=5");
        }
        assertThat(new ErrnoException("send", 1, null, null, 0).option()).isEmpty();
    }

    static List<String> stepsOfListen() {
        return List.of("socket", "setsockopt", "bind", "listen", "getsockname");
    }

    @ParameterizedTest
    @MethodSource("stepsOfListen")
    void closesAListenerThatCouldNotBeOpened(String step) {
        closes(step, network -> network.listen(ANY_PORT, So.REUSEADDR.to(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "setsockopt", "bind", "connect"})
    void closesAStreamThatCouldNotBeOpened(String step) {
        closes(
                step,
                network ->
                        network.connect(
                                ANY_PORT, ANY_PORT, Duration.ofSeconds(9), Tcp.NODELAY.to(true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "setsockopt", "bind", "connect"})
    void closesADatagramSocketThatCouldNotBeOpened(String step) {
        closes(step, network -> network.datagramTo(ANY_PORT, ANY_PORT, So.BROADCAST.to(true)));
    }

    @FunctionalInterface
    private interface Opener {
        AutoCloseable open(Network network) throws Exception;
    }

    private static void closes(String step, Opener opener) {
        var counting = new CountingKernel(Kernel.host());
        var kernel = new FaultKernel(counting).at(step, 1, FaultKernel.errno(Errno.ENOBUFS));
        try (var network = Network.on(kernel)) {
            assertThatThrownBy(() -> opener.open(network))
                    .satisfies(e -> {
                        Throwable cause = e.getCause() == null ? e : e.getCause();
                        assertThat(cause)
                                .isInstanceOfSatisfying(
                                        ErrnoException.class,
                                        failure -> {
                                            assertThat(failure.errno()).isEqualTo(Errno.ENOBUFS);
                                            assertThat(failure.call()).isEqualTo(step);
                                        });
                    });
            assertThat(counting.count("close")).isEqualTo(counting.count("socket"));
            assertThat(network.leaks()).isZero();
        }
    }

    @Test
    void goesOnAcceptingAfterDescriptorsRanOut() throws IOException {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var listener = network.listen(ANY_PORT);
                var client = network.connect(listener.local())) {
            kernel.at("accept4", 1, FaultKernel.errno(Errno.EMFILE));
            var e = errno(listener::accept);
            assertThat(e.errno()).isEqualTo(Errno.EMFILE);
            assertThat(e.call()).isEqualTo("accept4");
            assertThat(e.local()).isEqualTo(listener.local());
            try (var server = listener.accept()) {
                assertThat(server.peer()).isEqualTo(client.local());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECONNABORTED", "EPROTO", "ENETDOWN", "EHOSTUNREACH", "EINTR"})
    void passesOverConnectionsThatDiedBefore(String name) throws Exception {
        int errno = Errno.class.getField(name).getInt(null);
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var listener = network.listen(ANY_PORT);
                var _ = network.connect(listener.local())) {
            kernel.at("accept4", 1, FaultKernel.errno(errno))
                    .at("accept4", 2, FaultKernel.errno(errno));
            listener.accept().close();
            assertThat(kernel.hits("accept4")).isEqualTo(2);
        }
    }

    /** A flood of them is the caller's to deal with: the thread comes back. */
    @Test
    void doesNotPassOverDeadConnectionsForEver() throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var listener = network.listen(ANY_PORT);
                var _ = network.connect(listener.local())) {
            kernel.every("accept4", 1, FaultKernel.errno(Errno.ECONNABORTED));
            assertThat(errno(listener::accept).errno()).isEqualTo(Errno.ECONNABORTED);
            assertThat(kernel.hits("accept4")).isEqualTo(16);
        }
    }

    @Test
    void refusesWrongArguments() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamSocket.connect(ANY_PORT, Duration.ofMillis(-1)));
        try (var socket = DatagramSocket.bind(ANY_PORT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.timeout(Duration.ofNanos(-1)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.deadline(Duration.ofNanos(-1)));
            socket.timeout(Socket.FOREVER);
            socket.deadline(Duration.ofSeconds(Long.MAX_VALUE));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.host().listen(Target.parse("udp:127.0.0.1:0"), 1))
                .withMessageContaining("udp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.host().datagram(Target.parse("tcp:127.0.0.1:0")));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Network.host().connect(Target.parse("packet:lo"), Duration.ofSeconds(1)));
    }
}
