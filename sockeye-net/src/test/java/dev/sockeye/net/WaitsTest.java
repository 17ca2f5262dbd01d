package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that waits: how its wait ends, from both kinds of threads, in every family. */
@Timeout(60)
class WaitsTest {
    private static final Duration MOMENT = Duration.ofMillis(30);

    static Stream<Arguments> waits() {
        return Stream.of(Waiting.values())
                .flatMap(waiting ->
                        Stream.of(Family.values())
                                .filter(waiting::isFor)
                                .flatMap(family ->
                                        Stream.of(On.values())
                                                .map(on -> Arguments.of(waiting, family, on))));
    }

    /** Whether a wait that ended early leaves the socket open: half a connection is of no use. */
    private static boolean staysOpen(Waiting waiting) {
        return waiting != Waiting.CONNECT;
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWithWhatItWaitsFor(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            var running = start(on, setup);
            running.untilBlocked();
            setup.end();
            assertThat(running.get()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsAtTheTimeout(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            setup.socket().timeout(MOMENT);
            long start = System.nanoTime();
            Throwable failure = start(on, setup).failure();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
            assertTimeIsOver(failure, waiting);
            assertThat(setup.socket().isOpen()).isEqualTo(staysOpen(waiting));
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsAtTheDeadline(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            setup.socket().timeout(Duration.ofHours(1));
            setup.socket().deadline(MOMENT);
            assertTimeIsOver(start(on, setup).failure(), waiting);
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void doesNotWaitAtAll(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            setup.socket().timeout(Duration.ZERO);
            assertTimeIsOver(start(on, setup).failure(), waiting);
        }
    }

    private static void assertTimeIsOver(Throwable failure, Waiting waiting) {
        assertThat(failure)
                .isInstanceOf(SocketTimeoutException.class)
                .isInstanceOf(DeadlineException.class);
        assertMoved((DeadlineException) failure, waiting);
    }

    private static void assertMoved(SocketFailure failure, Waiting waiting) {
        if (waiting == Waiting.WRITE_ALL) {
            assertThat(failure.bytesMoved()).isPositive();
        } else {
            assertThat(failure.bytesMoved()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsAtAnInterrupt(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            var running =
                    on.start(() -> {
                        try {
                            setup.work().run();
                            return "done";
                        } catch (WaitInterruptedException e) {
                            assertMoved(e, waiting);
                            return Thread.currentThread().isInterrupted() ? "status kept" : "lost";
                        }
                    });
            running.untilBlocked();
            running.thread().interrupt();
            assertThat(running.get()).isEqualTo("status kept");
            assertThat(setup.socket().isOpen()).isEqualTo(staysOpen(waiting));
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void doesNotBeginToWaitInterrupted(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            Throwable failure =
                    on.start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        setup.work().run();
                                        return true;
                                    })
                            .failure();
            assertThat(failure)
                    .isInstanceOf(InterruptedIOException.class)
                    .isInstanceOf(WaitInterruptedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWhenAnotherThreadCloses(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            var first = start(on, setup);
            var second = waiting == Waiting.CONNECT ? first : start(on, setup);
            first.untilBlocked();
            second.untilBlocked();
            setup.socket().close();
            assertThat(first.failure())
                    .isInstanceOf(AsynchronousCloseException.class)
                    .isInstanceOf(SocketClosedException.class)
                    .hasMessageContaining("closed");
            assertThat(second.failure()).isInstanceOf(SocketClosedException.class);
            assertThat(start(on, setup).failure()).isInstanceOf(SocketClosedException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWhenTheSocketIsDetached(Waiting waiting, Family family, On on) throws Exception {
        try (var setup = new Waiting.Setup(Network.host(), family, waiting)) {
            var running = start(on, setup);
            running.untilBlocked();
            int number = setup.socket().detach();
            assertThat(running.failure()).isInstanceOf(SocketClosedException.class);
            setup.socket().close();
            assertThat(Network.host().kernel().close(number)).isZero();
        }
    }

    private static On.Running<Boolean> start(On on, Waiting.Setup setup) {
        return on.start(() -> {
            setup.work().run();
            return true;
        });
    }
}
