package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetTcp.TCP_INFO;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every named option, set to a value that differs from the initial one and read back. */
@Timeout(60)
class OptTest {
    private static final Map<String, Class<?>> LEVELS =
            Map.of(
                    "SO_", So.class,
                    "TCP_", Tcp.class,
                    "UDP_", Udp.class,
                    "UDPLITE_", UdpLite.class,
                    "IP_", Ip.class,
                    "IPV6_", Ip6.class);

    @Test
    void readsWhatCanOnlyBeRead() throws IOException {
        try (var listener = Listener.bind(Family.INET6.free());
                var socket = DatagramSocket.bind(Family.INET4.free())) {
            assertThat(listener.get(So.ACCEPTCONN)).isTrue();
            assertThat(socket.get(So.ACCEPTCONN)).isFalse();
            assertThat(listener.get(So.DOMAIN))
                    .isEqualTo(Family.INET6.domain())
                    .isEqualTo(listener.domain());
            assertThat(listener.get(So.PROTOCOL))
                    .isEqualTo(IPPROTO_TCP)
                    .isEqualTo(listener.protocol());
            assertThat(listener.get(So.TYPE)).isEqualTo(SOCK_STREAM).isEqualTo(listener.type());
            assertThat(socket.get(So.ERROR)).isZero();
        }
    }

    @Test
    void readsTheErrorThatNobodyWasToldOf() throws IOException {
        Endpoint free;
        try (var gone = DatagramSocket.bind(Family.INET4.free())) {
            free = gone.local();
        }
        try (var socket = DatagramSocket.connect(free)) {
            socket.send(java.nio.ByteBuffer.allocate(1));
            int error = 0;
            for (long start = System.nanoTime();
                    error == 0 && System.nanoTime() - start < 10_000_000_000L; ) {
                error = socket.get(So.ERROR);
            }
            assertThat(error).isEqualTo(dev.sockeye.sys.Errno.ECONNREFUSED);
            assertThat(socket.get(So.ERROR)).isZero();
        }
    }

    @Test
    void hasAnOptionForEveryConstant() throws IllegalAccessException {
        for (var level : LEVELS.entrySet()) {
            for (var field : level.getValue().getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers())) {
                    var option = (AnyOpt<?>) field.get(null);
                    // MCAST_ has two levels, and some have a second field for another type.
                    assertThat(field.getName())
                            .startsWith(option.name().replaceFirst("^" + level.getKey(), ""));
                    assertThat(Opt.all()).contains(option);
                    assertThat(Opt.named(option.name()).orElseThrow().name())
                            .isEqualTo(option.name());
                    assertThat(option).hasToString(option.name());
                }
            }
        }
        assertThat(Opt.named("SO_NONSENSE")).isEmpty();
        for (var level : List.of(So.ALL, Tcp.ALL, Udp.ALL, UdpLite.ALL, Ip.ALL, Ip6.ALL)) {
            assertThat(level).isSortedAccordingTo(Comparator.comparing(AnyOpt::name));
        }
        assertThat(Opt.all()).hasSize(LEVELS.values().stream().mapToInt(OptTest::constants).sum());
    }

    private static int constants(Class<?> level) {
        return (int)
                Arrays.stream(level.getDeclaredFields())
                        .filter(field -> Modifier.isPublic(field.getModifiers()))
                        .count();
    }

    @Test
    void isAnOptionOfJavaNet() {
        SocketOption<Integer> option = So.SNDBUF;
        assertThat(option.name()).isEqualTo("SO_SNDBUF");
        assertThat(option.type()).isEqualTo(Integer.class);
        assertThat(So.SNDBUF.unit()).isEqualTo("bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SO_SNDBUF=65536",
                "TCP_NODELAY=on",
                "TCP_NODELAY=off",
                "SO_LINGER=off",
                "SO_LINGER=5s",
                "IP_TTL=-1"
            })
    void readsWhatItPrints(String text) {
        assertThat(Opt.parse(text)).hasToString(text);
    }

    @Test
    void readsOtherForms() {
        assertThat(Opt.parse("SO_SNDBUF=0x10000")).isEqualTo(So.SNDBUF.to(65536));
        assertThat(Opt.parse("SO_KEEPALIVE=yes")).isEqualTo(So.KEEPALIVE.to(true));
        assertThat(Opt.parse("SO_KEEPALIVE=0")).isEqualTo(So.KEEPALIVE.to(false));
        assertThat(Opt.parse("SO_LINGER=5"))
                .isEqualTo(So.LINGER.to(Linger.of(Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "=1",
                "SO_SNDBUF",
                "SO_SNDBUF=",
                "SO_SNDBUF=many",
                "SO_SNDBUF=1.5",
                "SO_SNDBUF=99999999999",
                "SO_SNDBUF= 1",
                "SO_NONSENSE=1",
                "SO_KEEPALIVE=2",
                "SO_LINGER=-1",
                "SO_LINGER=5m",
                "SO_ERROR=1",
                "so_sndbuf=1"
            })
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse(text))
                .withMessageMatching("(?s).+");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse("SO_SNDBUF=many"))
                .withMessage("SO_SNDBUF: 'many' is no number of 32 bits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse("SO_ERROR=1"))
                .withMessage("SO_ERROR can only be read");
    }

    @Test
    void roundsLingerUp() {
        assertThat(Linger.of(Duration.ofMillis(500))).isEqualTo(Linger.of(Duration.ofSeconds(1)));
        assertThat(Linger.of(Duration.ofNanos(1_000_000_001)).time())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Linger.of(Duration.ZERO)).isEqualTo(Linger.RESET).isNotEqualTo(Linger.OFF);
        assertThatIllegalArgumentException().isThrownBy(() -> Linger.of(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Linger.of(Duration.ofDays(1 << 20)));
        assertThatIllegalArgumentException().isThrownBy(() -> Linger.of(Socket.FOREVER));
    }

    @Test
    void takesOptionsWithoutAName() throws IOException {
        var raw = Opt.ofInt("TCP_NODELAY", IPPROTO_TCP, Tcp.NODELAY.number());
        var bytes = Opt.ofBytes("TCP_NODELAY", IPPROTO_TCP, Tcp.NODELAY.number(), 4);
        try (var socket = Socket.open(Family.INET4.domain(), SOCK_STREAM, 0, raw.to(1))) {
            assertThat(socket.get(Tcp.NODELAY)).isTrue();
            socket.set(bytes, new byte[4]);
            assertThat(socket.get(raw)).isZero();
            assertThat(socket.get(bytes)).containsExactly(0, 0, 0, 0);
            assertThatIllegalArgumentException().isThrownBy(() -> socket.set(bytes, new byte[5]));
        }
        assertThat(bytes.to(new byte[] {1, -1})).hasToString("TCP_NODELAY=01ff");
        assertThat(bytes.codec().parse("01ff")).containsExactly(1, -1);
    }

    @Test
    void readsOptionsLongerThanItsScratch() throws IOException {
        var info = Opt.ofBytes("TCP_INFO", IPPROTO_TCP, TCP_INFO, 4096);
        try (var talk = Talk.on(Family.INET4)) {
            byte[] now = talk.client().get(info);
            assertThat(now.length).isBetween(100, 4095); // as long as this kernel's struct
            assertThat(now[0]).isEqualTo((byte) 1); // TCP_ESTABLISHED
        }
    }
}
