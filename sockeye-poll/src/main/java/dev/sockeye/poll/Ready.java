package dev.sockeye.poll;

/** What is called when a descriptor is ready. Runs on the thread of its poller, and must not block. */
@FunctionalInterface
public interface Ready {
    /**
     * The descriptor may be ready; it may also have changed its mind ({@link Poller} tells when).
     *
     * @param watch the descriptor's watch, which may be changed and removed here
     * @param events what may be done: of the interest {@link Poller#IN}, {@link Poller#OUT}, {@link
     *     Poller#PRI} and {@link Poller#RDHUP}, and unasked {@link Poller#ERR} and {@link
     *     Poller#HUP}
     */
    void ready(Watch watch, int events);
}
