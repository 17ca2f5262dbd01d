package dev.sockeye.sys;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The few shapes in which every call is made: the places of its pointers among numbers, with the
 * function's address as an argument. Linked at first use.
 *
 * <p>To link a shape costs far more than a call (it generates classes); with one handle for each
 * call's true type the eighteen calls of an echo took 103 ms on the first pass, with shapes 57 ms,
 * and later calls are as fast. A shape is wider than most of its calls, which is right under the
 * calling conventions of x86-64 (System V) and aarch64 (AAPCS64), the only ones this is for:
 *
 * <ul>
 *   <li>a callee that takes an int reads the low half of the register and may not rely on the rest;
 *   <li>arguments that it does not take lie in registers that belong to nobody across a call, so
 *       the shapes end at six (the calls by number have the arguments that they take, no more);
 *   <li>an int result leaves the upper half of the register undefined: the callers cut it off.
 * </ul>
 *
 * <p>Pointers stay segments, so that every check of {@code java.lang.foreign} holds and no arena
 * can be closed during a call. Variadic functions have shapes of their own.
 */
final class Shape {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker.Option HEAP = Linker.Option.critical(true);
    private static final Linker.Option VARIADIC = Linker.Option.firstVariadicArg(2);

    /** {@code long syscall(long number, ...)}. */
    private static final Linker.Option SYSTEM = Linker.Option.firstVariadicArg(1);

    private Shape() {}

    private static final class Numbers {
        static final MethodHandle CALL = Native.link(FunctionDescriptor.of(LONG, LONG, LONG, LONG));
    }

    /** Numbers alone: {@code socket}, {@code listen}, {@code close}, ... */
    static long numbers(Function call, long a, long b, long c) {
        var slot = ErrnoSlab.take();
        try {
            return outcome((long) Numbers.CALL.invokeExact(call.address(), slot, a, b, c), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Buffer {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(LONG, LONG, POINTER, LONG, LONG, POINTER, POINTER));
    }

    private static final class BufferHeap {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(LONG, LONG, POINTER, LONG, LONG, POINTER, POINTER),
                        HEAP);
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
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) Buffer.CALL.invokeExact(call.address(), slot, a, b, c, d, e, f), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    /** The same for the calls that also take heap memory. */
    static long transfer(
            Function call,
            long a,
            MemorySegment b,
            long c,
            long d,
            MemorySegment e,
            MemorySegment f) {
        if (b.isNative()) {
            return buffer(call, a, b, c, d, e, f);
        }
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) BufferHeap.CALL.invokeExact(call.address(), slot, a, b, c, d, e, f),
                    slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Sendto {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, POINTER, LONG, LONG, POINTER, LONG));
    }

    private static final class SendtoHeap {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(LONG, LONG, POINTER, LONG, LONG, POINTER, LONG),
                        HEAP);
    }

    /** A descriptor, a pointer, two numbers, a pointer, a number: {@code sendto}. */
    static long sendto(
            Function call, long a, MemorySegment b, long c, long d, MemorySegment e, long f) {
        var slot = ErrnoSlab.take();
        try {
            long result =
                    b.isNative()
                            ? (long) Sendto.CALL.invokeExact(call.address(), slot, a, b, c, d, e, f)
                            : (long)
                                    SendtoHeap.CALL.invokeExact(
                                            call.address(), slot, a, b, c, d, e, f);
            return outcome(result, slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Option {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, LONG, POINTER, LONG));
    }

    /** Three numbers, a pointer, a number: {@code setsockopt}, {@code epoll_ctl}, ... */
    static long option(Function call, long a, long b, long c, MemorySegment d, long e) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) Option.CALL.invokeExact(call.address(), slot, a, b, c, d, e), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Value {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, LONG, POINTER, POINTER));
    }

    /** Three numbers, two pointers: {@code getsockopt}. */
    static long value(Function call, long a, long b, long c, MemorySegment d, MemorySegment e) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) Value.CALL.invokeExact(call.address(), slot, a, b, c, d, e), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Name {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, POINTER, POINTER, LONG));
    }

    /** A descriptor, two pointers, a number: {@code accept4}, {@code getsockname}, ... */
    static long name(Function call, long a, MemorySegment b, MemorySegment c, long d) {
        var slot = ErrnoSlab.take();
        try {
            return outcome((long) Name.CALL.invokeExact(call.address(), slot, a, b, c, d), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Poll {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, POINTER, LONG, LONG));
    }

    /** A pointer, two numbers: {@code poll}, {@code unlink}. */
    static long poll(Function call, MemorySegment a, long b, long c) {
        var slot = ErrnoSlab.take();
        try {
            return outcome((long) Poll.CALL.invokeExact(call.address(), slot, a, b, c), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
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

    private static final class Time {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, POINTER, POINTER));
    }

    /** Two numbers, two pointers: {@code timerfd_settime}. */
    static long time(Function call, long a, long b, MemorySegment c, MemorySegment d) {
        var slot = ErrnoSlab.take();
        try {
            return outcome((long) Time.CALL.invokeExact(call.address(), slot, a, b, c, d), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Signal {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, POINTER, LONG));
    }

    /** Two numbers, a pointer, a number: {@code waitid}, {@code pidfd_send_signal}. */
    static long signal(Function call, long a, long b, MemorySegment c, long d) {
        var slot = ErrnoSlab.take();
        try {
            return outcome((long) Signal.CALL.invokeExact(call.address(), slot, a, b, c, d), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Open {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, POINTER, LONG, POINTER, LONG, LONG));
    }

    /**
     * A pointer, a number, a pointer, two numbers: {@code posix_spawn_file_actions_addopen} and all of
     * its kind, which answer an errno and set none.
     *
     * @return 0 or {@code -errno}
     */
    static int open(Function call, MemorySegment a, long b, MemorySegment c, long d, long e) {
        var slot = ErrnoSlab.take();
        try {
            return -(int) (long) Open.CALL.invokeExact(call.address(), slot, a, b, c, d, e);
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

    private static final class VariadicNumber {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, LONG), VARIADIC);
    }

    /** Two numbers, then the variadic part, a number: {@code fcntl}. */
    static long variadic(Function call, long a, long b, long c) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) VariadicNumber.CALL.invokeExact(call.address(), slot, a, b, c), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class VariadicPointer {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, POINTER), VARIADIC);
    }

    /** Two numbers, then the variadic part, a pointer: {@code ioctl}. */
    static long variadic(Function call, long a, long b, MemorySegment c) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) VariadicPointer.CALL.invokeExact(call.address(), slot, a, b, c), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class Mapping {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, POINTER, LONG, LONG, LONG, LONG, LONG));
    }

    /** A pointer, five numbers: {@code mmap}, whose result is an address, of no page that ends in -1. */
    static long mapping(Function call, MemorySegment a, long b, long c, long d, long e, long f) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) Mapping.CALL.invokeExact(call.address(), slot, a, b, c, d, e, f), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class SystemSetup {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, POINTER), SYSTEM);
    }

    /** A system call by its number, all its arguments variadic: {@code io_uring_setup}. */
    static long system(Function call, long number, long a, MemorySegment b) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long) SystemSetup.CALL.invokeExact(call.address(), slot, number, a, b), slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class SystemRegister {
        static final MethodHandle CALL =
                Native.link(FunctionDescriptor.of(LONG, LONG, LONG, LONG, POINTER, LONG), SYSTEM);
    }

    /** The same for {@code io_uring_register}. */
    static long system(Function call, long number, long a, long b, MemorySegment c, long d) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long)
                            SystemRegister.CALL.invokeExact(
                                    call.address(), slot, number, a, b, c, d),
                    slot);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        } finally {
            ErrnoSlab.give(slot);
        }
    }

    private static final class SystemEnter {
        static final MethodHandle CALL =
                Native.link(
                        FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, POINTER, LONG),
                        SYSTEM);
    }

    /** The same for {@code io_uring_enter}; its seventh argument lies on the stack, as in C. */
    static long system(
            Function call, long number, long a, long b, long c, long d, MemorySegment e, long f) {
        var slot = ErrnoSlab.take();
        try {
            return outcome(
                    (long)
                            SystemEnter.CALL.invokeExact(
                                    call.address(), slot, number, a, b, c, d, e, f),
                    slot);
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
