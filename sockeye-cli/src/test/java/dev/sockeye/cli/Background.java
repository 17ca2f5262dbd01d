package dev.sockeye.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Something that goes on beside a test, on a thread of its own: pools are too small to block in.
 */
final class Background<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private Background() {}

    static <T> Background<T> start(Callable<T> work) {
        var background = new Background<T>();
        Thread.ofPlatform().daemon().name("background").start(() -> background.run(work));
        return background;
    }

    private void run(Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** Its result, or what it threw; waits for it. */
    T await() {
        return result.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
