package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.MemorySegment.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** select, and the descriptors that are made only to be waited for. */
@Timeout(20)
class WaitCallsTest {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);

    @AfterEach
    void close() {
        sockets.close();
    }

    private boolean readable(int fd) {
        var fds = Pollfd.allocate(sockets.arena, 1);
        Pollfd.set(fds, 0, fd, 0);
        Pollfd.events(fds, 0, PollH.POLLIN);
        return kernel.poll(fds, 1, 0) == 1;
    }

    @Test
    void selectTellsWhatIsReadyInEachSet() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var read = FdSet.allocate(sockets.arena);
        var write = FdSet.allocate(sockets.arena);
        var none = FdSet.allocate(sockets.arena);
        FdSet.set(read, pair[0]);
        FdSet.set(read, pair[1]);
        FdSet.set(write, pair[0]);
        FdSet.set(none, pair[0]);
        kernel.write(pair[0], sockets.bytes("x"), 1);
        int count = Math.max(pair[0], pair[1]) + 1;

        var time = Timeval.of(sockets.arena, 10, 0);
        assertThat(kernel.select(count, read, write, none, time)).isEqualTo(2);
        assertThat(FdSet.isSet(read, pair[0])).isFalse();
        assertThat(FdSet.isSet(read, pair[1])).isTrue();
        assertThat(FdSet.isSet(write, pair[0])).isTrue();
        assertThat(FdSet.isSet(none, pair[0])).isFalse();
    }

    @Test
    void selectWaitsAsLongAsItIsTold() throws IOException {
        var pair = sockets.pair(SOCK_STREAM);
        var read = FdSet.allocate(sockets.arena);
        FdSet.set(read, pair[0]);
        var time = Timeval.of(sockets.arena, 0, 30_000);
        long before = System.nanoTime();

        assertThat(kernel.select(pair[0] + 1, read, NULL, NULL, time)).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
        assertThat(FdSet.isSet(read, pair[0])).isFalse();
        assertThat(Timeval.usec(time)).as("Linux tells what is left").isZero();
    }

    @Test
    void selectRefusesWhatIsNotOpen() throws IOException {
        int closed = Errno.check("dup", kernel.dup(sockets.pair(SOCK_STREAM)[0]));
        kernel.close(closed);
        var read = FdSet.allocate(sockets.arena);
        FdSet.set(read, closed);
        var now = Timeval.of(sockets.arena, 0, 0);
        assertThat(kernel.select(closed + 1, read, NULL, NULL, now)).isEqualTo(-Errno.EBADF);
        assertThat(FdSet.isSet(read, closed)).as("as before").isTrue();
        assertThat(kernel.select(-1, NULL, NULL, NULL, now)).isEqualTo(-Errno.EINVAL);
    }

    /** In C these two write beyond the set. */
    @Test
    void nothingIsWrittenBeyondASet() {
        var read = FdSet.allocate(sockets.arena);
        for (int fd : new int[] {SysSelect.FD_SETSIZE, Integer.MAX_VALUE, -1}) {
            assertThatThrownBy(() -> FdSet.set(read, fd))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThatThrownBy(() -> kernel.select(SysSelect.FD_SETSIZE + 1, read, NULL, NULL, NULL))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> kernel.select(1, read.asReadOnly(), NULL, NULL, NULL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimerRunsOutAndTellsHowOften() throws IOException {
        int flags = SysTimerfd.TFD_CLOEXEC | SysTimerfd.TFD_NONBLOCK;
        int timer =
                sockets.keep("timerfd_create", kernel.timerfd_create(TimeH.CLOCK_MONOTONIC, flags));
        assertThat(readable(timer)).isFalse();
        var time = Itimerspec.allocate(sockets.arena);
        Timespec.nsec(Itimerspec.value(time), 1);
        Timespec.sec(Itimerspec.interval(time), 1000);
        assertThat(kernel.timerfd_settime(timer, 0, time, NULL)).isZero();
        var fds = Pollfd.allocate(sockets.arena, 1);
        Pollfd.set(fds, 0, timer, PollH.POLLIN);
        assertThat(kernel.poll(fds, 1, 10_000)).isEqualTo(1);
        var count = sockets.arena.allocate(LONG);
        assertThat(kernel.read(timer, count, 8)).isEqualTo(8);
        assertThat(count.get(LONG, 0)).isEqualTo(1);

        var off = Itimerspec.allocate(sockets.arena);
        var before = Itimerspec.allocate(sockets.arena);
        assertThat(kernel.timerfd_settime(timer, 0, off, before)).isZero();
        assertThat(Timespec.sec(Itimerspec.interval(before))).isEqualTo(1000);
    }

    @Test
    void aSignalfdIsMadeAndChanged() throws IOException {
        var mask = Sigset.allocate(sockets.arena);
        Sigset.add(mask, SignalH.SIGUSR1);
        int flags = SysSignalfd.SFD_CLOEXEC | SysSignalfd.SFD_NONBLOCK;
        int signals = sockets.keep("signalfd", kernel.signalfd(-1, mask, flags));
        assertThat(readable(signals)).isFalse();
        assertThat(kernel.signalfd(signals, mask, 0)).as("changed").isEqualTo(signals);
        assertThat(kernel.fcntl(signals, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
        assertThat(kernel.read(signals, sockets.arena.allocate(128), 128)).isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.signalfd(0, mask, 0)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void aPidfdBecomesReadableWhenItsProcessEnds() throws Exception {
        var process = new ProcessBuilder("cat").start();
        try {
            int fd = sockets.keep("pidfd_open", kernel.pidfd_open((int) process.pid(), 0));
            assertThat(readable(fd)).isFalse();
            process.getOutputStream().close();
            var fds = Pollfd.allocate(sockets.arena, 1);
            Pollfd.set(fds, 0, fd, PollH.POLLIN);
            assertThat(kernel.poll(fds, 1, 10_000)).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(kernel.pidfd_open(0x7fffffff, 0)).isEqualTo(-Errno.ESRCH);
        assertThat(kernel.pidfd_open(1, 1 << 30)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void aPipeGoesOneWay() throws IOException {
        var ends = sockets.arena.allocate(8, 4);
        assertThat(kernel.pipe2(ends, Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK)).isZero();
        int read = sockets.keep("pipe2", ends.getAtIndex(ValueLayout.JAVA_INT, 0));
        int write = sockets.keep("pipe2", ends.getAtIndex(ValueLayout.JAVA_INT, 1));
        var room = sockets.arena.allocate(4);

        assertThat(kernel.read(read, room, 4)).isEqualTo(-Errno.EAGAIN);
        assertThat(kernel.write(write, sockets.bytes("pipe"), 4)).isEqualTo(4);
        assertThat(kernel.read(read, room, 4)).isEqualTo(4);
        assertThat(Sockets.text(room, 4)).isEqualTo("pipe");
        assertThat(kernel.write(read, room, 1)).isEqualTo(-Errno.EBADF);
        assertThat(kernel.fcntl(read, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
    }
}
