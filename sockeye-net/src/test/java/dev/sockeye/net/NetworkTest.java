package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.MSG_CMSG_CLOEXEC;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a network opens, how, and how it ends. */
@Timeout(60)
class NetworkTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Writes down the calls that are about sockets. */
    private static final class Recording extends ForwardingKernel {
        private final List<Invocation> calls = Collections.synchronizedList(new ArrayList<>());

        Recording() {
            super(Kernel.host());
        }

        @Override
        protected long intercept(Invocation call) {
            if (!call.name().matches("epoll.*|eventfd|clock_gettime|read|write|poll")) {
                calls.add(call);
            }
            return super.intercept(call);
        }

        List<String> names() {
            var names = calls.stream().map(Invocation::name).toList();
            calls.clear();
            return names;
        }
    }

    @Test
    void setsOptionsFirstAndNothingElse() throws IOException {
        var recording = new Recording();
        try (var network = Network.on(recording);
                var listener = network.listen(Family.INET4.free(), So.REUSEADDR.to(true))) {
            assertThat(recording.names())
                    .containsExactly("socket", "setsockopt", "bind", "listen", "getsockname");
            try (var client =
                            network.connect(
                                    listener.local(),
                                    Family.INET4.free(),
                                    SOON,
                                    Tcp.NODELAY.to(true));
                    var server = listener.accept()) {
                assertThat(recording.names())
                        .startsWith("socket", "setsockopt", "bind", "connect")
                        .endsWith("accept4");
                client.writeAll(new byte[64]);
                assertThat(server.read(new byte[64])).isEqualTo(64);
                assertThat(recording.names()).containsExactly("send", "recv");
            }
        }
    }

    /** Bits that an argument of a call must have. */
    private record Flags(int argument, int bits) {}

    @Test
    void hasSafeDefaults() throws IOException {
        var recording = new Recording();
        var expected =
                Map.of(
                        "socket", new Flags(1, SOCK_CLOEXEC | SOCK_NONBLOCK),
                        "accept4", new Flags(3, SOCK_CLOEXEC | SOCK_NONBLOCK),
                        "send", new Flags(3, MSG_NOSIGNAL),
                        "sendto", new Flags(3, MSG_NOSIGNAL),
                        "sendmsg", new Flags(2, MSG_NOSIGNAL),
                        "recvmsg", new Flags(2, MSG_CMSG_CLOEXEC));
        try (var network = Network.on(recording);
                var talk = Talk.on(network, Family.INET6);
                var datagram = network.datagram(Family.INET6.free())) {
            talk.client().writeAll(new byte[1]);
            talk.client().send(Message.of(ByteBuffer.allocate(1)));
            talk.server().receive(Message.allocate(1));
            datagram.send(ByteBuffer.allocate(1), datagram.local());
            for (var call : recording.calls) {
                Flags flags = expected.get(call.name());
                if (flags != null) {
                    int actual = (int) call.argument(flags.argument);
                    assertThat(actual & flags.bits).as(call.toString()).isEqualTo(flags.bits);
                }
            }
            assertThat(recording.names()).containsAll(expected.keySet());
        }
    }

    @Test
    void listensOnBothVersions() throws IOException {
        try (var listener = Network.host().listen(Target.parse(":0"), 5);
                var socket = Network.host().datagram(Target.parse("udp::0"))) {
            assertThat(listener.get(Ip6.V6ONLY)).isFalse();
            assertThat(socket.get(Ip6.V6ONLY)).isFalse();
            int port = ((Endpoint.Inet6) listener.local()).port();
            for (String host : List.of("127.0.0.1", "[::1]")) {
                var target = Target.parse(host + ":" + port);
                try (var client = Network.host().connect(target, SOON);
                        var server = listener.accept()) {
                    client.writeAll(new byte[1]);
                    assertThat(server.read(new byte[9])).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void setsNothingUnlessItIsToldTo() throws IOException {
        var counting = new CountingKernel(Kernel.host());
        try (var network = Network.on(counting);
                var _ = network.listen(Target.parse("[::]:0"), 5);
                var _ = network.datagram(Target.parse("udp:[::]:0"))) {
            assertThat(counting.count("setsockopt")).isZero();
        }
    }

    @Test
    void listensOnIpv4WhereThereIsNoOther() throws IOException {
        var kernel =
                new FaultKernel(Kernel.host())
                        .at("socket", 1, FaultKernel.errno(Errno.EAFNOSUPPORT));
        try (var network = Network.on(kernel);
                var listener = network.listen(Target.parse(":0"), 5);
                var _ = network.connect(Target.parse("tcp:127.0.0.1:" + port(listener)), SOON)) {
            assertThat(listener.local().toString()).startsWith("0.0.0.0:");
            listener.accept().close();
        }
    }

    private static int port(Listener listener) {
        return ((Endpoint.Inet4) listener.local()).port();
    }

    @Test
    void opensUnixTargetsAndInheritedDescriptors() throws IOException {
        String name = Family.UNIX.free().toString();
        try (var listener = Network.host().listen(Target.parse(name), 5);
                var client = Network.host().connect(Target.parse(name), SOON);
                var server = listener.accept()) {
            int number = client.detach();
            try (var again = Network.host().connect(new Target.Descriptor(number), SOON)) {
                again.writeAll(new byte[1]);
                assertThat(server.read(new byte[9])).isEqualTo(1);
            }
            int inherited = listener.detach();
            try (var again = Network.host().listen(new Target.Descriptor(inherited), 5);
                    var _ = Network.host().connect(Target.parse(name), SOON)) {
                again.accept().close();
            }
        }
        try (var first =
                        Network.host().datagram(Target.parse(name.replace("unix:", "unixdgram:")));
                var again = Network.host().datagram(new Target.Descriptor(first.detach()))) {
            assertThat(again.local()).hasToString(name);
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void closesEverythingThatItOpened(On on) throws Exception {
        var counting = new CountingKernel(Kernel.host());
        var network = Network.on(counting);
        var listener = network.listen(Family.INET4.free());
        var acceptor = on.start(listener::accept);
        acceptor.untilBlocked();
        var socket = network.datagram(Family.INET4.free());
        var receiver = on.start(() -> socket.receive(ByteBuffer.allocate(9)));
        receiver.untilBlocked();
        network.close();
        network.close();
        assertThat(acceptor.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(receiver.failure()).isInstanceOf(SocketClosedException.class);
        assertThat(listener.isOpen()).isFalse();
        assertThat(network.leaks()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> network.datagram(Family.INET4.free()));
        assertThatIllegalStateException().isThrownBy(network::pair);
        long opened =
                counting.count("socket")
                        + 2 * counting.count("socketpair")
                        + counting.count("eventfd")
                        + counting.count("epoll_create1");
        assertThat(counting.count("close")).isEqualTo(opened);
    }

    @Test
    void trustsAShortReadOfPlainTcpAlone() throws IOException {
        try (var tcp = Talk.on(Family.INET6);
                var unix = Talk.on(Family.UNIX);
                var network = Network.on(new CountingKernel(Kernel.host()));
                var other = Talk.on(network, Family.INET6);
                var late = Listener.bind(Family.INET4.free(), So.RCVLOWAT.to(3));
                var _ = StreamSocket.connect(late.local());
                var accepted = late.accept()) {
            assertThat(tcp.client().shortReadsDrain()).isTrue();
            assertThat(tcp.server().shortReadsDrain()).isTrue();
            assertThat(unix.client().shortReadsDrain()).isFalse();
            assertThat(other.client().shortReadsDrain()).isFalse();
            assertThat(accepted.shortReadsDrain()).isFalse();
            tcp.client().set(So.RCVLOWAT, 2);
            assertThat(tcp.client().shortReadsDrain()).isFalse();
        }
    }

    @Test
    void knowsItsParts() {
        var kernel = new CountingKernel(Kernel.host());
        Resolver resolver = (_, _, _) -> List.of(Family.INET4.free());
        try (var network = Network.on(kernel, resolver)) {
            assertThat(network.kernel()).isSameAs(kernel);
            assertThat(network.resolver()).isSameAs(resolver);
        }
        assertThat(Network.host()).isSameAs(Network.host());
        assertThat(Network.host().kernel()).isSameAs(Kernel.host());
    }
}
