package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.FOREVER;
import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.ECONNREFUSED;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.Errno.EPIPE;
import static dev.sockeye.sys.Errno.ETIME;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_F_MORE;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SHUT_WR;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.MemorySegment.NULL;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.LinuxIoUring;
import dev.sockeye.sys.SockaddrIn;
import dev.sockeye.sys.SysSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each operation, against sockets, eventfds and the clock. */
@Timeout(60)
class RingTest {
    private static final long SECOND = 1_000_000_000;

    private final FaultKernel faults = new FaultKernel(Kernel.host());
    private final CountingKernel kernel = new CountingKernel(faults);
    private final Fds fds = new Fds(Kernel.host());
    private final Ring ring = new Ring(kernel);
    private final List<Integer> results = new ArrayList<>();
    private final Request request = ring.request((_, result) -> results.add(result));

    @AfterEach
    void close() {
        faults.clear();
        ring.close();
        fds.close();
    }

    private void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + 20 * SECOND;
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            assertThat(ring.dispatch(SECOND)).as(what).isNotNegative();
        }
    }

    /** Waits for the one result of a request that was started. */
    private int result(int started) {
        assertThat(started).isZero();
        results.clear();
        until("completed", () -> !request.inFlight());
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private int port(int socket) {
        MemorySegment address = fds.arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = fds.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        assertThat(kernel.getsockname(socket, address, length)).isZero();
        return SockaddrIn.port(address);
    }

    private static RingMemory memory(String text) {
        var memory = new RingMemory(1 + text.length());
        memory.segment().copyFrom(MemorySegment.ofArray(text.getBytes(US_ASCII)));
        return memory;
    }

    private static String text(MemorySegment segment, int count) {
        return new String(segment.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }

    @Test
    void itIsOpenedWithWhatTheKernelHas() {
        assertThat(ring.supports(LinuxIoUring.IORING_OP_RECV)).as("not open yet").isFalse();
        assertThat(ring.open()).isZero();
        assertThat(ring.open()).isZero();
        assertThat(kernel.count("io_uring_setup")).isEqualTo(1);
        assertThat(ring.name()).isEqualTo("io_uring");
        assertThat(ring.supports(LinuxIoUring.IORING_OP_RECV)).isTrue();
        assertThat(ring.supports(255)).isFalse();
        assertThat(ring.features() & LinuxIoUring.IORING_FEAT_NODROP).isNotZero();
        assertThat(ring.setupFlags() & LinuxIoUring.IORING_SETUP_SINGLE_ISSUER).isNotZero();
        ring.close();
        ring.close();
        assertThat(ring.open()).isEqualTo(-EBADF);
        assertThat(request.nop()).isEqualTo(-EBADF);
        assertThat(ring.dispatch(0)).isEqualTo(-EBADF);
    }

    @Test
    void nothingIsReadyAndTimeRunsOut() {
        long before = System.nanoTime();
        assertThat(ring.dispatch(0)).isZero();
        assertThat(ring.dispatch(30_000_000)).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void aNopCompletesAndCanBeStartedAgain() {
        assertThat(request.nop()).isZero();
        assertThat(request.inFlight()).isTrue();
        assertThat(request.toString()).isEqualTo("request, IORING_OP_NOP on fd -1");
        assertThatThrownBy(request::nop).isInstanceOf(IllegalStateException.class);
        assertThat(ring.dispatch(FOREVER)).isEqualTo(1);
        assertThat(results).containsExactly(0);
        assertThat(result(request.nop())).isZero();
        assertThat(request.cancel()).as("not in flight").isZero();
    }

    /** Far more than there is room for: they are submitted in between. */
    @Test
    void aFullRingOfSubmissionsIsEmptied() {
        assertThat(ring.dispatch(0)).isZero();
        int count = 5 * Ring.ENTRIES;
        for (int i = 0; i < count; i++) {
            assertThat(ring.request((_, result) -> results.add(result)).nop()).isZero();
        }
        until("all", () -> results.size() == count);
        assertThat(results).containsOnly(0);
    }

    @Test
    void theTimeRunsOutOrIsCancelled() {
        long before = System.nanoTime();
        assertThat(result(request.timeout(20_000_000))).isEqualTo(-ETIME);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000);
        assertThat(request.timeout(3600 * SECOND)).isZero();
        assertThat(ring.dispatch(0)).isZero();
        assertThat(result(request.cancel())).isEqualTo(-ECANCELED);
        assertThatThrownBy(() -> request.timeout(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreSentAndReceived() throws IOException {
        sendAndReceive();
    }

    private void sendAndReceive() throws IOException {
        int[] pair = fds.pair();
        assertThat(result(request.send(pair[0], memory("over there"), 5, 5, MSG_NOSIGNAL)))
                .isEqualTo(5);
        var room = new RingMemory(100);
        assertThat(result(request.recv(pair[1], room, 10, 90, 0))).isEqualTo(5);
        assertThat(text(room.segment().asSlice(10), 5)).isEqualTo("there");
        assertThat(result(request.write(pair[0], memory("hello"), 0, 5))).isEqualTo(5);
        assertThat(result(request.read(pair[1], room, 0, 3))).isEqualTo(3);
        assertThat(text(room.segment(), 3)).isEqualTo("hel");
        assertThat(result(request.shutdown(pair[0], SHUT_WR))).isZero();
        assertThat(result(request.recv(pair[1], room, 0, 100, 0))).isEqualTo(2);
        assertThat(result(request.recv(pair[1], room, 0, 100, 0))).as("the end").isZero();
        assertThatThrownBy(() -> request.recv(pair[1], room, 90, 11, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(request.inFlight()).isFalse();
    }

    @Test
    void messagesCarryAddressesBothWays() throws IOException {
        int[] pair = fds.pair();
        var out = new RingMessage(10, 0, 0);
        out.memory().segment().copyFrom(MemorySegment.ofArray("message".getBytes(US_ASCII)));
        assertThat(result(request.sendmsg(pair[0], out, 7, MSG_NOSIGNAL))).isEqualTo(7);
        var in = new RingMessage(4, 100, 100);
        assertThat(result(request.recvmsg(pair[1], in, 4, 0))).isEqualTo(4);
        assertThat(text(in.memory().segment(), 4)).isEqualTo("mess");
        assertThat(in.header().nameLength()).isZero();
        assertThat(in.header().controlLength()).isZero();
    }

    @Test
    void aConnectionIsMadeAcceptedAndClosed() throws IOException {
        int listener = fds.listener();
        int port = port(listener);
        var accepted = new ArrayList<Integer>();
        assertThat(ring.request((_, fd) -> accepted.add(fd)).accept(listener, SOCK_CLOEXEC))
                .isZero();
        int client = kernel.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        var address = SockaddrIn.of(fds.arena, 0x7f000001, port);
        assertThat(result(request.connect(client, address))).isZero();
        until("accepted", () -> accepted.size() == 1);
        assertThat(accepted.getFirst()).isPositive();
        assertThat(result(request.close(client))).isZero();
        assertThat(kernel.close(client)).as("closed already").isEqualTo(-EBADF);
        assertThat(kernel.recv(accepted.getFirst(), new RingMemory(1).segment(), 1, 0)).isZero();
        assertThat(kernel.close(accepted.getFirst())).isZero();
    }

    @Test
    void anErrorIsTheResult() throws IOException {
        int listener = fds.listener();
        int port = port(listener);
        fds.close(listener);
        int client = kernel.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        var address = SockaddrIn.of(fds.arena, 0x7f000001, port);
        assertThat(result(request.connect(client, address))).isEqualTo(-ECONNREFUSED);
        assertThat(result(request.close(client))).isZero();
        assertThat(result(request.accept(client, 0))).isEqualTo(-EBADF);
    }

    /** Its success ends no wait, and is told all the same. */
    @Test
    void sendNowWaitsForNothing() throws IOException {
        int[] pair = fds.pair();
        assertThat(request.sendNow(pair[0], memory("now"), 0, 3, MSG_NOSIGNAL)).isZero();
        long before = System.nanoTime();
        assertThat(ring.dispatch(30_000_000)).isEqualTo(1);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
        assertThat(results).containsExactly(3);
        assertThat(request.inFlight()).isFalse();
        assertThat(fds.drain(pair[1])).isEqualTo(3);

        var much = new RingMemory(4 << 20);
        int part = result(request.sendNow(pair[0], much, 0, 4 << 20, MSG_NOSIGNAL));
        assertThat(part).isBetween(1, (4 << 20) - 1);
        assertThat(result(request.sendNow(pair[0], much, 0, 1, MSG_NOSIGNAL))).isEqualTo(-EAGAIN);
        assertThat(fds.drain(pair[1])).isEqualTo(part);
        fds.close(pair[1]);
        assertThat(result(request.sendNow(pair[0], much, 0, 1, MSG_NOSIGNAL))).isEqualTo(-EPIPE);
    }

    /** Each is told of its own result, in whatever order they come. */
    @Test
    void someOfManyThatAreSentNowFail() throws IOException {
        int[] open = fds.pair();
        int[] full = fds.pair();
        fds.fill(full[0]);
        var sent = new ArrayList<Integer>();
        var refused = new ArrayList<Integer>();
        for (int i = 1; i <= 100; i++) {
            boolean toFull = i % 3 == 0;
            var send = ring.request((_, result) -> (toFull ? refused : sent).add(result));
            int fd = toFull ? full[0] : open[0];
            assertThat(send.sendNow(fd, new RingMemory(100), 0, i, MSG_NOSIGNAL)).isZero();
        }
        until("told", () -> sent.size() + refused.size() == 100);
        assertThat(refused).hasSize(33).containsOnly(-EAGAIN);
        assertThat(sent).hasSize(67).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void pollTellsWhatIsReadyOnceOrForEachChange() throws IOException {
        int eventfd = fds.eventfd();
        assertThat(result(request.poll(eventfd, POLLIN | POLLOUT))).isEqualTo(POLLOUT);
        assertThat(request.pollMultishot(eventfd, POLLIN)).isZero();
        assertThat(ring.dispatch(0)).isZero();
        for (int i = 1; i < 4; i++) {
            results.clear();
            fds.signal(eventfd);
            until("told", () -> !results.isEmpty());
            assertThat(results).containsExactly(POLLIN);
            assertThat(request.inFlight()).isTrue();
            assertThat(ring.dispatch(0)).as("edge-triggered").isZero();
        }
        assertThat(result(request.cancel())).isEqualTo(-ECANCELED);
        var count = new RingMemory(8);
        assertThat(result(request.read(eventfd, count, 0, 8))).isEqualTo(8);
        assertThat(count.segment().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(3);
    }

    @Test
    void oneAcceptTakesAHundredConnections() throws Exception {
        int listener = fds.listener();
        int port = port(listener);
        assertThat(request.acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
        var clients = new ArrayList<Socket>();
        for (int i = 0; i < 100; i++) {
            clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
            until("accepted", () -> results.size() == clients.size());
        }
        assertThat(request.more()).isTrue();
        assertThat(results).doesNotHaveDuplicates().allMatch(fd -> fd > 0);
        for (Socket client : clients) {
            client.close();
        }
        for (int fd : results) {
            assertThat(kernel.close(fd)).isZero();
        }
        assertThat(result(request.cancel())).isEqualTo(-ECANCELED);
    }

    private record Received(ByteArrayOutputStream bytes, List<Integer> ends) {
        Received() {
            this(new ByteArrayOutputStream(), new ArrayList<>());
        }
    }

    /** Receives until the end, starting again wherever the kernel ended the request. */
    private Received receive(int fd, RingBuffers buffers) {
        var received = new Received();
        var again =
                ring.request((recv, result) -> {
                    if (result > 0) {
                        var segment = Objects.requireNonNull(recv.buffer());
                        assertThat(segment.byteSize()).isEqualTo(buffers.size());
                        received.bytes.writeBytes(
                                segment.asSlice(0, result).toArray(ValueLayout.JAVA_BYTE));
                    } else {
                        assertThat(recv.buffer()).isNull();
                        received.ends.add(result);
                    }
                    if (!recv.more() && (result > 0 || result == -ENOBUFS)) {
                        assertThat(recv.recvMultishot(fd, buffers, 0)).isZero();
                    }
                });
        assertThat(again.recvMultishot(fd, buffers, 0)).isZero();
        until("the end", () -> !again.inFlight());
        return received;
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Test
    void oneReceiveBringsAllDataAndTheEnd() throws Exception {
        var buffers = new RingBuffers(64, 4096);
        assertThat(ring.provide(buffers)).isZero();
        int[] pair = fds.pair();
        byte[] sent = random(100_000);
        var writer = new FutureTask<>(() -> send(pair[1], sent));
        Thread.startVirtualThread(writer);
        var received = receive(pair[0], buffers);
        assertThat(received.bytes.toByteArray()).isEqualTo(sent);
        assertThat(received.ends).last().isEqualTo(0);
        assertThat(writer.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private boolean send(int fd, byte[] bytes) {
        var segment = fds.arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
        for (long at = 0, n; at < bytes.length; at += n) {
            n = Kernel.host().send(fd, segment.asSlice(at), bytes.length - at, MSG_NOSIGNAL);
            if (n < 0) {
                assertThat(n).isEqualTo(-EAGAIN);
                Fds.until("room", () -> fds.ready(fd, POLLOUT));
                n = 0;
            }
        }
        fds.shutdownOutput(fd);
        return true;
    }

    @Test
    void withoutBuffersLeftTheDataWaitsAndComesLater() throws IOException {
        var buffers = new RingBuffers(2, 16);
        assertThat(ring.provide(buffers)).isZero();
        int[] pair = fds.pair();
        byte[] sent = random(1000);
        assertThat(send(pair[1], sent)).isTrue();
        var received = receive(pair[0], buffers);
        assertThat(received.bytes.toByteArray()).isEqualTo(sent);
        assertThat(received.ends).contains(-ENOBUFS).last().isEqualTo(0);
    }

    @Test
    void aSingleReceiveTakesABufferToo() throws IOException {
        var buffers = new RingBuffers(4, 32);
        assertThat(ring.provide(buffers)).isZero();
        int[] pair = fds.pair();
        for (int i = 0; i < 20; i++) {
            fds.write(pair[1], 10);
            assertThat(result(request.recv(pair[0], buffers, 0))).isEqualTo(10);
            assertThat(request.flags() & IORING_CQE_F_MORE).isZero();
            assertThat(request.buffer()).as("only in the callback").isNull();
        }
    }

    @Test
    void buffersAreOfOneRing() {
        var buffers = new RingBuffers(4, 32);
        assertThatThrownBy(() -> request.recv(0, buffers, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ring.provide(buffers)).isZero();
        assertThatThrownBy(() -> ring.provide(buffers)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new RingBuffers(3, 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingBuffers(1 << 16, 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RingBuffers(4, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Sends nothing and receives nothing by any call of its own. */
    @Test
    void allGoesThroughTheRing() throws IOException {
        sendAndReceive();
        assertThat(kernel.counts().keySet())
                .containsExactlyInAnyOrder(
                        "io_uring_setup",
                        "io_uring_register",
                        "io_uring_enter",
                        "mmap",
                        "clock_gettime",
                        "IORING_OP_SEND",
                        "IORING_OP_RECV",
                        "IORING_OP_READ",
                        "IORING_OP_WRITE",
                        "IORING_OP_SHUTDOWN");
    }

    @Test
    void whatACallbackThrowsIsThrownWhenAllWereCalled() {
        Completed throwing =
                (_, _) -> {
                    throw new IllegalStateException("callback");
                };
        assertThat(ring.request(throwing).nop()).isZero();
        assertThat(request.nop()).isZero();
        assertThatThrownBy(() -> ring.dispatch(FOREVER)).hasMessage("callback");
        assertThat(results).containsExactly(0);
    }

    @Test
    void itBelongsToOneThread() throws Exception {
        assertThat(request.nop()).as("set up here, submitted there").isZero();
        var other = new FutureTask<>(() -> ring.dispatch(FOREVER));
        var stay = new FutureTask<>(() -> true);
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            other.run();
                            try {
                                stay.get();
                                ring.close();
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> ring.dispatch(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to thread");
        assertThatThrownBy(request::nop).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(ring::close).isInstanceOf(IllegalStateException.class);
        stay.run();
        thread.join();
    }

    @Test
    void bytesWithTheirEndAreTwoCompletions() throws IOException {
        var buffers = new RingBuffers(4, 32);
        assertThat(ring.provide(buffers)).isZero();
        int[] pair = fds.tcpPair();
        fds.write(pair[1], 3);
        fds.shutdownOutput(pair[1]);
        var received = receive(pair[0], buffers);
        assertThat(received.bytes.size()).isEqualTo(3);
        assertThat(received.ends).containsExactly(0);
        assertThat(kernel.recv(pair[0], NULL, 0, SysSocket.MSG_DONTWAIT)).isZero();
    }
}
