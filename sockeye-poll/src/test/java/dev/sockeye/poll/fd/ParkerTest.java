package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Sockets.RECV;
import static dev.sockeye.poll.fd.Sockets.SEND;
import static dev.sockeye.sys.Errno.EMFILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ParkerTest {
    private static final int MANY = 2_000;

    @Test
    void manyVirtualThreadsPingAndPong() throws Exception {
        try (var parker = new Parker(Kernel.host());
                var arena = Arena.ofShared()) {
            var talks = new ArrayList<FutureTask<Integer>>();
            var open = new ArrayList<Fd>();
            for (int i = 0; i < MANY; i++) {
                Fd[] pair = Sockets.pair(parker);
                open.add(pair[0]);
                open.add(pair[1]);
                talks.add(virtual(() -> echo(pair[0], arena.allocate(64))));
                talks.add(virtual(() -> ask(pair[1], arena.allocate(64), 20)));
            }
            int rounds = 0;
            for (var talk : talks) {
                rounds += talk.get(60, TimeUnit.SECONDS);
            }
            assertThat(rounds).isEqualTo(2 * 20 * MANY);
            open.forEach(Fd::close);
        }
    }

    private static FutureTask<Integer> virtual(java.util.concurrent.Callable<Integer> body) {
        var task = new FutureTask<>(body);
        Thread.startVirtualThread(task);
        return task;
    }

    private static int echo(Fd fd, MemorySegment room) {
        int rounds = 0;
        for (long n; (n = fd.await(RECV, room, 0, Fd.IN, Fd.FOREVER)) > 0; rounds++) {
            fd.await(SEND, room.asSlice(0, n), 0, Fd.OUT, Fd.FOREVER);
        }
        return rounds;
    }

    private static int ask(Fd fd, MemorySegment room, int rounds) {
        for (int i = 0; i < rounds; i++) {
            fd.await(SEND, room, 0, Fd.OUT, Fd.FOREVER);
            for (long got = 0; got < room.byteSize(); ) {
                got += fd.await(RECV, room.asSlice(got), 0, Fd.IN, 60_000_000_000L);
            }
        }
        fd.close();
        return rounds;
    }

    @Test
    void closeEndsTheWaitsOfVirtualThreads() throws Exception {
        var parker = new Parker(Kernel.host());
        Fd[] pair = Sockets.pair(parker);
        try (var arena = Arena.ofShared()) {
            var room = arena.allocate(8);
            var reading = new FutureTask<>(() -> pair[0].await(RECV, room, 0, Fd.IN, Fd.FOREVER));
            Thread thread = Thread.startVirtualThread(reading);
            Sockets.untilBlocked(pair[0], thread);
            parker.close();
            assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(Fd.CLOSED);
        }
        pair[0].close();
        pair[1].close();
        parker.close();
    }

    /** The pollers' own descriptors may not be had: the wait says so, nothing leaks, and later it works. */
    @Test
    void aFailedStartLeaksNothing() throws Exception {
        var faults = new FaultKernel(Kernel.host());
        try (var parker = new Parker(faults);
                var arena = Arena.ofShared()) {
            Fd[] pair = Sockets.pair(parker);
            MemorySegment room = arena.allocate(8);
            long before = descriptors();
            faults.at("epoll_create1", 2, FaultKernel.errno(EMFILE));
            assertThat(
                            virtual(() -> (int) pair[0].await(RECV, room, 0, Fd.IN, Fd.FOREVER))
                                    .get(20, TimeUnit.SECONDS))
                    .isEqualTo(-EMFILE);
            assertThat(descriptors()).isEqualTo(before);
            var again = virtual(() -> (int) pair[0].await(RECV, room, 0, Fd.IN, Fd.FOREVER));
            pair[1].call(SEND, room, 0);
            assertThat(again.get(20, TimeUnit.SECONDS)).isEqualTo(8);
            pair[0].close();
            pair[1].close();
        }
    }

    private static long descriptors() throws Exception {
        try (var entries = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
