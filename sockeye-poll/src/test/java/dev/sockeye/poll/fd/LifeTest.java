package dev.sockeye.poll.fd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifeTest {
    private static final class Word extends Life {}

    @Test
    void nobodyEntersAfterClose() {
        var life = new Word();
        assertThat(life.enter()).isTrue();
        assertThat(life.markClosed()).isTrue();
        assertThat(life.markClosed()).isFalse();
        assertThat(life.enter()).isFalse();
        assertThat(life.closed()).isTrue();
        assertThat(life.users()).isEqualTo(1);
        assertThat(life.leave()).isTrue();
    }

    @Test
    void whoeverLeavesAnOpenDescriptorReleasesNothing() {
        var life = new Word();
        assertThat(life.enter()).isTrue();
        assertThat(life.enter()).isTrue();
        assertThat(life.leave()).isFalse();
        assertThat(life.leave()).isFalse();
        assertThat(life.closed()).isFalse();
    }

    /** Users and a closer race many times: exactly one of them is told to release, and nobody is inside then. */
    @Test
    void exactlyOneReleases() throws Exception {
        int users = 3;
        var start = new CyclicBarrier(users + 1);
        for (int round = 0; round < 20_000; round++) {
            var life = new Word();
            var inside = new AtomicInteger();
            var released = new AtomicInteger();
            race(start, users, life, inside, released, round);
            assertThat(released).as("round %d", round).hasValue(1);
            if (round % 1_000 == 999) {
                assertThat(life.users()).isZero();
            }
        }
    }

    private static final java.util.concurrent.ExecutorService POOL =
            java.util.concurrent.Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().factory());

    @org.junit.jupiter.api.AfterAll
    static void end() throws InterruptedException {
        POOL.shutdown();
        assertThat(POOL.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void race(
            CyclicBarrier start,
            int users,
            Word life,
            AtomicInteger inside,
            AtomicInteger released,
            int round)
            throws Exception {
        var tasks = new ArrayList<java.util.concurrent.Future<?>>();
        for (int i = 0; i < users; i++) {
            tasks.add(
                    POOL.submit(() -> {
                        start.await();
                        use(life, inside, released);
                        return null;
                    }));
        }
        start.await();
        for (int spin = 0; spin < round % 64; spin++) {
            Thread.onSpinWait();
        }
        close(life, inside, released);
        for (var task : tasks) {
            task.get(10, TimeUnit.SECONDS);
        }
    }

    private static void use(Word life, AtomicInteger inside, AtomicInteger released) {
        while (life.enter()) {
            inside.incrementAndGet();
            inside.decrementAndGet();
            leave(life, inside, released);
        }
    }

    private static void close(Word life, AtomicInteger inside, AtomicInteger released) {
        if (life.enter()) {
            life.markClosed();
            leave(life, inside, released);
        }
    }

    private static void leave(Word life, AtomicInteger inside, AtomicInteger released) {
        if (life.leave()) {
            assertThat(inside).hasValue(0);
            released.incrementAndGet();
        }
    }
}
