package dev.sockeye.net;

import static dev.sockeye.sys.FaultKernel.errno;
import static dev.sockeye.sys.FaultKernel.interruptedBefore;
import static dev.sockeye.sys.FaultKernel.shortCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes through a pipe from stream to stream, spliced and copied. */
@Timeout(60)
class PipeTest {
    private static final int SIZE = 9 << 20;

    private static byte[] random(int size) {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        return data;
    }

    private static FaultKernel faulty(String name) {
        var kernel = new FaultKernel(Kernel.host());
        return switch (name) {
            case "none" -> kernel;
            case "short" -> kernel.every("splice", 3, shortCount(3_001));
            case "interrupted" -> kernel.every("splice", 2, interruptedBefore());
            case "not ready" -> kernel.every("splice", 5, errno(Errno.EAGAIN));
            case "refused" -> kernel.from("splice", 1, errno(Errno.EINVAL));
            case "refused later" -> kernel.from("splice", 2, errno(Errno.EINVAL));
            case "not there" -> kernel.from("splice", 1, errno(Errno.ENOSYS));
            case "no descriptors" -> kernel.from("pipe2", 1, errno(Errno.EMFILE));
            default -> throw new AssertionError(name);
        };
    }

    static Stream<Arguments> faults() {
        return Family.onEveryThread()
                .flatMap(each ->
                        Stream.of(
                                        "none",
                                        "short",
                                        "interrupted",
                                        "not ready",
                                        "refused",
                                        "refused later",
                                        "not there",
                                        "no descriptors")
                                .map(fault -> Arguments.of(fault, each.get()[0], each.get()[1])))
                // No event follows an EAGAIN that is a lie, and virtual threads wait for events.
                .filter(each -> each.get()[2] == On.PLATFORM || !"not ready".equals(each.get()[0]));
    }

    private static long copy(dev.sockeye.net.Stream from, dev.sockeye.net.Stream to, Pipe pipe)
            throws IOException {
        long moved = 0;
        while (from.read(pipe) >= 0) {
            while (!pipe.isEmpty()) {
                moved += to.write(pipe);
            }
        }
        return moved;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everythingArrivesInItsOrder(String fault, Family family, On on) throws Exception {
        FaultKernel kernel = faulty(fault);
        byte[] data = random(SIZE);
        try (var network = Network.on(kernel);
                var listener = network.listen(family.free());
                var left = network.connect(listener.local());
                var from = listener.accept();
                var right = network.connect(listener.local());
                var to = listener.accept();
                var pipe = network.pipe()) {
            var writer =
                    on.start(() -> {
                        left.writeAll(data);
                        left.shutdownOutput();
                        return true;
                    });
            var copier =
                    on.start(() -> {
                        long moved = copy(from, to, pipe);
                        to.shutdownOutput();
                        return moved;
                    });
            byte[] got = on.start(() -> Talk.drain(right)).get();

            assertThat(writer.get()).isTrue();
            assertThat(copier.get()).isEqualTo(SIZE);
            assertThat(Arrays.equals(got, data)).isTrue();
            String call = fault.equals("no descriptors") ? "pipe2" : "splice";
            assertThat(kernel.hits(call) > 0).isEqualTo(!fault.equals("none"));
        }
    }

    @Test
    void littleGoesThroughMemoryAndMuchThroughTheKernel() throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var left = network.connect(listener.local());
                var from = listener.accept();
                var right = network.connect(listener.local());
                var to = listener.accept();
                var pipe = network.pipe()) {
            left.writeAll(random(100));
            assertThat(from.read(pipe)).isEqualTo(100);
            assertThat(pipe.size()).isEqualTo(100);
            assertThatIllegalStateException().isThrownBy(() -> from.read(pipe));
            assertThat(to.write(pipe)).isEqualTo(100);
            assertThat(pipe.isEmpty()).isTrue();
            assertThat(kernel.count("splice")).isZero();
            assertThat(kernel.count("pipe2")).isZero();

            var copier = On.VIRTUAL.start(() -> copy(from, to, pipe));
            var reader = On.VIRTUAL.start(() -> Talk.drain(right));
            left.writeAll(random(SIZE));
            left.shutdownOutput();
            assertThat(copier.get()).isEqualTo(SIZE);
            to.shutdownOutput();
            assertThat(reader.get()).hasSize(SIZE + 100);
            assertThat(kernel.count("splice")).isPositive();
            assertThat(kernel.count("pipe2")).isEqualTo(1);
        }
    }

    @Test
    void aCopyingOneNeverSplices() throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var left = network.connect(listener.local());
                var from = listener.accept();
                var right = network.connect(listener.local());
                var to = listener.accept();
                var pipe = Pipe.copying()) {
            var copier = On.VIRTUAL.start(() -> copy(from, to, pipe));
            var reader = On.VIRTUAL.start(() -> Talk.drain(right));
            left.writeAll(random(SIZE));
            left.shutdownOutput();
            assertThat(copier.get()).isEqualTo(SIZE);
            to.shutdownOutput();
            assertThat(reader.get()).hasSize(SIZE);
            assertThat(kernel.count("splice")).isZero();
        }
    }

    @Test
    void whatIsInItWhenItIsClosedIsDroppedAndReachesNobodyElse() throws Exception {
        try (var network = Network.on(Kernel.host());
                var listener = network.listen(Family.INET4.free());
                var left = network.connect(listener.local());
                var from = listener.accept()) {
            var writer =
                    On.VIRTUAL.start(() -> {
                        left.writeAll(random(1 << 20));
                        return true;
                    });
            long moved = 0;
            var first = network.pipe();
            while (moved < 1 << 20) {
                moved += from.read(first);
                first.close();
                assertThat(first.isEmpty()).isTrue();
                first = network.pipe();
            }
            assertThat(writer.get()).isTrue();
            left.writeAll(Talk.bytes("new"));
            assertThat(from.read(first)).isEqualTo(3);
            first.close();
            first.close();
            var closed = first;
            assertThatIllegalStateException().isThrownBy(() -> from.read(closed));
        }
    }

    @Test
    void aSecondThreadIsRefusedWhileOneWaits() throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            var pipe = Network.host().pipe();
            var reader = On.VIRTUAL.start(() -> talk.server().read(pipe));
            reader.untilBlocked();
            assertThatIllegalStateException().isThrownBy(pipe::close);
            assertThatIllegalStateException().isThrownBy(() -> talk.client().read(pipe));
            talk.client().writeAll(Talk.bytes("x"));
            assertThat(reader.get()).isEqualTo(1);
            pipe.close();
        }
    }
}
