package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.SysEventfd.EFD_CLOEXEC;
import static dev.sockeye.sys.SysEventfd.EFD_NONBLOCK;

import dev.sockeye.sys.Pollfd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/**
 * What a platform thread needs to wait: an eventfd of its own and room for poll(2).
 *
 * <p>Lent to one thread at a time by {@link Parker}; {@link #wake} may be called by any thread.
 */
final class PlatformWait {
    /** Without an eventfd: how late a close or an interrupt is seen, in milliseconds. */
    private static final int SLICE = 50;

    private final Parker parker;
    private final int eventfd;
    private final MemorySegment fds;
    private final Interruption interruption = new Interruption();

    private PlatformWait(Parker parker, int eventfd) {
        this.parker = parker;
        this.eventfd = eventfd;
        this.fds = Arena.ofAuto().allocate(2L * Pollfd.SIZE, 8);
    }

    /**
     * Where no eventfd is to be had, EMFILE mostly, a wait goes on without one: a server that has used
     * up its descriptors must not lose the sessions that it has.
     */
    static PlatformWait open(Parker parker) {
        return new PlatformWait(parker, parker.kernel().eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }

    /** Whether it is worth keeping for the next wait. */
    boolean canBeWoken() {
        return eventfd >= 0;
    }

    /**
     * poll(2) on the descriptor and the eventfd, until one of them is ready, the deadline comes or
     * the thread is interrupted.
     *
     * @return {@link Waiter#READY}, what the waiter was told, {@link Fd#DEADLINE}, {@link
     *     Fd#INTERRUPTED} or the {@code -errno} of poll
     */
    int await(Waiter waiter, int number) {
        int interest = waiter.interest & (Fd.IN | Fd.OUT);
        // A negative descriptor is passed over by poll(2): a pause waits for the eventfd alone.
        Pollfd.set(fds, 0, interest == 0 ? -1 : number, events(interest));
        Pollfd.set(fds, 1, eventfd, POLLIN);
        interruption.enter();
        try {
            while (true) {
                if (waiter.outcome != Waiter.WAITING) {
                    return waiter.outcome;
                }
                if (Thread.currentThread().isInterrupted()) {
                    return Fd.INTERRUPTED;
                }
                int left = parker.millisUntil(waiter.deadline);
                int timeout = canBeWoken() || (left >= 0 && left < SLICE) ? left : SLICE;
                int ready = parker.kernel().poll(fds, 2, timeout);
                if (ready < 0 && ready != -EINTR) {
                    return ready;
                }
                if (ready > 0 && Pollfd.revents(fds, 1) != 0) {
                    parker.drain(eventfd);
                }
                if (ready > 0 && Pollfd.revents(fds, 0) != 0) {
                    return Waiter.READY;
                }
                if (left == 0) {
                    return Fd.DEADLINE;
                }
            }
        } finally {
            interruption.leave();
        }
    }

    static int events(int interest) {
        return ((interest & Fd.IN) != 0 ? POLLIN : 0) | ((interest & Fd.OUT) != 0 ? POLLOUT : 0);
    }

    /** Ends a poll that is under way, or the next one. */
    void wake() {
        if (canBeWoken()) {
            parker.signal(eventfd);
        }
    }

    void close() {
        var _ = parker.kernel().close(eventfd);
    }

    /**
     * Lets {@link Thread#interrupt} write the eventfd: an interrupt alone leaves a native poll
     * asleep, and this selector's {@code begin} is the public way to be told of one.
     */
    private final class Interruption extends AbstractSelector {
        @SuppressWarnings("NullAway") // a selector without a provider: it never opens a channel
        Interruption() {
            super(null);
        }

        void enter() {
            begin();
        }

        void leave() {
            end();
        }

        @Override
        public Selector wakeup() {
            wake();
            return this;
        }

        @Override
        protected void implCloseSelector() {}

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object att) {
            throw new UnsupportedOperationException("waits for an interrupt alone");
        }

        @Override
        public Set<SelectionKey> keys() {
            return Set.of();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return Set.of();
        }

        @Override
        public int selectNow() {
            return 0;
        }

        @Override
        public int select(long timeout) {
            throw new UnsupportedOperationException("waits for an interrupt alone");
        }

        @Override
        public int select() {
            throw new UnsupportedOperationException("waits for an interrupt alone");
        }
    }
}
