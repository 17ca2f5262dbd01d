package dev.sockeye.sys;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * This machine's kernel, through the C library. Stateless, safe for every thread.
 *
 * <p>Each call is one line: what its segments must hold, and the {@link Shape} that carries it.
 */
final class HostKernel implements Kernel {
    static final HostKernel INSTANCE = new HostKernel();

    private static final Function ACCEPT4 = new Function("accept4");
    private static final Function BIND = new Function("bind");
    private static final Function CLOCK_GETTIME = new Function("clock_gettime");
    private static final Function CLOSE = new Function("close");
    private static final Function CONNECT = new Function("connect");
    private static final Function DUP = new Function("dup");
    private static final Function DUP3 = new Function("dup3");
    private static final Function EPOLL_CREATE1 = new Function("epoll_create1");
    private static final Function EPOLL_CTL = new Function("epoll_ctl");
    private static final Function EPOLL_WAIT = new Function("epoll_wait");
    private static final Function EVENTFD = new Function("eventfd");
    private static final Function FCNTL = new Function("fcntl");
    private static final Function GETPEERNAME = new Function("getpeername");
    private static final Function GETRLIMIT = new Function("getrlimit");
    private static final Function GETSOCKNAME = new Function("getsockname");
    private static final Function GETSOCKOPT = new Function("getsockopt");
    private static final Function IOCTL = new Function("ioctl");
    private static final Function KILL = new Function("kill");
    private static final Function LISTEN = new Function("listen");
    private static final Function MMAP = new Function("mmap");
    private static final Function MUNMAP = new Function("munmap");
    private static final Function OPENAT = new Function("openat");
    private static final Function PIDFD_OPEN = new Function("pidfd_open");
    private static final Function PIDFD_SEND_SIGNAL = new Function("pidfd_send_signal");
    private static final Function PIPE2 = new Function("pipe2");
    private static final Function POLL = new Function("poll");
    private static final Function PREAD = new Function("pread");
    private static final Function READ = new Function("read");
    private static final Function READV = new Function("readv");
    private static final Function RECV = new Function("recv");
    private static final Function RECVFROM = new Function("recvfrom");
    private static final Function RECVMMSG = new Function("recvmmsg");
    private static final Function RECVMSG = new Function("recvmsg");
    private static final Function SELECT = new Function("select");
    private static final Function SEND = new Function("send");
    private static final Function SENDFILE = new Function("sendfile");
    private static final Function SENDMMSG = new Function("sendmmsg");
    private static final Function SENDMSG = new Function("sendmsg");
    private static final Function SENDTO = new Function("sendto");
    private static final Function SETSOCKOPT = new Function("setsockopt");
    private static final Function SHUTDOWN = new Function("shutdown");
    private static final Function SIGNALFD = new Function("signalfd");
    private static final Function SOCKET = new Function("socket");
    private static final Function SOCKETPAIR = new Function("socketpair");
    private static final Function SPLICE = new Function("splice");
    private static final Function STATX = new Function("statx");
    private static final Function SYSCALL = new Function("syscall");
    private static final Function TIMERFD_CREATE = new Function("timerfd_create");
    private static final Function TIMERFD_SETTIME = new Function("timerfd_settime");
    private static final Function UNLINK = new Function("unlink");
    private static final Function WAITID = new Function("waitid");
    private static final Function WRITE = new Function("write");
    private static final Function WRITEV = new Function("writev");

    /** The kernel's results between this and 0 are errors, also where results are addresses. */
    private static final long MAX_ERRNO = 4095;

    private HostKernel() {}

    @Override
    public int socket(int domain, int type, int protocol) {
        return (int) Shape.numbers(SOCKET, domain, type, protocol);
    }

    @Override
    public int socketpair(int domain, int type, int protocol, MemorySegment sv) {
        fill(sv, 2 * Integer.BYTES);
        return (int) Shape.option(SOCKETPAIR, domain, type, protocol, sv, 0);
    }

    @Override
    public int bind(int fd, MemorySegment addr, int addrlen) {
        room(addr, addrlen);
        return (int) Shape.buffer(BIND, fd, addr, addrlen, 0, NULL, NULL);
    }

    @Override
    public int listen(int fd, int backlog) {
        return (int) Shape.numbers(LISTEN, fd, backlog, 0);
    }

    @Override
    public int accept4(int fd, MemorySegment addr, MemorySegment addrlen, int flags) {
        fillValue(addr, addrlen);
        return (int) Shape.name(ACCEPT4, fd, addr, addrlen, flags);
    }

    @Override
    public int connect(int fd, MemorySegment addr, int addrlen) {
        room(addr, addrlen);
        return (int) Shape.buffer(CONNECT, fd, addr, addrlen, 0, NULL, NULL);
    }

    @Override
    public int shutdown(int fd, int how) {
        return (int) Shape.numbers(SHUTDOWN, fd, how, 0);
    }

    @Override
    public int close(int fd) {
        return (int) Shape.numbers(CLOSE, fd, 0, 0);
    }

    @Override
    public int getsockname(int fd, MemorySegment addr, MemorySegment addrlen) {
        fillValue(addr, addrlen);
        return (int) Shape.name(GETSOCKNAME, fd, addr, addrlen, 0);
    }

    @Override
    public int getpeername(int fd, MemorySegment addr, MemorySegment addrlen) {
        fillValue(addr, addrlen);
        return (int) Shape.name(GETPEERNAME, fd, addr, addrlen, 0);
    }

    @Override
    public int getsockopt(
            int fd, int level, int optname, MemorySegment optval, MemorySegment optlen) {
        fillValue(optval, optlen);
        return (int) Shape.value(GETSOCKOPT, fd, level, optname, optval, optlen);
    }

    @Override
    public int setsockopt(int fd, int level, int optname, MemorySegment optval, int optlen) {
        room(optval, optlen);
        return (int) Shape.option(SETSOCKOPT, fd, level, optname, optval, optlen);
    }

    @Override
    public long read(int fd, MemorySegment buf, long count) {
        fill(buf, count);
        return Shape.transfer(READ, fd, buf, count, 0, NULL, NULL);
    }

    @Override
    public long write(int fd, MemorySegment buf, long count) {
        room(buf, count);
        return Shape.transfer(WRITE, fd, buf, count, 0, NULL, NULL);
    }

    @Override
    public long pread(int fd, MemorySegment buf, long count, long offset) {
        fill(buf, count);
        return Shape.buffer(PREAD, fd, buf, count, offset, NULL, NULL);
    }

    @Override
    public long readv(int fd, Iovec iov) {
        iov.refuseReadOnly();
        if (iov.hold()) {
            return vector(READV, fd, iov);
        }
        try (var arena = Arena.ofConfined()) {
            var whole = iov.staged(arena);
            return iov.scatter(whole, vector(READV, fd, whole));
        }
    }

    @Override
    public long writev(int fd, Iovec iov) {
        if (iov.hold()) {
            return vector(WRITEV, fd, iov);
        }
        try (var arena = Arena.ofConfined()) {
            return vector(WRITEV, fd, iov.gather(iov.staged(arena)));
        }
    }

    private static long vector(Function call, int fd, Iovec iov) {
        try {
            return Shape.buffer(call, fd, iov.block(), iov.count(), 0, iov.held(0), iov.held(1));
        } finally {
            Reference.reachabilityFence(iov);
        }
    }

    @Override
    public long recv(int fd, MemorySegment buf, long len, int flags) {
        fill(buf, len);
        return Shape.transfer(RECV, fd, buf, len, flags, NULL, NULL);
    }

    @Override
    public long send(int fd, MemorySegment buf, long len, int flags) {
        room(buf, len);
        return Shape.transfer(SEND, fd, buf, len, flags, NULL, NULL);
    }

    @Override
    public long recvfrom(
            int fd,
            MemorySegment buf,
            long len,
            int flags,
            MemorySegment src,
            MemorySegment addrlen) {
        fill(buf, len);
        fillValue(src, addrlen);
        return Shape.transfer(RECVFROM, fd, buf, len, flags, src, addrlen);
    }

    @Override
    public long sendto(
            int fd, MemorySegment buf, long len, int flags, MemorySegment dest, int addrlen) {
        room(buf, len);
        room(dest, addrlen);
        return Shape.sendto(SENDTO, fd, buf, len, flags, dest, addrlen);
    }

    @Override
    public long recvmsg(int fd, Msghdr msg, int flags) {
        var iov = msg.iov();
        iov.refuseReadOnly();
        if (iov.hold()) {
            return message(RECVMSG, fd, msg, iov, flags);
        }
        try (var arena = Arena.ofConfined()) {
            var whole = iov.staged(arena);
            return iov.scatter(whole, message(RECVMSG, fd, msg, whole, flags));
        }
    }

    @Override
    public long sendmsg(int fd, Msghdr msg, int flags) {
        var iov = msg.iov();
        if (iov.hold()) {
            return message(SENDMSG, fd, msg, iov, flags);
        }
        try (var arena = Arena.ofConfined()) {
            return message(SENDMSG, fd, msg, iov.gather(iov.staged(arena)), flags);
        }
    }

    @Override
    public int recvmmsg(int fd, Mmsghdr msgvec, int vlen, int flags, MemorySegment timeout) {
        int held = msgvec.prepare(vlen);
        if (held == 0 && vlen > 0) {
            return msgvec.single(message -> recvmsg(fd, message, flags));
        }
        try {
            return (int)
                    Shape.buffer(
                            RECVMMSG, fd, msgvec.block(), held, flags, timeout, msgvec.held(0));
        } finally {
            Reference.reachabilityFence(msgvec);
        }
    }

    @Override
    public int sendmmsg(int fd, Mmsghdr msgvec, int vlen, int flags) {
        int held = msgvec.holdTwo(vlen);
        if (held == 0 && vlen > 0) {
            return msgvec.single(message -> sendmsg(fd, message, flags));
        }
        try {
            return (int)
                    Shape.buffer(
                            SENDMMSG,
                            fd,
                            msgvec.block(held),
                            held,
                            flags,
                            msgvec.held(0),
                            msgvec.held(1));
        } finally {
            Reference.reachabilityFence(msgvec);
        }
    }

    private static long message(Function call, int fd, Msghdr msg, Iovec iov, int flags) {
        try {
            return Shape.buffer(call, fd, msg.block(iov), flags, 0, iov.held(0), iov.held(1));
        } finally {
            Reference.reachabilityFence(msg);
            Reference.reachabilityFence(iov);
        }
    }

    @Override
    public long sendfile(int out_fd, int in_fd, MemorySegment offset, long count) {
        fillUnlessNull(offset, Long.BYTES);
        return Shape.signal(SENDFILE, out_fd, in_fd, offset, count);
    }

    @Override
    public long splice(
            int fd_in,
            MemorySegment off_in,
            int fd_out,
            MemorySegment off_out,
            long len,
            int flags) {
        fillUnlessNull(off_in, Long.BYTES);
        fillUnlessNull(off_out, Long.BYTES);
        return Shape.splice(SPLICE, fd_in, off_in, fd_out, off_out, len, flags);
    }

    @Override
    public int select(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout) {
        long bytes = FdSet.bytes(nfds);
        fillUnlessNull(readfds, bytes);
        fillUnlessNull(writefds, bytes);
        fillUnlessNull(exceptfds, bytes);
        fillUnlessNull(timeout, Timeval.SIZE);
        return (int) Shape.select(SELECT, nfds, readfds, writefds, exceptfds, timeout);
    }

    @Override
    public int poll(MemorySegment fds, int nfds, int timeout) {
        fill(fds, (long) Pollfd.SIZE * nfds);
        return (int) Shape.poll(POLL, fds, nfds, timeout);
    }

    @Override
    public int epoll_create1(int flags) {
        return (int) Shape.numbers(EPOLL_CREATE1, flags, 0, 0);
    }

    @Override
    public int epoll_ctl(int epfd, int op, int fd, MemorySegment event) {
        if (!isNull(event)) {
            room(event, EpollEvent.SIZE);
        }
        return (int) Shape.option(EPOLL_CTL, epfd, op, fd, event, 0);
    }

    @Override
    public int epoll_wait(int epfd, MemorySegment events, int maxevents, int timeout) {
        fill(events, Math.max(0, (long) EpollEvent.SIZE * maxevents));
        return (int) Shape.buffer(EPOLL_WAIT, epfd, events, maxevents, timeout, NULL, NULL);
    }

    @Override
    public int eventfd(int initval, int flags) {
        return (int) Shape.numbers(EVENTFD, initval, flags, 0);
    }

    @Override
    public int timerfd_create(int clockid, int flags) {
        return (int) Shape.numbers(TIMERFD_CREATE, clockid, flags, 0);
    }

    @Override
    public int timerfd_settime(
            int fd, int flags, MemorySegment new_value, MemorySegment old_value) {
        room(new_value, Itimerspec.SIZE);
        fillUnlessNull(old_value, Itimerspec.SIZE);
        return (int) Shape.time(TIMERFD_SETTIME, fd, flags, new_value, old_value);
    }

    @Override
    public int signalfd(int fd, MemorySegment mask, int flags) {
        room(mask, Sigset.SIZE);
        return (int) Shape.buffer(SIGNALFD, fd, mask, flags, 0, NULL, NULL);
    }

    @Override
    public int pidfd_open(int pid, int flags) {
        return (int) Shape.numbers(PIDFD_OPEN, pid, flags, 0);
    }

    @Override
    public int pidfd_send_signal(int pidfd, int sig, MemorySegment info, int flags) {
        if (!isNull(info)) {
            room(info, Siginfo.SIZE);
        }
        return (int) Shape.signal(PIDFD_SEND_SIGNAL, pidfd, sig, info, flags);
    }

    @Override
    public int kill(int pid, int sig) {
        return (int) Shape.numbers(KILL, pid, sig, 0);
    }

    @Override
    public int waitid(int idtype, int id, MemorySegment infop, int options) {
        fillUnlessNull(infop, Siginfo.SIZE);
        return (int) Shape.signal(WAITID, idtype, id, infop, options);
    }

    @Override
    public int fcntl(int fd, int cmd, long arg) {
        return (int) Shape.numbers(FCNTL, fd, cmd, arg);
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argp) {
        return (int) Shape.signal(IOCTL, fd, request, argp, 0);
    }

    @Override
    public int dup(int oldfd) {
        return (int) Shape.numbers(DUP, oldfd, 0, 0);
    }

    @Override
    public int dup3(int oldfd, int newfd, int flags) {
        return (int) Shape.numbers(DUP3, oldfd, newfd, flags);
    }

    @Override
    public int pipe2(MemorySegment pipefd, int flags) {
        fill(pipefd, 2 * Integer.BYTES);
        return (int) Shape.poll(PIPE2, pipefd, flags, 0);
    }

    @Override
    public int openat(int dirfd, MemorySegment pathname, int flags, int mode) {
        text(pathname);
        return (int) Shape.buffer(OPENAT, dirfd, pathname, flags, mode, NULL, NULL);
    }

    @Override
    public int unlink(MemorySegment pathname) {
        text(pathname);
        return (int) Shape.poll(UNLINK, pathname, 0, 0);
    }

    @Override
    public int statx(
            int dirfd, MemorySegment pathname, int flags, int mask, MemorySegment statxbuf) {
        text(pathname);
        fill(statxbuf, Statx.SIZE);
        return (int) Shape.buffer(STATX, dirfd, pathname, flags, mask, statxbuf, NULL);
    }

    @Override
    public int mmap(Mapping mapping, long length, int prot, int flags, int fd, long offset) {
        long address = Shape.mapping(MMAP, NULL, length, prot, flags, fd, offset);
        if (address < 0 && address >= -MAX_ERRNO) {
            return (int) address;
        }
        var arena = Arena.ofShared();
        var memory = Native.at(MemorySegment.ofAddress(address), length, arena, HostKernel::unmap);
        mapping.fill(arena, (prot & SysMman.PROT_WRITE) != 0 ? memory : memory.asReadOnly());
        return 0;
    }

    /** It fails only for what was never mapped. */
    private static void unmap(MemorySegment memory) {
        var _ = Shape.poll(MUNMAP, memory, memory.byteSize(), 0);
    }

    @Override
    public int io_uring_setup(int entries, MemorySegment params) {
        fill(params, IoUringParams.SIZE);
        return (int) Shape.signal(SYSCALL, SysSyscall.SYS_io_uring_setup, entries, params, 0);
    }

    @Override
    public int io_uring_enter(
            int fd, int to_submit, int min_complete, int flags, IoUringGeteventsArg arg) {
        boolean extended = (flags & LinuxIoUring.IORING_ENTER_EXT_ARG) != 0;
        try {
            return (int)
                    Shape.system(
                            SYSCALL,
                            SysSyscall.SYS_io_uring_enter,
                            fd,
                            to_submit,
                            min_complete,
                            flags,
                            extended ? arg.block() : NULL,
                            extended ? IoUringGeteventsArg.SIZE : 0);
        } finally {
            Reference.reachabilityFence(arg);
        }
    }

    @Override
    public int io_uring_register(int fd, int opcode, MemorySegment arg, int nr_args) {
        return (int)
                Shape.option(SYSCALL, SysSyscall.SYS_io_uring_register, fd, opcode, arg, nr_args);
    }

    @Override
    public int getrlimit(int resource, MemorySegment rlim) {
        fill(rlim, Rlimit.SIZE);
        return (int) Shape.buffer(GETRLIMIT, resource, rlim, 0, 0, NULL, NULL);
    }

    @Override
    public int clock_gettime(int clockid, MemorySegment tp) {
        fill(tp, Timespec.SIZE);
        return (int) Shape.buffer(CLOCK_GETTIME, clockid, tp, 0, 0, NULL, NULL);
    }

    /** A length that a caller gives for a segment must lie within it. */
    private static void room(MemorySegment segment, long length) {
        if (length < 0 || length > segment.byteSize()) {
            throw new IndexOutOfBoundsException(
                    "length " + length + " for a segment of " + segment.byteSize() + " bytes");
        }
    }

    /** The same for a segment that the kernel writes to. */
    private static void fill(MemorySegment segment, long length) {
        room(segment, length);
        if (segment.isReadOnly()) {
            throw new IllegalArgumentException("a read-only segment cannot be filled");
        }
    }

    /** The same for a segment that need not be there. */
    private static void fillUnlessNull(MemorySegment segment, long length) {
        if (!isNull(segment)) {
            fill(segment, length);
        }
    }

    /** The same where the length is an int in memory, which the kernel writes to as well. */
    private static void fillValue(MemorySegment segment, MemorySegment length) {
        if (!isNull(length)) {
            fill(length, Integer.BYTES);
            if (!isNull(segment)) {
                fill(segment, length.get(Layouts.INT, 0));
            }
        }
    }

    /** A heap segment too has address 0, where its array starts. */
    private static boolean isNull(MemorySegment segment) {
        return segment.address() == 0 && segment.isNative();
    }

    /** A C string must end within its segment. */
    private static void text(MemorySegment segment) {
        for (long at = 0; at < segment.byteSize(); at++) {
            if (segment.get(JAVA_BYTE, at) == 0) {
                return;
            }
        }
        throw new IllegalArgumentException("a path without a 0 at its end");
    }
}
