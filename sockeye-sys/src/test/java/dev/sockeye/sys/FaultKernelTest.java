package dev.sockeye.sys;

import static dev.sockeye.sys.FaultKernel.errno;
import static dev.sockeye.sys.FaultKernel.interruptedAfter;
import static dev.sockeye.sys.FaultKernel.interruptedBefore;
import static dev.sockeye.sys.FaultKernel.shortCount;
import static dev.sockeye.sys.FaultKernel.truncatedControl;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.MemorySegment.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Planted faults strike the calls that they are for, and do to these what they say. */
@Timeout(20)
class FaultKernelTest {
    private final CountingKernel below = new CountingKernel(Kernel.host());
    private final FaultKernel kernel = new FaultKernel(below);
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    private String take(int fd) {
        var buffer = sockets.arena.allocate(100);
        return Sockets.text(buffer, Kernel.host().recv(fd, buffer, 100, SysSocket.MSG_DONTWAIT));
    }

    @Test
    void theNthCallFailsAndIsNotMade() throws IOException {
        kernel.at("socket", 2, errno(Errno.EMFILE)).at("accept4", 1, errno(Errno.EMFILE));

        sockets.socket(SysSocket.AF_INET, SOCK_STREAM);
        assertThat(kernel.socket(SysSocket.AF_INET, SOCK_STREAM, 0)).isEqualTo(-Errno.EMFILE);
        sockets.socket(SysSocket.AF_INET, SOCK_STREAM);
        assertThat(kernel.accept4(-1, NULL, NULL, 0)).isEqualTo(-Errno.EMFILE);
        assertThat(kernel.accept4(-1, NULL, NULL, 0)).isEqualTo(-Errno.EBADF);
        assertThat(below.count("socket")).isEqualTo(2);
        assertThat(kernel.hits("socket")).isEqualTo(1);
        assertThat(kernel.hits("accept4")).isEqualTo(1);
        assertThat(kernel.hits("close")).isZero();
    }

    @Test
    void rulesCountFromTheMomentTheyArePlanted() {
        kernel.close(-1);
        kernel.at("close", 1, errno(Errno.EIO));
        assertThat(kernel.close(-1)).isEqualTo(-Errno.EIO);
        kernel.from("close", 3, errno(Errno.EINTR));
        kernel.every("dup", 2, errno(Errno.EMFILE));

        int[] closes = new int[5];
        int[] dups = new int[5];
        for (int i = 0; i < 5; i++) {
            closes[i] = -kernel.close(-1);
            dups[i] = -kernel.dup(-1);
        }
        int badf = Errno.EBADF;
        assertThat(closes).containsExactly(badf, badf, Errno.EINTR, Errno.EINTR, Errno.EINTR);
        assertThat(dups).containsExactly(badf, Errno.EMFILE, badf, Errno.EMFILE, badf);
        kernel.clear();
        assertThat(kernel.close(-1)).isEqualTo(-badf);
        assertThat(kernel.hits("close")).isEqualTo(4);
    }

    @Test
    void theRulePlantedFirstActsAndTheOthersCount() {
        kernel.at("dup", 1, errno(Errno.EMFILE));
        kernel.at("dup", 1, errno(Errno.EIO)).at("dup", 2, errno(Errno.EINVAL));

        assertThat(kernel.dup(-1)).isEqualTo(-Errno.EMFILE);
        assertThat(kernel.dup(-1)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.dup(-1)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void shortSendsMoveFewerBytes() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var text = sockets.bytes("0123456789");
        kernel.every("write", 1, shortCount(3)).every("send", 1, shortCount(4));
        kernel.every("sendto", 1, shortCount(5)).every("writev", 1, shortCount(6));
        kernel.every("sendmsg", 1, shortCount(7));

        assertThat(kernel.write(pair[0], text, 10)).isEqualTo(3);
        assertThat(take(pair[1])).isEqualTo("012");
        assertThat(kernel.write(pair[0], text, 2)).isEqualTo(2);
        assertThat(take(pair[1])).isEqualTo("01");
        assertThat(kernel.send(pair[0], text, 10, 0)).isEqualTo(4);
        assertThat(take(pair[1])).isEqualTo("0123");
        assertThat(kernel.sendto(pair[0], text, 10, 0, NULL, 0)).isEqualTo(5);
        assertThat(take(pair[1])).isEqualTo("01234");
        var message = new Msghdr(2, 0, 0);
        message.iov().set(0, sockets.bytes("abcd"));
        message.iov().set(1, text);
        assertThat(kernel.writev(pair[0], message.iov())).isEqualTo(6);
        assertThat(take(pair[1])).isEqualTo("abcd01");
        assertThat(kernel.sendmsg(pair[0], message, 0)).isEqualTo(7);
        assertThat(take(pair[1])).isEqualTo("abcd012");
        assertThat(message.iov().byteSize()).as("the caller's message is as before").isEqualTo(14);
    }

    @Test
    void shortReceivesLeaveTheRestThere() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var buffer = sockets.arena.allocate(100);
        Kernel.host().write(pair[1], sockets.bytes("a bb ccc ddddeeeee"), 18);
        kernel.every("read", 1, shortCount(1)).every("recv", 1, shortCount(3));
        kernel.every("recvfrom", 1, shortCount(4)).every("readv", 1, shortCount(5));
        kernel.every("recvmsg", 1, shortCount(2));

        assertThat(Sockets.text(buffer, kernel.read(pair[0], buffer, 100))).isEqualTo("a");
        assertThat(Sockets.text(buffer, kernel.recv(pair[0], buffer, 100, 0))).isEqualTo(" bb");
        assertThat(Sockets.text(buffer, kernel.recvfrom(pair[0], buffer, 100, 0, NULL, NULL)))
                .isEqualTo(" ccc");
        var message = new Msghdr(2, 0, 0);
        message.iov().set(0, sockets.arena.allocate(2));
        message.iov().set(1, buffer);
        assertThat(kernel.readv(pair[0], message.iov())).isEqualTo(5);
        assertThat(Sockets.text(buffer, 3)).isEqualTo("ddd");
        assertThat(kernel.recvmsg(pair[0], message, 0)).isEqualTo(2);
        assertThat(take(pair[0])).isEqualTo("eee");
        assertThat(kernel.recv(pair[0], buffer, 100, SysSocket.MSG_DONTWAIT))
                .isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void epollTellsFewerEvents() throws IOException {
        int epoll = sockets.keep("epoll_create1", kernel.epoll_create1(SysEpoll.EPOLL_CLOEXEC));
        var pair = sockets.pair(SOCK_STREAM);
        var events = EpollEvent.allocate(sockets.arena, 4);
        for (int fd : pair) {
            EpollEvent.set(events, 0, SysEpoll.EPOLLOUT, fd);
            assertThat(kernel.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_ADD, fd, events)).isZero();
        }
        kernel.at("epoll_wait", 1, shortCount(1));

        assertThat(kernel.epoll_wait(epoll, events, 4, 0)).isEqualTo(1);
        assertThat(kernel.epoll_wait(epoll, events, 4, 0)).isEqualTo(2);
    }

    @Test
    void anInterruptBeforeLeavesEverythingAsItWas() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        kernel.at("send", 1, interruptedBefore());

        assertThat(kernel.send(pair[0], sockets.bytes("x"), 1, 0)).isEqualTo(-Errno.EINTR);
        assertThat(take(pair[1])).isEqualTo("EAGAIN");
        assertThat(below.count("send")).isZero();
    }

    @Test
    void anInterruptAfterHasDoneIt() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        int spare = kernel.dup(pair[0]);
        kernel.at("close", 1, interruptedAfter()).at("shutdown", 1, interruptedAfter());

        assertThat(kernel.close(spare)).isEqualTo(-Errno.EINTR);
        assertThat(Kernel.host().fcntl(spare, Fcntl.F_GETFD, 0)).isEqualTo(-Errno.EBADF);
        assertThat(kernel.shutdown(pair[0], SysSocket.SHUT_WR)).isEqualTo(-Errno.EINTR);
        assertThat(take(pair[1])).as("the end").isEmpty();
    }

    @Test
    void controlMessagesAreCutByTheKernel() throws IOException {
        var pair = sockets.pair(SOCK_DGRAM);
        var out = new Msghdr(1, 0, (int) Cmsghdr.space(8));
        out.iov().set(0, sockets.bytes("x"));
        var two = sockets.arena.allocateFrom(ValueLayout.JAVA_INT, pair[0], pair[1]);
        Cmsghdr.put(out.control(), 0, SysSocket.SOL_SOCKET, SysSocket.SCM_RIGHTS, two);
        var in = new Msghdr(1, 0, 100);
        in.iov().set(0, sockets.arena.allocate(10));
        kernel.at("recvmsg", 1, truncatedControl(Cmsghdr.len(4)))
                .at("recvmsg", 2, truncatedControl(0));

        assertThat(kernel.sendmsg(pair[0], out, 0)).isEqualTo(1);
        assertThat(kernel.recvmsg(pair[1], in, SysSocket.MSG_CMSG_CLOEXEC)).isEqualTo(1);
        assertThat(in.flags() & SysSocket.MSG_CTRUNC).isNotZero();
        var data = Cmsghdr.data(in.controlReceived(), 0);
        assertThat(data.byteSize()).isEqualTo(4);
        sockets.keep("fd", data.get(ValueLayout.JAVA_INT, 0));

        in.reset();
        assertThat(kernel.sendmsg(pair[0], out, 0)).isEqualTo(1);
        assertThat(kernel.recvmsg(pair[1], in, SysSocket.MSG_CMSG_CLOEXEC)).isEqualTo(1);
        assertThat(in.flags() & SysSocket.MSG_CTRUNC).isNotZero();
        assertThat(Cmsghdr.first(in.controlReceived())).isEqualTo(-1);
    }

    @Test
    void aFaultCanBeWrittenByHand() {
        kernel.at("dup", 1, call -> 40 + (int) call.argument(0));

        assertThat(kernel.dup(2)).isEqualTo(42);
    }

    @Test
    void whatMakesNoSenseIsRefusedWhenItIsPlanted() {
        refused(() -> kernel.at("frob", 1, errno(1)), "no call frob");
        refused(() -> kernel.at("host", 1, errno(1)), "no call host");
        refused(() -> kernel.at("dup", 0, errno(1)), "calls are counted from 1, not 0");
        refused(() -> kernel.every("dup", 0, errno(1)), "calls are counted from 1, not 0");
        refused(() -> errno(-Errno.EIO), "not an error number: -5");
        refused(() -> shortCount(0), "a short count is at least 1, not 0");
        refused(
                () -> kernel.at("bind", 1, shortCount(1)),
                "ShortCount[most=1] makes no sense for bind");
        refused(
                () -> kernel.at("recv", 1, truncatedControl(1)),
                "TruncatedControl[bytes=1] makes no sense for recv");
        refused(
                () -> kernel.at("accept4", 1, interruptedAfter()),
                "InterruptedAfter[] makes no sense for accept4");
    }

    private static void refused(Runnable plant, String message) {
        assertThatThrownBy(plant::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void manyThreadsMeetEachFaultOnce() {
        kernel.at("close", 500, errno(Errno.EIO)).every("dup", 10, errno(Errno.EIO));
        var struck = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                threads.execute(() -> {
                    struck.addAndGet(kernel.close(-1) == -Errno.EIO ? 1 : 0);
                    struck.addAndGet(kernel.dup(-1) == -Errno.EIO ? 1000 : 0);
                });
            }
        }
        assertThat(struck).hasValue(1 + 100 * 1000);
        assertThat(kernel.hits("close")).isEqualTo(1);
        assertThat(kernel.hits("dup")).isEqualTo(100);
    }

    @Test
    void heapMemoryIsCutToo() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        kernel.at("send", 1, shortCount(2));

        var heap = MemorySegment.ofArray(new byte[] {'a', 'b', 'c'});
        assertThat(kernel.send(pair[0], heap, 3, 0)).isEqualTo(2);
        assertThat(take(pair[1])).isEqualTo("ab");
    }
}
