package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;
import java.time.Duration;

/** A {@link Duration} at the door, nanoseconds inside. */
final class Times {
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000 - 1;

    private Times() {}

    /** Nanoseconds; {@link Fd#FOREVER} for what a long does not hold. */
    static long nanos(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative time: " + duration);
        }
        return duration.toSeconds() > MOST_SECONDS ? Fd.FOREVER : duration.toNanos();
    }
}
