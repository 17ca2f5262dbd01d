package dev.sockeye.cli;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.TimeH;
import dev.sockeye.sys.Timespec;
import java.lang.foreign.Arena;

/** The kernel's monotonic clock. Any thread. */
final class Clock {
    private final Kernel kernel;

    Clock(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Nanoseconds since some moment; only differences mean anything. */
    long nanos() {
        try (var arena = Arena.ofConfined()) {
            var now = Timespec.of(arena, 0, 0);
            var _ = kernel.clock_gettime(TimeH.CLOCK_MONOTONIC, now);
            return Timespec.nanos(now);
        }
    }
}
