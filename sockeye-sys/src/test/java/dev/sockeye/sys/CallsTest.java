package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static dev.sockeye.sys.SysSocket.SOL_SOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The calls that an echo does not make, each with an effect that can be seen. */
@Timeout(20)
class CallsTest {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    private MemorySegment number(int value) {
        return sockets.arena.allocateFrom(INT, value);
    }

    private int option(int fd, int level, int name) throws IOException {
        var value = number(-1);
        var length = number(4);
        Errno.check("getsockopt", kernel.getsockopt(fd, level, name, value, length));
        assertThat(length.get(INT, 0)).isEqualTo(4);
        return value.get(INT, 0);
    }

    @Test
    void optionsAreSetAndRead() throws IOException {
        int fd = sockets.socket(SysSocket.AF_INET, SOCK_STREAM);
        int level = NetinetIn.IPPROTO_TCP;

        assertThat(option(fd, level, NetinetTcp.TCP_NODELAY)).isZero();
        assertThat(kernel.setsockopt(fd, level, NetinetTcp.TCP_NODELAY, number(1), 4)).isZero();
        assertThat(option(fd, level, NetinetTcp.TCP_NODELAY)).isNotZero();
        assertThat(option(fd, SOL_SOCKET, SysSocket.SO_TYPE)).isEqualTo(SOCK_STREAM);
        assertThat(option(fd, SOL_SOCKET, SysSocket.SO_DOMAIN)).isEqualTo(SysSocket.AF_INET);

        var linger = Linger.of(sockets.arena, 1, 77);
        assertThat(kernel.setsockopt(fd, SOL_SOCKET, SysSocket.SO_LINGER, linger, Linger.SIZE))
                .isZero();
        var read = sockets.arena.allocate(Linger.SIZE);
        assertThat(
                        kernel.getsockopt(
                                fd, SOL_SOCKET, SysSocket.SO_LINGER, read, number(Linger.SIZE)))
                .isZero();
        assertThat(Linger.linger(read)).isEqualTo(77);
        assertThat(kernel.setsockopt(fd, SOL_SOCKET, 9999, number(1), 4))
                .isEqualTo(-Errno.ENOPROTOOPT);
    }

    @Test
    void pollTellsWhatIsReady() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var fds = Pollfd.allocate(sockets.arena, 2);
        Pollfd.set(fds, 0, pair[0], PollH.POLLIN);
        Pollfd.set(fds, 1, -1, PollH.POLLIN);

        assertThat(kernel.poll(fds, 2, 0)).isZero();
        assertThat(kernel.write(pair[1], sockets.bytes("x"), 1)).isEqualTo(1);
        assertThat(kernel.poll(fds, 2, -1)).isEqualTo(1);
        assertThat(Pollfd.revents(fds, 0)).isEqualTo(PollH.POLLIN);
        Pollfd.set(fds, 1, 1_000_000, 0);
        assertThat(kernel.poll(fds, 2, 0)).isEqualTo(2);
        assertThat(Pollfd.revents(fds, 1)).isEqualTo(PollH.POLLNVAL);
    }

    @Test
    void epollTellsWhatIsReadyWithItsData() throws IOException {
        int epoll = sockets.keep("epoll_create1", kernel.epoll_create1(SysEpoll.EPOLL_CLOEXEC));
        var pair = sockets.pair(SOCK_STREAM);
        var events = EpollEvent.allocate(sockets.arena, 4);
        long data = 0x1122334455667788L;
        EpollEvent.set(events, 0, SysEpoll.EPOLLIN | SysEpoll.EPOLLET, data);

        assertThat(kernel.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_ADD, pair[0], events)).isZero();
        assertThat(kernel.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_ADD, pair[0], events))
                .isEqualTo(-Errno.EEXIST);
        assertThat(kernel.epoll_wait(epoll, events, 4, 0)).isZero();
        kernel.write(pair[1], sockets.bytes("x"), 1);
        assertThat(kernel.epoll_wait(epoll, events, 4, -1)).isEqualTo(1);
        assertThat(EpollEvent.events(events, 0)).isEqualTo(SysEpoll.EPOLLIN);
        assertThat(EpollEvent.data(events, 0)).isEqualTo(data);
        assertThat(kernel.epoll_wait(epoll, events, 4, 0)).as("edge-triggered").isZero();
        int del = SysEpoll.EPOLL_CTL_DEL;
        assertThat(kernel.epoll_ctl(epoll, del, pair[0], MemorySegment.NULL)).isZero();
        assertThat(kernel.epoll_ctl(epoll, del, pair[0], MemorySegment.NULL))
                .isEqualTo(-Errno.ENOENT);
        assertThat(kernel.epoll_wait(epoll, events, 0, 0)).isEqualTo(-Errno.EINVAL);
    }

    /** An int whose upper bit is set must not become a negative long on its way. */
    @Test
    void anEventfdTakesAnUnsignedInt() throws IOException {
        int event = sockets.keep("eventfd", kernel.eventfd(0xfffffffe, SysEventfd.EFD_NONBLOCK));
        var count = sockets.arena.allocate(LONG);

        assertThat(kernel.read(event, count, 8)).isEqualTo(8);
        assertThat(count.get(LONG, 0)).isEqualTo(0xfffffffeL);
        assertThat(kernel.read(event, count, 8)).isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.fcntl(event, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK).isNotZero();
    }

    @Test
    void variadicCallsTakeTheirThirdArgument() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);

        assertThat(kernel.fcntl(pair[0], Fcntl.F_SETFL, Fcntl.O_NONBLOCK)).isZero();
        assertThat(kernel.fcntl(pair[0], Fcntl.F_GETFL, 0))
                .isEqualTo(Fcntl.O_RDWR | Fcntl.O_NONBLOCK);
        int copy = sockets.keep("fcntl", kernel.fcntl(pair[0], Fcntl.F_DUPFD_CLOEXEC, 300));
        assertThat(copy).isGreaterThanOrEqualTo(300);
        kernel.write(pair[1], sockets.bytes("12345"), 5);
        var count = number(0);
        assertThat(kernel.ioctl(copy, SysIoctl.FIONREAD, count)).isZero();
        assertThat(count.get(INT, 0)).isEqualTo(5);
        assertThat(kernel.ioctl(copy, 0xdeadbeefL, MemorySegment.NULL)).isNegative();
        int second = sockets.keep("dup", kernel.dup(copy));
        assertThat(kernel.fcntl(second, Fcntl.F_GETFD, 0)).isZero();
    }

    @Test
    void vectorsAreFilledInTheirOrder() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var out = new Iovec(3);
        out.set(0, sockets.bytes("ab"));
        out.set(1, MemorySegment.NULL);
        out.set(2, sockets.bytes("cdefg"));
        assertThat(out.byteSize()).isEqualTo(7);
        assertThat(kernel.writev(pair[0], out)).isEqualTo(7);

        var in = new Iovec(4);
        for (int i = 0; i < 4; i++) {
            in.set(i, sockets.arena.allocate(3));
        }
        in.count(3);
        assertThat(kernel.readv(pair[1], in)).isEqualTo(7);
        assertThat(Sockets.text(in.segment(0), 3)).isEqualTo("abc");
        assertThat(Sockets.text(in.segment(1), 3)).isEqualTo("def");
        assertThat(Sockets.text(in.segment(2), 1)).isEqualTo("g");
        in.count(0);
        assertThat(kernel.readv(pair[1], in)).isZero();
    }

    @Test
    void messagesCarryDescriptors() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var gift = sockets.pair(SOCK_DGRAM);
        var out = new Msghdr(1, 0, (int) Cmsghdr.space(4));
        out.iov().set(0, sockets.bytes("fd"));
        Cmsghdr.put(out.control(), 0, SOL_SOCKET, SysSocket.SCM_RIGHTS, number(gift[0]));
        assertThat(kernel.sendmsg(pair[0], out, SysSocket.MSG_NOSIGNAL)).isEqualTo(2);

        var in = new Msghdr(1, 0, 64);
        in.iov().set(0, sockets.arena.allocate(10));
        assertThat(kernel.recvmsg(pair[1], in, SysSocket.MSG_CMSG_CLOEXEC)).isEqualTo(2);
        assertThat(in.flags() & SysSocket.MSG_CTRUNC).isZero();
        var control = in.controlReceived();
        long at = Cmsghdr.first(control);
        assertThat(Cmsghdr.type(control, at)).isEqualTo(SysSocket.SCM_RIGHTS);
        int received = sockets.keep("fd", Cmsghdr.data(control, at).get(INT, 0));
        assertThat(received).isNotEqualTo(gift[0]);
        assertThat(kernel.fcntl(received, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
        kernel.send(received, sockets.bytes("through"), 7, 0);
        var buffer = sockets.arena.allocate(10);
        assertThat(Sockets.text(buffer, kernel.recv(gift[1], buffer, 10, 0))).isEqualTo("through");
    }

    @Test
    void messagesTellSenderAndTruncation() throws IOException {
        var any = SockaddrIn.of(sockets.arena, NetinetIn.INADDR_LOOPBACK, 0);
        int server = sockets.bound(SOCK_DGRAM, any);
        int client = sockets.bound(SOCK_DGRAM, any);
        var out = new Msghdr(2, SockaddrStorage.SIZE, 0);
        out.iov().set(0, sockets.bytes("hello "));
        out.iov().set(1, sockets.bytes("world"));
        var to = sockets.name(server);
        out.name().copyFrom(to);
        out.nameLength((int) to.byteSize());
        assertThat(kernel.sendmsg(client, out, 0)).isEqualTo(11);

        var in = new Msghdr(1, SockaddrStorage.SIZE, 0);
        in.iov().set(0, sockets.arena.allocate(5));
        assertThat(kernel.recvmsg(server, in, 0)).isEqualTo(5);
        assertThat(in.flags() & SysSocket.MSG_TRUNC).isNotZero();
        assertThat(in.nameLength()).isEqualTo(SockaddrIn.SIZE);
        assertThat(SockaddrIn.port(in.name())).isEqualTo(SockaddrIn.port(sockets.name(client)));
        in.reset();
        assertThat(in.nameLength()).isEqualTo(SockaddrStorage.SIZE);
        assertThat(in.flags()).isZero();
        assertThat(kernel.recvmsg(server, in, SysSocket.MSG_DONTWAIT)).isEqualTo(-Errno.EAGAIN);
    }

    private MemorySegment path(Path path) {
        return sockets.arena.allocateFrom(path.toString(), StandardCharsets.UTF_8);
    }

    @Test
    void filesAreToldAndRemoved(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("f"), "12345");
        var statx = Statx.allocate(sockets.arena);
        int cwd = Fcntl.AT_FDCWD;
        int basic = SysStat.STATX_BASIC_STATS;

        assertThat(kernel.statx(cwd, path(file), 0, basic, statx)).isZero();
        assertThat(Statx.size(statx)).isEqualTo(5);
        assertThat(Statx.mode(statx) & SysStat.S_IFMT).isEqualTo(SysStat.S_IFREG);
        assertThat(Statx.mask(statx) & basic).isEqualTo(basic);
        assertThat(Statx.ino(statx)).isEqualTo(Files.getAttribute(file, "unix:ino"));
        assertThat(kernel.unlink(path(file))).isZero();
        assertThat(Files.exists(file)).isFalse();
        assertThat(kernel.unlink(path(file))).isEqualTo(-Errno.ENOENT);
        assertThat(kernel.statx(cwd, path(file), 0, basic, statx)).isEqualTo(-Errno.ENOENT);
        assertThat(kernel.unlink(path(folder))).isEqualTo(-Errno.EISDIR);
    }

    @Test
    void limitsAndClocks() throws IOException {
        var limit = Rlimit.of(sockets.arena, 0, 0);
        assertThat(kernel.getrlimit(SysResource.RLIMIT_NOFILE, limit)).isZero();
        assertThat(Rlimit.cur(limit)).isPositive();
        assertThat(Long.compareUnsigned(Rlimit.max(limit), Rlimit.cur(limit))).isNotNegative();

        var time = Timespec.of(sockets.arena, 0, 0);
        assertThat(kernel.clock_gettime(TimeH.CLOCK_REALTIME, time)).isZero();
        assertThat(Timespec.nanos(time) / 1_000_000)
                .isCloseTo(System.currentTimeMillis(), Offset.offset(2_000L));
        long before = System.nanoTime();
        assertThat(kernel.clock_gettime(TimeH.CLOCK_MONOTONIC, time)).isZero();
        assertThat(Timespec.nanos(time)).isBetween(before, System.nanoTime());
        assertThat(kernel.clock_gettime(999, time)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.getrlimit(-1, limit)).isEqualTo(-Errno.EINVAL);
    }
}
