package dev.sockeye.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a server that has to end before the server has ended: acceptors, sessions, loops.
 *
 * <p>An acceptor leaves only after its last session has entered, so that this is never empty while
 * something is still to come. Any thread.
 */
final class Works {
    /** One of them. */
    abstract static class Work {
        // Its place among the others, guarded by the lock: an idle session has no record but
        // itself.
        private @Nullable Work previous;
        private @Nullable Work next;
        private boolean present;

        /** The server takes nothing new any more: end when the work in hand is done. Must not wait. */
        public abstract void finish();

        /** Whether ending it now takes something away from a peer. */
        public abstract boolean servesPeer();

        /** The grace is over: end now. Must not wait. */
        public abstract void cut();

        /** The thread that it runs on, which must not wait for it; null if it has none yet. */
        public abstract @Nullable Thread thread();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private @Nullable Work first;
    private @Nullable Work last;
    private long left;
    private boolean stopping;
    private boolean cutting;
    private volatile Runnable whenLeft = () -> {};

    /** What to do each time that something has left. Must not wait. */
    void whenLeft(Runnable action) {
        whenLeft = action;
    }

    /** Adds a work, which learns at once what those before it have learnt. */
    void enter(Work work) {
        boolean told;
        boolean cut;
        lock.lock();
        try {
            append(work);
            told = stopping;
            cut = cutting;
        } finally {
            lock.unlock();
        }
        if (told) {
            work.finish();
        }
        if (cut) {
            work.cut();
        }
    }

    /** Takes a work out that has ended. */
    void leave(Work work) {
        lock.lock();
        try {
            remove(work);
            left++;
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
        whenLeft.run();
    }

    private void append(Work work) {
        Work before = last;
        work.present = true;
        work.previous = before;
        last = work;
        if (before == null) {
            first = work;
        } else {
            before.next = work;
        }
    }

    private void remove(Work work) {
        if (!work.present) {
            return;
        }
        Work before = work.previous;
        Work after = work.next;
        work.present = false;
        work.previous = null;
        work.next = null;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
    }

    /** Those that are present, in the order in which they came. */
    private List<Work> all() {
        var all = new ArrayList<Work>();
        for (Work each = first; each != null; each = each.next) {
            all.add(each);
        }
        return all;
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return first == null;
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody that nothing new is taken; once. */
    void stop() {
        List<Work> all = List.of();
        lock.lock();
        try {
            if (!stopping) {
                stopping = true;
                all = all();
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
        all.forEach(Work::finish);
    }

    /**
     * Tells everybody that the grace is over.
     *
     * @param force called before the first is told, if that takes something away from a peer: the last
     *     to leave may let another thread of {@link #awaitEmpty} go on at once
     */
    void cut(Runnable force) {
        List<Work> all;
        lock.lock();
        try {
            cutting = true;
            all = all();
        } finally {
            lock.unlock();
        }
        if (all.stream().anyMatch(Work::servesPeer)) {
            force.run();
        }
        all.forEach(Work::cut);
    }

    /**
     * Waits until all have left, but for those of the calling thread itself.
     *
     * @return false if the time ran out first
     */
    boolean awaitEmpty(long nanos) throws InterruptedException {
        long time = nanos;
        lock.lock();
        try {
            while (!othersGone()) {
                if (time <= 0) {
                    return false;
                }
                time = fewer.awaitNanos(time);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean othersGone() {
        Thread self = Thread.currentThread();
        return all().stream().allMatch(work -> self.equals(work.thread()));
    }

    /** How many have left so far. */
    long departures() {
        lock.lock();
        try {
            return left;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a time that ends early when the server stops, and when a work has left, since it leaves a
     * descriptor, a thread or memory behind.
     *
     * @param seen the {@link #departures} up to which nothing was gained
     */
    void pause(long nanos, long seen) {
        long time = nanos;
        lock.lock();
        try {
            while (!stopping && left == seen && time > 0) {
                time = fewer.awaitNanos(time);
            }
        } catch (InterruptedException e) {
            // An acceptor is interrupted by a cut alone, and then it is stopping too.
        } finally {
            lock.unlock();
        }
    }
}
