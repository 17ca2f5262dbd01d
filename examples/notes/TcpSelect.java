import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.NetinetIn.*;
import static dev.sockeye.sys.SysSelect.FD_SETSIZE;
import static dev.sockeye.sys.SysSocket.*;

import dev.sockeye.sys.*;
import java.lang.foreign.*;
import java.net.SocketException;

static final Kernel KERNEL = Kernel.host();
static final MemorySegment NULL = MemorySegment.NULL, BUFFER = Arena.global().allocate(4096);

/** TCP server, multiplexed: one thread serves all clients, and sleeps in select(2). */
void main(String[] args) throws SocketException {
    int listener = listener(Integer.parseInt(args[0]));
    MemorySegment all = FdSet.allocate(Arena.global()), ready = FdSet.allocate(Arena.global());
    FdSet.set(all, listener);
    while (true) {
        ready.copyFrom(all);
        check("select", KERNEL.select(FD_SETSIZE, ready, NULL, NULL, NULL));
        for (int fd = 0; fd < FD_SETSIZE; fd++) {
            if (FdSet.isSet(ready, fd) && fd == listener) {
                FdSet.set(all, check("accept4", KERNEL.accept4(listener, NULL, NULL, SOCK_CLOEXEC)));
            } else if (FdSet.isSet(ready, fd) && !echo(fd)) {
                FdSet.clear(all, fd);
                KERNEL.close(fd);
            }
        }
    }
}

static int listener(int port) throws SocketException {
    int fd = check("socket", KERNEL.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP));
    var self = SockaddrIn.of(Arena.global(), INADDR_LOOPBACK, port);
    check("bind", KERNEL.bind(fd, self, SockaddrIn.SIZE));
    check("listen", KERNEL.listen(fd, SOMAXCONN));
    var length = Arena.global().allocateFrom(ValueLayout.JAVA_INT, SockaddrIn.SIZE);
    check("getsockname", KERNEL.getsockname(fd, self, length));
    IO.println("listening on 127.0.0.1:" + SockaddrIn.port(self));
    return fd;
}

static boolean echo(int fd) {
    long n = KERNEL.recv(fd, BUFFER, BUFFER.byteSize(), 0);
    for (long sent = 0; sent < n; ) {
        long m = KERNEL.send(fd, BUFFER.asSlice(sent), n - sent, MSG_NOSIGNAL);
        if (m < 0) return false;
        sent += m;
    }
    return n > 0; // 0 is the end of the stream, less is -errno
}
