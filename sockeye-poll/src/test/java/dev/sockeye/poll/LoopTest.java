package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.sys.Errno.EMFILE;
import static dev.sockeye.sys.Errno.ENOMEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LoopTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final FaultKernel faults = new FaultKernel(Kernel.host());
    private final CountingKernel kernel = new CountingKernel(faults);
    private final Fds fds = new Fds(Kernel.host());
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Object> sources = new ConcurrentLinkedQueue<>();
    private final List<Loop> loops = new ArrayList<>();

    @AfterEach
    void close() {
        loops.forEach(Loop::close);
        fds.close();
    }

    private Loop loop(On on) {
        return loop(on, Poller.BATCH);
    }

    private Loop loop(On on, int batch) {
        var loop = new Loop(on.open(kernel, batch), this::failed);
        loops.add(loop);
        return loop;
    }

    private Loop started(On on) {
        Loop loop = loop(on);
        assertThat(loop.open()).isZero();
        loop.start("loop-" + on);
        return loop;
    }

    private void failed(Object source, Throwable thrown) {
        sources.add(source);
        failures.add(thrown);
    }

    private static <T> T in(Loop loop, Callable<T> body) throws Exception {
        var task = new FutureTask<>(body);
        loop.execute(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void tasksRunOnTheLoopsThreadInTheirOrder(On on) throws Exception {
        Loop loop = loop(on);
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        assertThat(loop.inLoop()).isFalse();
        Thread thread = loop.start("sockeye-test-loop");
        assertThat(in(loop, () -> List.of(loop.inLoop(), Thread.currentThread().equals(thread))))
                .containsExactly(true, true);
        assertThat(thread.getName()).isEqualTo("sockeye-test-loop");
        assertThat(thread.isDaemon()).isTrue();
        for (int i = 5; i < 1_000; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        assertThat(in(loop, () -> List.copyOf(order)))
                .hasSize(1_000)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tasksOfManyThreadsRunOnceEach(On on) throws Exception {
        Loop loop = started(on);
        int threads = 6;
        int each = 5_000;
        var last = new int[threads];
        var all = new AtomicInteger();
        var disorder = new AtomicInteger();
        var senders = new ArrayList<Thread>();
        for (int t = 0; t < threads; t++) {
            int sender = t;
            Runnable send =
                    () -> {
                        for (int i = 1; i <= each; i++) {
                            int number = i;
                            loop.execute(() -> {
                                all.incrementAndGet();
                                if (last[sender] != number - 1) {
                                    disorder.incrementAndGet();
                                }
                                last[sender] = number;
                            });
                        }
                    };
            senders.add(t % 2 == 0 ? Thread.startVirtualThread(send) : new Thread(send));
        }
        senders.stream().filter(thread -> !thread.isVirtual()).forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        Fds.until("all ran", () -> all.get() == threads * each);
        assertThat(in(loop, disorder::get)).isZero();
        assertThat(all).hasValue(threads * each);
    }

    /** Each task is brought while the loop sleeps or is about to: none may be overlooked. */
    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLost(On on) throws Exception {
        Loop loop = started(on);
        for (int i = 0; i < 3_000; i++) {
            var ran = new CountDownLatch(1);
            loop.execute(ran::countDown);
            for (int spin = 0; spin < i % 50; spin++) {
                Thread.onSpinWait();
            }
            assertThat(ran.await(20, TimeUnit.SECONDS)).as("task %d", i).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEventfdIsWrittenOnlyWhileTheLoopSleeps(On on) throws Exception {
        Loop loop = started(on);
        var go = new CountDownLatch(1);
        var busy = new CountDownLatch(1);
        loop.execute(() -> {
            busy.countDown();
            try {
                var _ = go.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        busy.await();
        long before = kernel.count("write");
        var ran = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.stop();
        assertThat(kernel.count("write") - before).as("it is awake").isZero();
        go.countDown();
        loop.close();
        assertThat(ran).hasValue(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void aSleepIsEndedByOneWrite(On on) throws Exception {
        Loop loop = started(on);
        Thread thread = in(loop, Thread::currentThread);
        for (int round = 0; round < 20; round++) {
            Fds.until("asleep", () -> Asleep.in(thread, on.call));
            long before = kernel.count("write");
            in(loop, () -> true);
            assertThat(kernel.count("write") - before).isEqualTo(1);
        }
        long reads = kernel.count("read");
        assertThat(reads)
                .as("edge-triggered it need not be read")
                .isEqualTo(on.canEdge() ? 0 : reads);
        assertThat(on.canEdge() || reads > 0).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void watchesAreToldOnTheLoop(On on) throws Exception {
        Loop loop = started(on);
        int[] pair = fds.pair();
        var told = new ConcurrentLinkedQueue<String>();
        Watch watch =
                in(
                        loop,
                        () -> {
                            Watch made =
                                    loop.watch(
                                            pair[0],
                                            (w, events) -> {
                                                told.add(
                                                        loop.inLoop()
                                                                + " "
                                                                + fds.drain(w.fd())
                                                                + " "
                                                                + Mechanism.text(events));
                                            });
                            assertThat(made.want(on.way(IN))).isZero();
                            return made;
                        });
        for (int i = 1; i < 4; i++) {
            int count = i;
            fds.write(pair[1], i);
            Fds.until("told", () -> told.size() == count);
        }
        assertThat(told).containsExactly("true 1 IN", "true 2 IN", "true 3 IN");
        assertThatThrownBy(watch::remove).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(loop::time).isInstanceOf(IllegalStateException.class);
        assertThat(in(loop, watch::remove)).isZero();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLoopThatSpinsAsksForATimeAfterAnEventAndThenSleeps(On on) throws Exception {
        Loop loop = loop(on);
        loop.spin(SECOND / 4);
        loop.start("loop-" + on);
        int[] pair = fds.pair();
        in(loop, () -> loop.watch(pair[0], (watch, _) -> fds.drain(watch.fd())).want(on.way(IN)));
        long before = in(loop, () -> loop.turns);
        fds.write(pair[1], 1);
        Fds.until("it spins", () -> loop.turns > before + 100);
        Fds.until("it sleeps", () -> loop.turns == turnsAfterAWhile(loop));
        assertThatThrownBy(() -> loop.spin(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static long turnsAfterAWhile(Loop loop) {
        LockSupport.parkNanos(MILLI);
        return loop.turns;
    }

    @ParameterizedTest
    @EnumSource
    void timersRunOutInOrderAndNeverEarly(On on) throws Exception {
        Loop loop = started(on);
        var order = new ConcurrentLinkedQueue<Long>();
        var early = new AtomicInteger();
        in(
                loop,
                () -> {
                    for (long delay : new long[] {30, 5, 0, 20, 10}) {
                        long armed = System.nanoTime();
                        loop.timer(
                                        timer -> {
                                            order.add(delay);
                                            long passed = System.nanoTime() - armed;
                                            early.addAndGet(passed < delay * MILLI ? 1 : 0);
                                            assertThat(timer.armed()).isFalse();
                                        })
                                .arm(delay * MILLI);
                    }
                    return true;
                });
        Fds.until("all ran out", () -> order.size() == 5);
        assertThat(order).containsExactly(0L, 5L, 10L, 20L, 30L);
        assertThat(early).hasValue(0);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTimerIsPutOffTurnedOffAndArmedAgain(On on) throws Exception {
        Loop loop = started(on);
        var expired = new ConcurrentLinkedQueue<String>();
        in(
                loop,
                () -> {
                    loop.timer(_ -> expired.add("put forward")).arm(FOREVER);
                    Timer forward = loop.timer(_ -> expired.add("forward"));
                    forward.arm(100 * SECOND);
                    forward.arm(MILLI);
                    Timer off = loop.timer(_ -> expired.add("off"));
                    off.arm(MILLI);
                    off.cancel();
                    assertThat(off.armed()).isFalse();
                    Timer off2 = loop.timer(_ -> expired.add("put off for ever"));
                    off2.arm(MILLI);
                    off2.extend(FOREVER);
                    assertThat(off2.armed()).isFalse();
                    Timer later = loop.timer(_ -> expired.add("later"));
                    later.arm(MILLI);
                    later.extend(40 * MILLI);
                    int[] times = {3};
                    loop.timer(
                                    timer -> {
                                        expired.add("again");
                                        if (--times[0] > 0) {
                                            timer.arm(MILLI);
                                        }
                                    })
                            .arm(MILLI);
                    return true;
                });
        Fds.until("the last one", () -> expired.contains("later"));
        assertThat(expired)
                .containsExactlyInAnyOrder("forward", "again", "again", "again", "later");
        assertThat(expired.toArray()[4]).isEqualTo("later");
        Timer timer = in(loop, () -> loop.timer(_ -> {}));
        assertThatThrownBy(() -> timer.arm(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> timer.extend(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(timer::cancel).isInstanceOf(IllegalStateException.class);
        assertThat(in(loop, () -> catchThrowable(() -> timer.arm(-1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final long FOREVER = Timer.FOREVER;

    @ParameterizedTest
    @EnumSource
    void whatACallbackThrowsEndsNothing(On on) throws Exception {
        Loop loop = started(on);
        int[] pair = fds.pair();
        Watch watch =
                in(
                        loop,
                        () -> {
                            Watch made =
                                    loop.watch(
                                            pair[0],
                                            (w, _) -> {
                                                fds.drain(w.fd());
                                                throw new IllegalStateException("watch");
                                            });
                            made.want(on.way(IN));
                            return made;
                        });
        fds.write(pair[1], 1);
        Fds.until("told", () -> failures.size() == 1);
        Runnable task =
                () -> {
                    throw new StackOverflowError("task");
                };
        loop.execute(task);
        Fds.until("told", () -> failures.size() == 2);
        Timer timer =
                in(
                        loop,
                        () -> {
                            Timer made =
                                    loop.timer(_ -> {
                                        throw sneaky(new Exception("timer"));
                                    });
                            made.arm(0);
                            return made;
                        });
        Fds.until("told", () -> failures.size() == 3);
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactly("watch", "task", "timer");
        assertThat(sources).containsExactly(watch, task, timer);
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void whoIsToldMayThrowToo() throws Exception {
        var uncaught = new ConcurrentLinkedQueue<String>();
        var loop =
                new Loop(
                        Poller.epoll(kernel),
                        (_, thrown) -> {
                            throw new IllegalStateException("worse than " + thrown.getMessage());
                        });
        loops.add(loop);
        Thread thread = Thread.ofPlatform().daemon().unstarted(loop);
        thread.setUncaughtExceptionHandler((_, thrown) -> {
            uncaught.add(thrown.getMessage());
            throw new IllegalStateException("the last resort");
        });
        thread.start();
        loop.execute(() -> {
            throw new IllegalStateException("bad");
        });
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
        assertThat(uncaught).containsExactly("worse than bad");
    }

    @Test
    void withoutAnyoneToTellItIsUncaught() throws Exception {
        var uncaught = new ConcurrentLinkedQueue<String>();
        var loop = new Loop(Poller.epoll(kernel));
        loops.add(loop);
        Thread thread = Thread.ofPlatform().daemon().unstarted(loop);
        thread.setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown.getMessage()));
        thread.start();
        loop.execute(() -> {
            throw new IllegalStateException("bad");
        });
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
        assertThat(uncaught).containsExactly("bad");
    }

    /** The mechanism fails for a while: told once, no spin, tasks and timers go on, and it recovers. */
    @ParameterizedTest
    @EnumSource
    void aFailingMechanismIsToldOnceAndTriedAgain(On on) throws Exception {
        Loop loop = started(on);
        int[] pair = fds.pair();
        var told = new CountDownLatch(1);
        in(
                loop,
                () ->
                        loop.watch(
                                        pair[0],
                                        (watch, _) -> {
                                            told.countDown();
                                            watch.remove();
                                        })
                                .want(on.way(IN)));
        var expired = new CountDownLatch(1);
        faults.from(on.call, 1, FaultKernel.errno(ENOMEM));
        in(
                loop,
                () -> {
                    loop.timer(_ -> expired.countDown()).arm(300 * MILLI);
                    return true;
                });
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
        assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(faults.hits(on.call)).as("1, 2, 4 ... 64 ms").isBetween(5L, 40L);
        assertThat(failures).singleElement().asString().contains(loop.poller().name(), "ENOMEM");
        assertThat(sources.peek()).isSameAs(loop.poller());
        fds.write(pair[1], 1);
        faults.clear();
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void interruptedCallsAreNobodysBusiness(On on) throws Exception {
        faults.every(on.call, 2, FaultKernel.interruptedBefore());
        faults.every("write", 2, FaultKernel.interruptedBefore());
        faults.every("read", 2, FaultKernel.interruptedBefore());
        Loop loop = started(on);
        // A loop that is not asleep yet when the next task comes is not woken by a write.
        for (int i = 0; i < 200 || faults.hits("write") == 0; i++) {
            assertThat(in(loop, () -> "alive")).isEqualTo("alive");
        }
        var expired = new CountDownLatch(1);
        long before = System.nanoTime();
        in(
                loop,
                () -> {
                    loop.timer(_ -> expired.countDown()).arm(20 * MILLI);
                    return true;
                });
        assertThat(expired.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20 * MILLI);
        assertThat(failures).isEmpty();
        assertThat(faults.hits(on.call)).isPositive();
    }

    @Test
    void anInterruptOfTheThreadHasNoEffect() throws Exception {
        Loop loop = started(On.EPOLL);
        Thread thread = in(loop, Thread::currentThread);
        thread.interrupt();
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
    }

    @ParameterizedTest
    @EnumSource
    void stopRunsWhatWasAcceptedAndRefusesTheRest(On on) throws Exception {
        Loop loop = started(on);
        var ran = new AtomicInteger();
        Thread thread =
                in(
                        loop,
                        () -> {
                            for (int i = 0; i < 1_000; i++) {
                                loop.execute(ran::incrementAndGet);
                            }
                            loop.stop();
                            loop.timer(_ -> ran.addAndGet(1_000_000)).arm(0);
                            loop.close();
                            return Thread.currentThread();
                        });
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(ran.get() % 1_000_000).isEqualTo(1_000);
        assertThatThrownBy(() -> loop.execute(ran::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(loop.inLoop()).isFalse();
        assertThat(loop.poller().dispatch(0)).as("closed").isNegative();
        loop.close();
        loop.stop();
    }

    /** Tasks and a stop race: each is run or refused, none is forgotten. */
    @Test
    void noTaskIsForgottenAtTheEnd() throws Exception {
        for (int round = 0; round < 200; round++) {
            var loop = new Loop(Poller.epoll(kernel), this::failed);
            loop.start("loop-end");
            var ran = new AtomicInteger();
            var refused = new AtomicInteger();
            var senders = new ArrayList<Thread>();
            for (int t = 0; t < 3; t++) {
                senders.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (int i = 0; i < 100; i++) {
                                        try {
                                            loop.execute(ran::incrementAndGet);
                                        } catch (RejectedExecutionException e) {
                                            refused.incrementAndGet();
                                        }
                                    }
                                }));
            }
            for (int spin = 0; spin < round * 20; spin++) {
                Thread.onSpinWait();
            }
            loop.close();
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(ran.get() + refused.get()).isEqualTo(300);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aTaskThatIsAddedAtTheVeryEndIsRefused() throws Exception {
        Loop loop = loop(On.EPOLL);
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        loop.execute(
                new Runnable() {
                    @Override
                    public void run() {
                        Throwable refusal = catchThrowable(() -> loop.execute(this));
                        if (refusal != null) {
                            thrown.add(refusal);
                        }
                    }
                });
        Thread thread = loop.start("loop-last");
        loop.stop();
        thread.join(20_000);
        assertThat(thread.isAlive())
                .as("a task that executes itself does not hold it up")
                .isFalse();
        assertThat(thrown).singleElement().isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aLoopThatNeverRanIsClosed() {
        Loop loop = loop(On.EPOLL);
        var ran = new AtomicInteger();
        assertThat(loop.open()).isZero();
        assertThat(loop.open()).as("open").isZero();
        loop.execute(ran::incrementAndGet);
        long before = kernel.count("close");
        loop.close();
        loop.close();
        assertThat(kernel.count("close") - before).as("epoll and eventfd").isEqualTo(2);
        assertThat(ran).hasValue(1);
        assertThatThrownBy(loop::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLoopRunsOnceAndOnAPlatformThread() throws Exception {
        Loop loop = started(On.POLL);
        in(loop, () -> true);
        assertThatThrownBy(loop::run).isInstanceOf(IllegalStateException.class);
        Loop other = loop(On.POLL);
        var refusal = new FutureTask<>(() -> catchThrowable(other::run));
        Thread.startVirtualThread(refusal);
        assertThat(refusal.get(20, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("platform thread");
        assertThat(loop.toString()).isEqualTo("loop on poll, loop-POLL");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeOpenedIsAnsweredAndTriedAgain(On on) throws Exception {
        Loop loop = loop(on);
        long before = openDescriptors();
        faults.at("eventfd", 1, FaultKernel.errno(EMFILE));
        assertThat(loop.open()).isEqualTo(-EMFILE);
        if (on.isEpoll()) {
            faults.at("epoll_create1", 1, FaultKernel.errno(EMFILE));
            assertThat(loop.open()).isEqualTo(-EMFILE);
            faults.at("epoll_ctl", 1, FaultKernel.errno(ENOMEM));
            assertThat(loop.open()).isEqualTo(-ENOMEM);
        }
        if (on == On.RING) {
            faults.at("io_uring_setup", 1, FaultKernel.errno(EMFILE));
            assertThat(loop.open()).isEqualTo(-EMFILE);
            faults.at("mmap", 2, FaultKernel.errno(ENOMEM));
            assertThat(loop.open()).isEqualTo(-ENOMEM);
        }
        assertThat(loop.open()).isZero();
        loop.start("loop-retry");
        assertThat(in(loop, () -> "alive")).isEqualTo("alive");
        loop.close();
        assertThat(openDescriptors()).isEqualTo(before);
    }

    @Test
    void runThrowsWhereItCannotOpen() throws Exception {
        Loop loop = loop(On.EPOLL);
        faults.at("epoll_create1", 1, FaultKernel.errno(EMFILE));
        assertThatThrownBy(loop::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EMFILE");
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private static long openDescriptors() throws Exception {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    /**
     * A descriptor that is always ready, a task that executes itself, and timers that are always due:
     * each of them, and a quiet session beside them, goes on.
     */
    @ParameterizedTest
    @EnumSource
    void nobodyStarves(On on) throws Exception {
        Loop loop = loop(on, 4);
        assertThat(loop.open()).isZero();
        var greedy = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            int fd = fds.eventfd();
            fds.signal(fd);
            assertThat(loop.watch(fd, (_, _) -> greedy.incrementAndGet()).want(IN)).isZero();
        }
        int[] pair = fds.pair();
        var answers = new AtomicInteger();
        Ready answer =
                (watch, _) -> {
                    fds.drain(watch.fd());
                    answers.incrementAndGet();
                };
        assertThat(loop.watch(pair[0], answer).want(IN)).isZero();
        var tasks = new AtomicInteger();
        for (int i = 0; i < 3 * Loop.TASKS_PER_TURN; i++) {
            loop.execute(
                    new Runnable() {
                        @Override
                        public void run() {
                            tasks.incrementAndGet();
                            if (!stop) {
                                loop.execute(this);
                            }
                        }
                    });
        }
        var expiries = new AtomicInteger();
        for (int i = 0; i < 3 * Loop.TIMERS_PER_TURN; i++) {
            loop.timer(
                            timer -> {
                                expiries.incrementAndGet();
                                timer.arm(0);
                            })
                    .arm(0);
        }
        loop.start("loop-greedy");
        for (int i = 1; i <= 20; i++) {
            int count = i;
            fds.write(pair[1], 1);
            Fds.until("an answer", () -> answers.get() == count);
        }
        Fds.until("some turns", () -> loop.turns > 20);
        long turns = in(loop, () -> loop.turns);
        stop = true;
        loop.close();
        assertThat(greedy.get()).as("in each turn").isGreaterThan((int) turns);
        assertThat(tasks.get()).isGreaterThan((int) turns * Loop.TASKS_PER_TURN / 2);
        assertThat(expiries.get()).isGreaterThan((int) turns * Loop.TIMERS_PER_TURN / 2);
        assertThat(failures).isEmpty();
    }

    private volatile boolean stop;
}
