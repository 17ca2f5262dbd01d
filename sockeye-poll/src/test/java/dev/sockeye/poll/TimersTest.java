package dev.sockeye.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Timespec;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Very many timers, on a clock that is set by hand; the work is counted, not timed. */
@Timeout(60)
class TimersTest {
    private static final int MANY = 100_000;
    private static final long SECOND = 1_000_000_000;
    private static final long IDLE = 300 * SECOND;

    private long now = 1;
    private int clockReadings;

    private final Kernel kernel =
            new Kernel() {
                @Override
                public int clock_gettime(int clockid, MemorySegment time) {
                    clockReadings++;
                    Timespec.sec(time, now / SECOND);
                    Timespec.nsec(time, now % SECOND);
                    return 0;
                }
            };
    private final Loop loop = new Loop(Poller.poll(kernel));
    private final Timers timers = new Timers(loop, new Clock(kernel));
    private int expired;

    @AfterEach
    void close() {
        loop.close();
    }

    private Timer[] idle() {
        var all = new Timer[MANY];
        for (int i = 0; i < MANY; i++) {
            all[i] = timers.timer(_ -> expired++);
            all[i].extend(IDLE);
        }
        return all;
    }

    private void turnAt(long time) {
        now = time;
        timers.turn();
    }

    @Test
    void anIdleTimeOutIsPutOffAtTheCostOfAField() {
        Timer[] all = idle();
        assertThat(timers.size()).isEqualTo(MANY);
        assertThat(timers.moves()).as("each was put in once").isEqualTo(MANY);
        clockReadings = 0;
        for (int second = 1; second < 300; second++) {
            turnAt(second * SECOND);
            for (int i = second % 10; i < MANY; i += 10) {
                all[i].extend(IDLE);
            }
            timers.expire(Integer.MAX_VALUE);
        }
        assertThat(timers.moves()).as("nothing moved for 300 s").isEqualTo(MANY);
        assertThat(clockReadings).as("once a turn").isEqualTo(299);
        assertThat(expired).isZero();
    }

    @Test
    void whatWasPutOffIsLookedAtOnceInItsTime() {
        Timer[] all = idle();
        turnAt(299 * SECOND);
        for (int i = 0; i < MANY; i += 2) {
            all[i].extend(IDLE);
        }
        turnAt(301 * SECOND);
        assertThat(timers.untilNext()).isZero();
        timers.expire(Integer.MAX_VALUE);
        assertThat(expired).as("those that were silent").isEqualTo(MANY / 2);
        assertThat(timers.size()).as("the others were put back").isEqualTo(MANY / 2);
        // At most two ways through the 17 levels of the heap for each look.
        assertThat(timers.moves()).isLessThan(MANY * 2L * 19);
        assertThat(timers.untilNext()).isEqualTo(298 * SECOND);
        turnAt(599 * SECOND + 1);
        timers.expire(Integer.MAX_VALUE);
        assertThat(expired).isEqualTo(MANY);
        assertThat(timers.size()).isZero();
        assertThat(timers.untilNext()).isEqualTo(Poller.FOREVER);
    }

    @Test
    void oneTurnLooksAtSoManyAndNoMore() {
        idle();
        turnAt(IDLE + 2);
        for (int turn = 1; turn <= MANY / 1_000; turn++) {
            timers.expire(1_000);
            assertThat(expired).isEqualTo(turn * 1_000);
            assertThat(timers.untilNext()).isEqualTo(turn * 1_000 == MANY ? Poller.FOREVER : 0);
        }
    }

    @Test
    void closedSessionsLeaveNothingBehind() {
        Timer[] all = idle();
        for (Timer timer : all) {
            timer.cancel();
            timer.cancel();
        }
        assertThat(timers.size()).isZero();
        turnAt(2 * IDLE);
        timers.expire(Integer.MAX_VALUE);
        assertThat(expired).isZero();
    }

    @Test
    void aNearTimerIsMeasuredFromNow() {
        timers.timer(_ -> expired++).arm(SECOND / 2);
        assertThat(timers.time()).isEqualTo(1);
        now += SECOND / 4; // the turn takes this long
        assertThat(timers.untilNext()).isEqualTo(SECOND / 4);
        turnAt(1 + SECOND / 2 - 1);
        timers.expire(10);
        assertThat(expired).as("a nanosecond before").isZero();
        turnAt(1 + SECOND / 2);
        timers.expire(10);
        assertThat(expired).isEqualTo(1);
    }

    @Test
    void aTimeBeyondTheClocksEndNeverComes() {
        Timer timer = timers.timer(_ -> expired++);
        timer.arm(Long.MAX_VALUE - 2);
        assertThat(timer.armed()).isTrue();
        now = 5;
        timer.arm(Long.MAX_VALUE - 1);
        assertThat(timer.armed()).isFalse();
        timer.arm(Timer.FOREVER);
        assertThat(timer.armed()).isFalse();
        assertThat(timers.untilNext()).isPositive();
    }
}
