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
    private final DueHeap<Entry> heap = new DueHeap<>();

    /** The time of this turn; read when it is first asked for. */
    private long time;

    private boolean timeKnown;

    Timers(Loop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    Timer timer(Timer.Expiry expiry) {
        return new Entry(this, expiry);
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
            Entry timer = heap.due(now);
            if (timer == null) {
                return;
            }
            if (timer.deadline > now) {
                timer.look();
                continue;
            }
            timer.deadline = DueHeap.NEVER;
            try {
                timer.expiry.expired(timer);
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

    static final class Entry extends DueHeap.Entry implements Timer {
        private final Timers timers;
        private final Expiry expiry;
        private long deadline = DueHeap.NEVER;

        private Entry(Timers timers, Expiry expiry) {
            this.timers = timers;
            this.expiry = expiry;
        }

        @Override
        public void arm(long timeout) {
            timers.loop.confine();
            set(timers.clock.now(), timeout);
        }

        @Override
        public void extend(long timeout) {
            timers.loop.confine();
            set(timers.time(), timeout);
        }

        private void set(long from, long timeout) {
            if (timeout < 0) {
                throw new IllegalArgumentException("a timeout of " + timeout + " ns");
            }
            deadline = Clock.after(from, timeout);
            look();
        }

        private void look() {
            if (deadline != DueHeap.NEVER) {
                var _ = timers.heap.lookBy(this, deadline);
            }
        }

        @Override
        public void cancel() {
            timers.loop.confine();
            deadline = DueHeap.NEVER;
            timers.heap.remove(this);
        }

        @Override
        public boolean armed() {
            return deadline != DueHeap.NEVER;
        }
    }
}
