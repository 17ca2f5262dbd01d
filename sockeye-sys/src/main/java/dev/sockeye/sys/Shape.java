package dev.sockeye.sys;

import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The few shapes in which every call is made, with the function's address as an argument. Linked at
 * first use: to link a shape takes some 5 ms, since it generates classes which no cache of the JVM
 * keeps, and a call that was linked with its true type is no faster.
 *
 * <p>{@link Any} is nearly all of them: seven numbers, some of which are addresses, and the segments
 * that these are the addresses of. A shape is wider than its calls, which is right under the calling
 * conventions of x86-64 (System V) and aarch64 (AAPCS64), the only ones this is for:
 *
 * <ul>
 *   <li>a number and a pointer travel in the same registers, the named arguments of a variadic
 *       function and the others too;
 *   <li>a callee that takes an int reads the low half of the register and may not rely on the rest;
 *   <li>arguments that it does not take lie in registers that belong to nobody across a call, and
 *       then on the caller's stack, which the caller clears away;
 *   <li>an int result leaves the upper half of the register undefined: the callers cut it off.
 * </ul>
 *
 * <p>So the segments at the end reach no callee. They are there for {@code java.lang.foreign}, which
 * checks each of them as it checks a pointer, and closes no arena of theirs during the call.
 */
final class Shape {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private Shape() {}

    private static final class Any {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(
                                LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, POINTER, POINTER,
                                POINTER));
    }

    private static long any(
            Function call,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f,
            long g,
            MemorySegment first,
            MemorySegment second,
            MemorySegment third) {
        var slot = ErrnoSlab.take();
        try {
            long result =
                    (long)
                            Any.CALL.invokeExact(
                                    call.address(),
                                    slot,
                                    a,
                                    b,
                                    c,
                                    d,
                                    e,
                                    f,
                                    g,
                                    first,
                                    second,
                                    third);
            return outcome(result, slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    /** Numbers alone: {@code socket}, {@code listen}, {@code close}, {@code fcntl}, ... */
    static long numbers(Function call, long a, long b, long c) {
        return any(call, a, b, c, 0, 0, 0, 0, NULL, NULL, NULL);
    }

    /**
     * A descriptor, a pointer, two numbers, two pointers: {@code recvfrom} and all that is like its
     * start.
     */
    static long buffer(
            Function call,
            long a,
            MemorySegment b,
            long c,
            long d,
            MemorySegment e,
            MemorySegment f) {
        return any(call, a, b.address(), c, d, e.address(), f.address(), 0, b, e, f);
    }

    private static final class Heap {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(
                                LONG, LONG, POINTER, LONG, LONG, LONG, LONG, POINTER, POINTER),
                        Linker.Option.critical(true));
    }

    /** With memory on the heap at the second place, which stays where it is during the call. */
    private static long heap(
            Function call,
            long a,
            MemorySegment b,
            long c,
            long d,
            long e,
            long f,
            MemorySegment first,
            MemorySegment second) {
        var slot = ErrnoSlab.take();
        try {
            long result =
                    (long)
                            Heap.CALL.invokeExact(
                                    call.address(), slot, a, b, c, d, e, f, first, second);
            return outcome(result, slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    /** As {@link #buffer}, for the calls that also take heap memory. */
    static long transfer(
            Function call,
            long a,
            MemorySegment b,
            long c,
            long d,
            MemorySegment e,
            MemorySegment f) {
        return b.isNative()
                ? buffer(call, a, b, c, d, e, f)
                : heap(call, a, b, c, d, e.address(), f.address(), e, f);
    }

    /** A descriptor, a pointer to memory of either kind, two numbers, a pointer, a number: {@code sendto}. */
    static long sendto(
            Function call, long a, MemorySegment b, long c, long d, MemorySegment e, long f) {
        return b.isNative()
                ? any(call, a, b.address(), c, d, e.address(), f, 0, b, e, NULL)
                : heap(call, a, b, c, d, e.address(), f, e, NULL);
    }

    /** Three numbers, a pointer, a number: {@code setsockopt}, {@code epoll_ctl}, ... */
    static long option(Function call, long a, long b, long c, MemorySegment d, long e) {
        return any(call, a, b, c, d.address(), e, 0, 0, d, NULL, NULL);
    }

    /** Three numbers, two pointers: {@code getsockopt}. */
    static long value(Function call, long a, long b, long c, MemorySegment d, MemorySegment e) {
        return any(call, a, b, c, d.address(), e.address(), 0, 0, d, e, NULL);
    }

    /** A descriptor, two pointers, a number: {@code accept4}, {@code getsockname}, ... */
    static long name(Function call, long a, MemorySegment b, MemorySegment c, long d) {
        return any(call, a, b.address(), c.address(), d, 0, 0, 0, b, c, NULL);
    }

    /** A pointer, two numbers: {@code poll}, {@code unlink}. */
    static long poll(Function call, MemorySegment a, long b, long c) {
        return any(call, a.address(), b, c, 0, 0, 0, 0, a, NULL, NULL);
    }

    /** Two numbers, two pointers: {@code timerfd_settime}. */
    static long time(Function call, long a, long b, MemorySegment c, MemorySegment d) {
        return any(call, a, b, c.address(), d.address(), 0, 0, 0, c, d, NULL);
    }

    /** Two numbers, a pointer, a number: {@code waitid}, {@code sendfile}, {@code ioctl}, ... */
    static long signal(Function call, long a, long b, MemorySegment c, long d) {
        return any(call, a, b, c.address(), d, 0, 0, 0, c, NULL, NULL);
    }

    /** A number, a pointer, a number, a pointer, two numbers: {@code splice}. */
    static long splice(
            Function call, long a, MemorySegment b, long c, MemorySegment d, long e, long f) {
        return any(call, a, b.address(), c, d.address(), e, f, 0, b, d, NULL);
    }

    /** A pointer, five numbers: {@code mmap}, whose result is an address, of no page that ends in -1. */
    static long mapping(Function call, MemorySegment a, long b, long c, long d, long e, long f) {
        return any(call, a.address(), b, c, d, e, f, 0, a, NULL, NULL);
    }

    /** {@code syscall} with five numbers and a pointer before the last: {@code io_uring_enter}. */
    static long system(
            Function call, long number, long a, long b, long c, long d, MemorySegment e, long f) {
        return any(call, number, a, b, c, d, e.address(), f, e, NULL, NULL);
    }

    /**
     * A pointer, a number, a pointer, two numbers: {@code posix_spawn_file_actions_addopen} and all of
     * its kind, which answer an errno and set none.
     *
     * @return 0 or {@code -errno}
     */
    static int open(Function call, MemorySegment a, long b, MemorySegment c, long d, long e) {
        return -(int) any(call, a.address(), b, c.address(), d, e, 0, 0, a, c, NULL);
    }

    private static final class Select {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, POINTER, POINTER, POINTER, POINTER));
    }

    /** A number, four pointers: {@code select}. */
    static long select(
            Function call,
            long a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) Select.CALL.invokeExact(call.address(), slot, a, b, c, d, e), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Spawn {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(
                                LONG, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER));
    }

    /**
     * Six pointers: {@code posix_spawn}, which answers an errno and sets none.
     *
     * @return 0 or {@code -errno}
     */
    static int spawn(
            Function call,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            MemorySegment e,
            MemorySegment f) {
        var slot = ErrnoSlab.take();
        try {
            return -(int) (long) Spawn.CALL.invokeExact(call.address(), slot, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    /**
     * What a call answers. The low half decides for both kinds of function: an int function leaves
     * the rest undefined, and none of the others can move 4 GiB less a byte (the kernel stops at 2
     * GiB).
     */
    private static long outcome(long result, MemorySegment slot) {
        return (int) result == -1 ? ErrnoSlab.error(slot) : result;
    }

    /** A handle declares Throwable; what comes are the refusals of java.lang.foreign, unchecked. */
    static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException refusal -> refusal;
            case Error error -> throw error;
            default -> throw new AssertionError(thrown);
        };
    }
}
