package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.MemorySegment.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What memory the calls take, and that they never reach beyond it or behind its end of life. */
@Timeout(20)
class MemoryTest {
    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    private static MemorySegment heap(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sixCallsTakeHeapMemory() throws IOException {
        var pair = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        var in = MemorySegment.ofArray(new byte[20]);

        assertThat(kernel.write(pair[0], heap("write"), 5)).isEqualTo(5);
        assertThat(Sockets.text(in, kernel.read(pair[1], in, 20))).isEqualTo("write");
        assertThat(kernel.send(pair[0], heap("..send").asSlice(2), 4, 0)).isEqualTo(4);
        var inside = in.asSlice(10);
        assertThat(Sockets.text(inside, kernel.recv(pair[1], inside, 10, 0))).isEqualTo("send");
        assertThat(kernel.sendto(pair[0], heap("sendto"), 6, 0, NULL, 0)).isEqualTo(6);
        assertThat(Sockets.text(in, kernel.recvfrom(pair[1], in, 20, 0, NULL, NULL)))
                .isEqualTo("sendto");
        assertThat(kernel.recv(pair[1], in, 20, 0))
                .as("errno with heap memory")
                .isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.sendto(-1, heap("x"), 1, 0, NULL, 0)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void heapMemoryOfOtherArraysIsBytesToo() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        long[] out = {0x0807060504030201L, -1};
        var in = new byte[16];

        assertThat(kernel.write(pair[0], MemorySegment.ofArray(out), 16)).isEqualTo(16);
        assertThat(kernel.read(pair[1], MemorySegment.ofArray(in), 16)).isEqualTo(16);
        assertThat(in).startsWith(1, 2, 3, 4, 5, 6, 7, 8, -1);
    }

    @ParameterizedTest
    @ValueSource(ints = {16 << 10, 128 << 10})
    void heapTransfersWhileTheCollectorRuns(int size) throws IOException {
        var pair = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        for (int round = 0; round < 20; round++) {
            var out = new byte[size];
            Arrays.fill(out, (byte) round);
            long sent = kernel.send(pair[0], MemorySegment.ofArray(out), size, 0);
            assertThat(sent).isPositive();
            if (round % 5 == 0) {
                System.gc();
            }
            var in = new byte[size];
            assertThat(kernel.recv(pair[1], MemorySegment.ofArray(in), size, 0)).isEqualTo(sent);
            assertThat(in[0]).isEqualTo((byte) round);
            assertThat(in[(int) sent - 1]).isEqualTo((byte) round);
        }
    }

    @Test
    void theOthersTakeNone() {
        var heap = MemorySegment.ofArray(new byte[300]);
        var native4 = sockets.arena.allocate(4, 4);

        refuses(() -> kernel.accept4(0, heap, native4, 0));
        refuses(() -> kernel.bind(0, heap, 16));
        refuses(() -> kernel.clock_gettime(0, heap));
        refuses(() -> kernel.connect(0, heap, 16));
        refuses(() -> kernel.epoll_ctl(0, 1, 0, heap));
        refuses(() -> kernel.epoll_wait(0, heap, 1, 0));
        refuses(() -> kernel.getpeername(0, heap, native4));
        refuses(() -> kernel.getrlimit(0, heap));
        refuses(() -> kernel.getsockname(0, heap, heap));
        refuses(() -> kernel.getsockopt(0, 1, 1, heap, native4));
        refuses(() -> kernel.ioctl(0, 0, heap));
        refuses(() -> kernel.openat(0, heap, 0, 0));
        refuses(() -> kernel.poll(heap, 1, 0));
        refuses(() -> kernel.pread(0, heap, 4, 0));
        refuses(() -> kernel.recvfrom(0, native4, 4, 0, heap, native4));
        refuses(() -> kernel.sendfile(0, 0, heap, 4));
        refuses(() -> kernel.sendto(0, native4, 4, 0, heap, 16));
        refuses(() -> kernel.setsockopt(0, 1, 1, heap, 4));
        refuses(() -> kernel.socketpair(1, 1, 0, heap));
        refuses(() -> kernel.splice(0, heap, 0, NULL, 4, 0));
        refuses(() -> kernel.statx(0, heap, 0, 0, heap));
        refuses(() -> kernel.unlink(heap));
        assertThatThrownBy(() -> new Iovec(1).set(0, heap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heap segment cannot be part of an iovec");
    }

    @Test
    void lengthsBeyondASegmentAreRefused() {
        var four = sockets.arena.allocate(4, 4);
        four.set(ValueLayout.JAVA_INT, 0, 16);
        var heap = MemorySegment.ofArray(new byte[4]);

        refusesLength(() -> kernel.read(0, four, 5));
        refusesLength(() -> kernel.write(0, four, -1));
        refusesLength(() -> kernel.pread(0, four, 5, 0));
        refusesLength(() -> kernel.sendfile(0, 0, four, 1));
        refusesLength(() -> kernel.splice(0, NULL, 0, four, 1, 0));
        refusesLength(() -> kernel.recv(0, heap, 5, 0));
        refusesLength(() -> kernel.send(0, heap, 5, 0));
        refusesLength(() -> kernel.send(0, NULL, 1, 0));
        refusesLength(() -> kernel.recvfrom(0, four, 5, 0, NULL, NULL));
        refusesLength(() -> kernel.recvfrom(0, four, 4, 0, four, four));
        refusesLength(
                () -> kernel.recvfrom(0, heap, 4, 0, MemorySegment.ofArray(new byte[4]), four));
        refusesLength(() -> kernel.sendto(0, four, 4, 0, four, 16));
        refusesLength(() -> kernel.bind(0, four, 16));
        refusesLength(() -> kernel.connect(0, four, 16));
        refusesLength(() -> kernel.accept4(0, four, four, 0));
        refusesLength(() -> kernel.getsockname(0, four, four));
        refusesLength(() -> kernel.getpeername(0, four, four));
        refusesLength(() -> kernel.getsockopt(0, 1, 1, four, four));
        refusesLength(() -> kernel.setsockopt(0, 1, 1, four, 5));
        refusesLength(() -> kernel.socketpair(1, 1, 0, four));
        refusesLength(() -> kernel.poll(four, 1, 0));
        refusesLength(() -> kernel.poll(four, -1, 0));
        refusesLength(() -> kernel.epoll_ctl(0, 1, 0, four));
        refusesLength(() -> kernel.epoll_wait(0, four, 1, 0));
        refusesLength(() -> kernel.getrlimit(0, four));
        refusesLength(() -> kernel.clock_gettime(0, four));
        refusesLength(() -> kernel.statx(0, four.fill((byte) 0), 0, 0, four));
    }

    private static void refusesLength(Callable<?> call) {
        assertThatThrownBy(call::call).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void whatIsReadOnlyIsNotFilledAndPathsHaveAnEnd() {
        var constant = sockets.arena.allocate(300).asReadOnly();
        var vector = new Iovec(1);
        vector.set(0, constant);
        var message = new Msghdr(1, 0, 0);
        message.iov().set(0, constant);

        refuses(() -> kernel.read(0, constant, 1));
        refuses(() -> kernel.recv(0, MemorySegment.ofArray(new byte[1]).asReadOnly(), 1, 0));
        refuses(() -> kernel.readv(0, vector));
        refuses(() -> kernel.recvmsg(0, message, 0));
        refuses(() -> kernel.poll(constant, 1, 0));
        refuses(() -> kernel.epoll_wait(0, constant, 1, 0));
        refuses(() -> kernel.clock_gettime(1, constant));
        refuses(() -> kernel.unlink(sockets.bytes("no zero")));
        assertThat(kernel.writev(-1, vector)).isEqualTo(-Errno.EBADF);
        assertThat(kernel.bind(-1, constant, 16)).isEqualTo(-Errno.EBADF);
    }

    private static void refuses(Callable<?> call) {
        assertThatThrownBy(call::call).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closedAndForeignArenasAreRefused() throws Exception {
        var closed = Arena.ofConfined();
        var gone = closed.allocate(8);
        var vector = new Iovec(1);
        vector.set(0, gone);
        var message = new Msghdr(1, 0, 0);
        message.iov().set(0, gone);
        var elsewhere = new FutureTask<>(() -> read(gone));
        Thread.ofPlatform().start(elsewhere);
        assertThat(elsewhere.get()).isInstanceOf(WrongThreadException.class);
        var vectorElsewhere = new FutureTask<>(() -> thrown(() -> kernel.writev(-1, vector)));
        Thread.ofPlatform().start(vectorElsewhere);
        assertThat(vectorElsewhere.get()).isInstanceOf(WrongThreadException.class);
        closed.close();

        assertThat(read(gone)).isInstanceOf(IllegalStateException.class);
        assertThat(thrown(() -> kernel.writev(-1, vector)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(thrown(() -> kernel.readv(-1, vector)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(thrown(() -> kernel.sendmsg(-1, message, 0)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(thrown(() -> kernel.recvmsg(-1, message, 0)))
                .isInstanceOf(IllegalStateException.class);
        vector.count(0);
        assertThat(kernel.writev(-1, vector)).isEqualTo(-Errno.EBADF);
    }

    private Throwable read(MemorySegment segment) {
        return thrown(() -> kernel.read(-1, segment, 1));
    }

    private static Throwable thrown(Callable<?> call) {
        try {
            throw new AssertionError("not refused: " + call.call());
        } catch (Exception e) {
            return e;
        }
    }

    private interface Read {
        long into(int fd, MemorySegment first, MemorySegment second);
    }

    @Test
    void anArenaStaysOpenWhileAReadBlocksInIt() throws Exception {
        staysOpen((fd, first, _) -> kernel.read(fd, first, 8), 1);
    }

    @Test
    void andWhileAVectorReadDoes() throws Exception {
        staysOpen(
                (fd, first, second) -> {
                    var iov = new Iovec(2);
                    iov.set(0, first.asSlice(0, 4));
                    iov.set(1, second.asSlice(0, 4));
                    return kernel.readv(fd, iov);
                },
                2);
    }

    @Test
    void andWhileAMessageDoes() throws Exception {
        staysOpen(
                (fd, first, second) -> {
                    var message = new Msghdr(2, 0, 0);
                    message.iov().set(0, first.asSlice(0, 4));
                    message.iov().set(1, second.asSlice(0, 4));
                    return kernel.recvmsg(fd, message, 0);
                },
                2);
    }

    @Test
    void andWhileSeveralMessagesDo() throws Exception {
        staysOpen(
                (fd, first, _) -> {
                    var messages = new Mmsghdr(1, 1, 0, 0);
                    messages.message(0).iov().set(0, first);
                    int count = kernel.recvmmsg(fd, messages, 1, 0, MemorySegment.NULL);
                    return count == 1 ? messages.length(0) : count;
                },
                1);
    }

    /** While a call waits in buffers of some arenas, none of these can be closed. */
    private void staysOpen(Read read, int used) throws Exception {
        var pair = sockets.pair(SOCK_STREAM);
        var eight = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, 8);
        int rcvlowat = SysSocket.SO_RCVLOWAT;
        assertThat(kernel.setsockopt(pair[0], SysSocket.SOL_SOCKET, rcvlowat, eight, 4)).isZero();
        Arena[] arenas = {Arena.ofShared(), Arena.ofShared()};
        var first = arenas[0].allocate(8);
        var second = arenas[1].allocate(8);
        var reader = new FutureTask<>(() -> read.into(pair[0], first, second));
        Thread.ofPlatform().daemon().start(reader);
        kernel.write(pair[1], sockets.bytes("1"), 1);
        awaitTaken(pair[0]);

        for (int i = 0; i < used; i++) {
            assertThatThrownBy(arenas[i]::close).isInstanceOf(IllegalStateException.class);
        }
        kernel.write(pair[1], sockets.bytes("2345678"), 7);
        assertThat(reader.get()).isEqualTo(8);
        assertThat(Sockets.text(first, 4)).isEqualTo("1234");
        arenas[0].close();
        arenas[1].close();
    }

    /** The reader has taken the only byte, so it is inside its call, which waits for more. */
    private void awaitTaken(int fd) {
        var waiting = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, 1);
        while (waiting.get(ValueLayout.JAVA_INT, 0) != 0) {
            Thread.onSpinWait();
            assertThat(kernel.ioctl(fd, SysIoctl.FIONREAD, waiting)).isZero();
        }
    }

    @Test
    void buffersOfManyArenasAreStaged() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        var text = "a datagram that lies in nine arenas";
        var out = new Iovec(9);
        var in = new Iovec(9);
        for (int i = 0; i < 9; i++) {
            out.set(
                    i,
                    Arena.ofAuto()
                            .allocate(4)
                            .copyFrom(heap((text + " ").substring(4 * i, 4 * i + 4))));
            in.set(i, Arena.ofAuto().allocate(i + 1L));
        }
        assertThat(out.hold()).isFalse();
        assertThat(kernel.writev(pair[0], out)).isEqualTo(36);
        assertThat(kernel.readv(pair[1], in)).isEqualTo(36);
        assertThat(text(in)).startsWith(text);

        var send = new Msghdr(9, 0, 0);
        var receive = new Msghdr(9, 0, 0);
        for (int i = 0; i < 9; i++) {
            send.iov().set(i, out.segment(i));
            receive.iov().set(i, in.segment(i).fill((byte) 0));
        }
        assertThat(kernel.sendmsg(pair[0], send, 0)).isEqualTo(36);
        receive.iov().count(4);
        assertThat(kernel.recvmsg(pair[1], receive, SysSocket.MSG_TRUNC)).isEqualTo(36);
        assertThat(receive.flags() & SysSocket.MSG_TRUNC).isNotZero();
        assertThat(text(receive.iov())).isEqualTo(text.substring(0, 10));
        assertThat(kernel.recvmsg(pair[1], receive, SysSocket.MSG_DONTWAIT))
                .isEqualTo(-Errno.EAGAIN);
    }

    private static String text(Iovec iov) {
        var text = new StringBuilder();
        for (int i = 0; i < iov.count(); i++) {
            text.append(Sockets.text(iov.segment(i), iov.segment(i).byteSize()));
        }
        return text.toString();
    }

    @Test
    void buffersOfTwoArenasAreHeldHoweverMany() {
        Arena[] arenas = {Arena.ofAuto(), Arena.ofAuto(), Arena.ofAuto()};
        var iov = new Iovec(20);
        for (int i = 0; i < 20; i++) {
            iov.set(i, arenas[i % 2].allocate(1));
        }
        assertThat(iov.hold()).isTrue();
        iov.set(7, arenas[2].allocate(1));
        assertThat(iov.hold()).isFalse();
        iov.count(7);
        assertThat(iov.hold()).isTrue();
        assertThatThrownBy(() -> iov.segment(7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> iov.count(21)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> iov.set(20, NULL)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** The vectors keep their buffers: the only reference to these is the vector's. */
    @Test
    void buffersLiveAsLongAsTheirVector() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var iov = new Iovec(2);
        iov.set(0, Arena.ofAuto().allocate(4).copyFrom(heap("kept")));
        iov.set(1, Arena.ofAuto().allocate(4).copyFrom(heap("safe")));
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(kernel.writev(pair[0], iov)).isEqualTo(8);
        var in = sockets.arena.allocate(8);
        assertThat(Sockets.text(in, kernel.read(pair[1], in, 8))).isEqualTo("keptsafe");
    }

    @Test
    void aMessagesRoomIsItsOwn() {
        var message = new Msghdr(1, 16, 24);
        assertThat(message.name().byteSize()).isEqualTo(16);
        assertThat(message.control().byteSize()).isEqualTo(24);
        assertThatThrownBy(() -> message.nameLength(17))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.controlLength(25))
                .isInstanceOf(IndexOutOfBoundsException.class);
        message.controlLength(0);
        assertThat(message.controlReceived().byteSize()).isZero();
        message.reset();
        assertThat(message.controlLength()).isEqualTo(24);
    }
}
