package dev.sockeye.poll;

/**
 * One descriptor on one {@link Poller}: what is wanted of it, and whom to call.
 *
 * <p>A watch begins silent, with interest 0, and costs the kernel nothing until {@link #want}. It
 * has to be {@linkplain #remove removed} before its descriptor is closed ({@link Poller} tells why).
 *
 * <p>On the poller's thread alone; a callback may change and remove every watch, its own too.
 */
public final class Watch {
    final Mechanism poller;
    final Ready ready;
    final int fd;

    /** What is wanted, 0 where the descriptor is not in the poller's set. */
    int interest;

    /** Which registration this is: an event of an earlier one is dropped. */
    int generation;

    /** Where the mechanism keeps it, or -1. */
    int place = -1;

    /** Whether a one-shot interest has been told, and is off until the next {@link #want}. */
    boolean spent;

    Watch(Mechanism poller, int fd, Ready ready) {
        this.poller = poller;
        this.fd = fd;
        this.ready = ready;
    }

    /**
     * Sets what is waited for. Costs one call of the kernel on epoll, none on poll and select but for
     * the first; nothing where nothing changes.
     *
     * @param interest {@link Poller#IN}, {@link Poller#OUT}, {@link Poller#PRI}, {@link
     *     Poller#RDHUP} and {@link Poller#HUP}, or-ed with {@link Poller#EDGE}, {@link
     *     Poller#ONESHOT} or {@link Poller#EXCLUSIVE}; 0 for nothing at all: then not even an error
     *     or a hang-up is told, which a level-triggered poller would tell again and again
     * @return 0; {@link Poller#UNSUPPORTED}, {@link Poller#FD_TOO_HIGH}; or -EBADF (not open, or the
     *     poller is closed), -EEXIST (another watch of this poller has that number), -EINVAL (a
     *     change of an exclusive watch: remove it and want anew), -ENOSPC
     *     (fs.epoll.max_user_watches), -ENOMEM, ... After a failure everything is as before
     * @throws IllegalStateException off the poller's thread
     */
    public int want(int interest) {
        return poller.want(this, interest);
    }

    /**
     * The same as {@code want(0)}: nothing is told from now on, not even what was found ready
     * before. The watch can be used again.
     *
     * @return 0; or {@code -errno}, where the descriptor was closed before: the watch is removed all
     *     the same
     * @throws IllegalStateException off the poller's thread
     */
    public int remove() {
        return poller.want(this, 0);
    }

    /**
     * What is waited for.
     *
     * @return what {@link #want} was told last, 0 after {@link #remove}
     */
    public int interest() {
        return interest;
    }

    /**
     * The descriptor.
     *
     * @return its number
     */
    public int fd() {
        return fd;
    }

    /**
     * Where it is watched.
     *
     * @return its poller
     */
    public Poller poller() {
        return poller;
    }

    @Override
    public String toString() {
        return "fd " + fd + " on " + poller.name() + " for " + Mechanism.text(interest);
    }
}
