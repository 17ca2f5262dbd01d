package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.FD_TOO_HIGH;
import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.poll.Poller.OUT;
import static dev.sockeye.poll.Told.event;
import static dev.sockeye.sys.SysSelect.FD_SETSIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Kernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptors around FD_SETSIZE. In C this is where memory gets overwritten. */
@Timeout(60)
class SelectLimitTest {
    private final Kernel kernel = Kernel.host();
    private final Fds fds = new Fds(kernel);
    private final Told told = new Told();

    @AfterEach
    void close() {
        fds.close();
    }

    @Test
    void theLastNumberOfASetIsWatched() throws Exception {
        try (Poller poller = Poller.select(kernel)) {
            int[] pair = fds.pair();
            int last = fds.dup(pair[0], FD_SETSIZE - 1);
            assertThat(last).isEqualTo(FD_SETSIZE - 1);
            assertThat(poller.watch(last, told).want(IN | OUT)).isZero();
            assertThat(told.now(poller)).containsExactly(event(last, OUT));
            fds.write(pair[1], 1);
            assertThat(told.now(poller)).containsExactly(event(last, IN | OUT));
        }
    }

    @Test
    void beyondItSelectRefuses() throws Exception {
        try (Poller poller = Poller.select(kernel)) {
            int[] pair = fds.pair();
            fds.write(pair[1], 1);
            for (int number : new int[] {FD_SETSIZE, FD_SETSIZE + 1, 1500, 3 * FD_SETSIZE}) {
                int high = fds.dup(pair[0], number);
                Watch watch = poller.watch(high, told);
                assertThat(watch.want(IN | OUT)).as("%d", high).isEqualTo(FD_TOO_HIGH);
                assertThat(watch.interest()).isZero();
                assertThat(watch.remove()).isZero();
            }
            assertThat(told.now(poller)).isEmpty();
            assertThat(Poller.words(FD_TOO_HIGH)).contains("FD_SETSIZE").contains("1024");
            assertThat(poller.watch(pair[0], told).want(IN)).as("goes on").isZero();
            assertThat(told.now(poller)).containsExactly(event(pair[0], IN));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POLL", "EPOLL", "EPOLL_EDGE"})
    void theOthersTakeAnyNumber(On on) throws Exception {
        try (Poller poller = on.open(kernel)) {
            int[] pair = fds.pair();
            int high = fds.dup(pair[0], 1500);
            assertThat(high).isGreaterThanOrEqualTo(1500);
            Watch watch = poller.watch(high, told);
            assertThat(watch.want(on.way(IN))).isZero();
            fds.write(pair[1], 1);
            assertThat(told.now(poller)).containsExactly(event(high, IN));
            assertThat(watch.remove()).isZero();
        }
    }

    /** A loop on select whose own eventfd has a high number says so, and does not run blind. */
    @Test
    void aLoopWhoseWakeUpIsTooHighDoesNotOpen() throws Exception {
        int low = fds.eventfd();
        while (fds.dup(low, 0) < FD_SETSIZE - 1) {}
        try (var loop = new Loop(Poller.select(kernel))) {
            assertThat(loop.open()).isEqualTo(FD_TOO_HIGH);
        }
    }
}
