package dev.sockeye.net;

import java.time.Duration;

/**
 * {@code struct linger}: what close(2) does about bytes that were written and not yet acknowledged.
 * See {@link So#LINGER}. A value, compared by content.
 *
 * @param on whether close lingers at all
 * @param time how long the kernel keeps trying; with zero it throws the bytes away and resets the
 *     connection. Rounded up to whole seconds, so that half a second never becomes a reset; zero where
 *     close does not linger
 */
public record Linger(boolean on, Duration time) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** The kernel's way at first: close returns at once, and the kernel goes on sending. */
    public static final Linger OFF = new Linger(false, Duration.ZERO);

    /** Close throws away what was not sent and resets the connection. */
    public static final Linger RESET = new Linger(true, Duration.ZERO);

    /**
     * Rounds the time up to whole seconds.
     *
     * @throws IllegalArgumentException if it is negative, or more seconds than 31 bits hold
     */
    public Linger {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative time to linger: " + time);
        }
        if (time.toSeconds() >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("too long a time to linger: " + time);
        }
        time =
                on
                        ? Duration.ofSeconds(time.plusNanos(NANOS_PER_SECOND - 1).toSeconds())
                        : Duration.ZERO;
    }

    /**
     * Close goes on sending for so long, out of sight of the thread that closes, and then gives up.
     *
     * @param time zero resets the connection
     * @return the value
     */
    public static Linger of(Duration time) {
        return new Linger(true, time);
    }

    /** {@code off} or the seconds, such as {@code 5s}. */
    @Override
    public String toString() {
        return on ? time.toSeconds() + "s" : "off";
    }
}
