package dev.sockeye.sys;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * A kernel with planted faults, for tests: "the second accept4 answers EMFILE", "every recv brings
 * at most one byte". All other calls go to the kernel below. A completion of io_uring is counted and
 * rewritten under the name of its opcode, {@code "IORING_OP_ACCEPT"} for example.
 *
 * {@snippet :
 * var kernel = new FaultKernel(Kernel.host())
 *         .at("accept4", 2, FaultKernel.errno(Errno.EMFILE))
 *         .every("recv", 1, FaultKernel.shortCount(1));
 * }
 *
 * <p>Each rule counts the calls of its name from the moment it was planted, starting with 1. If
 * several rules meet on one call, the one planted first acts. Safe for every thread, planting too.
 */
public class FaultKernel extends ForwardingKernel {
    private static final Set<String> CALLS =
            Arrays.stream(Kernel.class.getMethods())
                    .filter(Method::isDefault)
                    .map(Method::getName)
                    .filter(name -> !name.equals("completion"))
                    .collect(Collectors.toUnmodifiableSet());

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> hits = new ConcurrentHashMap<>();

    /**
     * A kernel without faults yet.
     *
     * @param kernel the kernel that does the work
     */
    public FaultKernel(Kernel kernel) {
        super(kernel);
    }

    /** What happens instead of a call, or to it. */
    @FunctionalInterface
    public interface Fault {
        /**
         * Answers a call.
         *
         * @param call the call, not made yet
         * @return what the caller gets: {@code >= 0} or {@code -errno}
         */
        long answer(Invocation call);

        /**
         * Whether this fault makes sense for a call; asked when it is planted.
         *
         * @param call a call's C name
         * @return true by default
         */
        default boolean fits(String call) {
            return true;
        }
    }

    private record Rule(String call, long first, long period, Fault fault, AtomicLong seen) {
        /** Counts a call; true if it is one that the fault is for. */
        boolean strikes() {
            long nth = seen.incrementAndGet();
            return nth == first || (period > 0 && nth > first && (nth - first) % period == 0);
        }
    }

    /**
     * Plants a fault in one call.
     *
     * @param call the call's C name
     * @param nth which call from now, 1 for the next one
     * @param fault what happens to it
     * @return this kernel
     */
    public FaultKernel at(String call, long nth, Fault fault) {
        return plant(call, nth, 0, fault);
    }

    /**
     * Plants a fault in a call and all that follow.
     *
     * @param call the call's C name
     * @param nth the first of them, 1 for the next one
     * @param fault what happens to them
     * @return this kernel
     */
    public FaultKernel from(String call, long nth, Fault fault) {
        return plant(call, nth, 1, fault);
    }

    /**
     * Plants a fault in every so many calls.
     *
     * @param call the call's C name
     * @param period 1 for every call, 3 for the third, the sixth, ...
     * @param fault what happens to them
     * @return this kernel
     */
    public FaultKernel every(String call, long period, Fault fault) {
        return plant(call, period, period, fault);
    }

    private FaultKernel plant(String call, long first, long period, Fault fault) {
        if (!CALLS.contains(call) && !LinuxIoUring.isOpcode(call)) {
            throw new IllegalArgumentException("no call " + call);
        }
        if (first < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not " + first);
        }
        if (!fault.fits(call)) {
            throw new IllegalArgumentException(fault + " makes no sense for " + call);
        }
        rules.add(new Rule(call, first, period, fault, new AtomicLong()));
        return this;
    }

    /**
     * Takes all faults out; the hits stay counted.
     *
     * @return this kernel
     */
    public FaultKernel clear() {
        rules.clear();
        return this;
    }

    /**
     * How often a fault has struck: a test that plants one should see that it did.
     *
     * @param call the call's C name
     * @return 0 or more
     */
    public long hits(String call) {
        var count = hits.get(call);
        return count == null ? 0 : count.sum();
    }

    @Override
    protected long intercept(Invocation call) {
        Fault fault = null;
        for (var rule : rules) {
            if (rule.call.equals(call.name()) && rule.strikes() && fault == null) {
                fault = rule.fault;
            }
        }
        if (fault == null) {
            return super.intercept(call);
        }
        hits.computeIfAbsent(call.name(), _ -> new LongAdder()).increment();
        return fault.answer(call);
    }

    /**
     * The call is not made and fails. A completion tells the failure in place of what was done: a
     * descriptor that was accepted is closed, what was received or sent is lost to who asked.
     *
     * @param errno a positive error number
     * @return a fault for every call
     */
    public static Fault errno(int errno) {
        if (errno < 1) {
            throw new IllegalArgumentException("not an error number: " + errno);
        }
        return new Failed(errno);
    }

    /**
     * The call is not made and answers -EINTR: a signal came before it had begun.
     *
     * @return a fault for every call
     */
    public static Fault interruptedBefore() {
        return new Failed(Errno.EINTR);
    }

    /**
     * The call is made, and answers -EINTR all the same: a signal came after it had taken effect.
     * The kernel does that with close(2), and with connect(2), which goes on behind its caller's
     * back.
     *
     * @return a fault for every call that makes no descriptor
     */
    public static Fault interruptedAfter() {
        return new InterruptedAfter();
    }

    /**
     * The call is made for fewer bytes, so that it moves no more than that (a datagram that is sent
     * is cut); {@code epoll_wait} is made for fewer events, {@code recvmmsg} and {@code sendmmsg} for
     * fewer messages. A completion comes when all is done: it only tells fewer bytes than were moved.
     *
     * @param most how many bytes at most, at least 1
     * @return a fault for read, write, recv, send and their kin, for epoll_wait, and for completions
     *     of such
     */
    public static Fault shortCount(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("a short count is at least 1, not " + most);
        }
        return new ShortCount(most);
    }

    /**
     * The call is made with less room for control messages, so that the kernel cuts them and says
     * so by MSG_CTRUNC.
     *
     * @param bytes how much room at most
     * @return a fault for recvmsg and recvmmsg
     */
    public static Fault truncatedControl(long bytes) {
        return new TruncatedControl(bytes);
    }

    private record Failed(int errno) implements Fault {
        @Override
        public long answer(Invocation call) {
            if (call.name().equals("IORING_OP_ACCEPT") && (int) call.argument(1) >= 0) {
                call.close((int) call.argument(1));
            }
            return -errno;
        }
    }

    private record InterruptedAfter() implements Fault {
        private static final Set<String> MAKERS =
                Set.of(
                        "socket",
                        "socketpair",
                        "accept4",
                        "epoll_create1",
                        "eventfd",
                        "timerfd_create",
                        "signalfd",
                        "pidfd_open",
                        "fcntl",
                        "dup",
                        "openat",
                        "pipe2",
                        "mmap",
                        "io_uring_setup");

        @Override
        public boolean fits(String call) {
            return !MAKERS.contains(call) && !LinuxIoUring.isOpcode(call);
        }

        @Override
        public long answer(Invocation call) {
            call.proceed();
            return -Errno.EINTR;
        }
    }

    private record ShortCount(long most) implements Fault {
        private static final Set<String> FLAT =
                Set.of("read", "pread", "write", "recv", "send", "recvfrom", "sendto");

        /** Which argument is the count. */
        private static final Map<String, Integer> IN_KERNEL = Map.of("sendfile", 3, "splice", 4);

        private static final Set<String> VECTORS = Set.of("readv", "writev");
        private static final Set<String> MESSAGES = Set.of("recvmsg", "sendmsg");
        private static final Set<String> COUNTS = Set.of("epoll_wait", "recvmmsg", "sendmmsg");
        private static final Set<String> COMPLETIONS =
                Set.of(
                        "IORING_OP_READ",
                        "IORING_OP_WRITE",
                        "IORING_OP_RECV",
                        "IORING_OP_SEND",
                        "IORING_OP_RECVMSG",
                        "IORING_OP_SENDMSG");

        @Override
        public boolean fits(String call) {
            return FLAT.contains(call)
                    || IN_KERNEL.containsKey(call)
                    || VECTORS.contains(call)
                    || MESSAGES.contains(call)
                    || COMPLETIONS.contains(call)
                    || COUNTS.contains(call);
        }

        @Override
        public long answer(Invocation call) {
            if (FLAT.contains(call.name())) {
                return call.with(2, Math.min(most, (long) call.argument(2))).proceed();
            }
            Integer at = IN_KERNEL.get(call.name());
            if (at != null) {
                return call.with(at, Math.min(most, (long) call.argument(at))).proceed();
            }
            if (VECTORS.contains(call.name())) {
                return call.with(1, ((Iovec) call.argument(1)).first(most)).proceed();
            }
            if (MESSAGES.contains(call.name())) {
                var message = (Msghdr) call.argument(1);
                return message.with(message.iov().first(most), call::proceed);
            }
            int count = COMPLETIONS.contains(call.name()) ? 1 : 2;
            return call.with(count, (int) Math.min(most, (int) call.argument(count))).proceed();
        }
    }

    private record TruncatedControl(long bytes) implements Fault {
        @Override
        public boolean fits(String call) {
            return call.equals("recvmsg") || call.equals("recvmmsg");
        }

        @Override
        public long answer(Invocation call) {
            switch (call.argument(1)) {
                case Msghdr message -> cut(message);
                case Mmsghdr messages -> {
                    for (int i = 0; i < (int) call.argument(2); i++) {
                        cut(messages.message(i));
                    }
                }
                default -> throw new AssertionError(call.name());
            }
            return call.proceed();
        }

        private void cut(Msghdr message) {
            message.controlLength(Math.min(bytes, message.controlLength()));
        }
    }
}
