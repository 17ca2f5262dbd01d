package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testing.Allocation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An echo allocates nothing on a thread of its own, with a timeout set. On a platform thread, whose
 * allocations can be counted; on a virtual one the JDK allocates what its scheduler queues.
 */
@Timeout(90)
class StreamAllocationTest {
    private static final int WINDOW = 2_000;

    /** What is not compiled yet allocates, and when it is compiled nobody knows: the least counts. */
    private static final int MOST_WINDOWS = 100;

    private static final int SIZE = 64;

    /** What the echoing thread allocated in its best window so far. */
    private final AtomicLong least = new AtomicLong(Long.MAX_VALUE);

    private int echoes;
    private long before = -1;

    private interface Echo {
        void run(StreamSocket socket) throws IOException;
    }

    @Test
    void readAndWriteAllocateNothing() throws Exception {
        assertThat(
                        allocated(socket -> {
                            try (var arena = Arena.ofConfined()) {
                                MemorySegment room = arena.allocate(SIZE);
                                while (socket.read(room) == SIZE) {
                                    count();
                                    socket.writeAll(room);
                                }
                            }
                        }))
                .as("bytes in %d echoes", WINDOW)
                .isLessThanOrEqualTo(WINDOW);
    }

    @Test
    void transferToAllocatesNothing() throws Exception {
        assertThat(
                        allocated(socket -> {
                            var _ =
                                    socket.transferTo(data -> {
                                        count();
                                        socket.writeAll(data);
                                    });
                        }))
                .as("bytes in %d echoes", WINDOW)
                .isLessThanOrEqualTo(WINDOW);
    }

    private long allocated(Echo echo) throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            talk.server().timeout(Duration.ofMinutes(5));
            var serving =
                    On.PLATFORM.start(() -> {
                        echo.run(talk.server());
                        return true;
                    });
            byte[] request = new byte[SIZE];
            for (int window = 0; window < MOST_WINDOWS && least.get() > WINDOW; window++) {
                for (int round = 0; round < WINDOW; round++) {
                    talk.client().writeAll(request);
                    assertThat(talk.client().in().readNBytes(SIZE)).hasSize(SIZE);
                }
            }
            talk.client().shutdownOutput();
            assertThat(serving.get()).isTrue();
            return least.get();
        }
    }

    /** On the echoing thread alone. */
    private void count() {
        if (++echoes % WINDOW == 0) {
            long now = Allocation.ofThisThread();
            if (before >= 0) {
                least.accumulateAndGet(now - before, Math::min);
            }
            before = Allocation.ofThisThread();
        }
    }
}
