package dev.sockeye.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread whose failure is the test's. */
final class InBackground implements AutoCloseable {
    private final FutureTask<Void> task;
    private final Thread thread;

    /** Work that may fail. */
    interface Work {
        void run() throws Exception;
    }

    InBackground(Work work) {
        task =
                new FutureTask<>(() -> {
                    work.run();
                    return null;
                });
        thread = Thread.ofPlatform().daemon().name("test-in-background").start(task);
    }

    void join() throws InterruptedException, ExecutionException, TimeoutException {
        task.get(30, TimeUnit.SECONDS);
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() {
        task.cancel(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
