package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An errno is never another call's. */
@Timeout(60)
class ErrnoSlabTest {
    private static final Kernel KERNEL = Kernel.host();
    private static final int ROUNDS = 2_000;

    /** Calls that fail, each in its own way, over a descriptor that is no socket. */
    private static long failures(int event, int first) {
        long wrong = 0;
        var none = MemorySegment.NULL;
        for (int i = first; i < first + ROUNDS; i++) {
            wrong +=
                    switch (i % 5) {
                        case 0 -> KERNEL.close(-1) == -Errno.EBADF ? 0 : 1;
                        case 1 -> KERNEL.listen(event, 1) == -Errno.ENOTSOCK ? 0 : 1;
                        case 2 -> KERNEL.socket(-1, 1, 0) == -Errno.EAFNOSUPPORT ? 0 : 1;
                        case 3 -> KERNEL.recv(event, none, 0, 0) == -Errno.ENOTSOCK ? 0 : 1;
                        default -> KERNEL.epoll_create1(-1) == -Errno.EINVAL ? 0 : 1;
                    };
            if (i % 100 == 0) {
                Thread.onSpinWait();
            }
        }
        return wrong;
    }

    private static long sum(ExecutorService threads, List<Callable<Long>> tasks) throws Exception {
        long wrong = 0;
        try (threads) {
            for (var task : threads.invokeAll(tasks)) {
                wrong += task.get();
            }
        }
        return wrong;
    }

    private static List<Callable<Long>> tasks(int event, int count) {
        var tasks = new ArrayList<Callable<Long>>();
        for (int i = 0; i < count; i++) {
            int first = i;
            tasks.add(() -> failures(event, first));
        }
        return tasks;
    }

    @Test
    void platformThreadsDoNotMixThemUp() throws Exception {
        int event = KERNEL.eventfd(0, SysEventfd.EFD_CLOEXEC);

        assertThat(sum(Executors.newFixedThreadPool(12), tasks(event, 48))).isZero();
        KERNEL.close(event);
    }

    @Test
    void virtualThreadsDoNotMixThemUp() throws Exception {
        int event = KERNEL.eventfd(0, SysEventfd.EFD_CLOEXEC);

        assertThat(sum(Executors.newVirtualThreadPerTaskExecutor(), tasks(event, 300))).isZero();
        KERNEL.close(event);
    }

    /**
     * More calls block at once than the slab has slots near: they and the others still tell right.
     */
    @Test
    void callsThatBlockLeaveRoomForOthers() throws Exception {
        int blocked = 150;
        int event = KERNEL.eventfd(0, SysEventfd.EFD_CLOEXEC);
        var started = new CountDownLatch(blocked);
        var tasks = new ArrayList<Callable<Long>>();
        for (int i = 0; i < blocked; i++) {
            tasks.add(() -> block(event, started));
        }
        tasks.add(() -> {
            started.await();
            long wrong = failures(event, 0);
            wake(event);
            return wrong;
        });

        assertThat(sum(Executors.newCachedThreadPool(), tasks)).isZero();
        KERNEL.close(event);
    }

    private static long block(int event, CountDownLatch started) {
        try (var arena = Arena.ofConfined()) {
            var fds = Pollfd.allocate(arena, 1);
            Pollfd.set(fds, 0, event, PollH.POLLIN);
            started.countDown();
            int ready;
            do {
                ready = KERNEL.poll(fds, 1, -1);
            } while (ready == -Errno.EINTR);
            return ready == 1 ? failures(event, 0) : 1;
        }
    }

    private static void wake(int event) {
        try (var arena = Arena.ofConfined()) {
            KERNEL.write(event, arena.allocateFrom(ValueLayout.JAVA_LONG, 1), Long.BYTES);
        }
    }

    @Test
    void slotsThatAreTakenAreDifferentAndComeBack() {
        var taken = new ArrayList<MemorySegment>();
        for (int i = 0; i < 200; i++) {
            taken.add(ErrnoSlab.take());
        }
        var addresses = new HashSet<Long>();
        taken.forEach(slot -> addresses.add(slot.address()));
        assertThat(addresses).hasSize(200);
        taken.forEach(slot -> assertThat(slot.address() % 64).isZero());
        taken.forEach(ErrnoSlab::give);

        var near = ErrnoSlab.take();
        ErrnoSlab.give(near);
        assertThat(near.address()).isEqualTo(taken.getFirst().address());
        for (int i = 0; i < 200; i++) {
            var slot = ErrnoSlab.take();
            assertThat(addresses).contains(slot.address());
            ErrnoSlab.give(slot);
        }
    }
}
