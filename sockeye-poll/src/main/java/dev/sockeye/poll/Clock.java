package dev.sockeye.poll;

import static dev.sockeye.sys.TimeH.CLOCK_MONOTONIC;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Timespec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The kernel's monotonic clock, for one thread at a time. */
final class Clock {
    static final long NEVER = Long.MAX_VALUE;

    private final Kernel kernel;
    private final MemorySegment time = Arena.ofAuto().allocate(Timespec.SIZE, 8);

    Clock(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Nanoseconds since a point that does not change while the kernel runs. */
    long now() {
        var _ = kernel.clock_gettime(CLOCK_MONOTONIC, time);
        return Timespec.nanos(time);
    }

    /** When a time-out that begins at a time is over; {@link #NEVER} where that is beyond the clock's end. */
    static long after(long time, long timeout) {
        long end = time + timeout;
        return end < 0 ? NEVER : end;
    }
}
