package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.ETIME;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_ASYNC_CANCEL;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_NOP;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_POLL_ADD;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_POLL_REMOVE;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_DEFER_TASKRUN;
import static dev.sockeye.sys.LinuxIoUring.IOSQE_CQE_SKIP_SUCCESS;

import dev.sockeye.sys.IoUringSqe;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.LinuxIoUring;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * io_uring: operations are handed to the kernel, and their results come back, all through shared
 * memory and one system call for each round. It needs Linux 6.0, and uses what newer kernels have.
 *
 * {@snippet :
 * var ring = new Ring(Kernel.host());
 * var buffers = new RingBuffers(1024, 4096);
 * var loop = new Loop(ring);
 * loop.execute(() -> {
 *     ring.provide(buffers);
 *     ring.request((accept, fd) -> serve(fd)).acceptMultishot(listener, SOCK_CLOEXEC);
 * });
 * // in serve(fd)
 * ring.request((recv, n) -> received(recv.buffer(), n)).recvMultishot(fd, buffers, 0);
 * }
 *
 * <p><b>What it does not do:</b> it never falls back to another mechanism, nor imitates an operation
 * that the kernel lacks. Where io_uring is absent or forbidden {@link #open} says so and {@link #words}
 * says why.
 *
 * <h2>The law of use</h2>
 *
 * <p><b>Every start has its end.</b> A {@link Request} that was started is told its last completion,
 * also when it was cancelled, and when the ring is closed. So what a session owns is given back in one
 * place.
 *
 * <p><b>Memory in flight is the kernel's</b>, after a cancellation too. A ring takes only memory that
 * nobody can free ({@link RingMemory}, {@link RingMessage}, {@link RingBuffers}) and keeps it.
 *
 * <p><b>Multishot requests</b> go on until {@link Request#more} is false: the kernel may end one at any
 * time, when completions overflow for example, and then it is to be started again.
 *
 * <p><b>No completion is lost.</b> Where more come than the ring has room for, the kernel keeps them
 * and hands them over in the next rounds, at a price: make the ring large enough.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>An order among completions of different requests, nor of two sends on one socket: start the
 *       second when the first has completed.
 *   <li>That a cancelled request has not been done: its completion says.
 *   <li>That all completions are told in one round: a round is bounded, the next one goes on.
 * </ul>
 *
 * <p><b>Threads.</b> One: the one of the first {@link #dispatch}, on a {@link Loop} the loop's, for
 * ever; the kernel refuses others. Before that whoever sets it up may open it, provide buffers, and
 * start as many requests as it has room for.
 */
public final class Ring extends Rounds {
    /** How many submissions a ring has room for, where it was told no number. */
    public static final int ENTRIES = 256;

    /** How many completions a ring has room for, where it was told no number. */
    public static final int COMPLETIONS = 4096;

    /** The kernel's io_uring is older than that of Linux 6.0. */
    public static final int TOO_OLD = -5103;

    private static final long DRAIN = 5_000_000_000L;
    private static final long DRAIN_STEP = 100_000_000L;
    private static final long DRAIN_PAUSE = 1_000_000L;

    /**
     * Rings that the kernel may be using, so that none is collected with memory in flight. A ring that
     * could not be drained at its close stays here for good.
     */
    private static final Set<Ring> IN_USE = ConcurrentHashMap.newKeySet();

    private final int entries;
    private final int room;
    private final Slots slots = new Slots();
    private final Deliveries deliveries = new Deliveries(this, slots);
    private final Silent silent = new Silent(slots);
    private final RingPoller poller = new RingPoller(this);
    private @Nullable RingSetup setup;
    private @Nullable Gate gate;
    private @Nullable Thread issuer;

    /**
     * A ring for {@link #ENTRIES} submissions and {@link #COMPLETIONS} completions.
     *
     * @param kernel whose ring it is
     */
    public Ring(Kernel kernel) {
        this(kernel, ENTRIES, COMPLETIONS, Poller.BATCH);
    }

    /**
     * A ring that has opened nothing.
     *
     * @param kernel whose ring it is
     * @param entries how many submissions there is room for between two rounds; more than that cost
     *     a system call. Rounded up to a power of two, at most 32,768
     * @param completions how many completions there is room for, at least {@code entries}; rounded
     *     likewise, at most 65,536
     * @param batch how many completions a round hands out at most
     */
    public Ring(Kernel kernel, int entries, int completions, int batch) {
        super(kernel, batch);
        if (entries < 1 || completions < entries) {
            throw new IllegalArgumentException(
                    "a ring of " + entries + " submissions and " + completions + " completions");
        }
        this.entries = entries;
        this.room = completions;
    }

    /**
     * The mechanism.
     *
     * @return {@code "io_uring"}
     */
    @Override
    public String name() {
        return "io_uring";
    }

    /**
     * Has the ring of the kernel. The first start of a request does it too; after a failure it can be
     * tried again.
     *
     * @return 0; -ENOSYS, -EPERM (absent, forbidden), {@link #TOO_OLD}, -EMFILE, -ENOMEM, ..., which
     *     {@link #words(int)} explains; -EBADF once it is closed
     */
    @Override
    public int open() {
        if (closed()) {
            return -EBADF;
        }
        if (isOpen()) {
            return 0;
        }
        var made = new RingSetup();
        int fd = made.open(kernel, entries, room);
        if (fd < 0) {
            return fd;
        }
        setup = made;
        gate = new Gate(kernel, fd, made.submissions(), made.completions());
        return 0;
    }

    boolean isOpen() {
        return gate != null;
    }

    /**
     * Whether the kernel has an operation.
     *
     * @param opcode an {@code IORING_OP_} value of {@link LinuxIoUring}
     * @return false also before it is open
     */
    public boolean supports(int opcode) {
        return setup != null && setup.supports(opcode);
    }

    /**
     * What the kernel's io_uring can do.
     *
     * @return {@code IORING_FEAT_} values of {@link LinuxIoUring}; 0 before it is open
     */
    public int features() {
        return setup == null ? 0 : setup.features();
    }

    /**
     * How the ring was set up: with what the kernel has of IORING_SETUP_SINGLE_ISSUER, DEFER_TASKRUN
     * (6.1), COOP_TASKRUN in its place, and NO_SQARRAY (6.6).
     *
     * @return {@code IORING_SETUP_} values of {@link LinuxIoUring}; 0 before it is open
     */
    public int setupFlags() {
        return setup == null ? 0 : setup.flags();
    }

    /**
     * Lends buffers to the kernel, for as long as the ring is open.
     *
     * @param buffers buffers of no other ring
     * @return 0, or -ENOMEM, -EINVAL, ..., or what {@link #open} answers
     * @throws IllegalStateException if they were provided before
     */
    public int provide(RingBuffers buffers) {
        confine();
        int result = open();
        return result < 0 ? result : gate().provide(buffers);
    }

    /**
     * Watches on this ring: a poller that asks by IORING_OP_POLL_ADD. Its rounds are those of the ring,
     * and closing it closes the ring.
     *
     * @return always the same one
     */
    public Poller poller() {
        return poller;
    }

    /**
     * A request that is not in flight.
     *
     * @param completed whom to tell its results
     * @return a request to be started
     */
    public Request request(Completed completed) {
        return new Request(this, completed);
    }

    /**
     * A negative result of {@link #open} or {@link #dispatch} in words.
     *
     * @param result {@link #TOO_OLD} or {@code -errno}
     * @return for example {@code "EPERM (Operation not permitted): sysctl kernel.io_uring_disabled is
     *     2, which forbids io_uring"}
     */
    @Override
    public String words(int result) {
        return RingSetup.words(result);
    }

    // What requests do

    /** The place of a new submission, which is begun; or why there is none. */
    int begin(Request request, int opcode, int descriptor, @Nullable Object keeps) {
        confine();
        request.refuseInFlight();
        int opened = open();
        if (opened < 0) {
            return opened;
        }
        int at = gate().place();
        if (at >= 0) {
            int slot = slots.take(request, opcode, descriptor, keeps);
            IoUringSqe.begin(sqes(), at, opcode, descriptor, slots.userData(slot));
            request.begun(slot, gate().submissions.last());
        }
        return at;
    }

    MemorySegment sqes() {
        return gate().submissions.sqes;
    }

    /**
     * Asks for the end of what an entry has begun. One that the kernel has not fetched becomes an operation
     * that does nothing: the number of its descriptor may be another file's by then.
     */
    int cancel(int slot, int entry) {
        if (gate().submissions.fetched(entry)) {
            return cancel(slot);
        }
        int at = gate().submissions.place(entry);
        IoUringSqe.begin(sqes(), at, IORING_OP_NOP, -1, slots.userData(slot));
        slots.revoke(slot);
        return 0;
    }

    /** Asks for the end of what is in flight; of its success nobody is told, of its failure neither. */
    int cancel(int slot) {
        int at = gate().place();
        if (at >= 0) {
            boolean poll = slots.opcode(slot) == IORING_OP_POLL_ADD;
            int opcode = poll ? IORING_OP_POLL_REMOVE : IORING_OP_ASYNC_CANCEL;
            IoUringSqe.begin(sqes(), at, opcode, -1, 0);
            IoUringSqe.flags(sqes(), at, IOSQE_CQE_SKIP_SUCCESS);
            IoUringSqe.addr(sqes(), at, slots.userData(slot));
        }
        return Math.min(0, at);
    }

    /** Nothing but a failure of what a slot was taken for is to be told by the kernel. */
    void silence(int at, int slot, int success) {
        if ((setupFlags() & IORING_SETUP_DEFER_TASKRUN) != 0) {
            IoUringSqe.flags(sqes(), at, IOSQE_CQE_SKIP_SUCCESS);
            silent.add(slot, success);
        }
    }

    void orphan(int slot) {
        slots.orphan(slot);
    }

    void known(RingBuffers buffers) {
        if (gate == null || !gate.lends(buffers)) {
            throw new IllegalArgumentException("buffers that were not provided to this ring");
        }
    }

    Deliveries deliveries() {
        return deliveries;
    }

    String describe(int slot) {
        return LinuxIoUring.name(slots.opcode(slot)) + " on fd " + slots.fd(slot);
    }

    // Rounds

    @Override
    int collect(long timeout) {
        int result = enable();
        if (result < 0) {
            return result;
        }
        var open = gate();
        var queue = open.completions;
        boolean waits = timeout > 0 && queue.isEmpty();
        result = open.enter(waits ? 1 : 0, timeout);
        int told = silent.settle(open, deliveries);
        for (int i = 0; i < batch && !closed() && !queue.isEmpty(); i++) {
            told += deliveries.take(queue);
        }
        return told == 0 && result != -ETIME ? Math.min(0, result) : told;
    }

    /** The thread that enables the ring is its single issuer. */
    private int enable() {
        int result = open();
        if (result == 0 && issuer == null) {
            result = gate().enable();
            if (result == 0) {
                issuer = Thread.currentThread();
                IN_USE.add(this);
            }
        }
        return result;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // threads have no other
    void confine() {
        super.confine();
        Thread thread = issuer;
        if (thread != null && thread != Thread.currentThread() && thread.isAlive()) {
            throw new IllegalStateException(
                    name() + " belongs to thread " + thread.getName() + " for ever");
        }
    }

    /**
     * Cancels all requests, and waits until the kernel is done with each of them: only then its
     * memory, and the ports of its listeners, are free.
     */
    @Override
    @SuppressWarnings("ReferenceEquality") // threads have no other
    void end() {
        Gate open = gate;
        if (open == null) {
            return;
        }
        boolean drained = issuer == null || (issuer == Thread.currentThread() && drain(open));
        for (int slot = 1; slot < slots.used(); slot++) {
            var request = slots.owner(slot);
            if (request != null) {
                slots.orphan(slot);
                request.ended();
                deliveries.tell(request, -ECANCELED, 0, null);
            }
        }
        open.close();
        gate = null;
        if (drained && setup != null) {
            open.unmap();
            setup.close();
            IN_USE.remove(this);
        }
    }

    /** Answers whether nothing is in flight any more. */
    private boolean drain(Gate open) {
        long end = Clock.after(clock.now(), DRAIN);
        int next = 1;
        while (slots.inFlight() > 0 && clock.now() < end) {
            while (next < slots.used() && (!slots.taken(next) || cancel(next) == 0)) {
                next++;
            }
            int before = slots.inFlight();
            int result = open.enter(1, DRAIN_STEP);
            var _ = silent.settle(open, deliveries);
            while (!open.completions.isEmpty()) {
                var _ = deliveries.take(open.completions);
            }
            if (slots.inFlight() == before) {
                // A poll that fires just now is not removed (EALREADY) and is armed again.
                next = 1;
                if (result != -ETIME) {
                    LockSupport.parkNanos(this, DRAIN_PAUSE);
                }
            }
        }
        return slots.inFlight() == 0;
    }

    private Gate gate() {
        if (gate == null) {
            throw new IllegalStateException("not open");
        }
        return gate;
    }

    /** How often submissions were handed over. */
    long enters() {
        return gate == null ? 0 : gate.enters();
    }

    /** For tests: whether completions wait in the kernel for room. */
    boolean overflown() {
        return gate().submissions.overflown();
    }

    /** For tests: what is in flight, also what was abandoned. */
    int inFlight() {
        return slots.inFlight();
    }
}
