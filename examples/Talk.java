import dev.sockeye.net.*;
import dev.sockeye.sys.Errno;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Says a line to a server and prints what comes back, over TCP, IPv4 or IPv6, or a Unix socket. */
void main(String[] args) throws Exception {
    var second = Duration.ofSeconds(1);
    try (var socket = StreamSocket.connect(Endpoint.parse(args[0]), second, So.SNDBUF.to(64 << 10))) {
        socket.timeout(second); // each read or write, not the whole talk
        socket.writeAll("ping\n".getBytes());
        socket.shutdownOutput(); // half-close: the other direction goes on
        IO.print(new String(socket.in().readAllBytes()));

        int granted = socket.get(So.SNDBUF); // bytes; Linux doubles what was asked
        IO.println(granted + " bytes of send buffer, peer " + socket.peer());
    } catch (ErrnoException e) {
        if (e.errno() != Errno.ECONNREFUSED) throw e;
        IO.println("nobody listens: " + e.getMessage());
    } catch (SocketTimeoutException e) {
        IO.println("too slow");
    }
}
