package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Fd.CLOSED;
import static dev.sockeye.poll.fd.Fd.DEADLINE;
import static dev.sockeye.poll.fd.Fd.END;
import static dev.sockeye.poll.fd.Fd.IN;
import static dev.sockeye.poll.fd.Fd.INTERRUPTED;
import static dev.sockeye.poll.fd.Fd.OUT;
import static dev.sockeye.poll.fd.Fd.WAKE;
import static dev.sockeye.sys.SysEpoll.EPOLLERR;
import static dev.sockeye.sys.SysEpoll.EPOLLET;
import static dev.sockeye.sys.SysEpoll.EPOLLHUP;
import static dev.sockeye.sys.SysEpoll.EPOLLIN;
import static dev.sockeye.sys.SysEpoll.EPOLLOUT;
import static dev.sockeye.sys.SysEpoll.EPOLLPRI;
import static dev.sockeye.sys.SysEpoll.EPOLLRDHUP;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a descriptor's readiness, and who waits for it.
 *
 * <p>Readiness is kept as a count of events per direction and the count at which the descriptor was
 * last found drained. Where they are equal a virtual thread need not try: an edge-triggered event
 * will come. Where an event comes between the try and the wait the counts differ, so none is lost.
 *
 * <p>Made for the first thread that waits: a descriptor that an event loop watches has none.
 *
 * <p>Any thread. The queue of waiters is guarded by the monitor of this object; the counts of
 * events are written under it and read without it.
 */
final class Readiness {
    private static final int EITHER = IN | OUT;
    private static final int ENDING = EPOLLRDHUP | EPOLLHUP | EPOLLERR | EPOLLPRI;

    /** The slot and generation under which the poller knows this descriptor; the poller sets it. */
    long key;

    final Fd fd;
    final Parker parker;
    final int number;

    /** What the poller watches for, as bits of epoll; guarded by this. */
    private volatile int watched;

    private volatile int inEvents;
    private volatile int outEvents;
    private volatile int inDrained = -1;
    private volatile int outDrained = -1;

    /** Whether an event ever told of an end, an error or urgent data: from then on a short read proves nothing. */
    private volatile boolean ending;

    private volatile boolean woken;

    /** Who is asked for events in the place of the parker; set before the first wait. */
    private volatile @Nullable Watcher watcher;

    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private @Nullable Waiter idle;

    Readiness(Fd fd) {
        this.fd = fd;
        this.parker = fd.parker;
        this.number = fd.number;
    }

    /** Closes the descriptor. */
    void close() {
        fd.close();
    }

    /** Has virtual threads woken by somebody else than the parker, from now on. */
    final void watchBy(Watcher other) {
        watcher = other;
    }

    final int inEvents() {
        return inEvents;
    }

    final int outEvents() {
        return outEvents;
    }

    final void drainedByShortRead(int in) {
        if (!ending) {
            inDrained = in;
        }
    }

    /** Whether a try would answer EAGAIN, and an event will tell when not. */
    final boolean knownDrained(int direction) {
        return direction != 0
                && (watched & direction) == (direction & EITHER)
                && ((direction & IN) == 0 || inDrained == inEvents)
                && ((direction & OUT) == 0 || outDrained == outEvents)
                && ((direction & WAKE) == 0 || !woken);
    }

    /** Notes that a try answered EAGAIN after so many events. */
    final void drainedAt(int direction, int in, int out) {
        if ((direction & IN) != 0) {
            inDrained = in;
        }
        if ((direction & OUT) != 0) {
            outDrained = out;
        }
    }

    /**
     * Waits, unless an event came since the counts were read.
     *
     * @return {@link Waiter#READY}, {@code -errno}, {@link Fd#CLOSED}, {@link Fd#INTERRUPTED},
     *     {@link Fd#DEADLINE}
     */
    final int untilReady(Waiter waiter, int in, int out) {
        PlatformWait platform = null;
        long now = waiter.interest == 0 ? parker.nanoTime() : 0;
        try {
            if (!Thread.currentThread().isVirtual()) {
                platform = parker.platformWait();
            } else {
                watch(waiter.interest & EITHER);
            }
            enqueue(waiter, platform, now);
            try {
                int outcome;
                if (fd.closed()) {
                    outcome = CLOSED;
                } else if (changed(waiter.interest, in, out)) {
                    outcome = Waiter.READY;
                } else if (platform != null) {
                    outcome = platform.await(waiter, number);
                } else {
                    outcome = park(waiter);
                }
                return outcome == DEADLINE && waiter.pauses() ? Waiter.READY : outcome;
            } finally {
                dequeue(waiter);
            }
        } catch (OpenFailed e) {
            return e.result();
        } finally {
            if (platform != null) {
                parker.giveBack(platform);
            }
        }
    }

    /**
     * Parks the calling virtual thread until its waiter is told something, or it is interrupted. A
     * parked thread keeps a copy of its frames: so there is no call in between that need not be.
     */
    private int park(Waiter waiter) throws OpenFailed {
        boolean timed = waiter.deadline != Deadlines.NEVER;
        boolean alone = timed && watcher != null;
        if (timed && !alone) {
            parker.arm(waiter);
        }
        while (waiter.outcome == Waiter.WAITING) {
            if (Thread.currentThread().isInterrupted()) {
                return INTERRUPTED;
            }
            if (!alone) {
                LockSupport.park(fd);
                continue;
            }
            // Where somebody else watches, no thread of ours looks after the deadline.
            long left = waiter.deadline - parker.nanoTime();
            if (left <= 0) {
                return DEADLINE;
            }
            LockSupport.parkNanos(fd, left);
        }
        return waiter.outcome;
    }

    /** Remembers a wake-up, and hands it to whoever waits for one. */
    final void wake() {
        woken = true;
        Thread next;
        synchronized (this) {
            next = wakeFirst(WAKE, true);
        }
        LockSupport.unpark(next);
    }

    /** Takes the wake-up that was remembered. */
    final boolean takeWakeUp() {
        boolean was = woken;
        woken = false;
        return was;
    }

    /** Ends the watching, and forgets the deadline that a waiter left behind. */
    final void unwatch() {
        Waiter kept;
        synchronized (this) {
            kept = idle;
            idle = null;
            if (watched != 0 && watcher == null) {
                parker.unwatch(this);
            }
        }
        if (kept != null) {
            parker.forget(kept);
        }
    }

    private boolean changed(int interest, int in, int out) {
        return ((interest & IN) != 0 && inEvents != in)
                || ((interest & OUT) != 0 && outEvents != out)
                || ((interest & WAKE) != 0 && woken);
    }

    /** Write interest comes with the first wait for room: most sockets never need it. */
    private synchronized void watch(int interest) throws OpenFailed {
        int wanted = watched | interest;
        if (wanted == watched) {
            return;
        }
        Watcher other = watcher;
        if (other != null) {
            watched = wanted;
            other.watch(wanted);
            return;
        }
        int bits = EPOLLET;
        if ((wanted & IN) != 0) {
            bits |= EPOLLIN | EPOLLRDHUP | EPOLLPRI;
        }
        if ((wanted & OUT) != 0) {
            bits |= EPOLLOUT;
        }
        int before = watched;
        watched = wanted;
        try {
            OpenFailed.check(parker.watch(this, bits, before == 0));
        } catch (OpenFailed e) {
            watched = before;
            throw e;
        }
    }

    /** The poller's word: what epoll reported for this descriptor. */
    final void event(int bits) {
        boolean broken = (bits & (EPOLLERR | EPOLLHUP)) != 0;
        boolean input = broken || (bits & (EPOLLIN | EPOLLPRI | EPOLLRDHUP)) != 0;
        boolean room = broken || (bits & EPOLLOUT) != 0;
        came((input ? IN : 0) | (room ? OUT : 0) | ((bits & ENDING) != 0 ? END : 0), 0);
    }

    /** A {@link Watcher}'s word; {@code once} where it has to be asked anew for more of it. */
    final void told(int came, boolean once) {
        came(came, once ? came : 0);
    }

    private void came(int came, int unwatched) {
        Thread reader = null;
        Thread writer = null;
        synchronized (this) {
            watched &= ~unwatched;
            if ((came & END) != 0) {
                ending = true;
            }
            if ((came & IN) != 0) {
                inEvents++;
                reader = wakeFirst(IN, false);
            }
            if ((came & OUT) != 0) {
                outEvents++;
                writer = wakeFirst(OUT, false);
            }
        }
        LockSupport.unpark(reader);
        LockSupport.unpark(writer);
    }

    /** The master's word: the waiter's time to be looked at has come. True where it must be looked at again. */
    final boolean expire(Waiter waiter, long now) {
        Thread late;
        synchronized (this) {
            if (waiter.outcome != Waiter.WAITING) {
                return false;
            }
            if (waiter.deadline > now) {
                return true;
            }
            late = waiter.finish(DEADLINE);
        }
        LockSupport.unpark(late);
        return false;
    }

    /**
     * Platform threads see readiness in their own poll: an event is for a parked virtual thread. Answers
     * whom to unpark, as {@link Waiter#finish} does.
     */
    private @Nullable Thread wakeFirst(int direction, boolean platformToo) {
        for (Waiter w = first; w != null; w = w.next) {
            if ((w.interest & direction) != 0
                    && w.outcome == Waiter.WAITING
                    && (platformToo || !w.onPlatformThread())) {
                return w.finish(Waiter.READY);
            }
        }
        return null;
    }

    /** Ends every wait with {@link Fd#CLOSED}. */
    final synchronized void wakeAll() {
        for (Waiter w = first; w != null; w = w.next) {
            LockSupport.unpark(w.finish(CLOSED));
        }
    }

    private synchronized void enqueue(Waiter waiter, @Nullable PlatformWait platform, long now) {
        waiter.begin(platform, now);
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
    }

    private synchronized void dequeue(Waiter waiter) {
        Waiter before = null;
        for (Waiter w = first; w != waiter; w = w.next) {
            if (w == null) {
                throw new AssertionError("not in the queue");
            }
            before = w;
        }
        if (before == null) {
            first = waiter.next;
        } else {
            before.next = waiter.next;
        }
        if (last == waiter) {
            last = before;
        }
        waiter.end();
    }

    /** How many threads wait now. */
    final synchronized int waiters() {
        int count = 0;
        for (Waiter w = first; w != null; w = w.next) {
            count++;
        }
        return count;
    }

    /** A waiter for one call, the same one again and again where calls do not overlap. */
    final synchronized Waiter borrow(int interest, long deadline) {
        Waiter waiter = idle == null ? new Waiter(this) : idle;
        idle = null;
        waiter.lend(interest, deadline);
        return waiter;
    }

    /**
     * An event wakes one waiter alone. So whoever was woken and leaves something behind, or was
     * woken and left for another reason, wakes the next one.
     */
    final void giveBack(Waiter waiter) {
        Thread reader = null;
        Thread writer = null;
        Thread woken = null;
        boolean surplus;
        synchronized (this) {
            if ((waiter.interest & IN) != 0 && inDrained != inEvents) {
                reader = wakeFirst(IN, false);
            }
            if ((waiter.interest & OUT) != 0 && outDrained != outEvents) {
                writer = wakeFirst(OUT, false);
            }
            if ((waiter.interest & WAKE) != 0 && this.woken) {
                woken = wakeFirst(WAKE, true);
            }
            surplus = idle != null;
            if (!surplus) {
                idle = waiter;
            }
        }
        LockSupport.unpark(reader);
        LockSupport.unpark(writer);
        LockSupport.unpark(woken);
        if (surplus) {
            parker.forget(waiter);
        }
    }
}
