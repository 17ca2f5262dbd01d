package dev.sockeye.poll.fd;

import static dev.sockeye.poll.fd.Sockets.ACCEPT;
import static dev.sockeye.poll.fd.Sockets.RECV;
import static dev.sockeye.poll.fd.Sockets.RECVMMSG;
import static dev.sockeye.poll.fd.Sockets.SEND;
import static dev.sockeye.poll.fd.Sockets.untilBlocked;
import static dev.sockeye.sys.Errno.ECONNREFUSED;
import static dev.sockeye.sys.Errno.EMFILE;
import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.SHUT_WR;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static dev.sockeye.sys.SysSocket.SOCK_SEQPACKET;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Mmsghdr;
import dev.sockeye.sys.SockaddrIn;
import dev.sockeye.sys.SockaddrUn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FdTest {
    enum On {
        VIRTUAL,
        PLATFORM
    }

    private static final long SECOND = 1_000_000_000;

    private final CountingKernel kernel = new CountingKernel(Kernel.host());
    private final Parker parker = new Parker(kernel);
    private final Arena arena = Arena.ofShared();
    private final List<Fd> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(Fd::close);
        parker.close();
        arena.close();
    }

    private Fd[] keep(Fd[] fds) {
        open.addAll(List.of(fds));
        return fds;
    }

    private Fd keep(Fd fd) {
        open.add(fd);
        return fd;
    }

    private MemorySegment buffer(int size) {
        return arena.allocate(size);
    }

    /** A call under way on a thread of its own. */
    private record Running<T>(Thread thread, FutureTask<T> task) {
        T result() throws Exception {
            return task.get(20, TimeUnit.SECONDS);
        }
    }

    private static <T> Running<T> run(On on, Callable<T> body) {
        var task = new FutureTask<>(body);
        var builder = on == On.VIRTUAL ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        return new Running<>(builder.start(task), task);
    }

    private Running<Long> reading(On on, Fd fd, long timeout) {
        return run(on, () -> fd.await(RECV, buffer(16), 0, Fd.IN, timeout));
    }

    private void send(Fd fd, int bytes) {
        assertThat(fd.call(SEND, buffer(bytes), 0)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void readWaitsForData(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        for (int round = 1; round < 4; round++) {
            var reading = reading(on, pair[0], Fd.FOREVER);
            untilBlocked(pair[0], reading.thread());
            send(pair[1], round);
            assertThat(reading.result()).isEqualTo(round);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writeWaitsForRoom(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        while (pair[0].call(SEND, buffer(4096), 0) >= 0) {}
        var writing = run(on, () -> pair[0].await(SEND, buffer(4096), 0, Fd.OUT, Fd.FOREVER));
        untilBlocked(pair[0], writing.thread());
        while (pair[1].call(RECV, buffer(65536), 0) > 0) {}
        assertThat(writing.result()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsEveryWait(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        var first = reading(on, pair[0], Fd.FOREVER);
        var second = reading(on, pair[0], 100 * SECOND);
        var both = run(on, () -> pair[0].ready(Fd.IN | Fd.WAKE, Fd.FOREVER));
        for (var running : List.of(first, second, both)) {
            untilBlocked(pair[0], running.thread());
        }
        Sockets.until("three wait", () -> pair[0].readiness().waiters() == 3);
        pair[0].close();
        assertThat(first.result()).isEqualTo(Fd.CLOSED);
        assertThat(second.result()).isEqualTo(Fd.CLOSED);
        assertThat(both.result()).isEqualTo(Fd.CLOSED);
        assertThat(pair[0].call(SEND, buffer(1), 0)).isEqualTo(Fd.CLOSED);
        assertThat(pair[1].await(RECV, buffer(1), 0, Fd.IN, Fd.FOREVER))
                .as("end of the stream")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void interruptEndsAWaitAndLeavesTheDescriptorOpen(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        var reading =
                run(
                        on,
                        () -> {
                            long result = pair[0].await(RECV, buffer(8), 0, Fd.IN, Fd.FOREVER);
                            return List.of(result, Thread.interrupted() ? 1L : 0L);
                        });
        untilBlocked(pair[0], reading.thread());
        reading.thread().interrupt();
        assertThat(reading.result()).containsExactly((long) Fd.INTERRUPTED, 1L);
        send(pair[1], 3);
        assertThat(pair[0].await(RECV, buffer(8), 0, Fd.IN, SECOND)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadStillDoesWhatNeedsNoWait(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        send(pair[1], 3);
        var reading =
                run(
                        on,
                        () -> {
                            Thread.currentThread().interrupt();
                            long data = pair[0].await(RECV, buffer(8), 0, Fd.IN, Fd.FOREVER);
                            long none = pair[0].await(RECV, buffer(8), 0, Fd.IN, Fd.FOREVER);
                            return List.of(data, none);
                        });
        assertThat(reading.result()).containsExactly(3L, (long) Fd.INTERRUPTED);
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineIsNeverEarly(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        for (long timeout : new long[] {1, 1_500_000, 40_000_000}) {
            long before = System.nanoTime();
            assertThat(reading(on, pair[0], timeout).result()).isEqualTo(Fd.DEADLINE);
            assertThat(System.nanoTime() - before).isBetween(timeout, timeout + 5 * SECOND);
        }
        assertThat(reading(on, pair[0], 0).result()).isEqualTo(Fd.DEADLINE);
        assertThat(pair[0].isOpen()).isTrue();
    }

    /** A waiter is reused: its entry from the first wait must neither end the second nor be lost. */
    @Test
    void deadlinesOfOneDescriptorFollowEachOther() throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        var talk =
                run(
                        On.VIRTUAL,
                        () -> {
                            long first = pair[0].await(RECV, buffer(8), 0, Fd.IN, SECOND);
                            long second = pair[0].await(RECV, buffer(8), 0, Fd.IN, 100 * SECOND);
                            long third = pair[0].await(RECV, buffer(8), 0, Fd.IN, 20_000_000);
                            return List.of(first, second, third);
                        });
        untilBlocked(pair[0], talk.thread());
        send(pair[1], 1);
        long now = System.nanoTime();
        Sockets.until("the first deadline has passed", () -> System.nanoTime() - now > SECOND);
        send(pair[1], 2);
        assertThat(talk.result()).containsExactly(1L, 2L, (long) Fd.DEADLINE);
    }

    @ParameterizedTest
    @EnumSource
    void severalReadersEachGetTheirs(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker, SOCK_SEQPACKET));
        var readers = new ArrayList<Running<Long>>();
        for (int i = 0; i < 8; i++) {
            readers.add(reading(i % 2 == 0 ? on : On.VIRTUAL, pair[0], 50 * SECOND));
        }
        Sockets.until("all wait", () -> pair[0].readiness().waiters() == 8);
        for (int i = 0; i < 8; i++) {
            send(pair[1], 5);
        }
        for (var reader : readers) {
            assertThat(reader.result()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dataAndEndInOneEvent(On on) throws Exception {
        Fd[] pair = keep(Sockets.tcpPair(parker));
        pair[0].shortReadsDrain(true);
        var talk =
                run(
                        on,
                        () -> {
                            MemorySegment room = buffer(64);
                            long data = pair[0].awaitRead(RECV, room, 64, 20 * SECOND);
                            long end = pair[0].awaitRead(RECV, room, 64, 20 * SECOND);
                            return List.of(data, end);
                        });
        untilBlocked(pair[0], talk.thread());
        send(pair[1], 10);
        check("shutdown", kernel.shutdown(pair[1].number(), SHUT_WR));
        assertThat(talk.result()).containsExactly(10L, 0L);
    }

    /** The point of the sticky bit: one recv per message, where a descriptor known as drained is not tried. */
    @Test
    void aShortReadOnTcpSavesTheNextTry() throws Exception {
        Fd[] pair = keep(Sockets.tcpPair(parker));
        pair[0].shortReadsDrain(true);
        assertThat(recvsOfTenMessages(pair)).isEqualTo(10);
        pair[0].shortReadsDrain(false);
        assertThat(recvsOfTenMessages(pair)).isGreaterThanOrEqualTo(2 * 10);
    }

    private long recvsOfTenMessages(Fd[] pair) throws Exception {
        MemorySegment room = buffer(64);
        var taken = new AtomicInteger();
        var reader =
                run(
                        On.VIRTUAL,
                        () -> {
                            long before = 0;
                            for (int i = 0; i <= 10; i++) {
                                long got = pair[0].awaitRead(RECV, room, 64, 20 * SECOND);
                                assertThat(got).isEqualTo(7);
                                before = i == 0 ? kernel.count("recv") : before;
                                taken.incrementAndGet();
                            }
                            return kernel.count("recv") - before;
                        });
        sendElevenTo(reader, taken, pair[1]);
        return reader.result();
    }

    /** Seven bytes each time that the reader waits for them and has taken all before. */
    private void sendElevenTo(Running<?> reader, AtomicInteger taken, Fd from) {
        for (int i = 0; i <= 10; i++) {
            int sent = i;
            Sockets.until(
                    "waits for message " + i,
                    () ->
                            taken.get() == sent
                                    && reader.thread().getState() == Thread.State.WAITING);
            send(from, 7);
        }
    }

    private Mmsghdr messages(int count) {
        var messages = new Mmsghdr(count, 1, 0, 0);
        for (int i = 0; i < count; i++) {
            messages.message(i).iov().set(0, buffer(64));
        }
        return messages;
    }

    /** What ended recvmmsg was an EAGAIN of its own. */
    @Test
    void fewerMessagesThanAskedSaveTheNextTry() throws Exception {
        Fd[] pair = keep(Sockets.udpPair(parker));
        assertThat(callsForTenDatagrams(pair)).isEqualTo(2 * 10);
        pair[0].shortReadsDrain(true);
        assertThat(callsForTenDatagrams(pair)).isEqualTo(10);
    }

    private long callsForTenDatagrams(Fd[] pair) throws Exception {
        Mmsghdr messages = messages(2);
        var taken = new AtomicInteger();
        var reader =
                run(
                        On.VIRTUAL,
                        () -> {
                            long before = 0;
                            for (int i = 0; i <= 10; i++) {
                                before = i == 1 ? kernel.count("recvmmsg") : before;
                                long got =
                                        pair[0].awaitBatch(
                                                RECVMMSG, messages, 0, 2, false, 20 * SECOND);
                                assertThat(got).isEqualTo(1);
                                taken.incrementAndGet();
                            }
                            return kernel.count("recvmmsg") - before;
                        });
        sendElevenTo(reader, taken, pair[1]);
        return reader.result();
    }

    /** As many as were asked for say nothing: there may be more, and no event comes for them. */
    @ParameterizedTest
    @EnumSource
    void asManyMessagesAsAskedSaveNothing(On on) throws Exception {
        Fd[] pair = keep(Sockets.udpPair(parker));
        pair[0].shortReadsDrain(true);
        Mmsghdr messages = messages(2);
        var taken = new Semaphore(0);
        var goOn = new Semaphore(0);
        var reader =
                run(
                        on,
                        () -> {
                            var counts = new ArrayList<Long>();
                            for (int i = 0; i < 4; i++) {
                                counts.add(
                                        pair[0].awaitBatch(
                                                RECVMMSG, messages, 0, 2, i > 1, 20 * SECOND));
                                if (i == 0) {
                                    taken.release();
                                    goOn.acquire();
                                }
                            }
                            return counts;
                        });
        untilBlocked(pair[0], reader.thread());
        send(pair[1], 1);
        taken.acquire();
        for (int i = 0; i < 5; i++) {
            send(pair[1], 1);
        }
        goOn.release();
        assertThat(reader.result()).containsExactly(1L, 2L, 2L, 1L);
    }

    /** poll(2) tells of what is there already, and a wait of no time is a try. */
    @ParameterizedTest
    @EnumSource
    void aWaitThatComesFirstMissesNothing(On on) throws Exception {
        Fd[] pair = keep(Sockets.udpPair(parker));
        Mmsghdr messages = messages(4);
        send(pair[1], 1);
        send(pair[1], 1);
        var counts =
                run(
                        on,
                        () -> {
                            long first =
                                    pair[0].awaitBatch(RECVMMSG, messages, 0, 4, true, 20 * SECOND);
                            long none = pair[0].awaitBatch(RECVMMSG, messages, 0, 4, true, 0);
                            send(pair[1], 1);
                            long last = pair[0].awaitBatch(RECVMMSG, messages, 0, 4, true, 0);
                            long late =
                                    pair[0].awaitBatch(RECVMMSG, messages, 0, 4, true, SECOND / 50);
                            return List.of(first, none, last, late);
                        });
        assertThat(counts.result()).containsExactly(2L, (long) Fd.DEADLINE, 1L, (long) Fd.DEADLINE);
        assertThat(kernel.count("poll") > 0).isEqualTo(on == On.PLATFORM);
    }

    @ParameterizedTest
    @EnumSource
    void inputRoomAndWakeUpTogether(On on) throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        assertThat(run(on, () -> pair[0].ready(Fd.IN | Fd.OUT, SECOND)).result()).isEqualTo(Fd.OUT);
        var waiting = run(on, () -> pair[0].ready(Fd.IN | Fd.WAKE, Fd.FOREVER));
        untilBlocked(pair[0], waiting.thread());
        pair[0].wakeup();
        assertThat(waiting.result()).isEqualTo(Fd.WAKE);
        pair[0].wakeup();
        assertThat(run(on, () -> pair[0].ready(Fd.WAKE, SECOND)).result())
                .as("kept")
                .isEqualTo(Fd.WAKE);
        send(pair[1], 1);
        assertThat(run(on, () -> pair[0].ready(Fd.IN | Fd.WAKE, SECOND)).result()).isEqualTo(Fd.IN);
        assertThat(run(on, () -> pair[0].ready(Fd.WAKE, 1_000_000)).result())
                .isEqualTo(Fd.DEADLINE);
        while (pair[0].call(SEND, buffer(4096), 0) >= 0) {}
        var room = run(on, () -> pair[0].ready(Fd.OUT | Fd.WAKE, Fd.FOREVER));
        untilBlocked(pair[0], room.thread());
        while (pair[1].call(RECV, buffer(65536), 0) > 0) {}
        assertThat(room.result()).isEqualTo(Fd.OUT);
    }

    @ParameterizedTest
    @EnumSource
    void connectIsJudgedBySoError(On on) throws Exception {
        Fd listener = keep(Sockets.listener(parker, 1));
        MemorySegment address = Sockets.local(kernel, arena, listener);
        Fd good = keep(new Fd(parker, Sockets.tcp(kernel)));
        assertThat(run(on, () -> good.connect(address, SockaddrIn.SIZE, SECOND)).result()).isZero();
        listener.close();
        Fd bad = keep(new Fd(parker, Sockets.tcp(kernel)));
        assertThat(run(on, () -> bad.connect(address, SockaddrIn.SIZE, SECOND)).result())
                .isEqualTo(-ECONNREFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void aUnixListenerWithAFullBacklogIsWaitedFor(On on) throws Exception {
        MemorySegment name =
                SockaddrUn.abstractName(
                        arena,
                        ("sockeye-" + on + ProcessHandle.current().pid()).getBytes(US_ASCII));
        int length = (int) name.byteSize();
        int flags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
        Fd listener = keep(new Fd(parker, check("socket", kernel.socket(AF_UNIX, flags, 0))));
        check("bind", kernel.bind(listener.number(), name, length));
        check("listen", kernel.listen(listener.number(), 0));
        Fd first = keep(new Fd(parker, check("socket", kernel.socket(AF_UNIX, flags, 0))));
        assertThat(first.connect(name, length, SECOND)).isZero();
        Fd second = keep(new Fd(parker, check("socket", kernel.socket(AF_UNIX, flags, 0))));
        assertThat(run(on, () -> second.connect(name, length, 20_000_000)).result())
                .isEqualTo(Fd.DEADLINE);
        long before = kernel.count("connect");
        var waiting = run(on, () -> second.connect(name, length, 20 * SECOND));
        Sockets.until("it tries again", () -> kernel.count("connect") > before + 3);
        int accepted =
                (int)
                        listener.await(
                                ACCEPT, MemorySegment.NULL, flags & ~SOCK_STREAM, Fd.IN, SECOND);
        keep(new Fd(parker, check("accept4", accepted)));
        assertThat(waiting.result()).isZero();
    }

    /** With the descriptors used up a platform thread finds no eventfd, and waits all the same. */
    @Test
    void aPlatformThreadWaitsWithoutAnEventfdToo() throws Exception {
        var faults = new FaultKernel(Kernel.host());
        faults.every("eventfd", 1, FaultKernel.errno(EMFILE));
        try (var poor = new Parker(faults)) {
            Fd[] pair = keep(Sockets.pair(poor));
            var reading = reading(On.PLATFORM, pair[0], Fd.FOREVER);
            untilBlocked(pair[0], reading.thread());
            send(pair[1], 5);
            assertThat(reading.result()).isEqualTo(5);
            assertThat(reading(On.PLATFORM, pair[0], 70_000_000).result()).isEqualTo(Fd.DEADLINE);
            var interrupted = reading(On.PLATFORM, pair[0], Fd.FOREVER);
            untilBlocked(pair[0], interrupted.thread());
            interrupted.thread().interrupt();
            assertThat(interrupted.result()).isEqualTo(Fd.INTERRUPTED);
            var closed = reading(On.PLATFORM, pair[0], Fd.FOREVER);
            untilBlocked(pair[0], closed.thread());
            pair[0].close();
            assertThat(closed.result()).isEqualTo(Fd.CLOSED);
        }
    }

    @Test
    void detachLeavesTheDescriptorOpen() throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        var reading = reading(On.VIRTUAL, pair[0], Fd.FOREVER);
        untilBlocked(pair[0], reading.thread());
        int number = pair[0].detach();
        assertThat(number).isEqualTo(pair[0].number());
        assertThat(reading.result()).isEqualTo(Fd.CLOSED);
        assertThat(pair[0].detach()).isEqualTo(Fd.CLOSED);
        pair[0].close();
        assertThat(kernel.send(number, buffer(1), 1, 0)).isEqualTo(1);
        assertThat(kernel.close(number)).isZero();
    }

    @Test
    void closeIsOnceAndForAll() throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        long before = kernel.count("close");
        pair[0].close();
        pair[0].close();
        assertThat(kernel.count("close") - before).isEqualTo(1);
        assertThat(pair[0].isOpen()).isFalse();
        assertThat(pair[0].detach()).isEqualTo(Fd.CLOSED);
    }

    @Test
    void aCloseThatMayBlockRunsOnAnotherThread() throws Exception {
        Fd[] pair = keep(Sockets.pair(parker));
        pair[0].closeMayBlock(true);
        pair[0].close();
        assertThat(pair[1].await(RECV, buffer(1), 0, Fd.IN, 20 * SECOND)).isZero();
    }
}
