package dev.sockeye.poll.fd;

/** Who tells of a descriptor's readiness in the place of the {@link Parker}: an event loop. */
@FunctionalInterface
public interface Watcher {
    /**
     * Asks for events, by {@link Fd#came}; for one that holds already too. Any thread; does not wait.
     *
     * @param interest {@link Fd#IN} and {@link Fd#OUT} or-ed together: all that is waited for
     */
    void watch(int interest);
}
