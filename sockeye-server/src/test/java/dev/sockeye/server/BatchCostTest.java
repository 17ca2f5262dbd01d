package dev.sockeye.server;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.MessageBatch;
import dev.sockeye.net.Network;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.net.Udp;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.testing.Allocation;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch costs besides its datagrams: system calls, and memory of the heap. */
@Timeout(90)
class BatchCostTest {
    private static final int BURST = 32;
    private static final int SIZE = 64;
    private static final int WINDOW = 100 * BURST;

    /** What is not compiled yet allocates, and when it is compiled nobody knows: the least counts. */
    private static final int MOST_WINDOWS = 1000;

    private static Server start(Network network, DatagramHandler handler) throws IOException {
        return Server.on(Target.parse("udp:127.0.0.1:0"), So.RCVBUF.to(1 << 20))
                .model(Model.batch(1))
                .network(network)
                .startDatagram(handler);
    }

    private static MessageBatch burst(boolean trains) {
        var batch = MessageBatch.allocate(BURST, SIZE).trains(trains);
        for (int i = 0; i < BURST; i++) {
            assertThat(batch.add(batch.free().asSlice(0, SIZE).fill((byte) i))).isTrue();
        }
        return batch;
    }

    /** From the first datagram of one batch to the first of the next, however many there are. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBatchIsOneCallEachWay(boolean trains) throws Exception {
        var begun = new Semaphore(0);
        var goOn = new Semaphore(0);
        var echo = new Echo();
        DatagramHandler handler =
                (session, data) -> {
                    if (data.get(JAVA_BYTE, 0) == 0) {
                        begun.release();
                        goOn.acquire();
                    }
                    echo.received(session, data);
                };
        var calls = new CountingKernel(Kernel.host());
        try (var network = Network.on(calls);
                var server = start(network, handler);
                var client = DatagramSocket.connect(server.local(), So.RCVBUF.to(1 << 20))) {
            client.send(burst(trains).data(0));
            begun.acquire();
            for (int round = 0; round < 20; round++) {
                client.send(burst(trains));
                calls.reset();
                goOn.release();
                begun.acquire();
                assertThat(calls.counts()).isEqualTo(Map.of("sendmmsg", 1L, "recvmmsg", 1L));
            }
            goOn.release();
        }
    }

    /** Each is answered before the next one is received, until small ones come again. */
    @Test
    void aLargeTrainIsATurnOfItsOwn() throws Exception {
        var begun = new Semaphore(0);
        var goOn = new Semaphore(0);
        var echo = new Echo();
        var handler =
                new TrainHandler() {
                    @Override
                    public void received(DatagramSession session, MemorySegment data)
                            throws Exception {
                        begun.release();
                        goOn.acquire();
                        echo.received(session, data);
                    }

                    @Override
                    public void received(DatagramSession session, MemorySegment train, int size)
                            throws Exception {
                        begun.release();
                        goOn.acquire();
                        echo.received(session, train, size);
                    }
                };
        var calls = new CountingKernel(Kernel.host());
        try (var network = Network.on(calls);
                var server = start(network, handler);
                var client = DatagramSocket.connect(server.local(), So.RCVBUF.to(1 << 20))) {
            client.send(largeTrain());
            begun.acquire();
            calls.reset();
            for (int i = 0; i < 2; i++) {
                client.send(largeTrain());
            }
            goOn.release();
            begun.acquire();
            goOn.release();
            begun.acquire();
            assertThat(calls.counts()).isEqualTo(Map.of("sendmmsg", 2L, "recvmmsg", 2L));
            client.send(burst(false));
            goOn.release(BURST);
            begun.acquire(BURST);
            assertThat(calls.counts()).isEqualTo(Map.of("sendmmsg", 4L, "recvmmsg", 4L));
            goOn.release();
        }
    }

    private static MessageBatch largeTrain() {
        var train = MessageBatch.allocate(2, 20_000).trains(true);
        for (int at = 0; at < 40_000; at += 1000) {
            assertThat(train.add(train.free().asSlice(0, 1000))).isTrue();
        }
        return train;
    }

    /** Counts what the loop's thread has allocated from one window to the next. */
    private static final class Counting implements TrainHandler {
        private final LinkedBlockingQueue<Long> windows = new LinkedBlockingQueue<>();
        private final Echo echo = new Echo();
        private long datagrams;
        private long before = -1;

        /** What one question for the count allocates itself. */
        private long asking;

        @Override
        public void received(DatagramSession session, MemorySegment data) throws IOException {
            count(1);
            echo.received(session, data);
        }

        @Override
        public void received(DatagramSession session, MemorySegment train, int size)
                throws IOException {
            count(train.byteSize() / size);
            echo.received(session, train, size);
        }

        private void count(long more) {
            datagrams += more;
            if (datagrams >= WINDOW) {
                datagrams = 0;
                long now = Allocation.ofThisThread();
                if (before >= 0) {
                    windows.add(now - before - asking);
                }
                long once = Allocation.ofThisThread();
                before = Allocation.ofThisThread();
                asking = before - once;
            }
        }
    }

    /** Less than a byte for each: what a thread waits with may take a node of a list for each wait. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEchoAllocatesNothing(boolean trains) throws Exception {
        var counting = new Counting();
        long least = Long.MAX_VALUE;
        try (var server = start(Network.host(), counting);
                var client =
                        DatagramSocket.connect(
                                server.local(), So.RCVBUF.to(1 << 20), Udp.GRO.to(trains))) {
            client.timeout(Duration.ofSeconds(20));
            var answers = MessageBatch.allocate(BURST, 64 << 10);
            for (int window = 0; window < MOST_WINDOWS && least >= WINDOW; window++) {
                for (int round = 0; round < WINDOW / BURST; round++) {
                    client.send(burst(trains));
                    take(client, answers);
                }
                Long bytes = counting.windows.poll();
                least = bytes == null ? least : Math.min(least, bytes);
            }
        }
        assertThat(least).as("bytes in %d echoes", WINDOW).isLessThan(WINDOW);
    }

    private static void take(DatagramSocket client, MessageBatch answers) throws IOException {
        for (long bytes = 0; bytes < BURST * SIZE; ) {
            int messages = client.receive(answers);
            for (int i = 0; i < messages; i++) {
                bytes += answers.size(i);
            }
        }
    }
}
