package dev.sockeye.it;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A virtual thread that wants to run every millisecond. Where it cannot, somebody held the only carrier
 * meanwhile: its longest pause tells for how long.
 */
final class Ticker implements AutoCloseable {
    private static final long PERIOD = 1_000_000;

    private final Thread thread;
    private volatile boolean ended;
    private final AtomicLong ticks = new AtomicLong();
    private volatile long last = System.nanoTime();
    private volatile long longest;

    Ticker() {
        thread = Thread.ofVirtual().name("ticker").start(this::run);
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos(PERIOD);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
            ticks.incrementAndGet();
        }
    }

    /** Begins to look for the longest pause anew. */
    void reset() {
        long seen = ticks.get();
        Await.until(() -> ticks.get() > seen, () -> "the ticker does not run");
        longest = 0;
    }

    /** Waits until it has run so many times more. */
    void await(int more) {
        long goal = ticks.get() + more;
        Await.until(() -> ticks.get() >= goal, () -> "the ticker does not run any more");
    }

    /** The longest pause so far in milliseconds, one that is not over yet included. */
    long longestMillis() {
        return Math.max(longest, System.nanoTime() - last) / 1_000_000;
    }

    @Override
    public void close() {
        ended = true;
        Await.until(() -> !thread.isAlive(), () -> "the ticker does not end");
    }
}
