package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SockaddrIn;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole echo server on a ring, judged by the JDK's sockets. */
@Timeout(60)
class RingEchoTest {
    private static final int CLIENTS = 30;
    private static final int ROOM = 4096;
    private static final int MANY = 8;

    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private final Fds fds = new Fds(Kernel.host());
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger noBuffers = new AtomicInteger();
    private final AtomicInteger pauses = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void close() {
        fds.close();
    }

    /** Sends what came, one piece after the other; with many pieces waiting it receives no more. */
    private final class Session {
        private final int fd;
        private final RingBuffers buffers;
        private final ArrayDeque<RingMemory> waiting = new ArrayDeque<>();
        private final Request receive;
        private final Request send;
        private int sent;
        private boolean ended;
        private boolean closed;

        Session(Ring ring, RingBuffers buffers, int fd) {
            this.fd = fd;
            this.buffers = buffers;
            receive = ring.request(this::received);
            send = ring.request((_, n) -> sent(n));
            sessions.incrementAndGet();
        }

        private void received(Request request, int result) {
            var buffer = request.buffer();
            if (buffer != null) {
                var memory = new RingMemory(result);
                MemorySegment.copy(buffer, 0, memory.segment(), 0, result);
                waiting.add(memory);
            } else if (result == -ENOBUFS) {
                noBuffers.incrementAndGet();
            } else {
                ended |= result != -ECANCELED;
            }
            if (waiting.size() > MANY && request.more()) {
                pauses.incrementAndGet();
                assertThat(request.cancel()).isZero();
            }
            step();
        }

        private void sent(int count) {
            ended |= count < 0;
            sent += count;
            if (count < 0) {
                waiting.clear();
            } else if (sent == waiting.element().segment().byteSize()) {
                waiting.remove();
                sent = 0;
            }
            step();
        }

        void step() {
            var next = waiting.peek();
            if (next != null && !send.inFlight()) {
                int left = (int) next.segment().byteSize() - sent;
                ended |= send.send(fd, next, sent, left, MSG_NOSIGNAL) < 0;
            }
            if (!ended && !receive.inFlight() && waiting.size() <= MANY) {
                ended = receive.recvMultishot(fd, buffers, 0) < 0;
            }
            if (ended && !receive.inFlight() && !send.inFlight() && !closed) {
                closed = true;
                assertThat(kernel.close(fd)).isZero();
                sessions.decrementAndGet();
            }
        }
    }

    private int serve(Loop loop, Ring ring, RingBuffers buffers) throws Exception {
        int listener = fds.listener();
        assertThat(loop.open()).isZero();
        assertThat(ring.provide(buffers)).isZero();
        Completed accepted =
                (request, fd) -> {
                    if (fd >= 0) {
                        new Session(ring, buffers, fd).step();
                    }
                    if (!request.more() && fd != -ECANCELED) {
                        // Where completions overflow the kernel ends what goes on.
                        assertThat(request.acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
                    }
                };
        assertThat(ring.request(accepted).acceptMultishot(listener, SOCK_CLOEXEC)).isZero();
        loop.start("loop-echo-ring");
        MemorySegment address = fds.arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = fds.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        assertThat(kernel.getsockname(listener, address, length)).isZero();
        return SockaddrIn.port(address);
    }

    private Loop loop(Ring ring) {
        return new Loop(
                ring,
                (_, thrown) -> {
                    thrown.printStackTrace();
                    failures.incrementAndGet();
                });
    }

    /** Some 300 KB and the end of the stream, there and back. */
    private static boolean talk(int port, long seed) throws Exception {
        var random = new Random(seed);
        byte[] sent = new byte[200_000 + random.nextInt(200_000)];
        random.nextBytes(sent);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var writer =
                    new FutureTask<>(() -> {
                        socket.getOutputStream().write(sent);
                        socket.shutdownOutput();
                        return true;
                    });
            Thread.startVirtualThread(writer);
            var got = socket.getInputStream().readAllBytes();
            assertThat(Arrays.equals(got, sent)).isTrue();
            return writer.get(20, TimeUnit.SECONDS);
        }
    }

    private void talkAtOnce(int port) throws Exception {
        var talks = new ArrayList<FutureTask<Boolean>>();
        for (int i = 0; i < CLIENTS; i++) {
            long seed = i;
            var talk = new FutureTask<>(() -> talk(port, seed));
            talks.add(talk);
            Thread.startVirtualThread(talk);
        }
        for (var talk : talks) {
            assertThat(talk.get(50, TimeUnit.SECONDS)).isTrue();
        }
        Fds.until("all ended", () -> sessions.get() == 0);
    }

    @Test
    void manyTalkAtOnce() throws Exception {
        var ring = new Ring(kernel);
        try (Loop loop = loop(ring)) {
            talkAtOnce(serve(loop, ring, new RingBuffers(64, ROOM)));
        }
        assertThat(pauses.get()).as("of sessions that could not send").isPositive();
        assertThat(failures).hasValue(0);
    }

    /** A small ring, fewer buffers than sessions, interrupted calls. */
    @Test
    void theSameInNarrowRooms() throws Exception {
        var ring = new Ring(kernel, 4, 8, 3);
        try (Loop loop = loop(ring)) {
            kernel.every("io_uring_enter", 3, FaultKernel.interruptedBefore());
            talkAtOnce(serve(loop, ring, new RingBuffers(2, ROOM)));
            assertThat(kernel.hits("io_uring_enter")).isPositive();
        }
        assertThat(noBuffers.get()).isPositive();
        assertThat(failures).hasValue(0);
    }
}
