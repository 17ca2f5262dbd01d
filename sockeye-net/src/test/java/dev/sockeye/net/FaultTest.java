package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An echo whose every call is interrupted by signals, or moves one byte at a time. */
@Timeout(60)
class FaultTest {
    private static final List<String> ON_BOTH =
            List.of(
                    "socket",
                    "setsockopt",
                    "bind",
                    "listen",
                    "getsockname",
                    "connect",
                    "accept4",
                    "send",
                    "recv",
                    "shutdown",
                    "getsockopt");
    private static final List<String> ON_PLATFORM = List.of("poll");
    private static final List<String> ON_VIRTUAL = List.of("epoll_wait");

    static Stream<Arguments> calls() {
        return Family.onEveryThread()
                .flatMap(each -> {
                    Object on = each.get()[1];
                    var own = on == On.VIRTUAL ? ON_VIRTUAL : ON_PLATFORM;
                    return Stream.concat(ON_BOTH.stream(), own.stream())
                            .map(call -> Arguments.of(call, each.get()[0], on));
                });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isInterrupted(String call, Family family, On on) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        // The first call, and of those that come often every third.
        kernel.at(call, 1, FaultKernel.interruptedBefore());
        kernel.every(call, 3, FaultKernel.interruptedBefore());
        echo(kernel, family, on);
        if (call.equals("getsockopt") && family == Family.UNIX) {
            return; // connect(2) of a Unix socket ends at once: nobody asks SO_ERROR
        }
        assertThat(kernel.hits(call)).isPositive();
    }

    static Stream<Arguments> transfers() {
        return Family.onEveryThread()
                .flatMap(each ->
                        Stream.of("send", "recv", "epoll_wait")
                                .map(call -> Arguments.of(call, each.get()[0], each.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void movesOneAtATime(String call, Family family, On on) throws Exception {
        var kernel = new FaultKernel(Kernel.host());
        kernel.every(call, 1, FaultKernel.shortCount(1));
        echo(kernel, family, on);
        assertThat(kernel.hits(call) > 0).isEqualTo(!call.equals("epoll_wait") || on == On.VIRTUAL);
    }

    private static void echo(FaultKernel kernel, Family family, On on) throws Exception {
        byte[] data = new byte[100]; // as many segments as a Unix socket's buffer has room for
        new Random(1).nextBytes(data);
        try (var network = Network.on(kernel);
                var listener = network.listen(family.free(), So.REUSEADDR.to(true))) {
            var server =
                    on.start(() -> {
                        try (var socket = listener.accept()) {
                            long moved = socket.in().transferTo(socket.out());
                            socket.shutdownOutput();
                            return moved;
                        }
                    });
            server.untilBlocked();
            byte[] back =
                    on.start(
                                    () -> {
                                        try (var client = network.connect(listener.local())) {
                                            client.writeAll(ByteBuffer.wrap(data));
                                            client.shutdownOutput();
                                            return Talk.drain(client);
                                        }
                                    })
                            .get();
            assertThat(server.get()).isEqualTo(data.length);
            assertThat(Arrays.equals(back, data)).isTrue();
        }
    }
}
