package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HostResolverTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void keepsTheOrderAndDropsDoubles() throws IOException {
        var resolver =
                new HostResolver(
                        _ -> answers("[::1]:0", "127.0.0.1:0", "[::1]:0", "[fe80::1%2]:0"));

        assertThat(resolver.resolve("name", 7, LONG))
                .map(Endpoint::toString)
                .containsExactly("[::1]:7", "127.0.0.1:7", "[fe80::1%2]:7");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,        127.0.0.1:7",
        "::1,              [::1]:7",
        "::ffff:127.0.0.1, [::ffff:127.0.0.1]:7",
        "fe80::1%1,        [fe80::1%1]:7",
        "fe80::1%lo,       [fe80::1%1]:7",
    })
    void anAddressIsItsOwnAnswer(String host, String endpoint) throws IOException {
        var resolver = new HostResolver(HostResolverTest::neverAsked);

        assertThat(resolver.resolve(host, 7, Duration.ZERO))
                .containsExactly(Endpoint.parse(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "256.0.0.1",
                "0x7f.1",
                "::1::",
                "[::1]",
                "a b",
                "a..b",
                "/x",
                "%1",
                "127.0.0.1%lo"
            })
    void nonsenseIsNotAsked(String host) {
        var resolver = new HostResolver(HostResolverTest::neverAsked);

        assertThatExceptionOfType(AddressFormatException.class)
                .isThrownBy(() -> resolver.resolve(host, 7, LONG));
    }

    @Test
    void argumentsAreChecked() {
        var resolver = new HostResolver(HostResolverTest::neverAsked);

        assertThatIllegalArgumentException().isThrownBy(() -> resolver.resolve("a", 65536, LONG));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolver.resolve("a", 7, Duration.ofNanos(-1)));
    }

    @Test
    void anInternationalNameIsAskedInAscii() throws IOException {
        var asked = new AtomicReference<String>();
        var resolver =
                new HostResolver(name -> {
                    asked.set(name);
                    return answers("127.0.0.1:0");
                });

        resolver.resolve("Bücher.example", 7);

        assertThat(asked).hasValue("xn--bcher-kva.example");
    }

    @Test
    void theFailureOfTheResolverPasses() {
        var failure = new IOException("no such name");
        var resolver =
                new HostResolver(_ -> {
                    throw failure;
                });

        assertThat(catchThrowable(() -> resolver.resolve("name", 7, LONG))).isSameAs(failure);
    }

    @Test
    void noAnswerIsAFailure() {
        var resolver = new HostResolver(_ -> List.of());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> resolver.resolve("name", 7, LONG))
                .withMessageContaining("name");
    }

    @Test
    void zeroDoesNotWait() {
        var resolver = new HostResolver(HostResolverTest::neverAsked);

        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(() -> resolver.resolve("name", 7, Duration.ZERO));
    }

    @Test
    void waitsNoLongerThanAllowed() {
        var stuck = new CountDownLatch(1);
        var resolver = new HostResolver(_ -> await(stuck));
        try {
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> resolver.resolve("name", 7, Duration.ofMillis(20)))
                    .withMessageContaining("getaddrinfo")
                    .withMessageContaining("name");
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var resolver =
                new HostResolver(_ -> {
                    asked.countDown();
                    return await(stuck);
                });
        var seen = new AtomicReference<Throwable>();
        var interrupted = new AtomicReference<Boolean>();
        var waiter =
                Thread.startVirtualThread(() -> {
                    seen.set(catchThrowable(() -> resolver.resolve("name", 7)));
                    interrupted.set(Thread.currentThread().isInterrupted());
                });
        try {
            asked.await();
            waiter.interrupt();
            waiter.join();

            assertThat(seen.get())
                    .isInstanceOf(InterruptedIOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThat(interrupted).hasValue(true);
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void asksOnABoundedNumberOfPlatformThreads() throws Exception {
        int questions = 3 * HostResolver.THREADS;
        var asking = new Semaphore(0);
        var release = new CountDownLatch(1);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var resolver =
                new HostResolver(_ -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    asking.release();
                    var answer = await(release);
                    now.decrementAndGet();
                    assertThat(Thread.currentThread().isVirtual()).isFalse();
                    return answer;
                });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<List<Endpoint>>>();
            for (int i = 0; i < questions; i++) {
                answers.add(callers.submit(() -> resolver.resolve("name", 7)));
            }
            asking.acquire(HostResolver.THREADS);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .as("the bound is reached: this one stays in the queue")
                    .isThrownBy(() -> resolver.resolve("late", 7, Duration.ofMillis(20)));
            release.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).hasSize(1);
            }
        }
        assertThat(most).hasValue(HostResolver.THREADS);
    }

    @Test
    void aQuestionThatNobodyWaitsForIsNotAsked() throws Exception {
        var asking = new Semaphore(0);
        var release = new CountDownLatch(1);
        var asked = new AtomicInteger();
        var resolver =
                new HostResolver(name -> {
                    asking.release();
                    if (name.equals("late")) {
                        asked.incrementAndGet();
                        return answers("127.0.0.1:0");
                    }
                    return await(release);
                });
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < HostResolver.THREADS; i++) {
                var _ = callers.submit(() -> resolver.resolve("name", 7));
            }
            asking.acquire(HostResolver.THREADS);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> resolver.resolve("late", 7, Duration.ofMillis(20)));
            release.countDown();
        }
        assertThat(resolver.resolve("other", 7)).hasSize(1);
        assertThat(asked).hasValue(0);
    }

    @Test
    void theMachineKnowsItself() throws IOException {
        assertThat(Endpoint.resolve("localhost", 7, LONG))
                .isNotEmpty()
                .containsAnyOf(Endpoint.parse("127.0.0.1:7"), Endpoint.parse("[::1]:7"))
                .doesNotHaveDuplicates();
    }

    private static List<byte[]> neverAsked(String name) {
        throw new AssertionError("asked for " + name);
    }

    private static List<byte[]> await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
            return answers("127.0.0.1:0");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static List<byte[]> answers(String... endpoints) {
        return Stream.of(endpoints).map(Endpoint::parse).map(HostResolverTest::answer).toList();
    }

    private static byte[] answer(Endpoint endpoint) {
        try (var arena = Arena.ofConfined()) {
            var address = arena.allocate(SockaddrCodec.CAPACITY, 8);
            int length = SockaddrCodec.encode(endpoint, address);
            return address.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
