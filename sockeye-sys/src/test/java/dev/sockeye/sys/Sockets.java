package dev.sockeye.sys;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Descriptors and segments of one test, closed at its end. */
final class Sockets implements AutoCloseable {
    final Kernel kernel;
    final Arena arena = Arena.ofShared();
    private final Deque<Integer> open = new ArrayDeque<>();

    Sockets(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Checks a result that is a descriptor, and remembers to close it. */
    int keep(String call, int result) throws IOException {
        int fd = Errno.check(call, result);
        open.push(fd);
        return fd;
    }

    int socket(int family, int type) throws IOException {
        return keep("socket", kernel.socket(family, type | SysSocket.SOCK_CLOEXEC, 0));
    }

    /** Two connected Unix sockets. */
    int[] pair(int type) throws IOException {
        var sv = arena.allocate(8, 4);
        int flags = type | SysSocket.SOCK_CLOEXEC;
        Errno.check("socketpair", kernel.socketpair(SysSocket.AF_UNIX, flags, 0, sv));
        var pair = sv.toArray(ValueLayout.JAVA_INT);
        open.push(pair[0]);
        open.push(pair[1]);
        return pair;
    }

    /** A socket's own address, cut to its true length. */
    MemorySegment name(int fd) throws IOException {
        var name = arena.allocate(SockaddrStorage.SIZE, 8);
        var length = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrStorage.SIZE);
        Errno.check("getsockname", kernel.getsockname(fd, name, length));
        return name.asSlice(0, length.get(ValueLayout.JAVA_INT, 0));
    }

    MemorySegment peer(int fd) throws IOException {
        var name = arena.allocate(SockaddrStorage.SIZE, 8);
        var length = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrStorage.SIZE);
        Errno.check("getpeername", kernel.getpeername(fd, name, length));
        return name.asSlice(0, length.get(ValueLayout.JAVA_INT, 0));
    }

    int bound(int type, MemorySegment address) throws IOException {
        int fd = socket(Sockaddr.family(address), type);
        Errno.check("bind", kernel.bind(fd, address, (int) address.byteSize()));
        return fd;
    }

    void connect(int fd, MemorySegment address) throws IOException {
        Errno.check("connect", kernel.connect(fd, address, (int) address.byteSize()));
    }

    void close(int fd) throws IOException {
        open.remove(fd);
        Errno.check("close", kernel.close(fd));
    }

    /** Bytes without the 0 of C. */
    MemorySegment bytes(String text) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first bytes of a buffer as text; a negative count shows the error instead. */
    static String text(MemorySegment buffer, long count) {
        return count < 0
                ? Errno.name((int) -count)
                : new String(
                        buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE),
                        StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        open.forEach(Kernel.host()::close);
        arena.close();
    }
}
