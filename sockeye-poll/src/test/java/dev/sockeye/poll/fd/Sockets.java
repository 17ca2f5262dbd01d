package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.NetinetIn.INADDR_LOOPBACK;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_DGRAM;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Mmsghdr;
import dev.sockeye.sys.SockaddrIn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketException;
import java.util.function.BooleanSupplier;

/** Sockets for tests of this package, made by system calls alone. */
final class Sockets {
    static final Fd.Call<MemorySegment> RECV =
            (kernel, fd, buffer, flags) -> kernel.recv(fd, buffer, buffer.byteSize(), flags);
    static final Fd.Call<MemorySegment> SEND =
            (kernel, fd, buffer, flags) ->
                    kernel.send(fd, buffer, buffer.byteSize(), flags | MSG_NOSIGNAL);
    static final Fd.Call<MemorySegment> ACCEPT =
            (kernel, fd, nothing, flags) -> kernel.accept4(fd, nothing, nothing, flags);

    static final Fd.Call<Mmsghdr> RECVMMSG =
            (kernel, fd, messages, flags) ->
                    kernel.recvmmsg(fd, messages, messages.capacity(), flags, MemorySegment.NULL);

    private Sockets() {}

    static Fd[] pair(Parker parker) throws SocketException {
        return pair(parker, SOCK_STREAM);
    }

    static Fd[] pair(Parker parker, int type) throws SocketException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment two = arena.allocate(ValueLayout.JAVA_INT, 2);
            int flags = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
            check("socketpair", parker.kernel().socketpair(AF_UNIX, flags, 0, two));
            return new Fd[] {
                new Fd(parker, two.getAtIndex(ValueLayout.JAVA_INT, 0)),
                new Fd(parker, two.getAtIndex(ValueLayout.JAVA_INT, 1))
            };
        }
    }

    static int tcp(Kernel kernel) throws SocketException {
        return check(
                "socket", kernel.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    }

    /** A TCP listener on a free port of loopback. */
    static Fd listener(Parker parker, int backlog) throws SocketException {
        Kernel kernel = parker.kernel();
        try (var arena = Arena.ofConfined()) {
            int number = tcp(kernel);
            check(
                    "bind",
                    kernel.bind(number, SockaddrIn.of(arena, INADDR_LOOPBACK, 0), SockaddrIn.SIZE));
            check("listen", kernel.listen(number, backlog));
            return new Fd(parker, number);
        }
    }

    /** The address that a socket is bound to. */
    static MemorySegment local(Kernel kernel, Arena arena, Fd fd) throws SocketException {
        MemorySegment address = arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        check("getsockname", kernel.getsockname(fd.number(), address, length));
        return address;
    }

    /** Two UDP sockets, the second one connected to the first. */
    static Fd[] udpPair(Parker parker) throws SocketException {
        Kernel kernel = parker.kernel();
        var pair = new Fd[2];
        try (var arena = Arena.ofConfined()) {
            for (int i = 0; i < 2; i++) {
                int type = SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
                pair[i] = new Fd(parker, check("socket", kernel.socket(AF_INET, type, 0)));
                var any = SockaddrIn.of(arena, INADDR_LOOPBACK, 0);
                check("bind", kernel.bind(pair[i].number(), any, SockaddrIn.SIZE));
            }
            MemorySegment first = local(kernel, arena, pair[0]);
            check("connect", kernel.connect(pair[1].number(), first, SockaddrIn.SIZE));
        }
        return pair;
    }

    /** Two ends of one TCP connection. */
    static Fd[] tcpPair(Parker parker) throws SocketException {
        Kernel kernel = parker.kernel();
        Fd listener = listener(parker, 1);
        try (var arena = Arena.ofConfined()) {
            var client = new Fd(parker, tcp(kernel));
            check(
                    "connect",
                    client.connect(local(kernel, arena, listener), SockaddrIn.SIZE, Fd.FOREVER));
            int accepted =
                    (int)
                            listener.await(
                                    ACCEPT,
                                    MemorySegment.NULL,
                                    SOCK_NONBLOCK | SOCK_CLOEXEC,
                                    Fd.IN,
                                    Fd.FOREVER);
            return new Fd[] {client, new Fd(parker, check("accept4", accepted))};
        } finally {
            listener.close();
        }
    }

    /** Waits, bounded, until something holds; yields in between. */
    @SuppressWarnings("ThreadPriorityCheck") // on two cores others must get on
    static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Waits until the thread sleeps: virtual threads park, platform threads are inside poll(2). */
    static void untilBlocked(Fd fd, Thread thread) {
        until(
                "blocked: " + thread,
                () ->
                        thread.isVirtual()
                                ? thread.getState() == Thread.State.WAITING
                                : fd.readiness().waiters() > 0 && inPoll(thread));
    }

    private static boolean inPoll(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("poll")) {
                return true;
            }
        }
        return false;
    }
}
