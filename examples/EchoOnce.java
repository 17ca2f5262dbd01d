import static dev.sockeye.sys.Errno.check;
import static dev.sockeye.sys.NetinetIn.*;
import static dev.sockeye.sys.SysSocket.*;

import dev.sockeye.sys.*;
import java.lang.foreign.*;

/** C read aloud: echoes one client on 127.0.0.1, call by call. */
void main(String[] args) throws Exception {
    var kernel = Kernel.host();
    try (var arena = Arena.ofConfined()) {
        int listener = check("socket", kernel.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_TCP));
        var self = SockaddrIn.of(arena, INADDR_LOOPBACK, Integer.parseInt(args[0]));
        check("bind", kernel.bind(listener, self, SockaddrIn.SIZE));
        check("listen", kernel.listen(listener, 1));
        IO.println("ready");

        int fd = check("accept4", kernel.accept4(listener, MemorySegment.NULL, MemorySegment.NULL, SOCK_CLOEXEC));
        var buffer = arena.allocate(4096);
        for (long n; (n = check("recv", kernel.recv(fd, buffer, buffer.byteSize(), 0))) > 0; ) {
            for (long at = 0; at < n; ) {
                at += check("send", kernel.send(fd, buffer.asSlice(at), n - at, MSG_NOSIGNAL));
            }
        }
        kernel.close(fd);
        kernel.close(listener);
    }
}
