package dev.sockeye.net;

import static dev.sockeye.net.OptCase.flags;
import static dev.sockeye.net.OptCase.set;
import static dev.sockeye.net.SocketKind.TCP4;
import static dev.sockeye.net.SocketKind.TCP6;
import static dev.sockeye.net.SocketKind.UDP4;
import static dev.sockeye.net.SocketKind.UNIX;
import static dev.sockeye.net.SocketKind.UNIXDGRAM;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_OPT_ID;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_RX_SOFTWARE;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_SOFTWARE;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TXTIME_REPORT_ERRORS;
import static dev.sockeye.sys.SignalH.SIGKILL;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.SOCK_SNDBUF_LOCK;
import static dev.sockeye.sys.SysSocket.SOCK_TXREHASH_DISABLED;
import static dev.sockeye.sys.TimeH.CLOCK_MONOTONIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.opt.PeerGroups;
import dev.sockeye.net.opt.SockTxtime;
import dev.sockeye.net.opt.Timestamping;
import dev.sockeye.net.opt.Ucred;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options of SOL_SOCKET on this kernel. */
class SoTest extends OptLaw {
    private static final int STAMPS = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;

    static Stream<OptCase> cases() throws IOException {
        return Stream.of(
                        flags(UDP4, So.BROADCAST, So.DEBUG, So.DONTROUTE, So.NOFCS, So.NO_CHECK),
                        flags(UDP4, So.PREFER_BUSY_POLL, So.RCVMARK, So.RCVPRIORITY),
                        flags(UDP4, So.REUSEADDR, So.REUSEPORT, So.RXQ_OVFL, So.SELECT_ERR_QUEUE),
                        flags(UDP4, So.TIMESTAMP, So.TIMESTAMPNS, So.TIMESTAMPNS_NEW),
                        flags(UDP4, So.TIMESTAMP_NEW, So.WIFI_STATUS, So.ZEROCOPY),
                        flags(TCP4, So.KEEPALIVE, So.OOBINLINE),
                        flags(UNIX, So.PASSCRED, So.PASSPIDFD, So.PASSRIGHTS, So.PASSSEC),
                        numbers())
                .flatMap(each -> each);
    }

    private static Stream<OptCase> numbers() throws IOException {
        int loopback = NetworkInterface.getByName("lo").getIndex();
        return Stream.of(
                set(UDP4, So.BINDTODEVICE, "lo"),
                set(UDP4, So.BINDTOIFINDEX, loopback),
                set(TCP4, So.BUF_LOCK, SOCK_SNDBUF_LOCK),
                set(UDP4, So.BUSY_POLL, 50),
                set(UDP4, So.INCOMING_CPU, 1),
                set(TCP4, So.LINGER, Linger.of(Duration.ofSeconds(7))),
                set(UDP4, So.MARK, 0xFFFF_FFFEL),
                set(TCP4, So.MAX_PACING_RATE, 5_000_000_000L),
                set(UNIXDGRAM, So.PEEK_OFF, 4),
                set(UDP4, So.PRIORITY, 6),
                set(UDP4, So.RCVBUF, 30_000, 60_000),
                set(TCP4, So.RCVLOWAT, 5),
                set(UDP4, So.RCVTIMEO, Duration.ofMillis(1500)),
                set(UDP4, So.RCVTIMEO_NEW, Duration.ofMillis(2500)),
                set(UDP4, So.SNDBUF, 40_000, 80_000),
                set(UDP4, So.SNDTIMEO, Duration.ofSeconds(3)),
                set(UDP4, So.SNDTIMEO_NEW, Duration.ofSeconds(4)),
                set(UDP4, So.TIMESTAMPING, new Timestamping(STAMPS)),
                set(UDP4, So.TIMESTAMPING_NEW, new Timestamping(STAMPS | SOF_TIMESTAMPING_OPT_ID)),
                set(TCP6, So.TXREHASH, SOCK_TXREHASH_DISABLED),
                set(UDP4, So.TXTIME, new SockTxtime(CLOCK_MONOTONIC, SOF_TXTIME_REPORT_ERRORS)));
    }

    @Test
    void tellsTheKindOfSocket() throws IOException {
        try (var socket = TCP6.open()) {
            assertThat(socket.get(So.DOMAIN)).isEqualTo(AF_INET6);
            assertThat(socket.get(So.SNDLOWAT)).isEqualTo(1);
            assertThat(socket.get(So.BPF_EXTENSIONS)).isPositive();
            assertThat(socket.get(So.INCOMING_NAPI_ID)).isZero();
        }
    }

    @Test
    void numbersSocketsAndNamespaces() throws IOException {
        try (var one = TCP4.open();
                var other = TCP4.open()) {
            assertThat(one.get(So.COOKIE)).isNotZero().isEqualTo(one.get(So.COOKIE));
            assertThat(one.get(So.COOKIE)).isNotEqualTo(other.get(So.COOKIE));
            assertThat(one.get(So.NETNS_COOKIE)).isPositive().isEqualTo(other.get(So.NETNS_COOKIE));
        }
    }

    @Test
    void goesBeyondTheSystemsBufferSizes() throws IOException {
        int much = 64 << 20;
        try (var socket = UDP4.open()) {
            socket.set(So.SNDBUF, much);
            assertThat(socket.get(So.SNDBUF)).isLessThan(2 * much);
            socket.set(So.SNDBUFFORCE, much);
            assertThat(socket.get(So.SNDBUF)).isEqualTo(2 * much);
            socket.set(So.RCVBUF, much);
            assertThat(socket.get(So.RCVBUF)).isLessThan(2 * much);
            socket.set(So.RCVBUFFORCE, much);
            assertThat(socket.get(So.RCVBUF)).isEqualTo(2 * much);
        }
    }

    @Test
    void tellsTheMemory() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.connect(a.local(), So.SNDBUF.to(40_000))) {
            assertThat(a.get(So.MEMINFO).rmemAlloc()).isZero();
            b.send(ByteBuffer.allocate(1000));
            var told = a.get(So.MEMINFO);
            assertThat(told.rmemAlloc()).isGreaterThan(1000);
            assertThat(told.rcvbuf()).isEqualTo((long) a.get(So.RCVBUF));
            assertThat(told.drops()).isZero();
            assertThat(b.get(So.MEMINFO).sndbuf()).isEqualTo(80_000);
        }
    }

    /** Who made the pair is at both ends; proc is the judge. */
    @Test
    void tellsThePeerOfAUnixSocket() throws Exception {
        try (var talk = Talk.on(Family.UNIX)) {
            int pid = (int) ProcessHandle.current().pid();
            long uid = ids("Uid:")[1];
            long gid = ids("Gid:")[1];
            assertThat(talk.client().get(So.PEERCRED)).isEqualTo(new Ucred(pid, uid, gid));
            PeerGroups groups = talk.client().get(So.PEERGROUPS);
            assertThat(groups.gids())
                    .containsExactlyElementsOf(Arrays.stream(ids("Groups:")).boxed().toList());
            try (var process = talk.client().get(So.PEERPIDFD)) {
                assertThat(process.pid()).isEqualTo(pid);
                assertThat(process.hasEnded(Duration.ZERO)).isFalse();
                process.signal(0);
            }
        }
    }

    private static long[] ids(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name))
                .flatMap(line -> Stream.of(line.substring(name.length()).strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Test
    void seesTheProcessBehindTheSocketEnd() throws Exception {
        var name = (Endpoint.Unix) Family.UNIX.free();
        String script =
                "import socket,sys; s = socket.socket(socket.AF_UNIX);"
                        + " s.connect('\\0' + sys.argv[1]); sys.stdin.read()";
        String text = name.toString().substring("unix:@".length());
        try (var listener = Listener.bind(name)) {
            var python = new ProcessBuilder("python3", "-c", script, text).inheritIO();
            var started = python.redirectInput(ProcessBuilder.Redirect.PIPE).start();
            try (var peer = listener.accept();
                    var process = peer.get(So.PEERPIDFD)) {
                assertThat(process.pid()).isEqualTo((int) started.pid());
                assertThat(peer.get(So.PEERCRED).pid()).isEqualTo((int) started.pid());
                assertThat(process.hasEnded(Duration.ZERO)).isFalse();
                process.signal(SIGKILL);
                assertThat(process.hasEnded(Duration.ofSeconds(20))).isTrue();
            } finally {
                started.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void asksForWhatIsNotThere() throws IOException {
        try (var talk = Talk.on(Family.UNIX);
                var socket = UDP4.open()) {
            // No security module labels sockets here, or one does: both are an answer.
            if (!Files.exists(Path.of("/sys/fs/selinux"))) {
                assertThatThrownBy(() -> talk.client().get(So.PEERSEC))
                        .isInstanceOfSatisfying(
                                ErrnoException.class,
                                e -> assertThat(e.errno()).isEqualTo(Errno.ENOPROTOOPT));
            } else {
                assertThat(talk.client().get(So.PEERSEC)).isNotEmpty();
            }
            assertThatThrownBy(() -> socket.get(So.PEERGROUPS))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("getsockopt SO_PEERGROUPS");
        }
    }

    @Test
    void advisesAndBudgets() throws IOException {
        try (var talk = Talk.on(Family.INET4);
                var talk6 = Talk.on(Family.INET6);
                var udp = UDP4.open()) {
            udp.set(So.BUSY_POLL_BUDGET, 16);
            assertThatThrownBy(() -> udp.set(So.BUSY_POLL_BUDGET, 70_000))
                    .hasMessageContaining("SO_BUSY_POLL_BUDGET=70000")
                    .hasMessageContaining("1 to 65535");
            talk6.client().set(So.CNX_ADVICE, 1);
            assertThatThrownBy(() -> talk.client().set(So.RESERVE_MEM, -1))
                    .isInstanceOf(ErrnoException.class);
        }
    }
}
