package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.EINTR;

import dev.sockeye.sys.Kernel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a poller and a ring have in common: the wait that goes round, whose thread it is, and who is told
 * of what a callback threw.
 */
abstract sealed class Rounds implements AutoCloseable permits Mechanism, Ring {
    final Kernel kernel;
    final Clock clock;

    /** How many callbacks a round calls at most. */
    final int batch;

    private @Nullable Thread owner;
    private @Nullable Failures failures;
    private @Nullable Throwable thrown;
    private boolean dispatching;
    private boolean closed;

    Rounds(Kernel kernel, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a round of " + batch + " events");
        }
        this.kernel = Objects.requireNonNull(kernel);
        this.clock = new Clock(kernel);
        this.batch = batch;
    }

    public abstract String name();

    public abstract int open();

    /**
     * Calls the kernel once and tells what it answers. Answers how many callbacks were called, or
     * {@code -errno}, -EINTR too.
     */
    abstract int collect(long timeout);

    /** A negative result in words. */
    abstract String words(int result);

    /** Gives everything back, once. */
    abstract void end();

    /**
     * Waits until there is something to tell, and tells it. What a callback throws is thrown here when
     * all others of the round were called.
     *
     * @param timeout nanoseconds, 0 for not at all, {@link Poller#FOREVER}
     * @return how many callbacks were called, 0 when the time is over; or {@code -errno}: -EBADF once
     *     it is closed, -ENOMEM, ...
     * @throws IllegalStateException inside a callback, or off its thread
     */
    public final int dispatch(long timeout) {
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout of " + timeout + " ns");
        }
        confine();
        Thread before = owner;
        owner = Thread.currentThread();
        try {
            int result = await(timeout);
            rethrow();
            return result;
        } finally {
            owner = before;
        }
    }

    private int await(long timeout) {
        boolean ends = timeout > 0 && timeout < Poller.FOREVER;
        long end = ends ? Clock.after(clock.now(), timeout) : 0;
        long left = timeout;
        while (true) {
            int result = round(left);
            if (result > 0 || (result < 0 && result != -EINTR)) {
                return result;
            }
            if (ends) {
                left = end - clock.now();
                if (left <= 0) {
                    return 0;
                }
            } else if (timeout == 0 && result == 0) {
                return 0;
            }
        }
    }

    /** One call of the kernel; the answers of {@link #collect}. */
    final int round(long timeout) {
        if (dispatching) {
            throw new IllegalStateException("dispatch inside a callback of the same " + name());
        }
        if (closed) {
            return -EBADF;
        }
        dispatching = true;
        try {
            return collect(timeout);
        } finally {
            dispatching = false;
        }
    }

    /** Whether callbacks of a round are being called. */
    final boolean inRound() {
        return dispatching;
    }

    @SuppressWarnings("ReferenceEquality") // nothing can be suppressed by itself
    void failed(Object source, Throwable failure) {
        if (failures != null) {
            failures.failed(source, failure);
        } else if (thrown == null) {
            thrown = failure;
        } else if (thrown != failure) {
            thrown.addSuppressed(failure);
        }
    }

    void rethrow() {
        Throwable failure = thrown;
        thrown = null;
        switch (failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException("a callback threw", failure);
        }
    }

    boolean closed() {
        return closed;
    }

    /** Gives it to a thread, null for nobody, and says who is told of failures there. */
    void own(@Nullable Thread thread, @Nullable Failures failures) {
        confine();
        this.owner = thread;
        this.failures = failures;
    }

    /** Refuses other threads than its own, while it has one. */
    @SuppressWarnings("ReferenceEquality") // threads have no other
    void confine() {
        Thread thread = owner;
        if (thread != null && thread != Thread.currentThread()) {
            throw new IllegalStateException(
                    name() + " belongs to thread " + thread.getName() + " now");
        }
    }

    @Override
    public final void close() {
        confine();
        if (closed) {
            return;
        }
        closed = true;
        end();
        if (!dispatching) {
            rethrow();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
