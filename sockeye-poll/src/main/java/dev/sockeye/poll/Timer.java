package dev.sockeye.poll;

/**
 * A time-out on a {@link Loop}: armed it runs out once, and can be armed again at any time.
 *
 * <p>It is made for idle time-outs, which are put off at each event and hardly ever come: {@link
 * #extend} costs a field. Nothing is told before its time, and everything a little after: by what
 * is left of the loop's turn, and up to a millisecond by poll and epoll.
 *
 * <p>On the loop's thread alone, in its own callback too.
 */
public sealed interface Timer permits Timers.Alone {
    /** A timeout without an end: {@code extend(FOREVER)} puts the end off for good. */
    long FOREVER = Long.MAX_VALUE;

    /** What is called when a timer has run out. Runs on the loop's thread, and must not block. */
    @FunctionalInterface
    interface Expiry {
        /**
         * The time is over.
         *
         * @param timer the timer, which is off now
         */
        void expired(Timer timer);
    }

    /**
     * Lets it run out after a time from now on, instead of when it was to before. Reads the clock.
     *
     * @param timeout nanoseconds, at least 0; {@link #FOREVER}
     * @throws IllegalStateException off the loop's thread
     */
    void arm(long timeout);

    /**
     * The same, counted from when the events of this turn were had: no clock is read, and where the
     * end is put off nothing moves. So the time from the call is shorter by what the turn has
     * taken so far, which suits an idle time-out.
     *
     * @param timeout nanoseconds, at least 0; {@link #FOREVER}
     * @throws IllegalStateException off the loop's thread
     */
    void extend(long timeout);

    /**
     * Turns it off and lets go of it: a timer that is armed keeps its callback reachable.
     *
     * @throws IllegalStateException off the loop's thread
     */
    void cancel();

    /**
     * Whether it will run out.
     *
     * @return whether it is armed, and not for ever
     */
    boolean armed();
}
