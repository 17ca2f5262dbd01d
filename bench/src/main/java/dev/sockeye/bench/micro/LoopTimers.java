package dev.sockeye.bench.micro;

import dev.sockeye.poll.Loop;
import dev.sockeye.poll.Poller;
import dev.sockeye.poll.Timer;
import dev.sockeye.sys.Kernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Timers of a {@link Loop} on which 1,000 others are armed, each for a minute as an idle session's is. */
@State(Scope.Thread)
public class LoopTimers {
    private static final int OTHERS = 1000;
    private static final long MINUTE = 60_000_000_000L;

    /** It never runs: before that, its timers are for whoever sets it up. */
    private final Loop loop = new Loop(Poller.epoll(Kernel.host()));

    private final Timer[] armed = new Timer[OTHERS];
    private final Timer timer = loop.timer(_ -> {});
    private int next;

    public LoopTimers() {
        for (int i = 0; i < OTHERS; i++) {
            armed[i] = loop.timer(_ -> {});
            armed[i].arm(MINUTE + i);
        }
    }

    /** Of a new session, and its end. */
    @Benchmark
    public void armAndCancel() {
        timer.arm(MINUTE);
        timer.cancel();
    }

    /** Of a session in use: its deadline moves with each message, its place does not. */
    @Benchmark
    public void extend() {
        next = next + 1 == OTHERS ? 0 : next + 1;
        armed[next].extend(MINUTE);
    }

    /** With the time that it is now, which costs a reading of the clock. */
    @Benchmark
    public void arm() {
        next = next + 1 == OTHERS ? 0 : next + 1;
        armed[next].arm(MINUTE);
    }
}
