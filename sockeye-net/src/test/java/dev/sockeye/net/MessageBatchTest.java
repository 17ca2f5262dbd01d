package dev.sockeye.net;

import static dev.sockeye.sys.FaultKernel.errno;
import static dev.sockeye.sys.FaultKernel.shortCount;
import static dev.sockeye.sys.SysSocket.SCM_RIGHTS;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many datagrams in one call, judged by sockets that take them one by one. */
@Timeout(60)
class MessageBatchTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountingKernel calls = new CountingKernel(Kernel.host());
    private final FaultKernel kernel = new FaultKernel(calls);

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(US_ASCII));
    }

    private static String string(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Takes so many datagrams one by one. */
    private static List<String> take(DatagramSocket socket, int count) throws IOException {
        socket.timeout(LONG);
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var buffer = ByteBuffer.allocate(70_000);
            socket.receive(buffer);
            texts.add(new String(buffer.array(), 0, buffer.position(), US_ASCII));
        }
        assertThat(socket.tryReceive(ByteBuffer.allocate(1))).isEmpty();
        return texts;
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.Family#onEveryThread")
    void movesManyInOneCall(Family family, On on) throws Exception {
        try (var network = Network.on(kernel);
                var a = network.datagram(family.free());
                var b = network.datagram(family.free())) {
            var out = MessageBatch.allocate(8, 64);
            for (String each : new String[] {"one", "", "three", "a long one that is cut"}) {
                assertThat(out.add(text(each), b.local())).isTrue();
            }
            var in = MessageBatch.allocate(8, 8);
            on.run(() -> a.send(out));
            assertThat(out.sent()).isEqualTo(4);
            on.run(() -> assertThat(b.receive(in)).isEqualTo(4));
            assertThat(in.count()).isEqualTo(4);
            assertThat(in.data(1).byteSize()).isZero();
            assertThat(string(in.data(2))).isEqualTo("three");
            assertThat(in.peer(2)).contains(a.local());
            assertThat(in.truncated(2)).isFalse();
            assertThat(string(in.data(3))).isEqualTo("a long o");
            assertThat(in.truncated(3)).isTrue();
            assertThat(in.size(3)).isEqualTo(22);
            assertThat(in.segmentSize(3)).isZero();
            assertThat(in.controls(3)).isEmpty();
            assertThat(b.tryReceive(in)).isZero();
            assertThat(in.count()).isZero();
        }
        assertThat(calls.count("sendmmsg")).isEqualTo(1);
        assertThat(calls.count("recvmsg") + calls.count("sendmsg")).isZero();
    }

    @Test
    void goesToTheConnectedPeer() throws IOException {
        DatagramSocket[] pair = DatagramSocket.pair();
        try (var a = pair[0];
                var b = pair[1]) {
            var out = MessageBatch.allocate(2, 8);
            assertThat(out.add(text("x"))).isTrue();
            assertThat(out.add(text("y"))).isTrue();
            assertThat(out.add(text("z"))).as("full").isFalse();
            a.send(out);
            var in = MessageBatch.allocate(3, 8);
            assertThat(b.receive(in)).isEqualTo(2);
            assertThat(string(in.data(0)) + string(in.data(1))).isEqualTo("xy");
            assertThat(in.peer(0)).isEmpty();
            assertThat(in.address(0).byteSize()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:0, 127.0.0.2, 127.0.0.1:0",
        "[::]:0, ::1, [::1]:0",
        "[::]:0, 127.0.0.3, 127.0.0.1:0",
    })
    void answersFromTheAddressThatWasAsked(String bound, String asked, String from)
            throws Exception {
        Opt.Setting<?>[] options =
                bound.startsWith("[")
                        ? new Opt.Setting<?>[] {Ip6.V6ONLY.to(false), Ip6.RECVPKTINFO.to(true)}
                        : new Opt.Setting<?>[] {Ip.PKTINFO.to(true)};
        try (var server = DatagramSocket.bind(Endpoint.parse(bound), options)) {
            int port =
                    switch (server.local()) {
                        case Endpoint.Inet4 four -> four.port();
                        case Endpoint.Inet6 six -> six.port();
                        default -> 0;
                    };
            var to = Endpoint.of(java.net.InetAddress.ofLiteral(asked), port);
            try (var client = DatagramSocket.connect(to, Endpoint.parse(from))) {
                var in = MessageBatch.allocate(4, 64);
                var out = MessageBatch.allocate(4, 64);
                client.send(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertThat(server.receive(in)).isEqualTo(1);
                var told = in.control(0, Control.PktInfo.class).orElseThrow();
                assertThat(told.local()).isEqualTo(java.net.InetAddress.ofLiteral(asked));
                assertThat(out.answer(in, 0, in.data(0))).isTrue();
                assertThat(out.answer(in, 0, text("more"))).isTrue();
                server.send(out);
                // A connected socket takes datagrams of no other address.
                assertThat(take(client, 2)).containsExactly("\1\2\3", "more");
            }
        }
    }

    /** Datagrams in place, one behind the other, of one size but for the last. */
    private static MessageBatch train(Endpoint to, int count, int size, int last) {
        var batch = MessageBatch.allocate(200, 1024).trains(true);
        for (int i = 0; i < count; i++) {
            var data = batch.free().asSlice(0, i == count - 1 ? last : size);
            assertThat(batch.add(data.fill((byte) ('a' + i % 26)), to)).isTrue();
        }
        return batch;
    }

    private static List<String> carriages(int count, int size, int last) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String letter = String.valueOf((char) ('a' + i % 26));
            texts.add(letter.repeat(i == count - 1 ? last : size));
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            names = {"INET4", "INET6"})
    void joinsDatagramsOfOneSizeToATrain(Family family) throws Exception {
        try (var network = Network.on(kernel);
                var a = network.datagram(family.free());
                var plain = network.datagram(family.free());
                var gathering = network.datagram(family.free(), Udp.GRO.to(true))) {
            var batch = train(plain.local(), 40, 100, 7);
            assertThat(batch.count()).isEqualTo(1);
            assertThat(batch.segmentSize(0)).isEqualTo(100);
            a.send(batch);
            assertThat(take(plain, 40)).isEqualTo(carriages(40, 100, 7));

            a.send(train(gathering.local(), 40, 100, 7));
            var in = MessageBatch.allocate(4, 65_536);
            assertThat(gathering.receive(in)).isEqualTo(1);
            assertThat(in.segmentSize(0)).isEqualTo(100);
            assertThat(in.control(0, Control.UdpGro.class)).contains(new Control.UdpGro(100));
            assertThat(string(in.data(0))).isEqualTo(String.join("", carriages(40, 100, 7)));
        }
        assertThat(calls.count("sendmmsg")).isEqualTo(2);
    }

    @Test
    void joinsOnlyWhatBelongsTogether() throws IOException {
        try (var b = DatagramSocket.bind(Family.INET4.free());
                var c = DatagramSocket.bind(Family.INET4.free());
                var a = DatagramSocket.bind(Family.INET4.free())) {
            var batch = MessageBatch.allocate(200, 1024).trains(true);
            batch.add(text("aa"), b.local());
            batch.add(text("bb"), b.local());
            batch.add(text("c"), b.local()); // the last of the first train
            batch.add(text("d"), b.local());
            batch.add(text("e"), c.local()); // somebody else
            batch.add(text("ff"), c.local()); // larger
            batch.add(text(""), c.local()); // an empty one is no part of a train
            batch.add(text("gg"), c.local());
            try (var arena = Arena.ofConfined()) {
                var apart = arena.allocateFrom(ValueLayout.JAVA_BYTE, random(2));
                batch.add(apart.fill((byte) 'h'), c.local()); // elsewhere
                assertThat(batch.count()).isEqualTo(7);
                a.send(batch);
            }
            assertThat(take(b, 4)).containsExactly("aa", "bb", "c", "d");
            assertThat(take(c, 5)).containsExactly("e", "ff", "", "gg", "hh");
            batch.clear();
            for (int i = 0; i < 150; i++) {
                batch.add(text("x"), b.local());
            }
            assertThat(batch.count()).as("64 in each").isEqualTo(3);
            a.send(batch);
            assertThat(take(b, 150)).containsOnly("x");
            batch.clear();
            for (int i = 0; i < 3; i++) {
                batch.add(MemorySegment.ofArray(random(30_000)), b.local());
            }
            assertThat(batch.count()).as("no longer than a datagram").isEqualTo(2);
            assertThat(batch.trains(false).clear().add(text("x"), b.local())).isTrue();
            assertThat(batch.add(text("x"), b.local())).isTrue();
            assertThat(batch.count()).isEqualTo(2);
        }
    }

    /** 45 datagrams of 2 bytes and one of 1: whole, cut where trains are off, and as far as there is room. */
    @ParameterizedTest
    @CsvSource({"true, 8, 1, 91", "false, 64, 46, 91", "false, 3, 3, 6"})
    void answersATrainFromWhereItLies(boolean trains, int room, int messages, long bytes)
            throws IOException {
        try (var server = DatagramSocket.bind(Family.INET4.free(), Udp.GRO.to(true));
                var client = DatagramSocket.bind(Family.INET4.free())) {
            var train = carriages(46, 2, 1);
            client.send(train(server.local(), 46, 2, 1));
            var in = MessageBatch.allocate(2, 64 << 10);
            assertThat(server.receive(in)).isEqualTo(1);
            assertThat(in.segmentSize(0)).isEqualTo(2);
            assertThat(in.port(0)).isEqualTo(((Endpoint.Inet4) client.local()).port());
            var out = MessageBatch.allocate(room, 16).trains(trains);
            assertThat(out.answer(in, 0, in.data(0), 2)).isEqualTo(bytes);
            assertThat(out.count()).isEqualTo(messages);
            server.send(out);
            int datagrams = (int) ((bytes + 1) / 2);
            assertThat(take(client, datagrams)).isEqualTo(train.subList(0, datagrams));
        }
    }

    @Test
    void aCopiedAnswerMayChangeAtOnce() throws IOException {
        try (var server = DatagramSocket.bind(Family.INET4.free());
                var client = DatagramSocket.connect(server.local());
                var arena = Arena.ofConfined()) {
            client.send(text("?"));
            var in = MessageBatch.allocate(2, 64);
            assertThat(server.receive(in)).isEqualTo(1);
            var out = MessageBatch.allocate(4, 16).trains(true);
            var own = arena.allocate(2);
            for (byte letter = 'a'; letter <= 'c'; letter++) {
                assertThat(out.answerWithCopy(in, 0, own.fill(letter))).isTrue();
            }
            own.fill((byte) 'x');
            assertThat(out.count()).as("side by side").isEqualTo(1);
            assertThat(out.answerWithCopy(in, 0, arena.allocate(1000))).as("no room").isFalse();
            server.send(out);
            assertThat(take(client, 3)).containsExactly("aa", "bb", "cc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO", "EINVAL"})
    void goesOnWithoutTrainsWhereTheyAreRefused(String name) throws Exception {
        int number = Errno.class.getField(name).getInt(null);
        try (var network = Network.on(kernel);
                var a = network.datagram(Family.INET4.free());
                var b = network.datagram(Family.INET4.free())) {
            kernel.at("sendmmsg", 1, errno(number)).at("sendmmsg", 2, shortCount(5));
            var batch = train(b.local(), 20, 100, 7);
            batch.add(text("behind"), b.local());
            a.send(batch);
            assertThat(batch.sent()).isEqualTo(2);
            var expected = carriages(20, 100, 7);
            expected.add("behind");
            assertThat(take(b, 21)).isEqualTo(expected);
            assertThat(calls.count("sendmmsg")).as("5, the other 15, the last").isEqualTo(3);

            a.send(train(b.local(), 20, 100, 7));
            assertThat(take(b, 20)).isEqualTo(carriages(20, 100, 7));
            assertThat(kernel.hits("sendmmsg")).isEqualTo(2);
            assertThat(a.longestInTrain()).isEqualTo(name.equals("EIO") ? 0 : 99);
        }
    }

    /** What is refused one by one too was not refused because it was a train. */
    @Test
    void keepsTrainsWhereTheDatagramsAreRefusedToo() throws Exception {
        try (var network = Network.on(kernel);
                var a = network.datagram(Family.INET4.free());
                var b = network.datagram(Family.INET4.free())) {
            kernel.at("sendmmsg", 1, errno(Errno.EINVAL)).at("sendmmsg", 2, errno(Errno.EINVAL));
            var batch = train(b.local(), 3, 10, 10);
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> a.send(batch))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
            assertThat(a.longestInTrain()).isEqualTo(Trains.LONGEST);
            a.send(batch);
            assertThat(take(b, 3)).isEqualTo(carriages(3, 10, 10));
        }
    }

    @Test
    void aUnixSocketSendsTrainsApart() throws IOException {
        try (var a = DatagramSocket.bind(Family.UNIX.free());
                var b = DatagramSocket.bind(Family.UNIX.free())) {
            a.send(train(b.local(), 5, 100, 7));
            assertThat(take(b, 5)).isEqualTo(carriages(5, 100, 7));
        }
    }

    @Test
    void aShortSendGoesOn() throws IOException {
        kernel.every("sendmmsg", 1, shortCount(1));
        try (var network = Network.on(kernel);
                var a = network.datagram(Family.INET4.free());
                var b = network.datagram(Family.INET4.free())) {
            var batch = MessageBatch.allocate(5, 8);
            for (String each : new String[] {"a", "b", "c", "d", "e"}) {
                batch.add(text(each), b.local());
            }
            a.send(batch);
            assertThat(take(b, 5)).containsExactly("a", "b", "c", "d", "e");
        }
        assertThat(kernel.hits("sendmmsg")).isEqualTo(5);
    }

    @Test
    void aRefusedDatagramCanBeLeftOut() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.bind(Family.INET4.free());
                var arena = Arena.ofConfined()) {
            var batch = MessageBatch.allocate(5, 8);
            batch.add(text("a"), b.local());
            batch.add(arena.allocate(70_000), b.local());
            batch.add(text("c"), b.local());
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(ErrnoException.class)
                        .isThrownBy(() -> a.send(batch))
                        .satisfies(e -> {
                            assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE);
                            assertThat(e.call()).isEqualTo("sendmmsg");
                            assertThat(e.peer()).isEqualTo(b.local());
                            assertThat(e.hint()).isPresent();
                        });
                assertThat(batch.sent()).isEqualTo(1);
            }
            batch.skip();
            a.send(batch);
            assertThat(take(b, 2)).containsExactly("a", "c");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(batch::skip);
        }
    }

    @ParameterizedTest
    @EnumSource(On.class)
    void waitsForRoomAndForInput(On on) throws Exception {
        try (var a = DatagramSocket.bind(Family.UNIX.free());
                var b = DatagramSocket.bind(Family.UNIX.free())) {
            var batch = MessageBatch.allocate(100, 8);
            while (batch.add(text("x"), b.local())) {}
            var sending =
                    on.start(() -> {
                        for (int i = 0; i < 10; i++) {
                            a.send(batch);
                            batch.clear();
                            while (batch.add(text("x"), b.local())) {}
                        }
                        return true;
                    });
            var in = MessageBatch.allocate(64, 8);
            b.timeout(LONG);
            for (int left = 1000; left > 0; ) {
                left -= b.receive(in);
            }
            sending.get();
            b.timeout(Duration.ZERO);
            assertThatExceptionOfType(DeadlineException.class).isThrownBy(() -> b.receive(in));
            assertThat(in.count()).isZero();
        }
    }

    /** Two calls for a datagram, besides a try now and then: the wait, and the one that receives. */
    @Test
    void aQuietSocketIsWaitedForFirst() throws Exception {
        try (var network = Network.on(calls);
                var a = network.datagram(Family.INET4.free());
                var b = network.datagram(Family.INET4.free())) {
            var in = MessageBatch.allocate(4, 8);
            var taken = new AtomicInteger();
            var receiving =
                    On.PLATFORM.start(() -> {
                        while (taken.get() < 33) {
                            assertThat(b.receive(in)).isEqualTo(1);
                            taken.incrementAndGet();
                        }
                        return true;
                    });
            for (int sent = 0; sent < 33; sent++) {
                while (taken.get() < sent) {
                    Thread.onSpinWait();
                }
                receiving.untilBlocked();
                a.send(ByteBuffer.allocate(1), b.local());
            }
            receiving.get();
            assertThat(calls.count("poll")).isEqualTo(33);
            assertThat(calls.count("recvmmsg")).isEqualTo(33 + 3);
            calls.reset();
            for (int sent = 0; sent < 60; sent++) {
                a.send(ByteBuffer.allocate(1), b.local());
            }
            for (int left = 60; left > 0; ) {
                left -= b.receive(in);
            }
            assertThat(calls.count("recvmmsg")).isEqualTo(15);
            assertThat(calls.count("poll")).isLessThanOrEqualTo(1);
        }
    }

    /** Datagrams that come while a batch is being received: none of them is slept over. */
    @ParameterizedTest
    @EnumSource(On.class)
    void noDatagramIsMissed(On on) throws Exception {
        int rounds = 5_000;
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.bind(Family.INET4.free())) {
            a.timeout(LONG);
            b.timeout(LONG);
            var echoing =
                    on.start(() -> {
                        var in = MessageBatch.allocate(4, 8);
                        var out = MessageBatch.allocate(4, 8);
                        for (int left = 3 * rounds; left > 0; left -= in.count()) {
                            b.receive(in);
                            out.clear();
                            for (int i = 0; i < in.count(); i++) {
                                assertThat(out.answer(in, i, in.data(i))).isTrue();
                            }
                            b.send(out);
                        }
                        return true;
                    });
            var back = ByteBuffer.allocate(8);
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < 3; i++) {
                    a.send(ByteBuffer.allocate(1), b.local());
                }
                for (int i = 0; i < 3; i++) {
                    a.receive(back.clear());
                }
            }
            echoing.get();
        }
    }

    @Test
    void descriptorsThatNobodyClaimsAreClosed() throws Exception {
        try (var a = DatagramSocket.bind(Family.UNIX.free());
                var b = DatagramSocket.bind(Family.UNIX.free())) {
            var in = MessageBatch.allocate(4, 8);
            b.tryReceive(in);
            byte[] fd =
                    ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(number(a)).array();
            var rights = new Control.Unknown(SOL_SOCKET, SCM_RIGHTS, fd);
            long before = descriptors();
            a.send(Message.of(text("x")).to(b.local()).with(rights));
            assertThat(b.receive(in)).isEqualTo(1);
            assertThat(descriptors()).isEqualTo(before);
            assertThat(in.controls(0))
                    .containsExactly(
                            new Control.Unknown(
                                    SOL_SOCKET, SCM_RIGHTS, new byte[] {-1, -1, -1, -1}));
        }
    }

    private static int number(DatagramSocket socket) {
        return Integer.parseInt(socket.toString().replaceAll(".*fd (\\d+).*", "$1"));
    }

    private static long descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void messagesCarryTrainsToo() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.bind(Family.INET4.free());
                var c = DatagramSocket.bind(Family.INET4.free(), Udp.GRO.to(true))) {
            var three = Message.of(text("aaabbbc")).with(new Control.UdpSegment(3));
            a.send(three.to(b.local()));
            assertThat(take(b, 3)).containsExactly("aaa", "bbb", "c");
            a.send(three.to(c.local()));
            var got = Message.allocate(65_536);
            assertThat(c.receive(got)).isEqualTo(7);
            assertThat(got.control(Control.UdpGro.class)).contains(new Control.UdpGro(3));
            a.set(Udp.SEGMENT, 2);
            a.send(ByteBuffer.wrap("ddeef".getBytes(US_ASCII)), b.local());
            assertThat(take(b, 3)).containsExactly("dd", "ee", "f");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Control.UdpSegment(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Control.UdpSegment(65_536));
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageBatch.allocate(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageBatch.allocate(1025, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageBatch.allocate(1, 0));
        try (var a = DatagramSocket.bind(Family.INET4.free())) {
            var batch = MessageBatch.allocate(2, 64);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batch.add(text("x".repeat(129)), a.local()));
            assertThat(batch.add(text("x".repeat(100)), a.local())).isTrue();
            assertThat(batch.add(text("x".repeat(100)), a.local())).as("no memory").isFalse();
            assertThat(batch.free().byteSize()).isEqualTo(28);
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> batch.data(1));
            assertThat(a.tryReceive(batch)).isZero();
            assertThatIllegalStateException().isThrownBy(() -> batch.add(text("x"), a.local()));
            assertThatIllegalStateException().isThrownBy(() -> a.send(batch));
            assertThat(batch.clear().add(text("x"), a.local())).isTrue();
            a.send(batch);
            a.send(batch);
            assertThat(take(a, 1)).containsExactly("x");
        }
    }
}
