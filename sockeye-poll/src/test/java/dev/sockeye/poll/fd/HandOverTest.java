package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Sockets.RECV;
import static dev.sockeye.poll.fd.Sockets.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The events of one connection alone are handed out by the master, others by the poller, and they take
 * over from each other: no event may be lost between them. A round that loses one never ends.
 */
@Timeout(120)
class HandOverTest {
    /** More of them by {@code -Ddev.sockeye.rounds=N}. */
    private static final int ROUNDS = Integer.getInteger("dev.sockeye.rounds", 20_000);

    private static final int READERS = 5;
    private static final long PATIENCE = 30_000_000_000L;

    @Test
    void noEventIsLostBetweenMasterAndPoller() throws Exception {
        try (var parker = new Parker(Kernel.host());
                var arena = Arena.ofShared()) {
            var read = new AtomicLong();
            var ends = new ArrayList<Fd[]>();
            var readers = new ArrayList<FutureTask<Long>>();
            for (int i = 0; i < READERS; i++) {
                Fd[] pair = Sockets.tcpPair(parker);
                pair[0].shortReadsDrain(true);
                ends.add(pair);
                MemorySegment room = arena.allocate(64);
                readers.add(virtual(() -> readAll(pair[0], room, read)));
            }
            long sent = send(ends, arena.allocate(1), read);
            for (Fd[] pair : ends) {
                pair[1].close();
            }
            for (FutureTask<Long> reader : readers) {
                assertThat(reader.get(20, TimeUnit.SECONDS)).isZero();
            }
            assertThat(read).hasValue(sent);
            ends.forEach(pair -> pair[0].close());
        }
    }

    private static FutureTask<Long> virtual(java.util.concurrent.Callable<Long> body) {
        var task = new FutureTask<>(body);
        Thread.startVirtualThread(task);
        return task;
    }

    private static long readAll(Fd fd, MemorySegment room, AtomicLong read) {
        while (true) {
            long got = fd.awaitRead(RECV, room, room.byteSize(), PATIENCE);
            if (got <= 0) {
                return got;
            }
            read.addAndGet(got);
        }
    }

    /** To one, or to several at once, and then until all of it was read; pauses of all lengths between. */
    private static long send(List<Fd[]> ends, MemorySegment one, AtomicLong read) {
        var random = new SplittableRandom(5);
        long sent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int many = random.nextInt(4) == 0 ? READERS : 1;
            int from = round >> 4; // the same one for a while
            for (int i = 0; i < many; i++) {
                assertThat(ends.get((from + i) % READERS)[1].call(SEND, one, 0)).isOne();
                sent++;
            }
            for (int spins = random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            if (random.nextBoolean()) {
                long all = sent;
                Sockets.until("round " + round + " was read", () -> read.get() == all);
            }
        }
        return sent;
    }

    /** Data, a deadline, a close and two readers of one descriptor, all in the same moment. */
    @Test
    void everyWaitEndsOnceWhateverComesTogether() throws Exception {
        try (var parker = new Parker(Kernel.host());
                var arena = Arena.ofShared()) {
            MemorySegment one = arena.allocate(1);
            var random = new SplittableRandom(7);
            for (int round = 0; round < ROUNDS / 20; round++) {
                Fd[] pair = Sockets.pair(parker);
                var readers = new ArrayList<FutureTask<Long>>();
                for (int i = 0; i < 2; i++) {
                    long patience = random.nextInt(3) == 0 ? random.nextInt(2_000_000) : PATIENCE;
                    MemorySegment room = arena.allocate(1);
                    readers.add(virtual(() -> pair[0].await(RECV, room, 0, Fd.IN, patience)));
                }
                for (int spins = random.nextInt(20_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                pair[1].call(SEND, one, 0);
                pair[0].close();
                for (FutureTask<Long> reader : readers) {
                    long outcome = reader.get(20, TimeUnit.SECONDS);
                    assertThat(outcome).isIn(1L, (long) Fd.CLOSED, (long) Fd.DEADLINE);
                }
                assertThat(pair[0].readiness().waiters()).isZero();
                pair[1].close();
            }
        }
    }
}
