package dev.sockeye.net;

import static dev.sockeye.sys.FaultKernel.errno;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.LinuxErrqueue;
import dev.sockeye.sys.Msghdr;
import dev.sockeye.sys.NetinetIn;
import dev.sockeye.sys.SockExtendedErr;
import dev.sockeye.sys.SysSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MSG_ZEROCOPY and what the kernel tells of it, by itself and by a kernel that tells what a test wants. */
@Timeout(60)
class ZeroCopyTest {
    private static final int SIZE = 3 << 20;

    private static MemorySegment random() {
        byte[] data = new byte[SIZE];
        new Random(3).nextBytes(data);
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_BYTE, data);
    }

    private static void writeAll(ZeroCopy out, MemorySegment data) throws Exception {
        for (long at = 0; at < data.byteSize(); ) {
            at += out.write(data.asSlice(at, Math.min(100_000, data.byteSize() - at)));
        }
    }

    /** Over the loopback the kernel copies, tells so, and is believed. */
    @ParameterizedTest
    @EnumSource(
            value = Family.class,
            names = {"INET4", "INET6"})
    void everythingArrivesAndIsCompleted(Family family) throws Exception {
        MemorySegment data = random();
        try (var talk = Talk.on(family)) {
            var reader = On.VIRTUAL.start(() -> Talk.drain(talk.client()));
            var out = ZeroCopy.on(talk.server());
            assertThat(out.write(data.asSlice(0, 50_000))).isPositive();
            assertThat(out.pending()).isEqualTo(1);
            out.await();
            assertThat(out.pending()).isZero();
            assertThat(out.isCopied()).isTrue();
            writeAll(out, data);
            assertThat(out.pending()).as("plain writes").isZero();
            talk.server().shutdownOutput();
            byte[] got = reader.get();
            assertThat(
                            Arrays.mismatch(
                                    got,
                                    got.length - SIZE,
                                    got.length,
                                    data.toArray(ValueLayout.JAVA_BYTE),
                                    0,
                                    SIZE))
                    .isEqualTo(-1);
        }
    }

    @Test
    void withoutRoomForTellingsItWritesPlainly() throws Exception {
        var kernel = new FaultKernel(Kernel.host()).every("send", 2, errno(Errno.ENOBUFS));
        MemorySegment data = random();
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var client = network.connect(listener.local());
                var server = listener.accept()) {
            var out = ZeroCopy.on(server);
            assertThat(out.write(data.asSlice(0, 1_000))).isEqualTo(1_000);
            // The second send is refused, and the third one is the plain one.
            assertThat(out.write(data.asSlice(1_000, 1_000))).isEqualTo(1_000);
            assertThat(kernel.hits("send")).isEqualTo(1);
            assertThat(client.in().readNBytes(2_000))
                    .isEqualTo(data.asSlice(0, 2_000).toArray(ValueLayout.JAVA_BYTE));
            out.await();
        }
    }

    /** Tells of sends what a test wants, in the place of the kernel. */
    private static final class Telling extends ForwardingKernel {
        private final ArrayDeque<int[]> ranges = new ArrayDeque<>();

        Telling() {
            super(Kernel.host());
        }

        void tell(int first, int last) {
            ranges.add(new int[] {first, last});
        }

        @Override
        protected long intercept(Invocation call) {
            boolean asked =
                    call.name().equals("recvmsg")
                            && ((int) call.argument(2) & SysSocket.MSG_ERRQUEUE) != 0;
            if (!asked) {
                return super.intercept(call);
            }
            int[] range = ranges.poll();
            if (range == null) {
                return -Errno.EAGAIN;
            }
            MemorySegment error = Arena.ofAuto().allocate(SockExtendedErr.SIZE, 4);
            error.set(ValueLayout.JAVA_BYTE, 4, (byte) LinuxErrqueue.SO_EE_ORIGIN_ZEROCOPY);
            error.set(ValueLayout.JAVA_INT, 8, range[0]);
            error.set(ValueLayout.JAVA_INT, 12, range[1]);
            var message = (Msghdr) call.argument(1);
            long end =
                    Cmsghdr.put(
                            message.control(),
                            0,
                            NetinetIn.IPPROTO_IP,
                            NetinetIn.IP_RECVERR,
                            error);
            message.controlLength(end);
            return 0;
        }
    }

    @Test
    void tellingsAreRangesThatMayGoRound() throws Exception {
        var kernel = new Telling();
        MemorySegment data = random();
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var _ = network.connect(listener.local());
                var server = listener.accept()) {
            var out = new ZeroCopy(server, -2);
            for (int i = 0; i < 5; i++) {
                assertThat(out.write(data.asSlice(i, 10))).isEqualTo(10);
            }
            assertThat(out.complete()).isEqualTo(5);
            kernel.tell(-1, 0); // the second and the third
            assertThat(out.complete()).isEqualTo(3);
            kernel.tell(2, 2); // the last, before others
            kernel.tell(-2, -2);
            assertThat(out.complete()).isEqualTo(1);
            server.timeout(Duration.ofMillis(30));
            assertThatThrownBy(out::await).isInstanceOf(DeadlineException.class);
            kernel.tell(1, 1);
            out.await();
            assertThat(out.pending()).isZero();
            assertThat(out.isCopied()).isFalse();
        }
    }

    @Test
    void manyWritesLookForWhatIsCompletedByThemselves() throws Exception {
        var kernel = new Telling();
        MemorySegment data = random();
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var _ = network.connect(listener.local());
                var server = listener.accept()) {
            var out = ZeroCopy.on(server);
            for (int i = 0; i < 64; i++) {
                assertThat(out.write(data.asSlice(i, 10))).isEqualTo(10);
            }
            kernel.tell(0, 63);
            assertThat(out.write(data.asSlice(0, 10))).isEqualTo(10);
            assertThat(out.pending()).isEqualTo(1);
        }
    }

    @Test
    void aHeapSegmentIsCopiedAndAUnixSocketRefuses() throws Exception {
        try (var inet = Talk.on(Family.INET4);
                var unix = Talk.on(Family.UNIX)) {
            var out = ZeroCopy.on(inet.server());
            assertThat(out.write(MemorySegment.ofArray(Talk.bytes("heap")))).isEqualTo(4);
            assertThat(out.pending()).isZero();
            assertThatThrownBy(() -> ZeroCopy.on(unix.server()))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.EOPNOTSUPP));
        }
    }
}
