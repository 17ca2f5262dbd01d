package dev.sockeye.net;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The two kinds of threads that a blocking call is made from. */
enum On {
    VIRTUAL,
    PLATFORM;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    <T> Running<T> start(Callable<T> work) {
        var result = new CompletableFuture<T>();
        Runnable body =
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                };
        Thread thread =
                this == VIRTUAL
                        ? Thread.ofVirtual().start(body)
                        : Thread.ofPlatform().daemon().start(body);
        return new Running<>(thread, result);
    }

    /** Runs it there, to its end. */
    void run(Work work) throws Exception {
        start(
                        () -> {
                            work.run();
                            return true;
                        })
                .get();
    }

    /** What a thread of that kind does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Work that was started. */
    record Running<T>(Thread thread, CompletableFuture<T> result) {
        T get() throws Exception {
            try {
                return Objects.requireNonNull(result.get(PATIENCE, TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw new AssertionError(e.getCause());
            }
        }

        /** What it failed with. */
        Throwable failure() throws InterruptedException {
            try {
                T value = result.get(PATIENCE, TimeUnit.NANOSECONDS);
                throw new AssertionError("did not fail, but answered " + value);
            } catch (ExecutionException e) {
                return Objects.requireNonNull(e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("still blocked: " + where(), e);
            }
        }

        /** Returns once the thread sleeps in one of our waits. */
        void untilBlocked() {
            long start = System.nanoTime();
            while (!isBlocked()) {
                if (result.isDone()) {
                    throw new AssertionError("is not blocked, but done: " + result);
                }
                if (System.nanoTime() - start > PATIENCE) {
                    throw new AssertionError("does not block: " + where());
                }
                Thread.onSpinWait();
            }
        }

        private boolean isBlocked() {
            String method = thread.isVirtual() ? "Readiness.park" : "HostKernel.poll";
            boolean asleep =
                    switch (thread.getState()) {
                        case WAITING, TIMED_WAITING -> thread.isVirtual();
                        case RUNNABLE -> !thread.isVirtual(); // in native code
                        default -> false;
                    };
            return asleep && Pattern.compile(method + "\\(").matcher(where()).find();
        }

        private String where() {
            var text = new StringBuilder();
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append(frame).append('\n');
            }
            return text.toString();
        }
    }
}
