package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Sockets.RECV;
import static dev.sockeye.poll.fd.Sockets.SEND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The kernel hands out a closed number at once to whoever opens next. Here threads go on using
 * closed descriptors while others open new ones with the same numbers: no byte may cross over.
 */
@Timeout(120)
class FdReuseTest {
    private static final int PAIRS = 4_000;

    @Test
    void nothingReachesTheNewOwner() throws Exception {
        try (var parker = new Parker(Kernel.host())) {
            var strays = new AtomicLong();
            var reused = new AtomicLong();
            var end = new AtomicBoolean();
            var victims = new Victims();
            var users = new ArrayList<Thread>();
            for (int i = 0; i < 3; i++) {
                var builder = i == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
                users.add(builder.start(() -> useStale(victims, end)));
            }
            try (var arena = Arena.ofConfined()) {
                churn(parker, victims, arena, strays, reused);
            } finally {
                end.set(true);
                for (Thread user : users) {
                    user.join();
                }
            }
            assertThat(reused)
                    .as("numbers that were handed out anew")
                    .hasValueGreaterThan(PAIRS / 2);
            assertThat(strays).as("bytes that reached a new owner").hasValue(0);
        }
    }

    /** Descriptors that are about to be closed, or were closed a moment ago. */
    private static final class Victims {
        private final Fd[] recent = new Fd[32];
        private int next;

        synchronized void add(Fd fd) {
            recent[next++ % recent.length] = fd;
        }

        synchronized Fd any(Random random) {
            return recent[random.nextInt(recent.length)];
        }
    }

    /** Nobody writes to the pairs that are looked at: what arrives there came from a stale user. */
    private static void churn(
            Parker parker, Victims victims, Arena arena, AtomicLong strays, AtomicLong reused)
            throws Exception {
        MemorySegment room = arena.allocate(64);
        var numbers = new java.util.HashSet<Integer>();
        for (int i = 0; i < PAIRS; i++) {
            Fd[] pair = Sockets.pair(parker);
            reused.addAndGet(numbers.add(pair[0].number()) ? 0 : 1);
            Fd[] mine = Sockets.pair(parker);
            strays.addAndGet(count(mine[0], room) + count(mine[1], room));
            victims.add(pair[1]);
            strays.addAndGet(count(mine[0], room) + count(mine[1], room));
            pair[1].close();
            Fd[] fresh = Sockets.pair(parker);
            for (int look = 0; look < 4; look++) {
                strays.addAndGet(count(fresh[0], room) + count(fresh[1], room));
            }
            for (Fd fd : List.of(pair[0], mine[0], mine[1], fresh[0], fresh[1])) {
                fd.close();
            }
        }
    }

    private static long count(Fd fd, MemorySegment room) {
        return Math.max(0, fd.call(RECV, room, 0));
    }

    @SuppressWarnings("ThreadPriorityCheck") // on two cores others must get on
    private static void useStale(Victims victims, AtomicBoolean end) {
        var random = new Random(Thread.currentThread().threadId());
        try (var arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) 'x');
            while (!end.get()) {
                Fd fd = victims.any(random);
                if (fd == null) {
                    Thread.yield();
                } else if (random.nextInt(8) == 0) {
                    fd.await(RECV, one, 0, Fd.IN, random.nextInt(50_000));
                } else {
                    fd.call(SEND, one, 0);
                }
            }
        }
    }
}
