package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.EINPROGRESS;
import static dev.sockeye.sys.Errno.EINTR;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.MemorySegment;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking descriptor with a life word, and the one loop in which every blocking call of the
 * layers above waits: try; on EAGAIN wait until the descriptor is ready; on EINTR try again with
 * the time that is left.
 *
 * <p>Results are {@code >= 0}, {@code -errno}, or one of {@link #CLOSED}, {@link #INTERRUPTED} and
 * {@link #DEADLINE}, which lie below every {@code -errno} (a kernel's ETIMEDOUT is not our
 * deadline). This class knows no endpoints and throws nothing.
 *
 * <p>It can be a reference to the object that it belongs to, so that somebody learns of one that was
 * forgotten, and closes the descriptor.
 *
 * <p>Any thread, several per direction too. A virtual thread parks and holds no carrier, a platform
 * thread sleeps in poll(2). {@link Thread#interrupt} ends a wait, keeps the thread's status and
 * leaves the descriptor open.
 */
public class Fd extends Life {
    /** The descriptor was closed here, before or during the call. */
    public static final int CLOSED = -5001;

    /** The thread was interrupted while it waited; its interrupt status is kept. */
    public static final int INTERRUPTED = -5002;

    /** The time to wait is over. */
    public static final int DEADLINE = -5003;

    /** Input: data, a connection to accept, or the end of the stream. */
    public static final int IN = 1;

    /** Room for output. */
    public static final int OUT = 2;

    /** A {@link #wakeup}. */
    public static final int WAKE = 4;

    /** With {@link #came}: an end, an error or urgent data, after which a short read proves nothing. */
    public static final int END = 8;

    /** A timeout without an end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /**
     * One non-blocking use of the descriptor. To be kept in a static field and to capture nothing,
     * so that a call allocates nothing.
     *
     * @param <A> what the call works on
     */
    @FunctionalInterface
    public interface Call<A extends @Nullable Object> {
        /**
         * Makes the call.
         *
         * @param kernel the kernel to call
         * @param fd the descriptor's number, valid until the return
         * @param argument what the call works on
         * @param flags the flags of the call
         * @return {@code >= 0} or {@code -errno}
         */
        long on(Kernel kernel, int fd, A argument, int flags);
    }

    private static final Call<Fd> READY = (_, _, fd, interest) -> fd.readyNow(interest);

    /** The holder of a descriptor that was closed: told, and still to let go. */
    private static final Runnable TOLD = () -> {};

    final Parker parker;
    final int number;

    /** What is known of its readiness, from the first wait on. */
    private volatile @Nullable Readiness readiness;

    private volatile boolean shortReadsDrain;
    private volatile boolean closeMayBlock;
    private volatile int spin;
    private volatile boolean detached;

    /** Whom to tell of the close; null where nobody holds the number. Guarded by this. */
    private @Nullable Runnable holder;

    /**
     * Takes over a descriptor.
     *
     * @param parker where threads wait for it
     * @param number a descriptor with O_NONBLOCK set, from now on closed by nobody else
     */
    public Fd(Parker parker, int number) {
        this.parker = parker;
        this.number = number;
    }

    /**
     * Takes over a descriptor for an object.
     *
     * @param parker where threads wait for it
     * @param number a descriptor with O_NONBLOCK set, from now on closed by nobody else
     * @param owner who closes it
     * @param unreachable where this comes when the owner can be reached no more
     */
    protected Fd(
            Parker parker, int number, Object owner, ReferenceQueue<@Nullable Object> unreachable) {
        super(owner, unreachable);
        this.parker = parker;
        this.number = number;
    }

    /** What is known of its readiness; a wait begins with it. */
    final Readiness readiness() {
        Readiness known = readiness;
        return known != null ? known : newReadiness();
    }

    private synchronized Readiness newReadiness() {
        Readiness known = readiness;
        if (known == null) {
            known = new Readiness(this);
            readiness = known;
        }
        return known;
    }

    /**
     * Makes a call once, without waiting; EINTR goes round.
     *
     * @param <A> what the call works on
     * @param call the call
     * @param argument its argument
     * @param flags its flags
     * @return its result, {@code -EAGAIN} too, or {@link #CLOSED}
     */
    public <A extends @Nullable Object> long call(Call<A> call, A argument, int flags) {
        if (!enter()) {
            return CLOSED;
        }
        try {
            return once(call, argument, flags);
        } finally {
            exit();
        }
    }

    /**
     * Makes a call and waits while it answers EAGAIN.
     *
     * @param <A> what the call works on
     * @param call the call
     * @param argument its argument
     * @param flags its flags
     * @param direction {@link #IN} or {@link #OUT}; 0 where readiness says nothing of this call (a
     *     datagram to a Unix socket whose queue is full): pauses that double, up to 64 ms
     * @param timeout nanoseconds to wait in all, 0 for not at all, {@link #FOREVER}
     * @return {@code >= 0}, {@code -errno}, {@link #CLOSED}, {@link #INTERRUPTED}, {@link #DEADLINE}
     */
    public <A extends @Nullable Object> long await(
            Call<A> call, A argument, int flags, int direction, long timeout) {
        return await(call, argument, flags, direction, Long.MIN_VALUE, timeout);
    }

    /**
     * The same for a plain recv(2) without flags: where {@link #shortReadsDrain} holds, a result
     * below {@code wanted} means that the descriptor is drained, and the next call does not try.
     *
     * @param <A> what the call works on
     * @param call the call, which passes flags 0 to the kernel
     * @param argument its argument
     * @param wanted how many bytes it asks for
     * @param timeout nanoseconds to wait in all, 0 for not at all, {@link #FOREVER}
     * @return {@code >= 0}, {@code -errno}, {@link #CLOSED}, {@link #INTERRUPTED}, {@link #DEADLINE}
     */
    public <A extends @Nullable Object> long awaitRead(
            Call<A> call, A argument, long wanted, long timeout) {
        return await(call, argument, 0, IN, wanted, timeout);
    }

    private <A extends @Nullable Object> long await(
            Call<A> call, A argument, int flags, int direction, long wanted, long timeout) {
        if (!enter()) {
            return CLOSED;
        }
        Readiness known = readiness();
        Waiter waiter = null;
        long spinning = (direction & IN) == 0 || timeout == 0 ? 0 : spin;
        long spinEnd = 0;
        try {
            while (true) {
                int in = known.inEvents();
                int out = known.outEvents();
                if (waiter != null || spinning > 0 || !known.knownDrained(direction)) {
                    long result = once(call, argument, flags);
                    if (result != -EAGAIN) {
                        if (result > 0 && result < wanted && shortReadsDrain) {
                            known.drainedByShortRead(in);
                        }
                        return result;
                    }
                    known.drainedAt(direction, in, out);
                }
                if (spinning > 0) {
                    long now = parker.nanoTime();
                    spinEnd = spinEnd == 0 ? now + Math.min(spinning, timeout) : spinEnd;
                    if (now < spinEnd && pauseInSpin()) {
                        continue;
                    }
                    timeout = timeout == FOREVER ? FOREVER : Math.max(1, timeout - spinning);
                    spinning = 0;
                }
                if (waiter == null) {
                    if (timeout == 0) {
                        return DEADLINE;
                    }
                    waiter = known.borrow(direction, parker.deadline(timeout));
                }
                int outcome = known.untilReady(waiter, in, out);
                if (outcome < 0) {
                    return outcome;
                }
            }
        } finally {
            if (waiter != null) {
                known.giveBack(waiter);
            }
            exit();
        }
    }

    /** Lets others run that share the carrier. False where the spin must end. */
    @SuppressWarnings("ThreadPriorityCheck") // a spin is bounded, and asked for
    private boolean pauseInSpin() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
        return !closed() && !Thread.currentThread().isInterrupted();
    }

    private <A extends @Nullable Object> long once(Call<A> call, A argument, int flags) {
        long result;
        do {
            result = call.on(parker.kernel(), number, argument, flags);
        } while (result == -EINTR);
        return result;
    }

    /**
     * connect(2), and where the kernel answers EINPROGRESS the wait for its outcome (SO_ERROR). A
     * Unix listener with a full backlog answers EAGAIN although poll calls the socket writable: then
     * it is tried again after a pause.
     *
     * @param address a sockaddr
     * @param length its length in bytes
     * @param timeout nanoseconds to wait in all, 0 for not at all, {@link #FOREVER}
     * @return 0, {@code -errno}, {@link #CLOSED}, {@link #INTERRUPTED} or {@link #DEADLINE}; after the
     *     last two the connection may still come about, so the descriptor is of use to nobody
     */
    public long connect(MemorySegment address, int length, long timeout) {
        long deadline = timeout == 0 ? 0 : parker.deadline(timeout);
        var attempt = new Connecting(address, length);
        long result =
                attempt.mayPause()
                        ? await(Connecting.BEGIN, attempt, 0, 0, timeout)
                        : call(Connecting.BEGIN, attempt, 0);
        if (result != -EINPROGRESS) {
            return result;
        }
        long left = timeout == 0 || timeout == FOREVER ? timeout : deadline - parker.nanoTime();
        return await(Connecting.OUTCOME, parker, 0, OUT, Math.max(0, left));
    }

    /**
     * Waits for input, room and a wake-up together.
     *
     * @param interest what to wait for, {@link #IN}, {@link #OUT} and {@link #WAKE} or-ed together
     * @param timeout nanoseconds, 0 for not at all, {@link #FOREVER}
     * @return what has come, or-ed together; or {@code -errno}, {@link #CLOSED}, {@link
     *     #INTERRUPTED}, {@link #DEADLINE}. An error or hang-up counts as input and as room.
     */
    public long ready(int interest, long timeout) {
        return await(READY, this, interest, interest, timeout);
    }

    private long readyNow(int interest) {
        int ready = (interest & WAKE) != 0 && readiness().takeWakeUp() ? WAKE : 0;
        int polled = interest == WAKE ? 0 : parker.pollNow(number, interest & (IN | OUT));
        if (polled < 0) {
            return polled;
        }
        return (ready | polled) == 0 ? -EAGAIN : ready | polled;
    }

    /** Ends a {@link #ready} that waits for {@link #WAKE}, or the next one. */
    public void wakeup() {
        readiness().wake();
    }

    /**
     * Has virtual threads woken by somebody else than the parker. Before the first of them waits.
     *
     * @param watcher whom to ask for events
     */
    public void watchedBy(Watcher watcher) {
        readiness().watchBy(watcher);
    }

    /**
     * A {@link Watcher} tells that something has come.
     *
     * @param came {@link #IN}, {@link #OUT} and {@link #END} or-ed together
     * @param once whether it is told only once, until the watcher is asked anew
     */
    public void came(int came, boolean once) {
        readiness().told(came, once);
    }

    /**
     * Keeps the number from being closed and handed out anew, though the descriptor be closed meanwhile,
     * until {@link #letGo}. One holder at a time.
     *
     * @param whenClosed called when the descriptor is closed or detached, in the thread that does so,
     *     which in {@link #detach} waits for the holder to let go
     * @return the number, or {@link #CLOSED}
     * @throws IllegalStateException if there is a holder
     */
    public int hold(Runnable whenClosed) {
        if (!enter()) {
            return CLOSED;
        }
        boolean free;
        synchronized (this) {
            free = holder == null;
            holder = free ? whenClosed : holder;
        }
        if (!free) {
            exit();
            throw new IllegalStateException(this + " is held");
        }
        return closed() && !wasTold() ? CLOSED : number;
    }

    /** Of a close during {@link #hold} the holder is told, or it does not become one. */
    private boolean wasTold() {
        synchronized (this) {
            if (TOLD.equals(holder)) {
                return true;
            }
        }
        letGo();
        return false;
    }

    /**
     * Ends what {@link #hold} began: nobody is told any more, and the last user of a closed descriptor
     * closes it. Does nothing where nobody holds it.
     */
    public void letGo() {
        synchronized (this) {
            if (holder == null) {
                return;
            }
            holder = null;
        }
        exit();
    }

    private void tellHolder() {
        Runnable told;
        synchronized (this) {
            told = holder;
            holder = told == null ? null : TOLD;
        }
        if (told != null) {
            told.run();
        }
    }

    /**
     * Says whether a short read proves that nothing is left: so for plain TCP, not with SO_RCVLOWAT or
     * kTLS, nor for descriptors passed on a Unix stream. Initially not.
     *
     * @param yes whether it does
     */
    public void shortReadsDrain(boolean yes) {
        shortReadsDrain = yes;
    }

    /**
     * Whether a short read proves that nothing is left.
     *
     * @return what {@link #shortReadsDrain(boolean)} was told
     */
    public boolean shortReadsDrain() {
        return shortReadsDrain;
    }

    /**
     * How long a wait for input tries again and again before it parks or polls. Initially not at all.
     *
     * @param nanos nanoseconds, 0 for not at all
     */
    public void spin(int nanos) {
        spin = nanos;
    }

    /**
     * Says that close(2) can block, since SO_LINGER is set with a time: then a helper thread does it.
     *
     * @param yes whether it can
     */
    public void closeMayBlock(boolean yes) {
        closeMayBlock = yes;
    }

    /**
     * Whether close(2) can block.
     *
     * @return what {@link #closeMayBlock(boolean)} was told
     */
    public boolean closeMayBlock() {
        return closeMayBlock;
    }

    /**
     * Whether neither {@link #close} nor {@link #detach} was called.
     *
     * @return whether calls are still possible
     */
    public boolean isOpen() {
        return !closed();
    }

    /**
     * The descriptor's number, for messages: it may be somebody else's by now.
     *
     * @return the number
     */
    public int number() {
        return number;
    }

    /** Closes the descriptor, once: every waiter ends with {@link #CLOSED}, and the last user closes. */
    public void close() {
        if (enter()) {
            if (markClosed()) {
                wakeWaiters();
                tellHolder();
            }
            exit();
        }
    }

    /**
     * Gives the descriptor away open: no call of this object reaches it from now on. Waits for calls
     * that are in the kernel, which do not block.
     *
     * @return the descriptor, or {@link #CLOSED} where it was closed before
     */
    @SuppressWarnings("ThreadPriorityCheck") // those inside leave soon: their calls do not block
    public int detach() {
        if (!enter()) {
            return CLOSED;
        }
        boolean mine = markClosed();
        if (mine) {
            detached = true;
            wakeWaiters();
            tellHolder();
            while (users() > 1) {
                Thread.yield();
            }
        }
        exit();
        return mine ? number : CLOSED;
    }

    /** Whoever makes the readiness after this look finds the descriptor closed before it waits. */
    private void wakeWaiters() {
        Readiness known = readiness;
        if (known != null) {
            known.wakeAll();
        }
    }

    private void exit() {
        if (leave()) {
            release();
        }
    }

    private void release() {
        Readiness known = readiness;
        if (known != null) {
            known.unwatch();
        }
        if (detached) {
            return;
        }
        if (closeMayBlock) {
            parker.closeAside(this::closeNow);
        } else {
            closeNow();
        }
    }

    /** Never retried: Linux frees the number whatever close answers. */
    private void closeNow() {
        var _ = parker.kernel().close(number);
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
