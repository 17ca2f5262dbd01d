package dev.sockeye.poll.fd;

import static dev.sockeye.sys.SysEpoll.EPOLLIN;
import static dev.sockeye.sys.SysEpoll.EPOLLONESHOT;
import static dev.sockeye.sys.SysEpoll.EPOLL_CLOEXEC;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_ADD;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_MOD;
import static dev.sockeye.sys.SysEventfd.EFD_CLOEXEC;
import static dev.sockeye.sys.SysEventfd.EFD_NONBLOCK;

import dev.sockeye.sys.EpollEvent;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The one platform thread that sleeps in the kernel for all virtual threads: until a {@link
 * Subpoller}'s set is ready, or the nearest deadline comes.
 */
final class Master implements Runnable {
    private static final long WAKE = -1;

    private final Parker parker;
    private final Kernel kernel;
    private final Deadlines deadlines;
    private final int epoll;
    private final int eventfd;
    private final Subpoller[] pollers;
    private final MemorySegment ready;
    private final Stripes<MemorySegment> scratch =
            new Stripes<>(() -> Arena.ofAuto().allocate(EpollEvent.SIZE, 8));
    private volatile boolean closed;

    private Master(Parker parker, Deadlines deadlines, int[] epolls, int eventfd)
            throws OpenFailed {
        this.parker = parker;
        this.kernel = parker.kernel();
        this.deadlines = deadlines;
        this.eventfd = eventfd;
        int width = epolls.length - 1;
        this.epoll = epolls[width];
        this.ready = Arena.ofAuto().allocate((width + 1L) * EpollEvent.SIZE, 8);
        this.pollers = new Subpoller[width];
        OpenFailed.check(control(EPOLL_CTL_ADD, eventfd, EPOLLIN, WAKE));
        for (int i = 0; i < width; i++) {
            pollers[i] = new Subpoller(kernel, this, i, epolls[i]);
            OpenFailed.check(control(EPOLL_CTL_ADD, epolls[i], EPOLLONESHOT, i));
        }
    }

    /** A master of so many pollers; nothing stays open where one of the descriptors cannot be had. */
    static Master open(Parker parker, Deadlines deadlines, int width) throws OpenFailed {
        Kernel kernel = parker.kernel();
        int[] epolls = new int[width + 1];
        Arrays.fill(epolls, -1);
        int eventfd = kernel.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        try {
            OpenFailed.check(eventfd);
            for (int i = 0; i <= width; i++) {
                epolls[i] = OpenFailed.check(kernel.epoll_create1(EPOLL_CLOEXEC));
            }
            return new Master(parker, deadlines, epolls, eventfd);
        } catch (OpenFailed e) {
            for (int number : epolls) {
                close(kernel, number);
            }
            close(kernel, eventfd);
            throw e;
        }
    }

    private static void close(Kernel kernel, int number) {
        if (number >= 0) {
            var _ = kernel.close(number);
        }
    }

    /** The poller that watches a descriptor. */
    Subpoller of(Readiness fd) {
        return pollers[fd.number % pollers.length];
    }

    /** Asks for one wake-up of the poller as soon as its set is ready, at once where it is so already. */
    boolean watch(Subpoller poller, int index) {
        return control(EPOLL_CTL_MOD, poller.epoll(), EPOLLIN | EPOLLONESHOT, index) >= 0;
    }

    /** Ends the sleep, since an earlier deadline was set. */
    void wake() {
        parker.signal(eventfd);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void run() {
        for (Subpoller poller : pollers) {
            poller.start();
        }
        while (!closed) {
            int count =
                    kernel.epoll_wait(
                            epoll,
                            ready,
                            pollers.length + 1,
                            parker.millisUntil(deadlines.sleep()));
            deadlines.awake();
            for (int i = 0; i < count; i++) {
                long who = EpollEvent.data(ready, i);
                if (who == WAKE) {
                    parker.drain(eventfd);
                } else {
                    pollers[(int) who].ready();
                }
            }
            expire();
        }
        for (Subpoller poller : pollers) {
            poller.wake();
            poller.join();
        }
        close(kernel, epoll);
        close(kernel, eventfd);
    }

    private void expire() {
        if (deadlines.size() == 0) {
            return;
        }
        long now = parker.nanoTime();
        for (Waiter waiter = deadlines.due(now); waiter != null; waiter = deadlines.due(now)) {
            if (waiter.fd.expire(waiter, now)) {
                var _ = deadlines.arm(waiter);
            }
        }
    }

    void close() {
        closed = true;
        wake();
    }

    private int control(int operation, int number, int interest, long data) {
        MemorySegment event = scratch.take();
        try {
            EpollEvent.set(event, 0, interest, data);
            return kernel.epoll_ctl(epoll, operation, number, event);
        } finally {
            scratch.give(event);
        }
    }
}
