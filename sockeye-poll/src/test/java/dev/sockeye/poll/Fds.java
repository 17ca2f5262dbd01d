package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.O_CLOEXEC;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static dev.sockeye.sys.NetinetIn.INADDR_LOOPBACK;
import static dev.sockeye.sys.SysEventfd.EFD_CLOEXEC;
import static dev.sockeye.sys.SysEventfd.EFD_NONBLOCK;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SHUT_WR;
import static dev.sockeye.sys.SysSocket.SOCK_CLOEXEC;
import static dev.sockeye.sys.SysSocket.SOCK_NONBLOCK;
import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.PollH;
import dev.sockeye.sys.Pollfd;
import dev.sockeye.sys.SockaddrIn;
import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Descriptors of one test, made by system calls alone and closed at its end. */
final class Fds implements AutoCloseable {
    final Kernel kernel;
    final Arena arena = Arena.ofShared();
    private final Set<Integer> open = new LinkedHashSet<>();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final MemorySegment room = arena.allocate(1 << 16);

    Fds(Kernel kernel) {
        this.kernel = kernel;
    }

    int keep(String call, int result) throws IOException {
        int fd = check(call, result);
        open.add(fd);
        return fd;
    }

    private int[] two(String call, int result, MemorySegment numbers) throws IOException {
        check(call, result);
        int[] both = numbers.toArray(ValueLayout.JAVA_INT);
        open.add(both[0]);
        open.add(both[1]);
        return both;
    }

    int[] pair(int type) throws IOException {
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, 2);
        int flags = type | SOCK_NONBLOCK | SOCK_CLOEXEC;
        return two("socketpair", kernel.socketpair(AF_UNIX, flags, 0, numbers), numbers);
    }

    int[] pair() throws IOException {
        return pair(SOCK_STREAM);
    }

    /** The end to read, the end to write. */
    int[] pipe() throws IOException {
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, 2);
        return two("pipe2", kernel.pipe2(numbers, O_CLOEXEC | O_NONBLOCK), numbers);
    }

    int eventfd() throws IOException {
        return keep("eventfd", kernel.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    }

    int tcp() throws IOException {
        return keep(
                "socket", kernel.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    }

    int listener() throws IOException {
        int fd = tcp();
        check("bind", kernel.bind(fd, SockaddrIn.of(arena, INADDR_LOOPBACK, 0), SockaddrIn.SIZE));
        check("listen", kernel.listen(fd, 128));
        return fd;
    }

    /** A connection to a listener that is not accepted yet. */
    int connect(int listener) throws IOException {
        MemorySegment address = arena.allocate(SockaddrIn.SIZE);
        MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
        check("getsockname", kernel.getsockname(listener, address, length));
        int client = tcp();
        int result = kernel.connect(client, address, SockaddrIn.SIZE);
        assertThat(result).isIn(0, -Errno.EINPROGRESS);
        return client;
    }

    int accept(int listener) throws IOException {
        until("a connection", () -> ready(listener, PollH.POLLIN));
        int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
        return keep(
                "accept4", kernel.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, flags));
    }

    /** Two ends of one TCP connection. */
    int[] tcpPair() throws IOException {
        int listener = listener();
        int client = connect(listener);
        int[] both = {client, accept(listener)};
        close(listener);
        return both;
    }

    /** The same descriptor under a number of at least {@code least}. */
    int dup(int fd, int least) throws IOException {
        return keep("fcntl", kernel.fcntl(fd, F_DUPFD_CLOEXEC, least));
    }

    /** A regular file, opened by the JDK, whose number is found among those of the process. */
    int file(Path path) throws IOException {
        Files.writeString(path, "file");
        var channel = FileChannel.open(path);
        closeables.add(channel);
        try (var entries = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)
                        && Files.readSymbolicLink(entry).equals(path.toRealPath())) {
                    return Integer.parseInt(entry.getFileName().toString());
                }
            }
        }
        throw new AssertionError("not open: " + path);
    }

    void write(int fd, int bytes) {
        assertThat(kernel.write(fd, room, bytes)).isEqualTo(bytes);
    }

    /** Adds one to an eventfd. */
    void signal(int eventfd) {
        assertThat(kernel.write(eventfd, arena.allocateFrom(ValueLayout.JAVA_LONG, 1), 8))
                .isEqualTo(8);
    }

    /** Reads until nothing is left; what was read. */
    long drain(int fd) {
        long all = 0;
        for (long n; (n = kernel.read(fd, room, room.byteSize())) > 0; ) {
            all += n;
        }
        return all;
    }

    /** Writes until there is no room. */
    void fill(int fd) {
        long n;
        do {
            n = kernel.write(fd, room, room.byteSize());
        } while (n > 0);
        assertThat(n).isEqualTo(-EAGAIN);
    }

    void urgent(int fd) {
        assertThat(kernel.send(fd, room, 1, SysSocket.MSG_OOB | MSG_NOSIGNAL)).isEqualTo(1);
    }

    void shutdownOutput(int fd) {
        assertThat(kernel.shutdown(fd, SHUT_WR)).isZero();
    }

    void close(int fd) {
        assertThat(open.remove(fd)).as("open").isTrue();
        assertThat(kernel.close(fd)).isZero();
    }

    /** poll(2) without waiting, as an independent judge. */
    boolean ready(int fd, int events) {
        try (var confined = Arena.ofConfined()) {
            var fds = Pollfd.allocate(confined, 1);
            Pollfd.set(fds, 0, fd, events);
            return Kernel.host().poll(fds, 1, 0) == 1;
        }
    }

    /** Waits, bounded, until something holds. */
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

    @Override
    public void close() {
        for (int fd : open) {
            var _ = Kernel.host().close(fd);
        }
        open.clear();
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        arena.close();
    }
}
