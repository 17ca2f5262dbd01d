package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.FOREVER;
import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.poll.Told.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Timespec;
import dev.sockeye.sys.Timeval;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timeouts and interrupted calls. */
@Timeout(60)
class TimeTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 24 * 3600 * SECOND;

    private final FaultKernel kernel = new FaultKernel(Kernel.host());
    private final Fds fds = new Fds(kernel);
    private final Told told = new Told();

    @AfterEach
    void close() {
        fds.close();
    }

    @ParameterizedTest
    @EnumSource
    void noWaitEndsEarly(On on) throws Exception {
        try (Poller poller = on.open(kernel)) {
            assertThat(poller.watch(fds.eventfd(), told).want(on.way(IN))).isZero();
            for (long timeout : new long[] {1, 1_500_000, 30_000_000}) {
                long before = System.nanoTime();
                assertThat(poller.dispatch(timeout)).isZero();
                assertThat(System.nanoTime() - before).isBetween(timeout, timeout + 5 * SECOND);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPollerWithoutAWatchWaitsToo(On on) {
        try (Poller poller = on.open(kernel)) {
            long before = System.nanoTime();
            assertThat(poller.dispatch(2_000_000)).isZero();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedCallGoesRoundWithTheTimeThatIsLeft(On on) throws Exception {
        int fd = fds.eventfd();
        try (Poller poller = on.open(kernel)) {
            Watch watch = poller.watch(fd, told);
            assertThat(watch.want(on.way(IN))).isZero();
            kernel.at(on.call, 1, FaultKernel.interruptedBefore());
            assertThat(poller.dispatch(0)).isZero();
            kernel.at(on.call, 1, FaultKernel.interruptedAfter());
            long before = System.nanoTime();
            assertThat(poller.dispatch(20_000_000)).isZero();
            assertThat(System.nanoTime() - before).isBetween(20_000_000L, 5 * SECOND);
            assertThat(kernel.hits(on.call)).isEqualTo(2);

            fds.signal(fd);
            kernel.at(on.call, 1, FaultKernel.interruptedBefore());
            kernel.at(on.call, 2, FaultKernel.interruptedBefore());
            assertThat(told.after(poller, FOREVER)).containsExactly(event(fd, IN));
            assertThat(kernel.hits(on.call)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsAnswered(On on) throws Exception {
        try (Poller poller = on.open(kernel)) {
            assertThat(poller.watch(fds.eventfd(), told).want(on.way(IN))).isZero();
            kernel.at(on.call, 1, FaultKernel.errno(Errno.ENOMEM));
            assertThat(poller.dispatch(SECOND)).isEqualTo(-Errno.ENOMEM);
        }
    }

    /** A kernel whose waits are over at once, and whose clock has moved on by what they were to take. */
    private static final class Clockwork extends ForwardingKernel {
        private final List<Long> timeouts = new ArrayList<>();
        private long now = 1;

        Clockwork() {
            super(new Kernel() {});
        }

        @Override
        protected long intercept(Invocation call) {
            switch (call.name()) {
                case "clock_gettime" -> {
                    var time = (MemorySegment) call.argument(1);
                    Timespec.sec(time, now / SECOND);
                    Timespec.nsec(time, now % SECOND);
                }
                case "poll" -> waited((int) call.argument(2), 1_000_000);
                case "epoll_wait" -> waited((int) call.argument(3), 1_000_000);
                case "select" -> {
                    var time = (MemorySegment) call.argument(4);
                    waited(Timeval.sec(time) * 1_000_000 + Timeval.usec(time), 1_000);
                }
                default -> {}
            }
            return 0;
        }

        private void waited(long timeout, long unit) {
            timeouts.add(timeout);
            now += timeout * unit;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "RING") // which takes nanoseconds
    void timeoutsAreRoundedUpAndClamped(On on) {
        var clockwork = new Clockwork();
        try (Poller poller = on.open(clockwork)) {
            boolean fine = on == On.SELECT;
            long unit = fine ? 1_000 : 1_000_000;
            for (long timeout : new long[] {0, 1, unit - 1, unit, unit + 1, SECOND, DAY}) {
                clockwork.timeouts.clear();
                long start = clockwork.now;
                assertThat(poller.dispatch(timeout)).isZero();
                long up = timeout == 0 ? 0 : (timeout - 1) / unit + 1;
                assertThat(clockwork.timeouts).as("%d ns", timeout).containsExactly(up);
                assertThat(clockwork.now - start).isGreaterThanOrEqualTo(timeout);
            }
            clockwork.timeouts.clear();
            long start = clockwork.now;
            assertThat(poller.dispatch(40 * DAY)).isZero();
            assertThat(clockwork.timeouts)
                    .as("int milliseconds end before 25 days")
                    .hasSize(fine ? 1 : 2);
            assertThat(clockwork.now - start).isGreaterThanOrEqualTo(40 * DAY);
        }
    }
}
