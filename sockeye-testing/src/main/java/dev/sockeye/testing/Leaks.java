package dev.sockeye.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What was opened and started since {@link #begin}, and is still there. */
final class Leaks {
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(20);

    private final long patience;
    private final Map<Integer, String> descriptors;
    private final Map<Long, String> threads;

    private Leaks(Duration patience, Map<Integer, String> descriptors, Map<Long, String> threads) {
        this.patience = patience.toNanos();
        this.descriptors = descriptors;
        this.threads = threads;
    }

    /**
     * Looks at what is there now, after the JDK's own networking has opened what it keeps for good.
     *
     * @param patience how long, at the end, what is ending may take to end
     */
    static Leaks begin(Duration patience) {
        WarmUp.run();
        return new Leaks(patience, Descriptors.open(), Threads.alive());
    }

    /** The descriptors that are still open once those that are being closed have had their time. */
    Collection<String> descriptors() {
        return remaining(this::newDescriptors).entrySet().stream()
                .map(leak -> leak.getKey() + " -> " + leak.getValue())
                .toList();
    }

    /** The threads that are still alive once those that are ending have had their time. */
    Collection<String> threads() {
        return remaining(this::newThreads).values();
    }

    /** A number that now leads elsewhere counts as new. */
    private Map<Integer, String> newDescriptors() {
        Map<Integer, String> open = Descriptors.open();
        open.entrySet().removeAll(descriptors.entrySet());
        return open;
    }

    private Map<Long, String> newThreads() {
        Map<Long, String> alive = Threads.alive();
        alive.keySet().removeAll(threads.keySet());
        return alive;
    }

    private <K> Map<K, String> remaining(Supplier<Map<K, String>> look) {
        long start = System.nanoTime();
        Map<K, String> left = look.get();
        while (!left.isEmpty() && System.nanoTime() - start < patience) {
            LockSupport.parkNanos(ROUND);
            left = look.get();
        }
        return left;
    }
}
