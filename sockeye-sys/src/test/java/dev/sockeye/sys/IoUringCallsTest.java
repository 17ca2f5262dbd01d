package dev.sockeye.sys;

import static dev.sockeye.sys.LinuxIoUring.IORING_ENTER_EXT_ARG;
import static dev.sockeye.sys.LinuxIoUring.IORING_ENTER_GETEVENTS;
import static dev.sockeye.sys.LinuxIoUring.IORING_OFF_SQES;
import static dev.sockeye.sys.LinuxIoUring.IORING_OFF_SQ_RING;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_ACCEPT;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_NOP;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_RECV;
import static dev.sockeye.sys.LinuxIoUring.IORING_REGISTER_PBUF_RING;
import static dev.sockeye.sys.LinuxIoUring.IORING_REGISTER_PROBE;
import static dev.sockeye.sys.SysMman.MAP_ANONYMOUS;
import static dev.sockeye.sys.SysMman.MAP_POPULATE;
import static dev.sockeye.sys.SysMman.MAP_PRIVATE;
import static dev.sockeye.sys.SysMman.MAP_SHARED;
import static dev.sockeye.sys.SysMman.PROT_READ;
import static dev.sockeye.sys.SysMman.PROT_WRITE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** mmap, and io_uring by hand: one submission and its completion. */
@Timeout(20)
class IoUringCallsTest {
    private static final int ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS;

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);
    private final Mapping rings = new Mapping();
    private final Mapping sqes = new Mapping();

    @AfterEach
    void close() {
        rings.close();
        sqes.close();
        sockets.close();
    }

    private static boolean mapped(long address) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.map(line -> line.substring(0, line.indexOf(' ')).split("-", -1))
                    .anyMatch(range ->
                            Long.parseUnsignedLong(range[0], 16) <= address
                                    && address < Long.parseUnsignedLong(range[1], 16));
        }
    }

    @Test
    void memoryIsMappedUntilItsMappingIsClosed() throws IOException {
        long address;
        MemorySegment memory;
        try (var mapping = new Mapping()) {
            assertThat(mapping.segment()).isEqualTo(MemorySegment.NULL);
            int prot = PROT_READ | PROT_WRITE;
            assertThat(kernel.mmap(mapping, 10_000, prot, ANONYMOUS, -1, 0)).isZero();
            memory = mapping.segment();
            address = memory.address();
            assertThat(memory.byteSize()).isEqualTo(10_000);
            assertThat(address % 4096).isZero();
            assertThat(memory.get(JAVA_BYTE, 9_999)).isZero();
            memory.set(JAVA_BYTE, 9_999, (byte) 7);
            assertThat(mapped(address)).isTrue();
            assertThatThrownBy(() -> kernel.mmap(mapping, 1, prot, ANONYMOUS, -1, 0))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(mapped(address)).isFalse();
        assertThatThrownBy(() -> memory.get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeMappedIsRefused() {
        try (var mapping = new Mapping()) {
            assertThat(kernel.mmap(mapping, 0, PROT_READ, ANONYMOUS, -1, 0))
                    .isEqualTo(-Errno.EINVAL);
            assertThat(kernel.mmap(mapping, 4096, PROT_READ, MAP_SHARED, -1, 0))
                    .isEqualTo(-Errno.EBADF);
            assertThat(kernel.mmap(mapping, 1L << 60, PROT_READ, ANONYMOUS, -1, 0))
                    .isEqualTo(-Errno.ENOMEM);
            assertThat(kernel.mmap(mapping, 4096, PROT_READ, ANONYMOUS, -1, 0)).isZero();
            assertThatThrownBy(() -> mapping.segment().set(JAVA_BYTE, 0, (byte) 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNopIsSubmittedAndCompletes() throws IOException {
        var params = IoUringParams.of(sockets.arena, 0, 0);
        int result = kernel.io_uring_setup(4, params);
        assumeTrue(result >= 0, "io_uring is not to be had here: " + Errno.name(-result));
        int fd = sockets.keep("io_uring_setup", result);
        assertThat(kernel.fcntl(fd, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
        assertThat(IoUringParams.sqEntries(params)).isEqualTo(4);
        assertThat(IoUringParams.cqEntries(params)).isEqualTo(8);

        int prot = PROT_READ | PROT_WRITE;
        int flags = MAP_SHARED | MAP_POPULATE;
        // The array of indexes lies behind the completions.
        long size = IoUringParams.sqArray(params) + 4L * Integer.BYTES;
        assertThat(size).isGreaterThan(IoUringParams.cqes(params) + 8L * IoUringCqe.SIZE);
        assertThat(kernel.mmap(rings, size, prot, flags, fd, IORING_OFF_SQ_RING)).isZero();
        size = 4L * IoUringSqe.SIZE;
        assertThat(kernel.mmap(sqes, size, prot, flags, fd, IORING_OFF_SQES)).isZero();

        IoUringSqe.begin(sqes.segment(), 2, IORING_OP_NOP, -1, 0x1234567890L);
        rings.segment().set(JAVA_INT, IoUringParams.sqArray(params), 2);
        JAVA_INT.varHandle().setRelease(rings.segment(), (long) IoUringParams.sqTail(params), 1);
        var arg = new IoUringGeteventsArg();
        assertThat(kernel.io_uring_enter(fd, 1, 1, IORING_ENTER_GETEVENTS, arg)).isEqualTo(1);
        assertThat(rings.segment().get(JAVA_INT, IoUringParams.sqHead(params))).isEqualTo(1);
        assertThat(rings.segment().get(JAVA_INT, IoUringParams.cqTail(params))).isEqualTo(1);
        var cqes = rings.segment().asSlice(IoUringParams.cqes(params));
        assertThat(IoUringCqe.userData(cqes, 0)).isEqualTo(0x1234567890L);
        assertThat(IoUringCqe.res(cqes, 0)).isZero();

        JAVA_INT.varHandle().setRelease(rings.segment(), (long) IoUringParams.cqHead(params), 1);
        arg.timeout(20_000_000);
        long before = System.nanoTime();
        int waits = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
        assertThat(kernel.io_uring_enter(fd, 0, 1, waits, arg)).isEqualTo(-Errno.ETIME);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void opcodesAreProbedAndBuffersRegistered() throws IOException {
        var params = IoUringParams.of(sockets.arena, 0, 0);
        int result = kernel.io_uring_setup(1, params);
        assumeTrue(result >= 0, "io_uring is not to be had here: " + Errno.name(-result));
        int fd = sockets.keep("io_uring_setup", result);
        var probe = IoUringProbe.allocate(sockets.arena);
        assertThat(kernel.io_uring_register(fd, IORING_REGISTER_PROBE, probe, IoUringProbe.OPS))
                .isZero();
        assertThat(IoUringProbe.supports(probe, IORING_OP_RECV)).isTrue();
        assertThat(IoUringProbe.supports(probe, 255)).isFalse();

        int prot = PROT_READ | PROT_WRITE;
        assertThat(kernel.mmap(rings, 4096, prot, ANONYMOUS, -1, 0)).isZero();
        var three = IoUringBufReg.of(sockets.arena, rings, 3, 7);
        assertThat(kernel.io_uring_register(fd, IORING_REGISTER_PBUF_RING, three, 1))
                .as("no power of two")
                .isEqualTo(-Errno.EINVAL);
        var four = IoUringBufReg.of(sockets.arena, rings, 4, 7);
        assertThat(kernel.io_uring_register(fd, IORING_REGISTER_PBUF_RING, four, 1)).isZero();
        assertThat(kernel.io_uring_register(fd, IORING_REGISTER_PBUF_RING, four, 1))
                .isEqualTo(-Errno.EEXIST);
    }

    @Test
    void wrongUseIsRefusedByTheKernel() {
        var params = IoUringParams.of(sockets.arena, 1 << 31, 0);
        assertThat(kernel.io_uring_setup(4, params)).isNegative();
        assertThat(kernel.io_uring_setup(0, IoUringParams.of(sockets.arena, 0, 0))).isNegative();
        assertThat(kernel.io_uring_enter(-1, 0, 0, 0, new IoUringGeteventsArg()))
                .isEqualTo(-Errno.EBADF);
        var none = MemorySegment.NULL;
        assertThat(kernel.io_uring_register(-1, IORING_REGISTER_PROBE, none, 0)).isNegative();
        assertThatThrownBy(() -> kernel.io_uring_setup(4, sockets.arena.allocate(8)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(
                        () -> IoUringSqe.addr(sqes.segment(), 0, MemorySegment.ofArray(new int[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCompletionPassesTheHookUnderItsOpcodesName() throws IOException {
        assertThat(kernel.completion(IORING_OP_RECV, 5, -7)).isEqualTo(-7);
        assertThat(LinuxIoUring.name(IORING_OP_RECV)).isEqualTo("IORING_OP_RECV");
        assertThat(LinuxIoUring.name(200)).isEqualTo("IORING_OP_200");
        var counting = new CountingKernel(kernel);
        var faults =
                new FaultKernel(counting)
                        .at("IORING_OP_RECV", 2, FaultKernel.errno(Errno.ECONNRESET))
                        .at("IORING_OP_RECV", 3, FaultKernel.shortCount(10))
                        .at("IORING_OP_ACCEPT", 1, FaultKernel.errno(Errno.EMFILE));

        assertThat(faults.completion(IORING_OP_RECV, 5, 100)).isEqualTo(100);
        assertThat(faults.completion(IORING_OP_RECV, 5, 100)).isEqualTo(-Errno.ECONNRESET);
        assertThat(faults.completion(IORING_OP_RECV, 5, 100)).isEqualTo(10);
        assertThat(counting.count("IORING_OP_RECV")).isEqualTo(2);
        assertThat(faults.hits("IORING_OP_RECV")).isEqualTo(2);
        int accepted = Errno.check("dup", kernel.dup(sockets.pair(SysSocket.SOCK_STREAM)[0]));
        assertThat(faults.completion(IORING_OP_ACCEPT, 5, accepted)).isEqualTo(-Errno.EMFILE);
        assertThat(kernel.close(accepted)).as("closed already").isEqualTo(-Errno.EBADF);
    }

    @Test
    void faultsThatCompletionsCannotHaveAreRefused() {
        var faults = new FaultKernel(kernel);
        assertThatThrownBy(() -> faults.at("IORING_OP_NONE", 1, FaultKernel.errno(1)))
                .hasMessage("no call IORING_OP_NONE");
        assertThatThrownBy(() -> faults.at("completion", 1, FaultKernel.errno(1)))
                .hasMessage("no call completion");
        assertThatThrownBy(() -> faults.at("IORING_OP_ACCEPT", 1, FaultKernel.shortCount(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.at("IORING_OP_RECV", 1, FaultKernel.interruptedAfter()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
