package dev.sockeye.poll;

import dev.sockeye.poll.fd.Eventfd;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop, and what wakes it up for them.
 *
 * <p>The sleeper says that it sleeps, then looks once more for a task; whoever brings one puts it
 * in, then looks whether the loop sleeps. So one of the two sees the other, and the eventfd is
 * written once for each sleep that a task ends, and not at all while the loop is awake.
 *
 * <p>{@link #add}, {@link #wake} and {@link #stop} for any thread, the rest for the loop's.
 */
final class Tasks {
    private static final VarHandle ASLEEP;

    static {
        try {
            ASLEEP = MethodHandles.lookup().findVarHandle(Tasks.class, "asleep", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Loop loop;
    private final Eventfd eventfd;
    private final Queue<Runnable> incoming = new ConcurrentLinkedQueue<>();

    /** Those that came in, and those of the loop itself, which so cost no allocation. */
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();

    private volatile boolean asleep;
    private volatile boolean stopping;
    private volatile boolean ended;

    Tasks(Loop loop, Eventfd eventfd) {
        this.loop = loop;
        this.eventfd = eventfd;
    }

    /** Takes a task, or refuses it where no one will run it any more. */
    void add(Runnable task, boolean inLoop) {
        if (inLoop && !ended) {
            ready.add(task);
            return;
        }
        incoming.add(task);
        if (ended && incoming.remove(task)) {
            throw new RejectedExecutionException("the loop has ended");
        }
        wake();
    }

    /** Ends the loop's sleep, where it sleeps. */
    void wake() {
        if (asleep && ASLEEP.compareAndSet(this, true, false)) {
            eventfd.signal();
        }
    }

    void stop() {
        stopping = true;
        wake();
    }

    boolean stopping() {
        return stopping;
    }

    /** Whether tasks were left over. */
    boolean waiting() {
        return !ready.isEmpty();
    }

    /** Declares that the loop goes to sleep; false where there is something to do. */
    boolean sleep() {
        asleep = true;
        if (incoming.isEmpty() && !stopping) {
            return true;
        }
        asleep = false;
        return false;
    }

    void awake() {
        asleep = false;
    }

    /** Runs those that are there now, so many at most; what they add is for the next turn. */
    void run(int most) {
        Runnable task;
        for (int i = 0; i < most && (task = incoming.peek()) != null; i++) {
            ready.add(task);
            incoming.remove();
        }
        for (int i = Math.min(most, ready.size()); i > 0; i--) {
            run(ready.poll());
        }
    }

    /** Runs all that was accepted and refuses the rest. */
    void end() {
        ended = true;
        while (!ready.isEmpty()) {
            run(ready.poll());
        }
        for (Runnable task = incoming.poll(); task != null; task = incoming.poll()) {
            run(task);
        }
    }

    private void run(@Nullable Runnable task) {
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (Throwable failure) {
            loop.failed(task, failure);
        }
    }
}
