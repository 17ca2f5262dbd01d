package dev.sockeye.poll.fd;

import org.jspecify.annotations.Nullable;

/**
 * One thread's wait on one {@link Fd}, and the entry of its deadline in {@link Deadlines}.
 *
 * <p>The fields of the wait are guarded by the monitor of the {@code Fd}, those of the deadline's
 * entry by the lock of {@code Deadlines}; {@link #outcome} is read by the waiting thread alone
 * without a lock.
 */
final class Waiter extends DueHeap.Entry {
    /** What {@link #outcome} says while the wait goes on. */
    static final int WAITING = 1;

    /** The wait is over since the descriptor may be ready. */
    static final int READY = 0;

    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LONGEST_PAUSE = 64_000_000;

    final Readiness fd;

    /** The next waiter on the same descriptor, in order of arrival. */
    @Nullable Waiter next;

    /** {@link Fd#IN}, {@link Fd#OUT}, {@link Fd#WAKE}; 0 waits for nothing but close and time. */
    int interest;

    /** {@link #WAITING}, {@link #READY}, {@link Fd#CLOSED} or {@link Fd#DEADLINE}. */
    volatile int outcome;

    /** When this wait ends, on the kernel's monotonic clock. */
    volatile long deadline = Deadlines.NEVER;

    private long limit;
    private long pause;
    private @Nullable Thread thread;
    private @Nullable PlatformWait platform;

    Waiter(Readiness fd) {
        this.fd = fd;
    }

    /** Sets what the next waits are for, and when the last of them ends. */
    void lend(int interest, long limit) {
        this.interest = interest;
        this.limit = limit;
        this.pause = FIRST_PAUSE;
    }

    /** Begins a wait of the calling thread; {@code platform} is null on a virtual thread. */
    void begin(@Nullable PlatformWait platform, long now) {
        if (interest == 0) {
            this.deadline = limit - now < pause ? limit : now + pause;
            this.pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else {
            this.deadline = limit;
        }
        this.platform = platform;
        this.thread = Thread.currentThread();
        this.outcome = WAITING;
    }

    /** Whether the end of this wait is not yet the end of the time. */
    boolean pauses() {
        return deadline < limit;
    }

    /** Forgets the thread, so that an idle descriptor does not keep it reachable. */
    void end() {
        thread = null;
        platform = null;
        next = null;
    }

    /**
     * Ends the wait, unless it ended before.
     *
     * @return a virtual thread to be unparked once the monitor of the {@code Fd} is free: woken before,
     *     it would block on that at once, and its second wake-up goes through a thread of the JDK
     */
    @Nullable Thread finish(int why) {
        if (outcome != WAITING || thread == null) {
            return null;
        }
        outcome = why;
        if (platform == null) {
            return thread;
        }
        // Not later: the eventfd may be closed, or another's, once the thread has gone on.
        platform.wake();
        return null;
    }

    boolean onPlatformThread() {
        return platform != null;
    }
}
