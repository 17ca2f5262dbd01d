package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static dev.sockeye.sys.SysSocket.AF_UNIX;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The families of the main job, on loopback. */
enum Family {
    INET4,
    INET6,
    UNIX;

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Every family with every kind of thread. */
    static Stream<Arguments> onEveryThread() {
        return Stream.of(values())
                .flatMap(family -> Stream.of(On.values()).map(on -> Arguments.of(family, on)));
    }

    /** The families of the internet with every kind of thread. */
    static Stream<Arguments> internetOnEveryThread() {
        return onEveryThread().filter(each -> each.get()[0] != UNIX);
    }

    int domain() {
        return switch (this) {
            case INET4 -> AF_INET;
            case INET6 -> AF_INET6;
            case UNIX -> AF_UNIX;
        };
    }

    /** An address to bind to that nobody has. */
    Endpoint free() {
        return switch (this) {
            case INET4 -> Endpoint.parse("127.0.0.1:0");
            case INET6 -> Endpoint.parse("[::1]:0");
            case UNIX ->
                    Endpoint.parse(
                            "unix:@sockeye-net-test-"
                                    + ProcessHandle.current().pid()
                                    + "-"
                                    + NAMES.incrementAndGet());
        };
    }
}
