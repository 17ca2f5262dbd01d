package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A kernel that knows no call answers ENOSYS, never an exception. */
@Timeout(20)
class KernelDefaultsTest {
    static Stream<Method> calls() {
        return Arrays.stream(Kernel.class.getDeclaredMethods())
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !method.getName().equals("completion"));
    }

    /** An argument of a type, different for each index. */
    static Object argument(Class<?> type, int index) {
        if (type == int.class) {
            return 1000 + index;
        } else if (type == long.class) {
            return 2000L + index;
        } else if (type == MemorySegment.class) {
            return MemorySegment.ofArray(new byte[index]);
        } else if (type == Iovec.class) {
            return new Iovec(index);
        } else if (type == Mmsghdr.class) {
            return new Mmsghdr(1, 1, 0, 0);
        } else if (type == Mapping.class) {
            return new Mapping();
        } else if (type == IoUringGeteventsArg.class) {
            return new IoUringGeteventsArg();
        }
        assertThat(type).isEqualTo(Msghdr.class);
        return new Msghdr(1, 0, 0);
    }

    static Object[] arguments(Method call) {
        var types = call.getParameterTypes();
        var arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], i);
        }
        return arguments;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallIsMissing(Method call) throws Exception {
        assertThat(call.isDefault()).isTrue();
        var result = (Number) call.invoke(new Kernel() {}, arguments(call));

        assertThat(result.longValue()).isEqualTo(-Errno.ENOSYS);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void thisMachineKnowsEveryCall(Method call) throws Exception {
        assertThat(
                        HostKernel.class
                                .getMethod(call.getName(), call.getParameterTypes())
                                .getDeclaringClass())
                .isEqualTo(HostKernel.class);
        boolean byNumber = call.getName().startsWith("io_uring_");
        assertThat(Native.find(byNumber ? "syscall" : call.getName()).address()).isNotZero();
    }

    @Test
    void noTwoCallsShareAName() {
        assertThat(calls().map(Method::getName))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(34);
    }
}
