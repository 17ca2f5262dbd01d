package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.poll.Loop;
import dev.sockeye.poll.Poller;
import dev.sockeye.sys.Kernel;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Socket#waitOn}: every wait ends as it does where the network wakes the thread. */
@Timeout(60)
class LoopWaitsTest {
    private static final Duration MOMENT = Duration.ofMillis(30);

    /** The mechanisms. */
    enum By {
        SELECT,
        POLL,
        EPOLL;

        Poller poller() {
            return switch (this) {
                case SELECT -> Poller.select(Kernel.host());
                case POLL -> Poller.poll(Kernel.host());
                case EPOLL -> Poller.epoll(Kernel.host());
            };
        }
    }

    /** A wait on a socket that a loop watches. */
    private static final class Watched implements AutoCloseable {
        private final Loop loop;
        private final Waiting.Setup setup;
        private final CountDownLatch letGo = new CountDownLatch(1);

        Watched(By by, Waiting waiting, Family family) throws Exception {
            loop = new Loop(by.poller());
            loop.start("test-loop");
            setup = new Waiting.Setup(Network.host(), family, waiting);
            var done = new CompletableFuture<Boolean>();
            loop.execute(() -> {
                try {
                    setup.socket().waitOn(loop, letGo::countDown);
                    done.complete(true);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
            assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
        }

        On.Running<Boolean> start() {
            return On.VIRTUAL.start(() -> {
                setup.work().run();
                return true;
            });
        }

        void expectLetGo() throws InterruptedException {
            assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            setup.close();
            loop.close();
        }
    }

    static Stream<Arguments> waits() {
        return Stream.of(By.values())
                .flatMap(by ->
                        Stream.of(
                                        Waiting.READ,
                                        Waiting.TRANSFER,
                                        Waiting.WRITE,
                                        Waiting.WRITE_ALL,
                                        Waiting.ACCEPT)
                                .flatMap(waiting ->
                                        Stream.of(Family.INET4, Family.UNIX)
                                                .filter(waiting::isFor)
                                                .map(family -> Arguments.of(by, waiting, family))));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWithWhatItWaitsFor(By by, Waiting waiting, Family family) throws Exception {
        try (var watched = new Watched(by, waiting, family)) {
            var running = watched.start();
            running.untilBlocked();
            watched.setup.end();
            assertThat(running.get()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsAtTheTimeout(By by, Waiting waiting, Family family) throws Exception {
        try (var watched = new Watched(by, waiting, family)) {
            watched.setup.socket().timeout(MOMENT);
            long start = System.nanoTime();
            Throwable failure = watched.start().failure();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
            assertThat(failure).isInstanceOf(SocketTimeoutException.class);
            assertThat(watched.setup.socket().isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsAtAnInterrupt(By by, Waiting waiting, Family family) throws Exception {
        try (var watched = new Watched(by, waiting, family)) {
            var running = watched.start();
            running.untilBlocked();
            running.thread().interrupt();
            assertThat(running.failure()).isInstanceOf(WaitInterruptedException.class);
            assertThat(watched.setup.socket().isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWhenAnotherThreadCloses(By by, Waiting waiting, Family family) throws Exception {
        try (var watched = new Watched(by, waiting, family)) {
            var first = watched.start();
            var second = watched.start();
            first.untilBlocked();
            second.untilBlocked();
            watched.setup.socket().close();
            assertThat(first.failure()).isInstanceOf(SocketClosedException.class);
            assertThat(second.failure()).isInstanceOf(SocketClosedException.class);
            watched.expectLetGo();
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void endsWhenTheSocketIsDetached(By by, Waiting waiting, Family family) throws Exception {
        try (var watched = new Watched(by, waiting, family)) {
            var running = watched.start();
            running.untilBlocked();
            int number = watched.setup.socket().detach();
            assertThat(running.failure()).isInstanceOf(SocketClosedException.class);
            watched.expectLetGo();
            assertThat(Kernel.host().close(number)).isZero();
        }
    }

    /** Nothing would wake the thread any more. */
    @ParameterizedTest
    @EnumSource
    void aLoopThatHasEndedClosesTheSocketAtTheNextWait(By by) throws Exception {
        try (var watched = new Watched(by, Waiting.READ, Family.INET4)) {
            watched.loop.close();
            if (by != By.EPOLL) {
                // On epoll the interest in input stands, and is not asked for anew.
                assertThat(watched.start().failure()).isInstanceOf(SocketClosedException.class);
            }
        }
    }
}
