package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.PollH.POLLERR;
import static dev.sockeye.sys.PollH.POLLHUP;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLNVAL;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static dev.sockeye.sys.SysSocket.SO_ERROR;
import static dev.sockeye.sys.TimeH.CLOCK_MONOTONIC;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Pollfd;
import dev.sockeye.sys.Timespec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where threads wait for the descriptors of one {@link Kernel}: virtual threads parked, platform
 * threads in poll(2).
 *
 * <p>Nothing is started before the first virtual thread has to wait: a program of platform threads
 * has no poller. One poller is made for every four carriers of virtual threads.
 *
 * <p>Any thread.
 */
public final class Parker implements AutoCloseable {
    private static final int LINGERING_CLOSES = 64;

    /** A poller each would make small rounds and wake the carriers often; one keeps two busy. */
    private static final int CARRIERS_PER_POLLER = 4;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Kernel kernel;
    private final Deadlines deadlines = new Deadlines();
    private final Stripes<MemorySegment> scratch =
            new Stripes<>(() -> Arena.ofAuto().allocate(Timespec.SIZE, 8));

    /** Those that no thread waits with now, the last one first. Guarded by itself; lending allocates nothing. */
    private final ArrayDeque<PlatformWait> platformWaits = new ArrayDeque<>();

    private final ThreadPoolExecutor lingering =
            new ThreadPoolExecutor(
                    LINGERING_CLOSES,
                    LINGERING_CLOSES,
                    1,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("sockeye-close-", 0).factory(),
                    (close, _) -> close.run());
    private volatile @Nullable Master master;
    private @Nullable Thread masterThread;
    private volatile boolean closed;

    /**
     * A parker that has started nothing yet.
     *
     * @param kernel whose descriptors are waited for, and whose monotonic clock counts
     */
    public Parker(Kernel kernel) {
        this.kernel = kernel;
        lingering.allowCoreThreadTimeOut(true);
    }

    /**
     * The kernel that every call goes to.
     *
     * @return the kernel
     */
    public Kernel kernel() {
        return kernel;
    }

    /**
     * {@code clock_gettime(CLOCK_MONOTONIC)}.
     *
     * @return nanoseconds since a point that does not change while the kernel runs
     */
    public long nanoTime() {
        MemorySegment time = scratch.take();
        try {
            var _ = kernel.clock_gettime(CLOCK_MONOTONIC, time);
            return Timespec.nanos(time);
        } finally {
            scratch.give(time);
        }
    }

    /**
     * When a wait of so many nanoseconds ends, {@link Fd#FOREVER} where it has no end.
     *
     * @param timeout nanoseconds, at least 0
     * @return a time of {@link #nanoTime}
     */
    public long deadline(long timeout) {
        if (timeout == Fd.FOREVER) {
            return Deadlines.NEVER;
        }
        long deadline = nanoTime() + timeout;
        return deadline < 0 ? Deadlines.NEVER : deadline;
    }

    /** What poll and epoll_wait take: rounded up, so that a wait never ends early, and clamped. */
    int millisUntil(long deadline) {
        if (deadline == Deadlines.NEVER) {
            return -1;
        }
        long left = deadline - nanoTime();
        return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (left - 1) / NANOS_PER_MILLI + 1);
    }

    /** Begins to watch a descriptor, or to watch it for more. Answers 0 or {@code -errno}. */
    int watch(Readiness fd, int interest, boolean first) throws OpenFailed {
        Subpoller poller = running().of(fd);
        return first ? poller.add(fd, interest) : poller.modify(fd, interest);
    }

    /** Ends the watching; to be called before the descriptor is closed. */
    void unwatch(Readiness fd) {
        Master running = master;
        if (running != null && !closed) {
            running.of(fd).delete(fd);
        }
    }

    private Master running() throws OpenFailed {
        Master running = master;
        return running != null ? running : start();
    }

    private synchronized Master start() throws OpenFailed {
        Master running = master;
        if (running == null) {
            OpenFailed.check(closed ? -EBADF : 0);
            running = Master.open(this, deadlines, pollers());
            masterThread = Thread.ofPlatform().daemon().name("sockeye-master").start(running);
            master = running;
        }
        return running;
    }

    private static int pollers() {
        int processors = Runtime.getRuntime().availableProcessors();
        int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", processors);
        return Math.max(1, (carriers + CARRIERS_PER_POLLER - 1) / CARRIERS_PER_POLLER);
    }

    /** Sees to it that a parked thread is looked at when its deadline comes. */
    void arm(Waiter waiter) throws OpenFailed {
        Master running = running();
        if (deadlines.arm(waiter)) {
            running.wake();
        }
    }

    /** poll(2) without waiting. Answers what of the interest is ready, 0 for nothing, or {@code -errno}. */
    int pollNow(int number, int interest) {
        MemorySegment fds = scratch.take();
        try {
            Pollfd.set(fds, 0, number, PlatformWait.events(interest));
            int count = kernel.poll(fds, 1, 0);
            if (count <= 0) {
                return count;
            }
            int ready = Pollfd.revents(fds, 0);
            int input = ready & (POLLIN | POLLERR | POLLHUP | POLLNVAL);
            int output = ready & (POLLOUT | POLLERR | POLLHUP | POLLNVAL);
            return interest & ((input != 0 ? Fd.IN : 0) | (output != 0 ? Fd.OUT : 0));
        } finally {
            scratch.give(fds);
        }
    }

    /** getsockopt(SO_ERROR), which clears it. Answers 0 or {@code -errno}. */
    int pendingError(int number) {
        MemorySegment value = scratch.take();
        try {
            value.set(ValueLayout.JAVA_INT, 4, 4);
            int result = kernel.getsockopt(number, SOL_SOCKET, SO_ERROR, value, value.asSlice(4));
            return result < 0 ? result : -value.get(ValueLayout.JAVA_INT, 0);
        } finally {
            scratch.give(value);
        }
    }

    /** Forgets a waiter that will not wait again. */
    void forget(Waiter waiter) {
        deadlines.remove(waiter);
    }

    /** Lends the calling platform thread what it needs to wait. */
    PlatformWait platformWait() {
        PlatformWait free = freePlatformWait();
        return free != null ? free : PlatformWait.open(this);
    }

    private @Nullable PlatformWait freePlatformWait() {
        synchronized (platformWaits) {
            return platformWaits.pollFirst();
        }
    }

    void giveBack(PlatformWait wait) {
        if (!wait.canBeWoken()) {
            return;
        }
        synchronized (platformWaits) {
            platformWaits.addFirst(wait);
        }
        if (closed) {
            closePlatformWaits();
        }
    }

    /** Runs a close that can block for as long as SO_LINGER says. */
    void closeAside(Runnable close) {
        lingering.execute(close);
    }

    /** Adds one to an eventfd. */
    void signal(int eventfd) {
        MemorySegment one = scratch.take();
        try {
            one.set(ValueLayout.JAVA_LONG, 0, 1);
            long result;
            do {
                result = kernel.write(eventfd, one, Long.BYTES);
            } while (result == -EINTR);
        } finally {
            scratch.give(one);
        }
    }

    /** Sets an eventfd back to zero. */
    void drain(int eventfd) {
        MemorySegment count = scratch.take();
        try {
            var _ = kernel.read(eventfd, count, Long.BYTES);
        } finally {
            scratch.give(count);
        }
    }

    /**
     * Ends all waits with {@link Fd#CLOSED}: the descriptors that virtual threads wait for are
     * closed, the pollers end, and so do lingering closes when their time is over.
     */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = masterThread;
        }
        closePlatformWaits();
        lingering.shutdown();
        Master master = this.master;
        if (master != null && running != null) {
            master.close();
            join(running);
        }
    }

    private void closePlatformWaits() {
        for (PlatformWait free = freePlatformWait(); free != null; free = freePlatformWait()) {
            free.close();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
