package dev.sockeye.it;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what can only be looked at, such as a number in {@code /proc}. */
final class Await {
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /** Looks until it is so; gives up after {@link Run#PATIENCE}. */
    static void until(BooleanSupplier isSo, Supplier<String> otherwise) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > Run.PATIENCE.toNanos()) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(ROUND);
        }
    }

    /** Lets time pass in which something is measured. */
    static void elapse(Duration time) {
        long start = System.nanoTime();
        for (long left = time.toNanos();
                left > 0;
                left = start + time.toNanos() - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
