package dev.sockeye.poll.fd;

import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_ADD;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_DEL;
import static dev.sockeye.sys.SysEpoll.EPOLL_CTL_MOD;

import dev.sockeye.sys.EpollEvent;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One epoll set and the virtual thread that empties it.
 *
 * <p>While there are events it polls without waiting and yields, so it runs between the threads
 * that it woke, on their carriers; after an empty round it parks until the {@link Master} sees
 * its set ready. So no carrier ever waits in the kernel. A yield with nothing else to run would wake
 * a second carrier, so there is no second empty round.
 *
 * <p>{@link #add}, {@link #modify} and {@link #delete} are for any thread, each under the monitor
 * of the {@code Fd}; {@link #run} is the virtual thread's.
 */
final class Subpoller implements Runnable {
    private static final int BATCH = 256;

    /** No descriptor's key: generations begin at 1. */
    private static final long NONE = 0;

    private final Kernel kernel;
    private final Master master;
    private final int epoll;
    private final int index;
    private final MemorySegment events =
            Arena.ofAuto().allocate((long) BATCH * EpollEvent.SIZE, 64);
    private final Stripes<MemorySegment> scratch =
            new Stripes<>(() -> Arena.ofAuto().allocate(EpollEvent.SIZE, 8));

    /**
     * The descriptors by slot. The kernel gives back a key, the slot and a generation: an event of
     * a descriptor that was closed in the meantime finds another key, or none, and is dropped.
     */
    private volatile @Nullable Readiness[] slots = new @Nullable Readiness[64];

    private int[] free = new int[0];
    private int freeCount;
    private int used;
    private int generation;

    private volatile boolean asleep;

    /** Of whom the last event was, where it came alone. Belongs to whoever is awake, as the next. */
    private long last = NONE;

    /** Whether the last two rounds had one event, of the same descriptor: one connection is at work. */
    private boolean alone;

    private @Nullable Thread thread;

    Subpoller(Kernel kernel, Master master, int index, int epoll) {
        this.kernel = kernel;
        this.master = master;
        this.index = index;
        this.epoll = epoll;
    }

    /** The epoll set itself, which the master watches. */
    int epoll() {
        return epoll;
    }

    /** Starts the virtual thread; to be called on a platform thread, whose scheduler is the default one. */
    void start() {
        thread = Thread.ofVirtual().name("sockeye-poller-" + index).start(this);
    }

    /** Begins to watch; sets the key of the {@code Fd}. Answers 0 or {@code -errno}. */
    int add(Readiness fd, int interest) {
        claim(fd);
        int result = control(EPOLL_CTL_ADD, fd, interest);
        if (result < 0) {
            release(fd);
        }
        return result;
    }

    /** Changes what is watched; the kernel reports at once what is ready now. */
    int modify(Readiness fd, int interest) {
        return control(EPOLL_CTL_MOD, fd, interest);
    }

    /**
     * Ends the watching. Closing alone does not: a duplicate of the descriptor, in a child perhaps,
     * keeps the registration alive.
     */
    void delete(Readiness fd) {
        var _ = kernel.epoll_ctl(epoll, EPOLL_CTL_DEL, fd.number, MemorySegment.NULL);
        release(fd);
    }

    private int control(int operation, Readiness fd, int interest) {
        MemorySegment event = scratch.take();
        try {
            EpollEvent.set(event, 0, interest, fd.key);
            return kernel.epoll_ctl(epoll, operation, fd.number, event);
        } finally {
            scratch.give(event);
        }
    }

    /** The key is written before the slot: whoever finds the descriptor there sees its key. */
    private synchronized void claim(Readiness fd) {
        @Nullable Readiness[] all = slots;
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == all.length) {
            all = Arrays.copyOf(all, slot * 2);
        }
        fd.key = (long) ++generation << 32 | slot;
        all[slot] = fd;
        slots = all;
    }

    private synchronized void release(Readiness fd) {
        int slot = (int) fd.key;
        slots[slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, freeCount * 2));
        }
        free[freeCount++] = slot;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // the threads that were woken run on this carrier
    public void run() {
        while (!master.closed()) {
            if (dispatch() > 0) {
                Thread.yield();
            } else {
                sleep();
            }
        }
        var _ = kernel.close(epoll);
        closeAll();
    }

    /** By the one that is awake of the two: the virtual thread, or while it sleeps the master. */
    private int dispatch() {
        int ready = kernel.epoll_wait(epoll, events, BATCH, 0);
        if (ready > 0) {
            long first = ready == 1 ? EpollEvent.data(events, 0) : NONE;
            alone = first != NONE && first == last;
            last = first;
        }
        @Nullable Readiness[] known = slots;
        for (int i = 0; i < ready; i++) {
            long key = EpollEvent.data(events, i);
            Readiness fd = known[(int) key];
            if (fd != null && fd.key == key) {
                fd.event(EpollEvent.events(events, i));
            }
        }
        return ready;
    }

    private void sleep() {
        asleep = true;
        // The closing master wakes everybody after it is closed, and reads the set until then.
        if (!master.closed() && master.watch(this, index)) {
            while (asleep) {
                LockSupport.park(this);
            }
        }
        asleep = false;
    }

    /**
     * Called by the master where the set became ready, which it tells once for each {@link #sleep}. The
     * event of a connection that is the only one at work it hands out itself, which saves the wake-up of
     * this thread; where there are more, this thread finds many at once.
     */
    void ready() {
        if (alone) {
            var _ = dispatch();
        }
        if (!alone || !master.watch(this, index)) {
            wake();
        }
    }

    /** Ends the sleep. */
    void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    /** Waits until the virtual thread has ended. */
    void join() {
        Thread started = thread;
        while (started != null && started.isAlive()) {
            try {
                started.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void closeAll() {
        for (Readiness fd : slots) {
            if (fd != null) {
                fd.close();
            }
        }
    }

    @Override
    public String toString() {
        return "poller " + index;
    }
}
