package dev.sockeye.poll.fd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of parked threads: a binary heap ordered by when to look next.
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
    static final long NEVER = Long.MAX_VALUE;

    private Waiter[] heap = new Waiter[16];
    private int size;

    /** Until when the thread that calls {@link #sleep} sleeps; MIN_VALUE while it is awake. */
    private long sleepsUntil = Long.MIN_VALUE;

    /**
     * Sees to it that the waiter is looked at when its deadline comes.
     *
     * @return whether the sleeper must be woken, since it would sleep for too long
     */
    synchronized boolean arm(Waiter waiter) {
        long deadline = waiter.deadline;
        if (waiter.place >= 0) {
            if (waiter.due <= deadline) {
                return false;
            }
            waiter.due = deadline;
            up(waiter, waiter.place);
        } else {
            waiter.due = deadline;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            up(waiter, size++);
        }
        if (deadline >= sleepsUntil) {
            return false;
        }
        sleepsUntil = deadline;
        return true;
    }

    /** Forgets a waiter. */
    synchronized void remove(Waiter waiter) {
        if (waiter.place >= 0) {
            take(waiter.place);
        }
    }

    /** Takes a waiter whose time to be looked at has come, or null. */
    synchronized @Nullable Waiter due(long now) {
        return size > 0 && heap[0].due <= now ? take(0) : null;
    }

    /**
     * Declares that the caller goes to sleep.
     *
     * @return until when it may, {@link #NEVER} for as long as it likes
     */
    synchronized long sleep() {
        sleepsUntil = size > 0 ? heap[0].due : NEVER;
        return sleepsUntil;
    }

    /** Declares that the sleeper is awake, so that {@link #arm} need not wake it. */
    synchronized void awake() {
        sleepsUntil = Long.MIN_VALUE;
    }

    /** How many waiters are known. */
    synchronized int size() {
        return size;
    }

    private Waiter take(int place) {
        Waiter taken = heap[place];
        taken.place = -1;
        Waiter last = heap[--size];
        heap = cleared(heap, size);
        if (last != taken) {
            up(last, place);
            down(last, last.place);
        }
        return taken;
    }

    @SuppressWarnings("NullAway") // a free place of the heap holds nothing
    private static Waiter[] cleared(Waiter[] heap, int place) {
        heap[place] = null;
        return heap;
    }

    private void up(Waiter waiter, int from) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (heap[parent].due <= waiter.due) {
                break;
            }
            put(heap[parent], place);
            place = parent;
        }
        put(waiter, place);
    }

    private void down(Waiter waiter, int from) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].due < heap[child].due) {
                child++;
            }
            if (heap[child].due >= waiter.due) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(waiter, place);
    }

    private void put(Waiter waiter, int place) {
        heap[place] = waiter;
        waiter.place = place;
    }
}
