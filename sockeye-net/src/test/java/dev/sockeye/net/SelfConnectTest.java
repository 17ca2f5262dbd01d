package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IP_LOCAL_PORT_RANGE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP's simultaneous open of a socket with itself. */
@Timeout(60)
class SelfConnectTest {
    /** Since Linux 6.3: the lowest port in the lower half, the highest in the upper. */
    private static final Opt<Integer> PORTS =
            Opt.ofInt("IP_LOCAL_PORT_RANGE", IPPROTO_IP, IP_LOCAL_PORT_RANGE);

    /** Of a port that was free a moment ago, and on which nobody listens. */
    private static Endpoint nobody(String host) throws IOException {
        try (var listener = Listener.bind(Endpoint.parse(host + ":0"))) {
            return listener.local();
        }
    }

    /** The kernel can pick the port of the target alone. */
    private static Opt.Setting<Integer> samePort(Endpoint to) {
        int port = ((InetSocketAddress) to.toSocketAddress()).getPort();
        return PORTS.to(port << 16 | port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    void countsAsRefused(String host) throws Exception {
        ErrnoException e = refusal(host);
        // Some other process may have taken the port meanwhile: then the kernel has none to pick.
        for (int tries = 0; tries < 10 && e.errno() == Errno.EADDRNOTAVAIL; tries++) {
            e = refusal(host);
        }
        assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(e.call()).isEqualTo("connect");
        // And nothing is left of it that holds the port.
        try (var listener = Listener.bind(requireNonNull(e.peer()))) {
            assertThat(listener.local()).isEqualTo(e.peer());
        }
    }

    private static ErrnoException refusal(String host) throws Exception {
        Endpoint to = nobody(host);
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel)) {
            var e =
                    catchThrowableOfType(
                            ErrnoException.class,
                            () -> network.connect(to, Duration.ofSeconds(5), samePort(to)));
            assertThat(e.peer()).isEqualTo(to);
            if (e.errno() == Errno.ECONNREFUSED) {
                assertThat(kernel.count("connect")).isEqualTo(3);
            }
            return e;
        }
    }

    @Test
    void isWhatTheKernelDoesAndWhoeverPicksBothPortsGetsIt() throws Exception {
        Endpoint both = nobody("127.0.0.1");
        try (var socket = StreamSocket.connect(both, both, Duration.ofSeconds(5))) {
            assertThat(socket.local()).isEqualTo(socket.peer());
            socket.writeAll(new byte[] {1, 2, 3});
            assertThat(socket.read(new byte[9])).isEqualTo(3);
            socket.set(So.LINGER.to(Linger.RESET));
        }
    }

    @Test
    void aListenerOnTheSamePortOfAnotherAddressIsNoneOfIt() throws Exception {
        Endpoint to = nobody("127.0.0.1");
        try (var listener = Listener.bind(to, So.REUSEADDR.to(true));
                var socket =
                        StreamSocket.connect(
                                to,
                                Endpoint.parse("127.0.0.2:0"),
                                Duration.ofSeconds(5),
                                samePort(to))) {
            listener.accept().close();
            assertThat(socket.peer()).isEqualTo(to);
            assertThat(socket.local()).isNotEqualTo(to);
        }
    }
}
