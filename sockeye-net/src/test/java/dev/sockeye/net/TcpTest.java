package dev.sockeye.net;

import static dev.sockeye.net.OptCase.flags;
import static dev.sockeye.net.OptCase.set;
import static dev.sockeye.net.SocketKind.TCP4;
import static dev.sockeye.sys.NetinetTcp.TCPI_OPT_TIMESTAMPS;
import static dev.sockeye.sys.NetinetTcp.TCPI_OPT_WSCALE;
import static dev.sockeye.sys.NetinetTcp.TCP_CLOSE_WAIT;
import static dev.sockeye.sys.NetinetTcp.TCP_ESTABLISHED;
import static dev.sockeye.sys.NetinetTcp.TCP_LISTEN;
import static dev.sockeye.sys.NetinetTcp.TCP_NO_QUEUE;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR_OFF_NO_WP;
import static dev.sockeye.sys.NetinetTcp.TCP_REPAIR_ON;
import static dev.sockeye.sys.NetinetTcp.TCP_SEND_QUEUE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.opt.TcpFastopenKey;
import dev.sockeye.net.opt.TcpInfo;
import dev.sockeye.net.opt.TcpMd5Sig;
import dev.sockeye.net.opt.TcpRepairOpt;
import dev.sockeye.net.opt.TcpRepairOptions;
import dev.sockeye.net.opt.TcpRepairWindow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options of IPPROTO_TCP on this kernel. */
class TcpTest extends OptLaw {
    static Stream<OptCase> cases() {
        return Stream.of(
                        flags(TCP4, Tcp.CORK, Tcp.FASTOPEN_CONNECT, Tcp.FASTOPEN_NO_COOKIE),
                        flags(TCP4, Tcp.INQ, Tcp.NODELAY, Tcp.QUICKACK),
                        flags(TCP4, Tcp.THIN_LINEAR_TIMEOUTS),
                        Stream.of(
                                set(TCP4, Tcp.CONGESTION, "reno"),
                                set(TCP4, Tcp.DEFER_ACCEPT, 1),
                                set(TCP4, Tcp.DELACK_MAX_US, 20_000),
                                set(TCP4, Tcp.KEEPCNT, 3),
                                set(TCP4, Tcp.KEEPIDLE, 11),
                                set(TCP4, Tcp.KEEPINTVL, 12),
                                set(TCP4, Tcp.LINGER2, 13),
                                set(TCP4, Tcp.NOTSENT_LOWAT, 16_384L),
                                set(TCP4, Tcp.RTO_MAX_MS, 5000),
                                set(TCP4, Tcp.RTO_MIN_US, 48_000),
                                set(TCP4, Tcp.SAVE_SYN, 1),
                                set(TCP4, Tcp.SYNCNT, 4),
                                set(TCP4, Tcp.TX_DELAY, 1000),
                                set(TCP4, Tcp.USER_TIMEOUT, 15_000),
                                set(TCP4, Tcp.WINDOW_CLAMP, 20_000)))
                .flatMap(each -> each);
    }

    @Test
    void tellsTheStateAndFigures() throws IOException {
        try (var talk = Talk.on(Family.INET4)) {
            talk.client().writeAll(new byte[1000]);
            assertThat(talk.server().in().readNBytes(1000)).hasSize(1000);
            TcpInfo told = talk.client().get(Tcp.INFO);
            assertThat(told.state()).isEqualTo(TCP_ESTABLISHED);
            assertThat(told.options() & TCPI_OPT_WSCALE).isNotZero();
            assertThat(told.options() & TCPI_OPT_TIMESTAMPS).isNotZero();
            assertThat(told.bytesSent()).isEqualTo(1000);
            assertThat(told.dataSegsOut()).isEqualTo(1);
            assertThat(told.rtt()).isPositive();
            assertThat(told.sndMss()).isEqualTo((long) talk.client().get(Tcp.MAXSEG));
            assertThat(told.pmtu()).isEqualTo((long) talk.client().get(Ip.MTU));
            assertThat(told.maxPacingRate()).isEqualTo(-1);
            assertThat(talk.server().get(Tcp.INFO).bytesReceived()).isEqualTo(1000);
            assertThat(talk.server().get(Tcp.INFO).sndWscale()).isEqualTo(told.rcvWscale());
            assertThat(talk.listener().get(Tcp.INFO).state()).isEqualTo(TCP_LISTEN);
            talk.server().shutdownOutput();
            assertThat(talk.client().in().read()).isEqualTo(-1);
            assertThat(talk.client().get(Tcp.INFO).state()).isEqualTo(TCP_CLOSE_WAIT);
        }
    }

    /** An older kernel's answer ends sooner, a newer one's later. */
    @Test
    void decodesWhatTheKernelTold() throws IOException {
        try (var talk = Talk.on(Family.INET4)) {
            byte[] whole = new byte[512];
            Arrays.fill(whole, (byte) 7);
            var longer = new TcpInfo(MemorySegment.ofArray(whole));
            assertThat(longer.receivedCeBytes()).isEqualTo(0x07070707);
            assertThat(longer.bytesSent()).isEqualTo(0x0707070707070707L);
            assertThat(longer.totalRto()).isEqualTo(0x0707);
            assertThat(longer.sndWscale()).isEqualTo(7);
            assertThat(longer.rcvWscale()).isZero();
            var shorter = new TcpInfo(MemorySegment.ofArray(whole).asSlice(0, 104));
            assertThat(shorter.totalRetrans()).isEqualTo(0x07070707);
            assertThat(shorter.pacingRate()).isEqualTo(TcpInfo.UNKNOWN);
            assertThat(shorter.length()).isEqualTo(104);
            assertThat(talk.client().get(Tcp.INFO).length()).isGreaterThanOrEqualTo(232);
        }
    }

    @Test
    void savesTheSyn() throws IOException {
        try (var listener = Listener.bind(Family.INET4.free(), Tcp.SAVE_SYN.to(1));
                var client = StreamSocket.connect(listener.local());
                var server = listener.accept()) {
            byte[] syn = server.get(Tcp.SAVED_SYN);
            assertThat(syn).hasSizeGreaterThanOrEqualTo(40);
            assertThat(syn[0] >>> 4).isEqualTo(4);
            int port = ((syn[20] & 0xFF) << 8) | (syn[21] & 0xFF);
            assertThat(port).isEqualTo(((Endpoint.Inet4) client.local()).port());
            assertThat(server.get(Tcp.SAVED_SYN)).isEmpty();
        }
    }

    @Test
    void keepsTheKeyOfCookies() throws IOException {
        byte[] one = "0123456789abcdef".getBytes(US_ASCII);
        byte[] two = "fedcba9876543210".getBytes(US_ASCII);
        try (var listener = Listener.bind(Family.INET4.free())) {
            listener.set(Tcp.FASTOPEN, 5);
            assertThat(listener.get(Tcp.FASTOPEN)).isEqualTo(5);
            listener.set(Tcp.FASTOPEN_KEY, new TcpFastopenKey(one, two));
            assertThat(listener.get(Tcp.FASTOPEN_KEY)).isEqualTo(new TcpFastopenKey(one, two));
            var setting = Opt.parse("TCP_FASTOPEN_KEY=" + "2a".repeat(16));
            assertThat(setting.toString()).doesNotContain("2a");
            listener.set(setting);
            assertThat(listener.get(Tcp.FASTOPEN_KEY)).isEqualTo(setting.value());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse("TCP_FASTOPEN_KEY=xyzzy"))
                .satisfies(e -> assertThat(stack(e)).doesNotContain("xyzzy"));
    }

    private static String stack(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The kernel drops what is not signed by the same key: only who has it gets through. */
    @Test
    void signsSegments() throws IOException {
        var peer = InetAddress.ofLiteral("127.0.0.1");
        byte[] key = {1, 2, 3};
        try (var listener = Listener.bind(Family.INET4.free())) {
            listener.set(Tcp.MD5SIG, new TcpMd5Sig(peer, key));
            try (var client =
                            StreamSocket.connect(
                                    listener.local(),
                                    Duration.ofSeconds(20),
                                    Tcp.MD5SIG.to(new TcpMd5Sig(peer, key)));
                    var server = listener.accept()) {
                client.writeAll(new byte[] {9});
                assertThat(server.in().read()).isEqualTo(9);
            }
            assertThatThrownBy(
                            () -> {
                                try (var _ =
                                        StreamSocket.connect(
                                                listener.local(), Duration.ofMillis(300))) {
                                    throw new AssertionError("connected without the key");
                                }
                            })
                    .isInstanceOf(DeadlineException.class);
            listener.set(Opt.parse("TCP_MD5SIG_EXT=127.0.0.0,8,0,010203"));
        }
        assertThat(Tcp.MD5SIG.to(new TcpMd5Sig(peer, "geheim".getBytes(US_ASCII))).toString())
                .doesNotContain("geheim");
        assertThatIllegalArgumentException().isThrownBy(() -> new TcpMd5Sig(peer, new byte[81]));
    }

    /** A connection is frozen, its numbers are read, and it goes on as if nothing had happened. */
    @Test
    void repairs() throws IOException {
        try (var talk = Talk.on(Family.INET4);
                var made = TCP4.open()) {
            var client = talk.client();
            client.writeAll(new byte[] {1});
            assertThat(talk.server().in().read()).isEqualTo(1);
            client.set(Tcp.REPAIR, TCP_REPAIR_ON);
            assertThat(client.get(Tcp.REPAIR)).isEqualTo(TCP_REPAIR_ON);
            client.set(Tcp.REPAIR_QUEUE, TCP_SEND_QUEUE);
            assertThat(client.get(Tcp.REPAIR_QUEUE)).isEqualTo(TCP_SEND_QUEUE);
            assertThat(client.get(Tcp.QUEUE_SEQ)).isBetween(0L, 0xFFFF_FFFFL);
            TcpRepairWindow window = client.get(Tcp.REPAIR_WINDOW);
            assertThat(window.sndWnd()).isEqualTo(client.get(Tcp.INFO).sndWnd());
            client.set(Tcp.REPAIR_WINDOW, window);
            client.set(Tcp.TIMESTAMP, client.get(Tcp.TIMESTAMP));
            client.set(Tcp.REPAIR_QUEUE, TCP_NO_QUEUE);
            client.set(Tcp.REPAIR, TCP_REPAIR_OFF_NO_WP);
            client.writeAll(new byte[] {2});
            assertThat(talk.server().in().read()).isEqualTo(2);

            // Options can be set until something was sent.
            var options = new TcpRepairOptions(List.of(new TcpRepairOpt(2, 999)));
            talk.server().set(Tcp.REPAIR, TCP_REPAIR_ON);
            talk.server().set(Tcp.REPAIR_OPTIONS, options);
            talk.server().set(Tcp.REPAIR, TCP_REPAIR_OFF_NO_WP);
            client.set(Tcp.REPAIR, TCP_REPAIR_ON);
            assertThatThrownBy(() -> client.set(Tcp.REPAIR_OPTIONS, options))
                    .hasMessageContaining("setsockopt TCP_REPAIR_OPTIONS=2:999")
                    .hasMessageContaining("EPERM");
            client.set(Tcp.REPAIR, TCP_REPAIR_OFF_NO_WP);

            made.set(Tcp.REPAIR, TCP_REPAIR_ON);
            made.set(Tcp.REPAIR_QUEUE, TCP_SEND_QUEUE);
            made.set(Tcp.QUEUE_SEQ, 4_000_000_000L);
            assertThat(made.get(Tcp.QUEUE_SEQ)).isEqualTo(4_000_000_000L);
        }
    }

    @Test
    void readsOptionsOfRepairAsText() {
        var options =
                new TcpRepairOptions(List.of(new TcpRepairOpt(2, 1460), new TcpRepairOpt(4, 0)));
        assertThat(Tcp.REPAIR_OPTIONS.to(options)).hasToString("TCP_REPAIR_OPTIONS=2:1460,4:0");
        assertThat(Opt.parse("TCP_REPAIR_OPTIONS=2:1460,4:0").value()).isEqualTo(options);
        var memory = MemorySegment.ofArray(new byte[64]);
        assertThat(Tcp.REPAIR_OPTIONS.codec().encode(options, memory)).isEqualTo(16);
        assertThat(memory.asSlice(0, 6).toArray(JAVA_BYTE)).containsExactly(2, 0, 0, 0, -76, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse("TCP_REPAIR_OPTIONS=2"))
                .withMessageContaining("CODE:VALUE");
    }

    @Test
    void asksForProtocolsOnTopAndModules() throws IOException {
        try (var talk = Talk.on(Family.INET4)) {
            assertThat(talk.client().get(Tcp.ULP)).isEmpty();
            assertThat(talk.client().get(Tcp.IS_MPTCP)).isFalse();
            assertThatThrownBy(() -> talk.client().set(Tcp.ULP, "no-such-thing"))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("TCP_ULP=no-such-thing");
            assertThatThrownBy(() -> talk.client().set(Tcp.CONGESTION, "no-such-thing"))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessageContaining("ENOENT");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> talk.client().set(Tcp.CONGESTION, "a name of twenty chars"))
                    .withMessageContaining("longer than 15 bytes");
        }
    }

    @Test
    void boundsTheSegmentSize() throws IOException {
        try (var listener = Listener.bind(Family.INET4.free());
                var client = StreamSocket.connect(listener.local(), Tcp.MAXSEG.to(600));
                var server = listener.accept()) {
            assertThat(client.get(Tcp.MAXSEG)).isLessThanOrEqualTo(600);
            assertThat(server.get(Tcp.INFO).sndMss()).isLessThanOrEqualTo(600);
            assertThatThrownBy(() -> client.set(Tcp.MAXSEG, 87))
                    .hasMessageContaining("it takes 0, or 88 to 32767");
        }
    }
}
