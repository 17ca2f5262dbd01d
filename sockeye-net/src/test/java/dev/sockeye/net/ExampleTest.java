package dev.sockeye.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How code on this storey reads. */
@Timeout(60)
class ExampleTest {
    static final Opt<Integer> TCP_FANCY =
            Opt.ofInt("TCP_FANCY", 6, 9999); // one without a name here

    @Test
    void reads() throws IOException {
        assertThat(talk()).matches("131072 127\\.0\\.0\\.1:\\d+ ping\n");
        assertThat(passOn()).isEqualTo(1);
        assertThat(complain()).contains("TCP_FANCY");
    }

    private static String talk() throws IOException {
        var second = Duration.ofSeconds(1);
        try (var listener =
                        Listener.bind(
                                Endpoint.parse("127.0.0.1:0"),
                                So.REUSEPORT.to(true)); // before bind
                var client = StreamSocket.connect(listener.local(), second, Tcp.NODELAY.to(true));
                var server = listener.accept()) {
            client.set(So.SNDBUF, 64 << 10);
            int granted = client.get(So.SNDBUF); // bytes; Linux doubles what was asked
            client.writeAll("ping\n".getBytes(US_ASCII));
            client.shutdownOutput();

            server.timeout(second); // each read or write, not the whole talk
            var in = ByteBuffer.allocateDirect(64);
            while (in.hasRemaining()
                    && server.read(in) >= 0) {} // -1 at end of stream, as in java.nio
            var peer =
                    switch (server.peer()) {
                        case Endpoint.Inet4(var host, int port) ->
                                host.getHostAddress() + ":" + port;
                        case Endpoint.Unix(var path) -> "unix:" + path;
                        case Endpoint other -> other.toString();
                    };
            return granted + " " + peer + " " + US_ASCII.decode(in.flip());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ECONNREFUSED) {
                throw e;
            }
            return "nobody listens: " + e.getMessage();
        } catch (SocketTimeoutException e) {
            return "too slow";
        }
    }

    private static long passOn() throws IOException {
        var pair = StreamSocket.pair();
        try (var a = pair[0];
                var b = pair[1]) {
            a.send(Message.of(ByteBuffer.wrap(new byte[1])));
            return b.receive(Message.allocate(9));
        }
    }

    private static String complain() throws IOException {
        try (var socket = DatagramSocket.bind(Endpoint.parse("[::1]:0"))) {
            socket.set(TCP_FANCY, 1);
            return "no complaint";
        } catch (ErrnoException e) {
            return e.toString();
        }
    }
}
