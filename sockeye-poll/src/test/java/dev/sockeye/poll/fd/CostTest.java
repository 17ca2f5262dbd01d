package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Sockets.RECV;
import static dev.sockeye.poll.fd.Sockets.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one echo costs in system calls, on a connection that had been asleep: exact numbers. */
@Timeout(60)
class CostTest {
    private static final int ECHOES = 50;
    private static final long PATIENCE = 20_000_000_000L;

    private final CountingKernel kernel = new CountingKernel(Kernel.host());
    private final Parker parker = new Parker(kernel);
    private final Parker peers = new Parker(Kernel.host());
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        parker.close();
        peers.close();
        arena.close();
    }

    /**
     * The master sleeps in one epoll_wait and takes the event by another, and asks to be told of the next:
     * no poller wakes up for a lone event.
     */
    @Test
    void anEchoOfAVirtualThread() throws Exception {
        assertThat(calls(Thread.ofVirtual(), Thread.State.WAITING, "epoll_wait"))
                .isEqualTo(Map.of("recv", 1L, "send", 1L, "epoll_wait", 2L, "epoll_ctl", 1L));
    }

    /** After a short read it does not try first: most often nothing more is there yet. */
    @Test
    void anEchoOfAPlatformThread() throws Exception {
        assertThat(calls(Thread.ofPlatform().daemon(), Thread.State.RUNNABLE, "poll"))
                .isEqualTo(Map.of("recv", 1L, "send", 1L, "poll", 1L));
    }

    /** The calls of one echo; each begins when the thread and whoever waits for it are asleep. */
    private Map<String, Long> calls(Thread.Builder threads, Thread.State asleep, String sleep)
            throws Exception {
        Fd[] pair = Sockets.tcpPair(peers);
        var served = new Fd(parker, pair[0].detach());
        served.shortReadsDrain(true);
        MemorySegment room = arena.allocate(64);
        Thread thread = threads.start(() -> echo(served, room));
        MemorySegment request = arena.allocate(64);
        MemorySegment answer = arena.allocate(64);
        for (int warm = 0; warm < 5; warm++) {
            untilAsleep(thread, asleep, sleep);
            exchange(pair[1], request, answer);
        }
        untilAsleep(thread, asleep, sleep);
        kernel.reset();
        for (int i = 0; i < ECHOES; i++) {
            exchange(pair[1], request, answer);
            untilAsleep(thread, asleep, sleep);
        }
        var each = new TreeMap<String, Long>();
        kernel.counts()
                .forEach((name, count) -> {
                    if (!name.equals("clock_gettime")) {
                        assertThat(count % ECHOES).as("%d %s", count, name).isZero();
                        each.put(name, count / ECHOES);
                    }
                });
        pair[1].close();
        thread.join();
        served.close();
        return each;
    }

    /** The thread waits, and nobody has made a call for a while: the one in which somebody sleeps was the last. */
    private void untilAsleep(Thread thread, Thread.State state, String sleep) {
        Sockets.until(
                "asleep in " + sleep,
                () -> {
                    long calls = kernel.total();
                    for (int spins = 0; spins < 5_000; spins++) {
                        Thread.onSpinWait();
                    }
                    return thread.getState() == state
                            && sleepers(sleep) > 0
                            && calls == kernel.total();
                });
    }

    private static long sleepers(String method) {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames ->
                        java.util.Arrays.stream(frames)
                                .anyMatch(frame ->
                                        frame.getMethodName().equals(method)
                                                && frame.getClassName().endsWith("HostKernel")))
                .count();
    }

    private static void echo(Fd fd, MemorySegment room) {
        while (true) {
            long got = fd.awaitRead(RECV, room, room.byteSize() + 1, PATIENCE);
            if (got <= 0) {
                return;
            }
            fd.await(SEND, room.asSlice(0, got), 0, Fd.OUT, PATIENCE);
        }
    }

    private static void exchange(Fd fd, MemorySegment request, MemorySegment answer) {
        assertThat(fd.await(SEND, request, 0, Fd.OUT, PATIENCE)).isEqualTo(64);
        assertThat(fd.await(RECV, answer, 0, Fd.IN, PATIENCE)).isEqualTo(64);
    }
}
