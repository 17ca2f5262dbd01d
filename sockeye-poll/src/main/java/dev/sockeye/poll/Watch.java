package dev.sockeye.poll;

/**
 * One descriptor on one {@link Poller}: what is wanted of it, and whom to call.
 *
 * <p>A watch begins silent, with interest 0, and costs the kernel nothing until {@link #want}. It
 * has to be {@linkplain #remove removed} before its descriptor is closed ({@link Poller} tells why).
 *
 * <p><b>Extended</b> it is what it calls, and its own time-out: where there are thousands of connections
 * one object is then enough for each, where a watch with its {@link Ready} and a {@link Timer} with its
 * callback would be four.
 *
 * <p>On the poller's thread alone; a callback may change and remove every watch, its own too.
 */
public abstract class Watch extends Timers.Timed {
    final Mechanism poller;
    int fd;

    /** What is wanted, 0 where the descriptor is not in the poller's set. */
    private short interest;

    /** Which registration this is: an event of an earlier one is dropped. */
    int generation;

    /** Where the mechanism keeps it, or -1. */
    int place = -1;

    /** Whether a one-shot interest has been told, and is off until the next {@link #want}. */
    boolean spent;

    private Watch(Mechanism poller, int fd) {
        this.poller = poller;
        this.fd = fd;
    }

    /**
     * A watch on the poller of a loop, of a descriptor that {@link #on} names.
     *
     * @param loop the loop, whose timers it has
     */
    protected Watch(Loop loop) {
        this((Mechanism) loop.poller(), -1);
    }

    /** One that calls somebody else. */
    static final class Telling extends Watch {
        private final Ready ready;

        Telling(Mechanism poller, int fd, Ready ready) {
            super(poller, fd);
            this.ready = ready;
        }

        @Override
        protected void ready(int events) {
            ready.ready(this, events);
        }
    }

    /**
     * The descriptor may be ready.
     *
     * @param events what may be done, as in {@link Ready#ready}
     */
    protected abstract void ready(int events);

    /** The time-out has run out, which is off now. Must not block. Does nothing by default. */
    @Override
    protected void expired() {}

    /**
     * Names the descriptor.
     *
     * @param descriptor its number
     * @throws IllegalStateException while another one is watched
     */
    protected final void on(int descriptor) {
        if (interest != 0) {
            throw new IllegalStateException(this + " is not over");
        }
        fd = descriptor;
    }

    /**
     * Sets the time-out, in the place of what was set before: as {@link Timer#extend}.
     *
     * @param timeout nanoseconds from when the events of this turn were had, at least 0; {@link
     *     Timer#FOREVER}
     * @throws IllegalStateException off the loop's thread, or without a loop
     */
    protected final void timeout(long timeout) {
        timers().extend(this, timeout);
    }

    /**
     * Takes the time-out away, and lets go of this object: as {@link Timer#cancel}.
     *
     * @throws IllegalStateException off the loop's thread, or without a loop
     */
    protected final void cancelTimeout() {
        timers().cancel(this);
    }

    private Timers timers() {
        Timers timers = poller.timers;
        if (timers == null) {
            throw new IllegalStateException("no loop runs " + poller.name());
        }
        return timers;
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
    public final int want(int interest) {
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
    public final int remove() {
        return poller.want(this, 0);
    }

    /**
     * What is waited for.
     *
     * @return what {@link #want} was told last, 0 after {@link #remove}
     */
    public final int interest() {
        return interest;
    }

    /** Every bit there is fits into a short, which is what thousands of these keep. */
    final void interest(int wanted) {
        interest = (short) wanted;
    }

    /**
     * The descriptor.
     *
     * @return its number
     */
    public final int fd() {
        return fd;
    }

    /**
     * Where it is watched.
     *
     * @return its poller
     */
    public final Poller poller() {
        return poller;
    }

    @Override
    public String toString() {
        return "fd " + fd + " on " + poller.name() + " for " + Mechanism.text(interest);
    }
}
