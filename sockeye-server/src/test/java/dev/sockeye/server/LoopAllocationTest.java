package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testing.Allocation;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An echo allocates nothing on a loop's thread, with the idle time-out on. */
@Timeout(90)
class LoopAllocationTest {
    private static final int WINDOW = 2000;

    /** What is not compiled yet allocates, and when it is compiled nobody knows: the least counts. */
    private static final int MOST_WINDOWS = 100;

    /** Counts what the loop's thread has allocated from one window to the next. */
    private static final class Counting implements LoopHandler {
        private final LinkedBlockingQueue<Long> windows = new LinkedBlockingQueue<>();
        private int requests;
        private long before = -1;

        @Override
        public long received(LoopSession session, MemorySegment data) throws Exception {
            if (++requests % WINDOW == 0) {
                long now = Allocation.ofThisThread();
                if (before >= 0) {
                    windows.add(now - before);
                }
                before = Allocation.ofThisThread();
            }
            return session.send(data);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poll", "epoll:1", "uring:1"})
    void anEchoAllocatesNothing(String model) throws Exception {
        var counting = new Counting();
        long least = Long.MAX_VALUE;
        try (var server =
                        Server.on(dev.sockeye.net.Target.parse("127.0.0.1:0"))
                                .model(Model.parse(model))
                                .timeout(Duration.ofMinutes(5))
                                .startLoop(counting);
                var client = Client.connect(server)) {
            byte[] request = new byte[64];
            for (int window = 0; window < MOST_WINDOWS && least > WINDOW; window++) {
                for (int round = 0; round < WINDOW; round++) {
                    client.send(request).read(request.length);
                }
                Long bytes = counting.windows.poll();
                least = bytes == null ? least : Math.min(least, bytes);
            }
        }
        assertThat(least).as("bytes in %d echoes", WINDOW).isLessThanOrEqualTo(WINDOW);
    }
}
