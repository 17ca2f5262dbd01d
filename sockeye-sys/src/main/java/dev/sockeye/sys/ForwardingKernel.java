package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A kernel that hands every call to another one, through one hook: {@link #intercept}. Counting,
 * tracing and planted faults are one method each in a subclass.
 *
 * <p>As safe for several threads as its hook is; this class itself keeps nothing but the kernel
 * below.
 */
public class ForwardingKernel implements Kernel {
    private final Kernel kernel;

    /**
     * A kernel above another.
     *
     * @param kernel the kernel that does the work
     */
    public ForwardingKernel(Kernel kernel) {
        this.kernel = Objects.requireNonNull(kernel);
    }

    /** What a call is, once it has its arguments. */
    @FunctionalInterface
    interface Body {
        /**
         * Makes the call.
         *
         * @param kernel the kernel that does the work
         * @param arguments in C's order
         * @return its result
         */
        long call(Kernel kernel, Object[] arguments);
    }

    /** One call on its way: its name, its arguments, and the way on. Immutable. */
    public static final class Invocation {
        private final Kernel kernel;
        private final String name;
        private final Body body;
        private final Object[] arguments;

        Invocation(Kernel kernel, String name, Body body, Object... arguments) {
            this.kernel = kernel;
            this.name = name;
            this.body = body;
            this.arguments = arguments;
        }

        /**
         * The call's C name.
         *
         * @return a name of a method of {@link Kernel}; for a completion that of its opcode
         */
        public String name() {
            return name;
        }

        /**
         * The arguments in the order of {@link Kernel}'s method.
         *
         * @return Integer, Long, MemorySegment, {@link Iovec}, {@link Msghdr}, {@link Mapping} and
         *     {@link IoUringGeteventsArg} objects
         */
        public List<Object> arguments() {
            return List.of(arguments);
        }

        /**
         * One argument.
         *
         * @param index its place in the order of {@link Kernel}'s method
         * @return an object of the kinds that {@link #arguments()} tells
         */
        public Object argument(int index) {
            return arguments[index];
        }

        /**
         * The same call with another argument.
         *
         * @param index its place in the order of {@link Kernel}'s method
         * @param value an object of the same class as before
         * @return a new invocation
         */
        public Invocation with(int index, Object value) {
            if (index < 0 || index >= arguments.length || !sameKind(arguments[index], value)) {
                throw new IllegalArgumentException(
                        name + " takes no " + value + " as argument " + index);
            }
            var changed = arguments.clone();
            changed[index] = value;
            return new Invocation(kernel, name, body, changed);
        }

        private static boolean sameKind(Object before, Object value) {
            return before instanceof MemorySegment
                    ? value instanceof MemorySegment
                    : before.getClass() == value.getClass();
        }

        /**
         * Makes the call, at the kernel below.
         *
         * @return its result: {@code >= 0} or {@code -errno}
         */
        public long proceed() {
            return body.call(kernel, arguments);
        }

        /** Closes a descriptor that the kernel below made and that nobody will be told of. */
        void close(int fd) {
            var _ = kernel.close(fd);
        }

        /**
         * The call as C code, for people.
         *
         * @return its name and its arguments
         */
        @Override
        public String toString() {
            return Arrays.stream(arguments)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", name + "(", ")"));
        }
    }

    /**
     * The hook that every call passes.
     *
     * @param call the call, not made yet
     * @return what the caller gets: {@code >= 0} or {@code -errno}
     */
    protected long intercept(Invocation call) {
        return call.proceed();
    }

    private long hook(String name, Body body, Object... arguments) {
        return intercept(new Invocation(kernel, name, body, arguments));
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return (int)
                hook(
                        "socket",
                        (k, a) -> k.socket((int) a[0], (int) a[1], (int) a[2]),
                        domain,
                        type,
                        protocol);
    }

    @Override
    public int socketpair(int domain, int type, int protocol, MemorySegment sv) {
        return (int)
                hook(
                        "socketpair",
                        (k, a) ->
                                k.socketpair(
                                        (int) a[0], (int) a[1], (int) a[2], (MemorySegment) a[3]),
                        domain,
                        type,
                        protocol,
                        sv);
    }

    @Override
    public int bind(int fd, MemorySegment addr, int addrlen) {
        return (int)
                hook(
                        "bind",
                        (k, a) -> k.bind((int) a[0], (MemorySegment) a[1], (int) a[2]),
                        fd,
                        addr,
                        addrlen);
    }

    @Override
    public int listen(int fd, int backlog) {
        return (int) hook("listen", (k, a) -> k.listen((int) a[0], (int) a[1]), fd, backlog);
    }

    @Override
    public int accept4(int fd, MemorySegment addr, MemorySegment addrlen, int flags) {
        return (int)
                hook(
                        "accept4",
                        (k, a) ->
                                k.accept4(
                                        (int) a[0],
                                        (MemorySegment) a[1],
                                        (MemorySegment) a[2],
                                        (int) a[3]),
                        fd,
                        addr,
                        addrlen,
                        flags);
    }

    @Override
    public int connect(int fd, MemorySegment addr, int addrlen) {
        return (int)
                hook(
                        "connect",
                        (k, a) -> k.connect((int) a[0], (MemorySegment) a[1], (int) a[2]),
                        fd,
                        addr,
                        addrlen);
    }

    @Override
    public int shutdown(int fd, int how) {
        return (int) hook("shutdown", (k, a) -> k.shutdown((int) a[0], (int) a[1]), fd, how);
    }

    @Override
    public int close(int fd) {
        return (int) hook("close", (k, a) -> k.close((int) a[0]), fd);
    }

    @Override
    public int getsockname(int fd, MemorySegment addr, MemorySegment addrlen) {
        return (int)
                hook(
                        "getsockname",
                        (k, a) ->
                                k.getsockname(
                                        (int) a[0], (MemorySegment) a[1], (MemorySegment) a[2]),
                        fd,
                        addr,
                        addrlen);
    }

    @Override
    public int getpeername(int fd, MemorySegment addr, MemorySegment addrlen) {
        return (int)
                hook(
                        "getpeername",
                        (k, a) ->
                                k.getpeername(
                                        (int) a[0], (MemorySegment) a[1], (MemorySegment) a[2]),
                        fd,
                        addr,
                        addrlen);
    }

    @Override
    public int getsockopt(
            int fd, int level, int optname, MemorySegment optval, MemorySegment optlen) {
        return (int)
                hook(
                        "getsockopt",
                        (k, a) ->
                                k.getsockopt(
                                        (int) a[0],
                                        (int) a[1],
                                        (int) a[2],
                                        (MemorySegment) a[3],
                                        (MemorySegment) a[4]),
                        fd,
                        level,
                        optname,
                        optval,
                        optlen);
    }

    @Override
    public int setsockopt(int fd, int level, int optname, MemorySegment optval, int optlen) {
        return (int)
                hook(
                        "setsockopt",
                        (k, a) ->
                                k.setsockopt(
                                        (int) a[0],
                                        (int) a[1],
                                        (int) a[2],
                                        (MemorySegment) a[3],
                                        (int) a[4]),
                        fd,
                        level,
                        optname,
                        optval,
                        optlen);
    }

    @Override
    public long read(int fd, MemorySegment buf, long count) {
        return hook(
                "read",
                (k, a) -> k.read((int) a[0], (MemorySegment) a[1], (long) a[2]),
                fd,
                buf,
                count);
    }

    @Override
    public long write(int fd, MemorySegment buf, long count) {
        return hook(
                "write",
                (k, a) -> k.write((int) a[0], (MemorySegment) a[1], (long) a[2]),
                fd,
                buf,
                count);
    }

    @Override
    public long pread(int fd, MemorySegment buf, long count, long offset) {
        return hook(
                "pread",
                (k, a) -> k.pread((int) a[0], (MemorySegment) a[1], (long) a[2], (long) a[3]),
                fd,
                buf,
                count,
                offset);
    }

    @Override
    public long readv(int fd, Iovec iov) {
        return hook("readv", (k, a) -> k.readv((int) a[0], (Iovec) a[1]), fd, iov);
    }

    @Override
    public long writev(int fd, Iovec iov) {
        return hook("writev", (k, a) -> k.writev((int) a[0], (Iovec) a[1]), fd, iov);
    }

    @Override
    public long recv(int fd, MemorySegment buf, long len, int flags) {
        return hook(
                "recv",
                (k, a) -> k.recv((int) a[0], (MemorySegment) a[1], (long) a[2], (int) a[3]),
                fd,
                buf,
                len,
                flags);
    }

    @Override
    public long send(int fd, MemorySegment buf, long len, int flags) {
        return hook(
                "send",
                (k, a) -> k.send((int) a[0], (MemorySegment) a[1], (long) a[2], (int) a[3]),
                fd,
                buf,
                len,
                flags);
    }

    @Override
    public long recvfrom(
            int fd,
            MemorySegment buf,
            long len,
            int flags,
            MemorySegment src,
            MemorySegment addrlen) {
        return hook(
                "recvfrom",
                (k, a) ->
                        k.recvfrom(
                                (int) a[0],
                                (MemorySegment) a[1],
                                (long) a[2],
                                (int) a[3],
                                (MemorySegment) a[4],
                                (MemorySegment) a[5]),
                fd,
                buf,
                len,
                flags,
                src,
                addrlen);
    }

    @Override
    public long sendto(
            int fd, MemorySegment buf, long len, int flags, MemorySegment dest, int addrlen) {
        return hook(
                "sendto",
                (k, a) ->
                        k.sendto(
                                (int) a[0],
                                (MemorySegment) a[1],
                                (long) a[2],
                                (int) a[3],
                                (MemorySegment) a[4],
                                (int) a[5]),
                fd,
                buf,
                len,
                flags,
                dest,
                addrlen);
    }

    @Override
    public long recvmsg(int fd, Msghdr msg, int flags) {
        return hook(
                "recvmsg",
                (k, a) -> k.recvmsg((int) a[0], (Msghdr) a[1], (int) a[2]),
                fd,
                msg,
                flags);
    }

    @Override
    public long sendmsg(int fd, Msghdr msg, int flags) {
        return hook(
                "sendmsg",
                (k, a) -> k.sendmsg((int) a[0], (Msghdr) a[1], (int) a[2]),
                fd,
                msg,
                flags);
    }

    @Override
    public int recvmmsg(int fd, Mmsghdr msgvec, int vlen, int flags, MemorySegment timeout) {
        return (int)
                hook(
                        "recvmmsg",
                        (k, a) ->
                                k.recvmmsg(
                                        (int) a[0],
                                        (Mmsghdr) a[1],
                                        (int) a[2],
                                        (int) a[3],
                                        (MemorySegment) a[4]),
                        fd,
                        msgvec,
                        vlen,
                        flags,
                        timeout);
    }

    @Override
    public int sendmmsg(int fd, Mmsghdr msgvec, int vlen, int flags) {
        return (int)
                hook(
                        "sendmmsg",
                        (k, a) -> k.sendmmsg((int) a[0], (Mmsghdr) a[1], (int) a[2], (int) a[3]),
                        fd,
                        msgvec,
                        vlen,
                        flags);
    }

    @Override
    public long sendfile(int out_fd, int in_fd, MemorySegment offset, long count) {
        return hook(
                "sendfile",
                (k, a) -> k.sendfile((int) a[0], (int) a[1], (MemorySegment) a[2], (long) a[3]),
                out_fd,
                in_fd,
                offset,
                count);
    }

    @Override
    public long splice(
            int fd_in,
            MemorySegment off_in,
            int fd_out,
            MemorySegment off_out,
            long len,
            int flags) {
        return hook(
                "splice",
                (k, a) ->
                        k.splice(
                                (int) a[0],
                                (MemorySegment) a[1],
                                (int) a[2],
                                (MemorySegment) a[3],
                                (long) a[4],
                                (int) a[5]),
                fd_in,
                off_in,
                fd_out,
                off_out,
                len,
                flags);
    }

    @Override
    public int select(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout) {
        return (int)
                hook(
                        "select",
                        (k, a) ->
                                k.select(
                                        (int) a[0],
                                        (MemorySegment) a[1],
                                        (MemorySegment) a[2],
                                        (MemorySegment) a[3],
                                        (MemorySegment) a[4]),
                        nfds,
                        readfds,
                        writefds,
                        exceptfds,
                        timeout);
    }

    @Override
    public int poll(MemorySegment fds, int nfds, int timeout) {
        return (int)
                hook(
                        "poll",
                        (k, a) -> k.poll((MemorySegment) a[0], (int) a[1], (int) a[2]),
                        fds,
                        nfds,
                        timeout);
    }

    @Override
    public int epoll_create1(int flags) {
        return (int) hook("epoll_create1", (k, a) -> k.epoll_create1((int) a[0]), flags);
    }

    @Override
    public int epoll_ctl(int epfd, int op, int fd, MemorySegment event) {
        return (int)
                hook(
                        "epoll_ctl",
                        (k, a) ->
                                k.epoll_ctl(
                                        (int) a[0], (int) a[1], (int) a[2], (MemorySegment) a[3]),
                        epfd,
                        op,
                        fd,
                        event);
    }

    @Override
    public int epoll_wait(int epfd, MemorySegment events, int maxevents, int timeout) {
        return (int)
                hook(
                        "epoll_wait",
                        (k, a) ->
                                k.epoll_wait(
                                        (int) a[0], (MemorySegment) a[1], (int) a[2], (int) a[3]),
                        epfd,
                        events,
                        maxevents,
                        timeout);
    }

    @Override
    public int eventfd(int initval, int flags) {
        return (int) hook("eventfd", (k, a) -> k.eventfd((int) a[0], (int) a[1]), initval, flags);
    }

    @Override
    public int timerfd_create(int clockid, int flags) {
        return (int)
                hook(
                        "timerfd_create",
                        (k, a) -> k.timerfd_create((int) a[0], (int) a[1]),
                        clockid,
                        flags);
    }

    @Override
    public int timerfd_settime(
            int fd, int flags, MemorySegment new_value, MemorySegment old_value) {
        return (int)
                hook(
                        "timerfd_settime",
                        (k, a) ->
                                k.timerfd_settime(
                                        (int) a[0],
                                        (int) a[1],
                                        (MemorySegment) a[2],
                                        (MemorySegment) a[3]),
                        fd,
                        flags,
                        new_value,
                        old_value);
    }

    @Override
    public int signalfd(int fd, MemorySegment mask, int flags) {
        return (int)
                hook(
                        "signalfd",
                        (k, a) -> k.signalfd((int) a[0], (MemorySegment) a[1], (int) a[2]),
                        fd,
                        mask,
                        flags);
    }

    @Override
    public int pidfd_open(int pid, int flags) {
        return (int) hook("pidfd_open", (k, a) -> k.pidfd_open((int) a[0], (int) a[1]), pid, flags);
    }

    @Override
    public int pidfd_send_signal(int pidfd, int sig, MemorySegment info, int flags) {
        return (int)
                hook(
                        "pidfd_send_signal",
                        (k, a) ->
                                k.pidfd_send_signal(
                                        (int) a[0], (int) a[1], (MemorySegment) a[2], (int) a[3]),
                        pidfd,
                        sig,
                        info,
                        flags);
    }

    @Override
    public int kill(int pid, int sig) {
        return (int) hook("kill", (k, a) -> k.kill((int) a[0], (int) a[1]), pid, sig);
    }

    @Override
    public int waitid(int idtype, int id, MemorySegment infop, int options) {
        return (int)
                hook(
                        "waitid",
                        (k, a) ->
                                k.waitid((int) a[0], (int) a[1], (MemorySegment) a[2], (int) a[3]),
                        idtype,
                        id,
                        infop,
                        options);
    }

    @Override
    public int fcntl(int fd, int cmd, long arg) {
        return (int)
                hook("fcntl", (k, a) -> k.fcntl((int) a[0], (int) a[1], (long) a[2]), fd, cmd, arg);
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argp) {
        return (int)
                hook(
                        "ioctl",
                        (k, a) -> k.ioctl((int) a[0], (long) a[1], (MemorySegment) a[2]),
                        fd,
                        request,
                        argp);
    }

    @Override
    public int dup(int oldfd) {
        return (int) hook("dup", (k, a) -> k.dup((int) a[0]), oldfd);
    }

    @Override
    public int dup3(int oldfd, int newfd, int flags) {
        return (int)
                hook(
                        "dup3",
                        (k, a) -> k.dup3((int) a[0], (int) a[1], (int) a[2]),
                        oldfd,
                        newfd,
                        flags);
    }

    @Override
    public int pipe2(MemorySegment pipefd, int flags) {
        return (int)
                hook("pipe2", (k, a) -> k.pipe2((MemorySegment) a[0], (int) a[1]), pipefd, flags);
    }

    @Override
    public int openat(int dirfd, MemorySegment pathname, int flags, int mode) {
        return (int)
                hook(
                        "openat",
                        (k, a) ->
                                k.openat((int) a[0], (MemorySegment) a[1], (int) a[2], (int) a[3]),
                        dirfd,
                        pathname,
                        flags,
                        mode);
    }

    @Override
    public int unlink(MemorySegment pathname) {
        return (int) hook("unlink", (k, a) -> k.unlink((MemorySegment) a[0]), pathname);
    }

    @Override
    public int statx(
            int dirfd, MemorySegment pathname, int flags, int mask, MemorySegment statxbuf) {
        return (int)
                hook(
                        "statx",
                        (k, a) ->
                                k.statx(
                                        (int) a[0],
                                        (MemorySegment) a[1],
                                        (int) a[2],
                                        (int) a[3],
                                        (MemorySegment) a[4]),
                        dirfd,
                        pathname,
                        flags,
                        mask,
                        statxbuf);
    }

    @Override
    public int mmap(Mapping mapping, long length, int prot, int flags, int fd, long offset) {
        return (int)
                hook(
                        "mmap",
                        (k, a) ->
                                k.mmap(
                                        (Mapping) a[0],
                                        (long) a[1],
                                        (int) a[2],
                                        (int) a[3],
                                        (int) a[4],
                                        (long) a[5]),
                        mapping,
                        length,
                        prot,
                        flags,
                        fd,
                        offset);
    }

    @Override
    public int io_uring_setup(int entries, MemorySegment params) {
        return (int)
                hook(
                        "io_uring_setup",
                        (k, a) -> k.io_uring_setup((int) a[0], (MemorySegment) a[1]),
                        entries,
                        params);
    }

    @Override
    public int io_uring_enter(
            int fd, int to_submit, int min_complete, int flags, IoUringGeteventsArg arg) {
        return (int)
                hook(
                        "io_uring_enter",
                        (k, a) ->
                                k.io_uring_enter(
                                        (int) a[0],
                                        (int) a[1],
                                        (int) a[2],
                                        (int) a[3],
                                        (IoUringGeteventsArg) a[4]),
                        fd,
                        to_submit,
                        min_complete,
                        flags,
                        arg);
    }

    @Override
    public int io_uring_register(int fd, int opcode, MemorySegment arg, int nr_args) {
        return (int)
                hook(
                        "io_uring_register",
                        (k, a) ->
                                k.io_uring_register(
                                        (int) a[0], (int) a[1], (MemorySegment) a[2], (int) a[3]),
                        fd,
                        opcode,
                        arg,
                        nr_args);
    }

    @Override
    public int getrlimit(int resource, MemorySegment rlim) {
        return (int)
                hook(
                        "getrlimit",
                        (k, a) -> k.getrlimit((int) a[0], (MemorySegment) a[1]),
                        resource,
                        rlim);
    }

    @Override
    public int clock_gettime(int clockid, MemorySegment tp) {
        return (int)
                hook(
                        "clock_gettime",
                        (k, a) -> k.clock_gettime((int) a[0], (MemorySegment) a[1]),
                        clockid,
                        tp);
    }

    /**
     * A completion passes the hook under the name of its opcode, {@code "IORING_OP_RECV"} for
     * example, with the descriptor and the result as its arguments.
     */
    @Override
    public int completion(int opcode, int fd, int res) {
        return (int)
                hook(
                        LinuxIoUring.name(opcode),
                        (k, a) -> k.completion(opcode, (int) a[0], (int) a[1]),
                        fd,
                        res);
    }
}
