package dev.sockeye.poll.fd;

import org.jspecify.annotations.Nullable;

/**
 * The deadlines of parked threads, ordered by when to look next.
 *
 * <p>Most waits end long before their deadline and a thread soon waits again with a later one. So a
 * waiter stays in the heap when its wait ends, and a later deadline costs a field and no work here:
 * only when its old time comes is it looked at and put back. A {@code LockSupport.parkNanos} per
 * wait would schedule and cancel a task each time (some 440 ns).
 *
 * <p>Any thread; the lock is held for O(log n) steps.
 */
final class Deadlines {
    /** The deadline of a wait without one. */
    static final long NEVER = DueHeap.NEVER;

    private final DueHeap<Waiter> heap = new DueHeap<>();

    /** Until when the thread that calls {@link #sleep} sleeps; MIN_VALUE while it is awake. */
    private long sleepsUntil = Long.MIN_VALUE;

    /**
     * Sees to it that the waiter is looked at when its deadline comes.
     *
     * @return whether the sleeper must be woken, since it would sleep for too long
     */
    synchronized boolean arm(Waiter waiter) {
        long deadline = waiter.deadline;
        if (!heap.lookBy(waiter, deadline) || deadline >= sleepsUntil) {
            return false;
        }
        sleepsUntil = deadline;
        return true;
    }

    /** Forgets a waiter. */
    synchronized void remove(Waiter waiter) {
        heap.remove(waiter);
    }

    /** Takes a waiter whose time to be looked at has come, or null. */
    synchronized @Nullable Waiter due(long now) {
        return heap.due(now);
    }

    /**
     * Declares that the caller goes to sleep.
     *
     * @return until when it may, {@link #NEVER} for as long as it likes
     */
    synchronized long sleep() {
        sleepsUntil = heap.first();
        return sleepsUntil;
    }

    /** Declares that the sleeper is awake, so that {@link #arm} need not wake it. */
    synchronized void awake() {
        sleepsUntil = Long.MIN_VALUE;
    }

    /** How many waiters are known. */
    synchronized int size() {
        return heap.size();
    }
}
