package dev.sockeye.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A place for a worker: where one has died another follows, after a pause that doubles as long as they do
 * not live for long; where one leaves of its own accord another follows at once, while the first still
 * serves what it has. A virtual thread.
 */
final class PreforkPlace extends Works.Work implements Runnable {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LAST_PAUSE = TimeUnit.SECONDS.toNanos(30);

    /** How long a worker has to live for its end to count as the first of a row. */
    private static final long CALM = TimeUnit.SECONDS.toNanos(10);

    private final Room room;
    private final Starter starter;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private long pause = FIRST_PAUSE;

    /** Starts a worker. */
    @FunctionalInterface
    interface Starter {
        PreforkWorker start() throws IOException;
    }

    PreforkPlace(Room room, Starter starter) {
        this.room = room;
        this.starter = starter;
    }

    void start() {
        room.works().enter(this);
        Threads.virtual("sockeye-place").start(this);
    }

    /** Completed when the first worker accepts, with an exception if it does not come to that. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                long began = room.nanoTime();
                if (!served()) {
                    pause = room.nanoTime() - began < CALM ? pause : FIRST_PAUSE;
                    var _ = stop.await(pause, TimeUnit.NANOSECONDS);
                    pause = Math.min(LAST_PAUSE, pause * 2);
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        } finally {
            ready.completeExceptionally(new IOException("the server was stopped before"));
            room.works().leave(this);
        }
    }

    /** Has a worker until another one is due; false if after a pause. */
    private boolean served() throws InterruptedException {
        try {
            PreforkWorker worker = starter.start();
            var _ = worker.ready().handle(this::told);
            boolean leaves = worker.awaitSuccession();
            if (leaves) {
                pause = FIRST_PAUSE;
            }
            return leaves;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            if (stop.getCount() > 0) {
                // After the stop the listeners are closed, and nobody misses a worker.
                room.events().workerFailed(e);
            }
            ready.completeExceptionally(e);
            return false;
        }
    }

    private boolean told(@Nullable Void ignored, @Nullable Throwable failure) {
        return failure == null ? ready.complete(null) : ready.completeExceptionally(failure);
    }

    @Override
    public void finish() {
        stop.countDown();
    }

    @Override
    public boolean servesPeer() {
        return false;
    }

    @Override
    public void cut() {
        stop.countDown();
    }

    @Override
    public @Nullable Thread thread() {
        return null;
    }
}
