package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.EDGE;
import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SockaddrIn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole echo server on each mechanism, judged by the JDK's sockets. */
@Timeout(60)
class LoopEchoTest {
    private static final int CLIENTS = 30;

    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private final Fds fds = new Fds(Kernel.host());
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void close() {
        fds.close();
    }

    private int serve(Loop loop, On on, long idle) throws Exception {
        int listener = fds.listener();
        int way = on.edge() ? EDGE : 0;
        Ready accept =
                (watch, _) -> {
                    for (int fd; (fd = accept(watch.fd())) >= 0; ) {
                        sessions.incrementAndGet();
                        MemorySegment buffer = fds.arena.allocate(8192, 64);
                        new EchoSession(
                                        loop,
                                        kernel,
                                        fd,
                                        buffer,
                                        way,
                                        idle,
                                        sessions::decrementAndGet)
                                .begin();
                    }
                };
        assertThat(loop.open()).isZero();
        assertThat(loop.watch(listener, accept).want(on.way(IN))).isZero();
        loop.start("loop-echo-" + on);
        MemorySegment address = fds.arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = fds.arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        assertThat(kernel.getsockname(listener, address, length)).isZero();
        return SockaddrIn.port(address);
    }

    private int accept(int listener) {
        return kernel.accept4(
                listener, MemorySegment.NULL, MemorySegment.NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }

    private Loop loop(On on) {
        return new Loop(
                on.open(kernel, 8),
                (_, thrown) -> {
                    thrown.printStackTrace();
                    failures.incrementAndGet();
                });
    }

    /** Some 300 KB and the end of the stream, there and back. */
    private static int talk(int port, long seed) throws Exception {
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
            byte[] got = socket.getInputStream().readAllBytes();
            assertThat(got).isEqualTo(sent);
            assertThat(writer.get(20, TimeUnit.SECONDS)).isTrue();
        }
        return sent.length;
    }

    private void talkAtOnce(int port) throws Exception {
        var talks = new ArrayList<FutureTask<Integer>>();
        for (int i = 0; i < CLIENTS; i++) {
            long seed = i;
            var talk = new FutureTask<>(() -> talk(port, seed));
            talks.add(talk);
            Thread.startVirtualThread(talk);
        }
        for (var talk : talks) {
            assertThat(talk.get(50, TimeUnit.SECONDS)).isPositive();
        }
        Fds.until("all ended", () -> sessions.get() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void manyTalkAtOnce(On on) throws Exception {
        try (Loop loop = loop(on)) {
            int port = serve(loop, on, 60_000_000_000L);
            talkAtOnce(port);
        }
        assertThat(failures).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void theSameWithInterruptedCalls(On on) throws Exception {
        try (Loop loop = loop(on)) {
            int port = serve(loop, on, 60_000_000_000L);
            kernel.every(on.call, 3, FaultKernel.interruptedBefore());
            talkAtOnce(port);
            assertThat(kernel.hits(on.call)).isPositive();
        }
        assertThat(failures).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void aSilentPeerIsClosedAndABusyOneIsNot(On on) throws Exception {
        try (Loop loop = loop(on)) {
            int port = serve(loop, on, 300_000_000);
            try (var silent = new Socket(InetAddress.getLoopbackAddress(), port);
                    var busy = new Socket(InetAddress.getLoopbackAddress(), port)) {
                var end = new FutureTask<>(() -> silent.getInputStream().read());
                Thread.startVirtualThread(end);
                long start = System.nanoTime();
                while (!end.isDone()) {
                    exchange(busy);
                    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
                }
                assertThat(end.get()).isEqualTo(-1);
                assertThat(System.nanoTime() - start).isGreaterThan(250_000_000);
                exchange(busy);
                assertThat(sessions).hasValue(1);
            }
            Fds.until("ended", () -> sessions.get() == 0);
        }
        assertThat(failures).hasValue(0);
    }

    private static void exchange(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
    }
}
