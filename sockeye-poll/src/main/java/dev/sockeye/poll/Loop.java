package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EINTR;

import dev.sockeye.poll.fd.Eventfd;
import java.net.SocketException;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A reactor: one platform thread that sleeps on one {@link Poller} until a descriptor is ready, or on
 * one {@link Ring} until a request has completed; or until a {@link Timer} runs out or another thread
 * has a task for it.
 *
 * {@snippet :
 * var loop = new Loop(Poller.epoll(Kernel.host()));
 * loop.start("sockeye-epoll-0");
 * loop.execute(() -> loop.watch(fd, (watch, events) -> read(watch.fd())).want(Poller.IN));
 * }
 *
 * <p><b>A turn</b> is: the events of one round of the poller, then the timers that have run out, then
 * the tasks. Each has a bound (the poller's batch, {@link #TIMERS_PER_TURN}, {@link
 * #TASKS_PER_TURN}), and what is left over comes in the next turn, which does not sleep: no session
 * can keep another waiting by much work, as long as each callback is short. A callback that has more
 * to do than it should do at once executes a task for the rest.
 *
 * <p><b>Callbacks</b> run on the loop's thread and must not block it. What one throws goes to {@link
 * Failures} and never ends the loop; its watch stays, so a level-triggered one that throws again and
 * again is for {@link Failures} to remove.
 *
 * <p><b>Tasks</b> of one thread run in their order; those that a callback executes run in the same
 * turn, behind the timers, those that a task executes in the next one.
 *
 * <p><b>A failing mechanism</b> (-ENOMEM, say) is told to {@link Failures} once; the loop goes on to
 * run timers and tasks and tries again after 1, 2, 4 ... 64 ms, until the cause is gone.
 *
 * <p><b>Not guaranteed:</b> that a timer or a task is on time while a callback blocks; that {@link
 * Thread#interrupt} has any effect: a loop ends by {@link #stop} alone.
 *
 * <p><b>Threads.</b> {@link #execute}, {@link #inLoop}, {@link #stop} and {@link #close} for any
 * thread; poller, watches and timers for the loop's thread, and before it runs for whoever sets it
 * up.
 */
public final class Loop implements Executor, Runnable, AutoCloseable {
    /** How many timers are looked at in one turn. */
    public static final int TIMERS_PER_TURN = 1024;

    /** How many tasks are run in one turn. */
    public static final int TASKS_PER_TURN = 256;

    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LONGEST_PAUSE = 64_000_000;

    private final Mechanism poller;
    private final Failures failures;
    private final Eventfd eventfd;
    private final Timers timers;
    private final Tasks tasks;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private @Nullable Watch wakeUps;
    private long pause;
    private long spin;

    /** Until when the loop does not sleep, where it spins. */
    private long awake;

    /** How many turns there were, for tests. */
    long turns;

    /**
     * A loop whose failures go to its thread's {@link Thread.UncaughtExceptionHandler}.
     *
     * @param poller a poller that nobody else uses; the loop closes it
     */
    public Loop(Poller poller) {
        this(poller, (_, thrown) -> uncaught(thrown));
    }

    /**
     * A loop that has opened and started nothing.
     *
     * @param poller a poller that nobody else uses; the loop closes it
     * @param failures who is told of what goes wrong
     */
    public Loop(Poller poller, Failures failures) {
        this.poller = (Mechanism) poller;
        this.failures = Objects.requireNonNull(failures);
        this.eventfd = new Eventfd(this.poller.kernel);
        this.timers = new Timers(this, this.poller.clock);
        this.poller.timers = timers;
        this.tasks = new Tasks(this, eventfd);
    }

    /**
     * A loop on io_uring, whose failures go to its thread's {@link Thread.UncaughtExceptionHandler}.
     *
     * @param ring a ring that nobody else uses; the loop closes it
     */
    public Loop(Ring ring) {
        this(ring.poller());
    }

    /**
     * A loop on io_uring that has opened and started nothing. Requests of the ring are started in its
     * callbacks and tasks, and before it runs; watches are on {@link Ring#poller}.
     *
     * @param ring a ring that nobody else uses; the loop closes it
     * @param failures who is told of what goes wrong
     */
    public Loop(Ring ring, Failures failures) {
        this(ring.poller(), failures);
    }

    /**
     * Has the loop ask again and again, for a time after its last event, before it sleeps: what comes in
     * that time is told without the time that a sleeper takes to wake up. It burns a core while there is
     * traffic. A loop that was told nothing sleeps at once.
     *
     * @param nanos how long, at least 0; some ten thousand are enough
     */
    public void spin(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a spin of " + nanos + " ns");
        }
        confine();
        spin = nanos;
    }

    /**
     * Where its watches are.
     *
     * @return the poller, for the loop's thread
     */
    public Poller poller() {
        return poller;
    }

    /**
     * A watch on the loop's poller that waits for nothing yet.
     *
     * @param fd a descriptor
     * @param ready whom to call when it is ready
     * @return a watch for {@link Watch#want}
     */
    public Watch watch(int fd, Ready ready) {
        return poller.watch(fd, ready);
    }

    /**
     * A timer that is off. One that goes with a descriptor, of which there are thousands, is better a
     * {@link Watch}'s own.
     *
     * @param expiry whom to call when it has run out
     * @return a timer for {@link Timer#arm}
     */
    public Timer timer(Timer.Expiry expiry) {
        return timers.timer(expiry);
    }

    /**
     * The time of this turn, as {@link Timer#extend} counts from.
     *
     * @return nanoseconds on the kernel's monotonic clock
     */
    public long time() {
        confine();
        return timers.time();
    }

    /**
     * Has a task run on the loop's thread.
     *
     * @param task runs once; must not block
     * @throws java.util.concurrent.RejectedExecutionException if the loop has ended
     */
    @Override
    public void execute(Runnable task) {
        tasks.add(Objects.requireNonNull(task), inLoop());
    }

    /**
     * Whether this is the loop's thread.
     *
     * @return whether the caller runs on the loop
     */
    @SuppressWarnings("ReferenceEquality") // threads have no other
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Has what the loop needs of the kernel: the poller's descriptor and the eventfd that wakes it.
     * {@link #run} does it too, and throws where this answers. After a failure it can be tried again.
     *
     * @return 0, or -EMFILE, -ENFILE, -ENOMEM, ..., {@link Poller#FD_TOO_HIGH} (the eventfd, on
     *     select)
     */
    public int open() {
        int result = eventfd.open();
        if (result < 0) {
            return result;
        }
        if (wakeUps == null) {
            wakeUps = poller.watch(eventfd.number(), (_, _) -> woken());
        }
        return wakeUps.want(poller.supports(Poller.EDGE) ? Poller.IN | Poller.EDGE : Poller.IN);
    }

    /**
     * Starts a daemon thread that runs the loop as {@link #run} does. Where no thread is to be had
     * (the JVM throws an OutOfMemoryError) it can be tried again.
     *
     * @param name the thread's name: its role and number
     * @return the thread
     * @throws IllegalStateException a second time
     */
    public Thread start(String name) {
        claim();
        boolean started = false;
        try {
            Thread runner = Thread.ofPlatform().daemon().name(name).start(this::live);
            started = true;
            return runner;
        } finally {
            begun.set(started);
        }
    }

    /**
     * Runs the loop on the calling thread until it is stopped; then runs the tasks that were accepted,
     * and closes the poller. Once for each loop.
     *
     * @throws IllegalStateException on a virtual thread (the sleep would hold its carrier), a second
     *     time, or where {@link #open} fails
     */
    @Override
    public void run() {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a loop needs a platform thread");
        }
        claim();
        live();
    }

    private void claim() {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("a loop runs once");
        }
    }

    private void live() {
        own();
        try {
            int opened = open();
            if (opened < 0) {
                throw new IllegalStateException("cannot open the loop: " + poller.words(opened));
            }
            while (!tasks.stopping()) {
                try {
                    turn();
                } catch (Throwable failure) {
                    pause(this, failure); // memory has run out, or a kernel of the user's threw
                }
            }
        } finally {
            finish();
        }
    }

    private void own() {
        Thread runner = Thread.currentThread();
        poller.own(runner, this::failed);
        thread = runner;
    }

    private void turn() {
        int result = poller.round(sleep());
        tasks.awake();
        timers.turn();
        if (spin > 0 && poller.stirred(result)) {
            awake = Clock.after(timers.time(), spin);
        }
        boolean broken = result < 0 && result != -EINTR;
        if (broken) {
            pause(poller, broken(result));
        }
        timers.expire(TIMERS_PER_TURN);
        tasks.run(TASKS_PER_TURN);
        turns++;
        if (!broken) {
            pause = 0;
        }
    }

    /** How long this turn may sleep; where it may, other threads are told that it does. */
    private long sleep() {
        if (tasks.waiting()) {
            return 0;
        }
        long left = timers.untilNext();
        return left > 0 && !spins() && tasks.sleep() ? left : 0;
    }

    /** Whether the last event was so short a time ago that the next one is waited for awake. */
    private boolean spins() {
        return spin > 0 && timers.time() < awake;
    }

    /** Edge-triggered it need not be read; its counter overflows in no lifetime. */
    private void woken() {
        if (!poller.supports(Poller.EDGE)) {
            eventfd.drain();
        }
    }

    private SocketException broken(int result) {
        return new SocketException(poller.name() + ": " + poller.words(result));
    }

    /** Told once, and tried again after a while that doubles: no spin, and no end of the loop. */
    private void pause(Object source, Throwable why) {
        if (pause == 0) {
            failed(source, why);
        }
        pause = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
        var _ = Thread.interrupted(); // with the status set, parkNanos would not pause
        LockSupport.parkNanos(this, pause);
    }

    /** Tells of a failure; whatever that does, the loop goes on. */
    void failed(Object source, Throwable thrown) {
        try {
            failures.failed(source, thrown);
        } catch (Throwable worse) {
            uncaught(worse);
        }
    }

    private static void uncaught(Throwable thrown) {
        Thread current = Thread.currentThread();
        try {
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        } catch (Throwable _) {
            // The last resort has failed too, and the JVM also ignores what such a handler throws.
        }
    }

    /** Refuses other threads while the loop runs. */
    void confine() {
        Thread runner = thread;
        if (runner != null && !inLoop()) {
            throw new IllegalStateException(
                    "only for the loop's thread, " + runner.getName() + ": execute a task there");
        }
    }

    /**
     * Ends the loop after its present turn: what was accepted until then is run, timers and watches
     * are dropped, {@link #execute} refuses. Does not wait.
     */
    public void stop() {
        tasks.stop();
    }

    /**
     * Stops the loop and waits until it has ended; inside a callback it does not wait. Where it never
     * ran, the accepted tasks are run here. An interrupt ends the waiting, not the loop's ending.
     */
    @Override
    public void close() {
        stop();
        if (begun.compareAndSet(false, true)) {
            own();
            finish();
        } else if (!inLoop()) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void finish() {
        tasks.end();
        poller.close();
        eventfd.close();
        poller.own(null, null);
        thread = null;
        end.countDown();
    }

    @Override
    public String toString() {
        Thread runner = thread;
        return "loop on " + poller.name() + (runner == null ? "" : ", " + runner.getName());
    }
}
