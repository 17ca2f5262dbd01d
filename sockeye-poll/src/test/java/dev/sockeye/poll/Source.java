package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.check;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.sys.EpollEvent;
import dev.sockeye.sys.Itimerspec;
import dev.sockeye.sys.SignalH;
import dev.sockeye.sys.Sigset;
import dev.sockeye.sys.SysEpoll;
import dev.sockeye.sys.SysPidfd;
import dev.sockeye.sys.SysSignalfd;
import dev.sockeye.sys.SysSocket;
import dev.sockeye.sys.SysTimerfd;
import dev.sockeye.sys.TimeH;
import dev.sockeye.sys.Timespec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A descriptor of some kind that can be made readable. */
abstract class Source {
    enum Kind {
        TCP,
        LISTENER,
        UNIX_STREAM,
        UNIX_DATAGRAM,
        UNIX_SEQPACKET,
        PIPE,
        EVENTFD,
        TIMERFD,
        SIGNALFD,
        PIDFD,
        EPOLL
    }

    final Fds fds;
    final int fd;

    Source(Fds fds, int fd) {
        this.fds = fds;
        this.fd = fd;
    }

    abstract void feed() throws Exception;

    void drain() throws Exception {
        fds.drain(fd);
    }

    /** Whether it can be made not readable again. */
    boolean drains() {
        return true;
    }

    static Source of(Kind kind, Fds fds) throws Exception {
        return switch (kind) {
            case TCP -> pair(fds, fds.tcpPair());
            case UNIX_STREAM -> pair(fds, fds.pair(SysSocket.SOCK_STREAM));
            case UNIX_DATAGRAM -> pair(fds, fds.pair(SysSocket.SOCK_DGRAM));
            case UNIX_SEQPACKET -> pair(fds, fds.pair(SysSocket.SOCK_SEQPACKET));
            case PIPE -> pair(fds, fds.pipe());
            case LISTENER -> listener(fds);
            case EVENTFD -> eventfd(fds);
            case TIMERFD -> timer(fds);
            case SIGNALFD -> signals(fds);
            case PIDFD -> process(fds);
            case EPOLL -> epoll(fds);
        };
    }

    private static Source pair(Fds fds, int[] pair) {
        return new Source(fds, pair[0]) {
            @Override
            void feed() {
                fds.write(pair[1], 3);
            }
        };
    }

    private static Source listener(Fds fds) throws IOException {
        return new Source(fds, fds.listener()) {
            @Override
            void feed() throws IOException {
                fds.connect(fd);
            }

            @Override
            void drain() throws IOException {
                fds.accept(fd);
            }
        };
    }

    private static Source eventfd(Fds fds) throws IOException {
        return new Source(fds, fds.eventfd()) {
            @Override
            void feed() {
                fds.signal(fd);
            }
        };
    }

    private static Source timer(Fds fds) throws IOException {
        int flags = SysTimerfd.TFD_CLOEXEC | SysTimerfd.TFD_NONBLOCK;
        int timer =
                fds.keep("timerfd_create", fds.kernel.timerfd_create(TimeH.CLOCK_MONOTONIC, flags));
        return new Source(fds, timer) {
            @Override
            void feed() throws IOException {
                MemorySegment time = Itimerspec.allocate(fds.arena);
                Timespec.nsec(Itimerspec.value(time), 1_000_000);
                check(
                        "timerfd_settime",
                        fds.kernel.timerfd_settime(fd, 0, time, MemorySegment.NULL));
            }
        };
    }

    /**
     * A JVM's threads block SIGQUIT, which its own signal thread takes; sent to one of them alone it
     * stays there, and a signalfd of that thread tells it.
     */
    private static Source signals(Fds fds) throws IOException {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/perl")), "there is no perl here to send a signal");
        MemorySegment mask = Sigset.allocate(fds.arena);
        Sigset.add(mask, SignalH.SIGQUIT);
        int flags = SysSignalfd.SFD_CLOEXEC | SysSignalfd.SFD_NONBLOCK;
        return new Source(fds, fds.keep("signalfd", fds.kernel.signalfd(-1, mask, flags))) {
            @Override
            void feed() throws Exception {
                // PID/task/TID
                Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
                int tgkill = System.getProperty("os.arch").equals("aarch64") ? 131 : 234;
                String call =
                        "exit(syscall(%d, %s, %s, %d) == 0 ? 0 : 1)"
                                .formatted(
                                        tgkill, self.getName(0), self.getName(2), SignalH.SIGQUIT);
                var perl = new ProcessBuilder("/usr/bin/perl", "-e", call).inheritIO().start();
                if (!perl.waitFor(10, TimeUnit.SECONDS) || perl.exitValue() != 0) {
                    throw new AssertionError("no signal was sent");
                }
            }
        };
    }

    private static Source process(Fds fds) throws IOException {
        var process = new ProcessBuilder("cat").start();
        int pidfd =
                fds.keep(
                        "pidfd_open",
                        fds.kernel.pidfd_open((int) process.pid(), SysPidfd.PIDFD_NONBLOCK));
        return new Source(fds, pidfd) {
            @Override
            void feed() throws Exception {
                process.getOutputStream().close();
                process.waitFor();
            }

            @Override
            boolean drains() {
                return false;
            }
        };
    }

    /** An epoll set in which something is ready. */
    private static Source epoll(Fds fds) throws IOException {
        int epoll = fds.keep("epoll_create1", fds.kernel.epoll_create1(0));
        int inner = fds.eventfd();
        MemorySegment event = EpollEvent.allocate(fds.arena, 1);
        EpollEvent.set(event, 0, SysEpoll.EPOLLIN, 0);
        check("epoll_ctl", fds.kernel.epoll_ctl(epoll, SysEpoll.EPOLL_CTL_ADD, inner, event));
        return new Source(fds, epoll) {
            @Override
            void feed() {
                fds.signal(inner);
            }

            @Override
            void drain() {
                fds.drain(inner);
            }
        };
    }
}
