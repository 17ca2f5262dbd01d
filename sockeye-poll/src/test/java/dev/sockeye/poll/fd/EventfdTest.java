package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EMFILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.PollH;
import dev.sockeye.sys.Pollfd;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventfdTest {
    private final FaultKernel faults = new FaultKernel(Kernel.host());
    private final CountingKernel kernel = new CountingKernel(faults);

    private static boolean readable(int fd) {
        try (var arena = Arena.ofConfined()) {
            var fds = Pollfd.allocate(arena, 1);
            Pollfd.set(fds, 0, fd, PollH.POLLIN);
            return Kernel.host().poll(fds, 1, 0) == 1;
        }
    }

    @Test
    void aSignalIsSeenUntilItIsTaken() {
        var eventfd = new Eventfd(kernel);
        assertThat(eventfd.number()).isNegative();
        assertThat(eventfd.open()).isZero();
        assertThat(eventfd.open()).isZero();
        assertThat(kernel.count("eventfd")).isEqualTo(1);
        assertThat(readable(eventfd.number())).isFalse();
        faults.at("write", 1, FaultKernel.interruptedBefore());
        eventfd.signal();
        eventfd.signal();
        assertThat(readable(eventfd.number())).isTrue();
        faults.at("read", 1, FaultKernel.interruptedBefore());
        eventfd.drain();
        assertThat(readable(eventfd.number())).isFalse();
        eventfd.close();
        eventfd.close();
        assertThat(kernel.count("close")).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeOpenedIsNeitherWrittenNorClosed() {
        var eventfd = new Eventfd(kernel);
        faults.at("eventfd", 1, FaultKernel.errno(EMFILE));
        assertThat(eventfd.open()).isEqualTo(-EMFILE);
        eventfd.signal();
        eventfd.drain();
        eventfd.close();
        eventfd.signal();
        eventfd.drain();
        assertThat(kernel.counts()).containsOnly(Map.entry("eventfd", 1L));
    }

    /** Signals and a close race: no write may come after the close, when the number is another's. */
    @Test
    void noSignalReachesANumberThatWasClosed() throws Exception {
        var closed = ConcurrentHashMap.<Integer>newKeySet();
        var late = new AtomicInteger();
        var watching =
                new ForwardingKernel(Kernel.host()) {
                    @Override
                    protected long intercept(Invocation call) {
                        int number = (int) call.argument(0);
                        if (call.name().equals("close")) {
                            closed.add(number);
                            return 0; // the number is kept, so that it is nobody else's
                        }
                        if (call.name().equals("write") && closed.contains(number)) {
                            late.incrementAndGet();
                        }
                        return super.intercept(call);
                    }
                };
        for (int round = 0; round < 300; round++) {
            closed.clear();
            var eventfd = new Eventfd(watching);
            assertThat(eventfd.open()).isZero();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 2; i++) {
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int k = 0; k < 50; k++) {
                                        eventfd.signal();
                                    }
                                }));
            }
            for (int spin = 0; spin < round * 10; spin++) {
                Thread.onSpinWait();
            }
            eventfd.close();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(closed).hasSize(1);
            assertThat(Kernel.host().close(eventfd.number())).isZero();
        }
        assertThat(late).hasValue(0);
    }
}
