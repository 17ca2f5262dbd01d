package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call goes through the hook and on to the kernel below, with its arguments in their order.
 */
@Timeout(20)
class ForwardingKernelTest {
    private record Seen(String name, List<Object> arguments) {}

    private final List<Seen> below = new ArrayList<>();
    private final List<Seen> hooked = new ArrayList<>();

    private final Kernel recorder =
            (Kernel)
                    Proxy.newProxyInstance(
                            Kernel.class.getClassLoader(),
                            new Class<?>[] {Kernel.class},
                            (_, method, arguments) -> {
                                below.add(new Seen(method.getName(), List.of(arguments)));
                                if (method.getReturnType() == int.class) {
                                    return 77;
                                }
                                return 1L << 33;
                            });

    static Stream<Method> calls() {
        return KernelDefaultsTest.calls();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyCallPassesTheHookAndGoesOn(Method call) throws Exception {
        var kernel =
                new ForwardingKernel(recorder) {
                    @Override
                    protected long intercept(Invocation invocation) {
                        hooked.add(new Seen(invocation.name(), invocation.arguments()));
                        return super.intercept(invocation);
                    }
                };
        var arguments = KernelDefaultsTest.arguments(call);
        var result = (Number) call.invoke(kernel, arguments);

        var expected = new Seen(call.getName(), List.of(arguments));
        assertThat(hooked).containsExactly(expected);
        assertThat(below).containsExactly(expected);
        assertThat(result.longValue()).isEqualTo(call.getReturnType() == int.class ? 77 : 1L << 33);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theHooksAnswerIsTheCallers(Method call) throws Exception {
        var kernel =
                new ForwardingKernel(recorder) {
                    @Override
                    protected long intercept(Invocation invocation) {
                        return -Errno.EPERM;
                    }
                };
        var result = (Number) call.invoke(kernel, KernelDefaultsTest.arguments(call));

        assertThat(result.longValue()).isEqualTo(-Errno.EPERM);
        assertThat(below).isEmpty();
    }

    @Test
    void argumentsCanBeChangedForOthersOfTheirKind() {
        var segment = MemorySegment.ofArray(new byte[4]);
        var kernel =
                new ForwardingKernel(recorder) {
                    @Override
                    protected long intercept(Invocation invocation) {
                        assertThat(invocation.argument(2)).isEqualTo(100L);
                        assertThat(invocation.toString())
                                .startsWith("recv(5, ")
                                .endsWith(", 100, 0)");
                        assertThatThrownBy(() -> invocation.with(2, 7))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessage("recv takes no 7 as argument 2");
                        assertThatThrownBy(() -> invocation.with(9, 7))
                                .isInstanceOf(IllegalArgumentException.class);
                        return invocation.with(2, 7L).with(1, segment).proceed();
                    }
                };
        kernel.recv(5, MemorySegment.NULL, 100, 0);

        assertThat(below).containsExactly(new Seen("recv", List.of(5, segment, 7L, 0)));
    }
}
