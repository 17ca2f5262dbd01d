package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.MSG_ERRQUEUE;
import static dev.sockeye.sys.SysSocket.MSG_OOB;
import static dev.sockeye.sys.SysSocket.MSG_PEEK;
import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_TIMESTAMP;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** sendmsg and recvmsg: several segments, addresses, control messages, flags. */
@Timeout(60)
class MessageTest {
    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static String string(MemorySegment segment) {
        return new String(segment.toArray(JAVA_BYTE), US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void gathersAndScatters(Family family) throws IOException {
        try (var a = DatagramSocket.bind(family.free());
                var b = DatagramSocket.bind(family.free());
                var arena = Arena.ofConfined()) {
            var sent =
                    Message.of(
                                    MemorySegment.ofArray(Talk.bytes("heap ")),
                                    arena.allocateFrom("native").asSlice(0, 6),
                                    MemorySegment.ofArray(Talk.bytes(" heap")))
                            .to(b.local());
            assertThat(a.send(sent)).isEqualTo(16);
            byte[] first = new byte[3];
            byte[] last = new byte[99];
            var middle = arena.allocate(6);
            var got = Message.of(MemorySegment.ofArray(first), middle, MemorySegment.ofArray(last));
            assertThat(b.receive(got)).isEqualTo(16);
            assertThat(got.from()).isEqualTo(a.local());
            assertThat(got.length()).isEqualTo(16);
            assertThat(got.size()).isEqualTo(16);
            assertThat(got.truncated()).isFalse();
            assertThat(got.controlTruncated()).isFalse();
            assertThat(got.controls()).isEmpty();
            assertThat(first).asString(US_ASCII).isEqualTo("hea");
            assertThat(string(middle)).isEqualTo("p nati");
            assertThat(new String(last, 0, 7, US_ASCII)).isEqualTo("ve heap");
            assertThatIllegalStateException().isThrownBy(got::received);

            // The same message again, now with more room than before, then with less.
            assertThat(a.send(sent)).isEqualTo(16);
            assertThat(b.receive(got.data(MemorySegment.ofArray(new byte[99])))).isEqualTo(16);
            assertThat(string(got.received())).isEqualTo("heap native heap");
            assertThat(a.send(sent)).isEqualTo(16);
            assertThat(b.receive(got.data(MemorySegment.ofArray(new byte[4])))).isEqualTo(4);
            assertThat(got.truncated()).isTrue();
            assertThat(got.size()).isEqualTo(16);
            assertThat(string(got.received())).isEqualTo("heap");
        }
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void carriesStreams(Family family) throws IOException {
        try (var talk = Talk.on(family)) {
            assertThat(talk.client().send(Message.of(text("ab"), text("cd")))).isEqualTo(4);
            var got = Message.allocate(2);
            assertThat(talk.server().receive(got)).isEqualTo(2);
            assertThat(string(got.received())).isEqualTo("ab");
            assertThat(got.truncated()).isFalse();
            assertThat(talk.server().receive(got)).isEqualTo(2); // nothing was thrown away
            assertThat(string(got.received())).isEqualTo("cd");
            assertThat(talk.server().tryReceive(got)).isEqualTo(Stream.WOULD_BLOCK);
            talk.client().shutdownOutput();
            assertThat(talk.server().receive(got)).isZero();
            assertThat(talk.server().trySend(Message.of(text("x")))).isEqualTo(1);
        }
    }

    @Test
    void peeks() throws IOException {
        try (var talk = Talk.on(Family.INET4)) {
            talk.client().writeAll(Talk.bytes("abc"));
            var got = Message.allocate(9).flags(MSG_PEEK);
            assertThat(talk.server().receive(got)).isEqualTo(3);
            assertThat(talk.server().receive(got)).isEqualTo(3);
            assertThat(talk.server().receive(got.clear())).isEqualTo(3);
            assertThat(talk.server().tryReceive(got)).isEqualTo(Stream.WOULD_BLOCK);
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void sendsAndReceivesUrgentBytes(On on) throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            talk.client().writeAll(Talk.bytes("plain"));
            assertThat(talk.client().send(Message.of(text("!")).flags(MSG_OOB))).isEqualTo(1);
            on.run(() -> {
                assertThat(talk.server().in().readNBytes(5)).asString(US_ASCII).isEqualTo("plain");
                var urgent = Message.allocate(1).flags(MSG_OOB);
                talk.server().timeout(Duration.ofSeconds(20));
                assertThat(talk.server().receive(urgent)).isEqualTo(1);
                assertThat(string(urgent.received())).isEqualTo("!");
                assertThat((urgent.receivedFlags() & MSG_OOB) != 0).isTrue();
            });
            talk.client().writeAll(Talk.bytes("more"));
            on.run(() ->
                    assertThat(talk.server().in().readNBytes(4))
                            .asString(US_ASCII)
                            .isEqualTo("more"));
        }
    }

    /** That the queue of errors is empty says nothing of the datagrams. */
    @ParameterizedTest
    @EnumSource(On.class)
    void missesNoDatagramOverAnEmptyQueueOfErrors(On on) throws Exception {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.connect(a.local())) {
            var first = on.start(() -> a.receive(ByteBuffer.allocate(9)).length());
            first.untilBlocked(); // from now on events are counted
            b.send(text("1"));
            assertThat(first.get()).isEqualTo(1);
            b.send(text("22"));
            a.timeout(Duration.ZERO);
            on.run(() ->
                    assertThatThrownBy(() -> a.receive(Message.allocate(9).flags(MSG_ERRQUEUE)))
                            .isInstanceOf(DeadlineException.class));
            a.timeout(Duration.ofSeconds(20));
            assertThat(on.start(() -> a.receive(ByteBuffer.allocate(9)).length()).get())
                    .isEqualTo(2);
        }
    }

    @Test
    void holdsTheArenaOpen() throws Exception {
        try (var a = DatagramSocket.bind(Family.INET4.free())) {
            var arena = Arena.ofShared();
            var segment = arena.allocate(9);
            var receiver = On.VIRTUAL.start(() -> a.receive(Message.of(segment)));
            receiver.untilBlocked();
            arena.close(); // nobody is in the kernel now
            try (var b = DatagramSocket.connect(a.local())) {
                b.send(text("x"));
                assertThat(receiver.failure()).isInstanceOf(IllegalStateException.class);
                var data = ByteBuffer.allocate(9);
                assertThat(a.receive(data).length()).isEqualTo(1); // nor was it lost
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:0, 127.0.0.1:0, 127.0.0.1",
        "0.0.0.0:0,   127.0.0.9:0, 127.0.0.9",
        "[::1]:0,     [::1]:0,     ::1",
        "[::]:0,      [::1]:0,     ::1",
        "[::]:0,      127.0.0.9:0, 127.0.0.9"
    })
    void answersFromTheAddressThatWasAsked(String at, String asked, String address)
            throws IOException {
        Endpoint where = Endpoint.parse(at);
        boolean six = where instanceof Endpoint.Inet6;
        Opt.Setting<?> info = six ? Ip6.RECVPKTINFO.to(true) : Ip.PKTINFO.to(true);
        try (var server = DatagramSocket.bind(where, info);
                var client = DatagramSocket.bind(askerFor(asked))) {
            client.connectTo(withPort(asked, server.local())); // receives from there only
            client.send(text("who?"));
            var message = Message.allocate(1500);
            assertThat(server.receive(message)).isEqualTo(4);
            var told = message.control(Control.PktInfo.class).orElseThrow();
            assertThat(told.address()).isEqualTo(InetAddress.getByName(address));
            assertThat(told.local()).isEqualTo(told.address());
            assertThat(told.interfaceIndex()).isPositive();
            server.send(Message.of(message.received()).to(message.from()).with(told.answer()));
            client.timeout(Duration.ofSeconds(10));
            var back = ByteBuffer.allocate(99);
            assertThat(client.receive(back).length()).isEqualTo(4);
        }
    }

    private static Endpoint askerFor(String asked) {
        return Endpoint.parse(asked.startsWith("[") ? "[::1]:0" : "127.0.0.1:0");
    }

    private static Endpoint withPort(String address, Endpoint bound) {
        int port =
                switch (bound) {
                    case Endpoint.Inet4 four -> four.port();
                    case Endpoint.Inet6 six -> six.port();
                    default -> 0;
                };
        return Endpoint.parse(address.substring(0, address.length() - 1) + port);
    }

    @Test
    void sendsControlMessagesAsBytes() throws IOException {
        var timestamps = Opt.ofBoolean("SO_TIMESTAMP", SOL_SOCKET, SO_TIMESTAMP);
        try (var a = DatagramSocket.bind(Family.INET4.free(), timestamps.to(true));
                var b = DatagramSocket.bind(Family.INET4.free())) {
            int ipTtl = 2;
            byte[] ttl = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(9).array();
            var recvTtl = Opt.ofBoolean("IP_RECVTTL", 0, 12);
            a.set(recvTtl, true);
            b.send(Message.of(text("x")).to(a.local()).with(new Control.Unknown(0, ipTtl, ttl)));
            var got = Message.allocate(9);
            assertThat(a.receive(got)).isEqualTo(1);
            assertThat(got.controls()).hasSize(2).contains(new Control.Ttl(9));
            assertThat(got.control(Control.Other.class))
                    .hasValueSatisfying(time -> {
                        assertThat(time.level()).isEqualTo(SOL_SOCKET);
                        assertThat(time.bytes()).hasSize(16);
                    });
            assertThat(got.control(Control.PktInfo.class)).isEmpty();
        }
    }

    @Test
    void tellsThatControlMessagesWereCut() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free(), Ip.PKTINFO.to(true));
                var b = DatagramSocket.connect(a.local())) {
            b.send(text("x"));
            var got = Message.allocate(9).controlRoom(0);
            assertThat(a.receive(got)).isEqualTo(1);
            assertThat(got.controlTruncated()).isTrue();
            b.send(text("y"));
            assertThat(a.receive(got.controlRoom(Message.CONTROL_ROOM))).isEqualTo(1);
            assertThat(got.controlTruncated()).isFalse();
            assertThat(got.controls()).hasSize(1);
        }
        var kernel =
                new FaultKernel(Kernel.host()).at("recvmsg", 1, FaultKernel.truncatedControl(4));
        try (var network = Network.on(kernel);
                var a = network.datagram(Family.INET4.free(), Ip.PKTINFO.to(true));
                var b = network.datagramTo(a.local())) {
            b.send(text("x"));
            var got = Message.allocate(9);
            assertThat(a.receive(got)).isEqualTo(1);
            assertThat(got.controlTruncated()).isTrue();
            assertThat(got.controls()).isEmpty();
        }
    }

    @Test
    void closesDescriptorsThatNobodyClaims() throws IOException {
        StreamSocket[] pair = StreamSocket.pair();
        try (var a = pair[0];
                var b = pair[1]) {
            long before = descriptors();
            for (int round = 0; round < 50; round++) {
                var rights = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
                var _ = rights.putInt(0).putInt(1).putInt(2);
                a.send(
                        Message.of(text("x"))
                                .with(new Control.Unknown(SOL_SOCKET, SCM_RIGHTS, rights.array())));
                var got = Message.allocate(9);
                assertThat(b.receive(got)).isEqualTo(1);
                var told = got.control(Control.Unknown.class).orElseThrow();
                assertThat(told.level()).isEqualTo(SOL_SOCKET);
                assertThat(told.type()).isEqualTo(SCM_RIGHTS);
                assertThat(told.bytes()).hasSize(12).containsOnly(-1);
            }
            assertThat(descriptors()).isEqualTo(before);
            // What is read without a message is closed by the kernel.
            var rights = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0).array();
            a.send(Message.of(text("x")).with(new Control.Unknown(SOL_SOCKET, SCM_RIGHTS, rights)));
            a.writeAll(Talk.bytes("y"));
            assertThat(b.in().readNBytes(2)).asString(US_ASCII).isEqualTo("xy");
            assertThat(descriptors()).isEqualTo(before);
        }
    }

    private static long descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    @Test
    void refusesWhatTheFamilyCannotSend() throws Exception {
        var six = new Control.PktInfo(InetAddress.getByName("::1"), 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Control.PktInfo(six.address(), InetAddress.getByName("127.0.0.1"), 0));
        try (var a = DatagramSocket.bind(Family.INET4.free())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> a.send(Message.of(text("x")).to(a.local()).with(six)));
            assertThatThrownBy(() -> a.send(Message.of(text("x")).to(Endpoint.parse("[::1]:7"))))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> {
                                assertThat(e.errno()).isEqualTo(Errno.EAFNOSUPPORT);
                                assertThat(e.call()).isEqualTo("sendmsg");
                            });
            var readOnly = Message.of(MemorySegment.ofArray(new byte[9]).asReadOnly());
            assertThatIllegalArgumentException().isThrownBy(() -> a.receive(readOnly));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Message.allocate(9).controlRoom(-1));
            assertThatIllegalStateException().isThrownBy(() -> Message.allocate(9).from());
        }
    }

    @Test
    void answersLinkLocalAndMulticastByTheirInterface() throws Exception {
        var ordinary = InetAddress.getByName("192.0.2.1");
        assertThat(new Control.PktInfo(ordinary, 3).answer())
                .isEqualTo(new Control.PktInfo(ordinary, 0));
        var linkLocal = InetAddress.getByName("fe80::1%3");
        assertThat(new Control.PktInfo(linkLocal, 3).answer())
                .isEqualTo(new Control.PktInfo(linkLocal, 3));
        var group = InetAddress.getByName("224.0.0.1");
        assertThat(new Control.PktInfo(group, ordinary, 3).answer())
                .isEqualTo(new Control.PktInfo(ordinary, 3));
    }

    @Test
    void comparesControlMessagesByContent() {
        var a = new Control.Unknown(1, 2, new byte[] {3});
        assertThat(a)
                .isEqualTo(new Control.Unknown(1, 2, new byte[] {3}))
                .hasToString("control:1:2:03");
        assertThat(a).hasSameHashCodeAs(new Control.Unknown(1, 2, new byte[] {3}));
        assertThat(a).isNotEqualTo(new Control.Unknown(1, 2, new byte[] {4}));
    }
}
