package dev.sockeye.net;

import static dev.sockeye.sys.LinuxErrqueue.SCM_TSTAMP_SND;
import static dev.sockeye.sys.LinuxErrqueue.SO_EE_ORIGIN_ICMP;
import static dev.sockeye.sys.LinuxErrqueue.SO_EE_ORIGIN_ICMP6;
import static dev.sockeye.sys.LinuxErrqueue.SO_EE_ORIGIN_TIMESTAMPING;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_OPT_ID;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_OPT_TSONLY;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_RX_SOFTWARE;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_SOFTWARE;
import static dev.sockeye.sys.LinuxNetTstamp.SOF_TIMESTAMPING_TX_SOFTWARE;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IP;
import static dev.sockeye.sys.NetinetIn.IPPROTO_IPV6;
import static dev.sockeye.sys.NetinetIn.IPPROTO_TCP;
import static dev.sockeye.sys.NetinetIn.IPV6_RECVERR;
import static dev.sockeye.sys.NetinetIn.IP_RECVERR;
import static dev.sockeye.sys.NetinetTcp.TCP_CM_INQ;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.MSG_ERRQUEUE;
import static dev.sockeye.sys.SysSocket.SCM_INQ;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPING;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMPNS_NEW;
import static dev.sockeye.sys.TimeH.CLOCK_MONOTONIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sockeye.net.opt.SockTxtime;
import dev.sockeye.net.opt.Timestamping;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each control message, received from this kernel and sent to it. */
@Timeout(60)
class ControlTest {
    private static final int STAMPS =
            SOF_TIMESTAMPING_SOFTWARE
                    | SOF_TIMESTAMPING_RX_SOFTWARE
                    | SOF_TIMESTAMPING_OPT_ID
                    | SOF_TIMESTAMPING_OPT_TSONLY;

    /** Sends one byte with these, and answers with what came. */
    private static Message sent(Family family, Opt.Setting<?> wanted, Control... controls)
            throws IOException {
        try (var a = DatagramSocket.bind(family.free(), wanted);
                var b = DatagramSocket.connect(a.local())) {
            a.timeout(Duration.ofSeconds(20));
            var message = Message.of(ByteBuffer.allocate(1));
            for (Control each : controls) {
                message.with(each);
            }
            b.send(message);
            var got = Message.allocate(9);
            assertThat(a.receive(got)).isEqualTo(1);
            return got;
        }
    }

    static Stream<Object[]> bothWays() {
        return Stream.of(
                new Object[] {Family.INET4, Ip.RECVTTL, new Control.Ttl(9)},
                new Object[] {Family.INET4, Ip.RECVTOS, new Control.Tos(0xB8)},
                new Object[] {Family.INET6, Ip6.RECVHOPLIMIT, new Control.HopLimit(9)},
                new Object[] {Family.INET6, Ip6.RECVTCLASS, new Control.TClass(0xB8)},
                new Object[] {Family.INET4, So.RCVMARK, new Control.Mark(0xFFFF_FFF7L)},
                new Object[] {Family.INET4, So.RCVPRIORITY, new Control.Priority(3)});
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void goesBothWays(Family family, Opt<Boolean> wanted, Control control) throws IOException {
        assertThat(sent(family, wanted.to(true), control).controls()).containsExactly(control);
        assertThat(sent(family, wanted.to(true)).controls()).isNotEqualTo(List.of(control));
    }

    static Stream<Opt<Boolean>> clocks() {
        return Stream.of(So.TIMESTAMP, So.TIMESTAMPNS, So.TIMESTAMP_NEW, So.TIMESTAMPNS_NEW);
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void tellsTheTimeOfReceipt(Opt<Boolean> clock) throws IOException {
        var told =
                sent(Family.INET4, clock.to(true)).control(Control.Timestamp.class).orElseThrow();
        assertThat(told.time()).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
        assertThat(told.type()).isEqualTo(clock.number());
    }

    @Test
    void tellsTheStampsOfReceipt() throws IOException {
        var told =
                sent(Family.INET4, So.TIMESTAMPING.to(new Timestamping(STAMPS)))
                        .control(Control.Timestamping.class)
                        .orElseThrow();
        assertThat(told.software().orElseThrow())
                .isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS));
        assertThat(told.hardware()).isEmpty();
    }

    /** A datagram's number comes back with the moment at which it left. */
    @Test
    void matchesStampsToWhatWasSent() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.connect(a.local())) {
            b.timeout(Duration.ofSeconds(20));
            b.set(So.TIMESTAMPING, new Timestamping(STAMPS));
            for (long id : new long[] {4711, 0xFFFF_FFFFL}) {
                b.send(
                        Message.of(ByteBuffer.allocate(1))
                                .with(new Control.TimestampingFlags(SOF_TIMESTAMPING_TX_SOFTWARE))
                                .with(new Control.TimestampingId(id)));
                var got = Message.allocate(9).flags(MSG_ERRQUEUE);
                assertThat(b.receive(got)).isZero();
                var which = got.control(Control.RecvErr.class).orElseThrow();
                assertThat(which.origin()).isEqualTo(SO_EE_ORIGIN_TIMESTAMPING);
                assertThat(which.info()).isEqualTo(SCM_TSTAMP_SND);
                assertThat(which.data()).isEqualTo(id);
                assertThat(got.control(Control.Timestamping.class).orElseThrow().software())
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            names = {"INET4", "INET6"})
    void namesTheOffender(Family family) throws IOException {
        boolean six = family == Family.INET6;
        Endpoint gone;
        try (var free = DatagramSocket.bind(family.free())) {
            gone = free.local();
        }
        try (var socket = DatagramSocket.bind(family.free())) {
            socket.timeout(Duration.ofSeconds(20));
            socket.set((six ? Ip6.RECVERR : Ip.RECVERR).to(true));
            socket.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), gone);
            var got = Message.allocate(9).flags(MSG_ERRQUEUE);
            assertThat(socket.receive(got)).isEqualTo(3);
            assertThat(got.from()).isEqualTo(gone);
            assertThat(got.control(Control.RecvErr.class))
                    .hasValue(
                            new Control.RecvErr(
                                    six ? IPPROTO_IPV6 : IPPROTO_IP,
                                    six ? IPV6_RECVERR : IP_RECVERR,
                                    Errno.ECONNREFUSED,
                                    six ? SO_EE_ORIGIN_ICMP6 : SO_EE_ORIGIN_ICMP,
                                    six ? 1 : 3,
                                    six ? 4 : 3,
                                    0,
                                    0,
                                    Optional.of(family.free())));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            names = {"INET4", "INET6"})
    void tellsWhereItWasSent(Family family) throws IOException {
        var option = family == Family.INET6 ? Ip6.RECVORIGDSTADDR : Ip.RECVORIGDSTADDR;
        try (var a = DatagramSocket.bind(family.free(), option.to(true));
                var b = DatagramSocket.connect(a.local())) {
            b.send(ByteBuffer.allocate(1));
            var got = Message.allocate(9);
            assertThat(a.receive(got)).isEqualTo(1);
            assertThat(got.controls()).containsExactly(new Control.OrigDst(a.local()));
        }
    }

    @Test
    void tellsWhoSends() throws IOException {
        int pid = (int) ProcessHandle.current().pid();
        try (var talk = Talk.on(Family.UNIX)) {
            var who = talk.client().get(So.PEERCRED);
            var own = new Control.Credentials(pid, who.uid(), who.gid());
            talk.server().set(So.PASSCRED, true);
            talk.client().send(Message.of(ByteBuffer.allocate(1)));
            var got = Message.allocate(1);
            assertThat(talk.server().receive(got)).isEqualTo(1);
            assertThat(got.controls()).containsExactly(own);
            talk.client().send(Message.of(ByteBuffer.allocate(1)).with(own));
            assertThat(talk.server().receive(got)).isEqualTo(1);
            assertThat(got.controls()).containsExactly(own);
        }
    }

    @Test
    void ownsTheDescriptorOfWhoSends() throws IOException {
        int pid = (int) ProcessHandle.current().pid();
        try (var talk = Talk.on(Family.UNIX)) {
            talk.server().set(So.PASSPIDFD, true);
            talk.client().writeAll(new byte[2]);
            var got = Message.allocate(1);
            assertThat(talk.server().receive(got)).isEqualTo(1);
            var first = got.control(Control.SenderPidFd.class).orElseThrow();
            assertThat(first.process().pid()).isEqualTo(pid);
            assertThat(talk.server().receive(got)).isEqualTo(1);
            assertThat(first.process().isOpen()).as("nobody claimed it").isFalse();
            var second = got.control(Control.SenderPidFd.class).orElseThrow();
            try (var process = second.claim()) {
                got.clear();
                assertThat(process.pid()).isEqualTo(pid);
            }
            talk.client().writeAll(new byte[1]);
            assertThat(talk.server().receive(Message.allocate(1).controlRoom(0))).isEqualTo(1);
        }
    }

    @Test
    void countsWhatWasDropped() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free(), So.RCVBUF.to(2304));
                var b = DatagramSocket.connect(a.local())) {
            a.set(So.RXQ_OVFL, true);
            for (int i = 0; i < 50; i++) {
                b.send(ByteBuffer.allocate(500));
            }
            long drops = a.get(So.MEMINFO).drops();
            assertThat(drops).isPositive();
            var got = Message.allocate(500);
            while (a.tryReceive(got) != dev.sockeye.net.Stream.WOULD_BLOCK) {
                assertThat(got.length()).isEqualTo(500);
            }
            b.send(ByteBuffer.allocate(1));
            assertThat(a.receive(got)).isEqualTo(1);
            assertThat(got.controls()).containsExactly(new Control.RxqOvfl(drops));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            names = {"INET4", "UNIX"})
    void tellsHowMuchRemains(Family family) throws IOException {
        boolean unix = family == Family.UNIX;
        try (var talk = Talk.on(family)) {
            talk.server().set(unix ? So.INQ.to(true) : Tcp.INQ.to(true));
            talk.client().writeAll(new byte[7]);
            var got = Message.allocate(3);
            assertThat(talk.server().receive(got)).isEqualTo(3);
            assertThat(got.controls())
                    .containsExactly(
                            unix
                                    ? new Control.Inq(SOL_SOCKET, SCM_INQ, 4)
                                    : new Control.Inq(IPPROTO_TCP, TCP_CM_INQ, 4));
        }
    }

    /** Without a queueing discipline that heeds it, the packet leaves at once. */
    @Test
    void sendsAtATime() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.connect(a.local())) {
            a.timeout(Duration.ofSeconds(20));
            b.set(So.TXTIME, new SockTxtime(CLOCK_MONOTONIC, 0));
            var message = Message.of(ByteBuffer.allocate(1));
            b.send(message.with(new Control.TxTime(System.nanoTime())));
            assertThat(a.receive(ByteBuffer.allocate(9)).length()).isEqualTo(1);
        }
    }

    static Stream<Control.Other> kinds() {
        var time = Instant.ofEpochSecond(1_700_000_000, 123_456_000);
        var offender = Optional.of(Endpoint.parse("[::1]:0"));
        return Stream.of(
                new Control.Credentials(7, 0xFFFF_FFFEL, 9),
                new Control.HopLimit(255),
                new Control.Inq(SOL_SOCKET, SCM_INQ, 5),
                new Control.Mark(0xFFFF_FFFFL),
                new Control.OrigDst(Endpoint.parse("1.2.3.4:5")),
                new Control.OrigDst(Endpoint.parse("[2001:db8::1]:5")),
                new Control.Priority(6),
                new Control.RecvErr(
                        IPPROTO_IPV6, IPV6_RECVERR, 111, 3, 1, 4, 1280, 0xFFFF_FFFFL, offender),
                new Control.RecvErr(IPPROTO_IP, IP_RECVERR, 90, 1, 0, 0, 1500, 0, Optional.empty()),
                new Control.RxqOvfl(0x8000_0000L),
                new Control.Security(SOL_SOCKET, "system_u:object_r:x_t:s0"),
                new Control.TClass(3),
                new Control.Timestamp(SO_TIMESTAMP, time),
                new Control.Timestamp(SO_TIMESTAMPNS, time.plusNanos(789)),
                new Control.Timestamp(SO_TIMESTAMPNS_NEW, time.plusNanos(1)),
                new Control.Timestamping(SO_TIMESTAMPING, Optional.of(time), Optional.empty()),
                new Control.Timestamping(SO_TIMESTAMPING, Optional.empty(), Optional.of(time)),
                new Control.Ttl(1),
                new Control.UdpGro(1200));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isReadAsItWasWritten(Control.Other control) {
        long space = Controls.space(List.of(control), AF_INET6);
        var buffer = MemorySegment.ofArray(new byte[(int) space]);
        long length = Controls.encode(List.of(control), AF_INET6, buffer);
        assertThat(Controls.decode(buffer.asSlice(0, length))).containsExactly(control);
        // Cut anywhere, it is still read without a failure.
        for (long cut = 0; cut < length; cut++) {
            assertThat(Controls.decode(buffer.asSlice(0, cut))).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Nothing that a control buffer may hold makes the reading fail. */
    @Test
    void readsRandomBytes() {
        var random = new Random(20261121);
        for (int round = 0; round < 50_000; round++) {
            var bytes = new byte[random.nextInt(96)];
            random.nextBytes(bytes);
            int level = List.of(SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP).get(round % 4);
            var one = new Control.Unknown(level, random.nextInt(80), bytes);
            var buffer =
                    MemorySegment.ofArray(new byte[(int) Controls.space(List.of(one), AF_INET6)]);
            var _ = Controls.encode(List.of(one), AF_INET6, buffer);
            assertThat(Controls.decode(buffer)).hasSize(1);
        }
    }
}
