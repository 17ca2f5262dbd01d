package dev.sockeye.poll;

import dev.sockeye.poll.fd.DueHeap;

/**
 * The timers of a loop. A deadline is a field of its timer; the heap keeps when to look, and a timer
 * whose deadline has moved on in the meantime is put back when it is looked at.
 *
 * <p>On the loop's thread alone.
 */
final class Timers {
    /** Up to here a sleep is computed from the time now, beyond it from that of the turn. */
    private static final long NEAR = 1_000_000_000;

    private final Loop loop;
    private final Clock clock;
    private final DueHeap<Timed> heap = new DueHeap<>();

    /** The time of this turn; read when it is first asked for. */
    private long time;

    private boolean timeKnown;

    Timers(Loop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    Timer timer(Timer.Expiry expiry) {
        return new Alone(this, expiry);
    }

    /** A turn begins: its time is another one. */
    void turn() {
        timeKnown = false;
    }

    /** When the turn's events were had, or a moment after that. */
    long time() {
        if (!timeKnown) {
            time = clock.now();
            timeKnown = true;
        }
        return time;
    }

    /** How long the loop may sleep: 0 where a timer is due, FOREVER where there is none. */
    long untilNext() {
        long next = heap.first();
        if (next == DueHeap.NEVER) {
            return Poller.FOREVER;
        }
        long left = next - time();
        // One reading of the clock less in each turn, where all timers are far away.
        return Math.max(0, left < NEAR ? next - clock.now() : left);
    }

    /** Calls those that have run out; looks at so many at most. */
    void expire(int most) {
        if (heap.size() == 0) {
            return;
        }
        long now = time();
        for (int looks = 0; looks < most; looks++) {
            Timed timer = heap.due(now);
            if (timer == null) {
                return;
            }
            if (timer.deadline > now) {
                look(timer);
                continue;
            }
            timer.deadline = DueHeap.NEVER;
            try {
                timer.expired();
            } catch (Throwable failure) {
                loop.failed(timer, failure);
            }
        }
    }

    /** What the heap has cost, for tests. */
    long moves() {
        return heap.moves();
    }

    int size() {
        return heap.size();
    }

    /** What has a deadline. */
    abstract static class Timed extends DueHeap.Entry {
        private long deadline = DueHeap.NEVER;

        /** The time is over. */
        abstract void expired();
    }

    /** Sets a deadline, counted from the time now. */
    void arm(Timed timed, long timeout) {
        loop.confine();
        set(timed, clock.now(), timeout);
    }

    /** Sets a deadline, counted from the time of the turn. */
    void extend(Timed timed, long timeout) {
        loop.confine();
        set(timed, time(), timeout);
    }

    private void set(Timed timed, long from, long timeout) {
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout of " + timeout + " ns");
        }
        timed.deadline = Clock.after(from, timeout);
        look(timed);
    }

    private void look(Timed timed) {
        if (timed.deadline != DueHeap.NEVER) {
            var _ = heap.lookBy(timed, timed.deadline);
        }
    }

    /** Takes a deadline away. */
    void cancel(Timed timed) {
        loop.confine();
        timed.deadline = DueHeap.NEVER;
        heap.remove(timed);
    }

    /** A timer that is nothing else. */
    static final class Alone extends Timed implements Timer {
        private final Timers timers;
        private final Expiry expiry;

        private Alone(Timers timers, Expiry expiry) {
            this.timers = timers;
            this.expiry = expiry;
        }

        @Override
        public void arm(long timeout) {
            timers.arm(this, timeout);
        }

        @Override
        public void extend(long timeout) {
            timers.extend(this, timeout);
        }

        @Override
        public void cancel() {
            timers.cancel(this);
        }

        @Override
        public boolean armed() {
            return super.deadline != DueHeap.NEVER;
        }

        @Override
        void expired() {
            expiry.expired(this);
        }
    }
}
