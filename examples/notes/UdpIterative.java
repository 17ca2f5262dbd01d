import dev.sockeye.net.*;
import java.io.IOException;
import java.nio.ByteBuffer;

/** UDP server, iterative: echoes one datagram after another. */
void main(String[] args) throws IOException {
    try (var socket = DatagramSocket.bind(Endpoint.parse("127.0.0.1:" + args[0]))) { // socket(), bind()
        IO.println("listening on " + socket.local());
        var datagram = ByteBuffer.allocateDirect(1 << 16); // more than any datagram of UDP
        while (true) {
            var client = socket.receive(datagram.clear()).from(); // recvfrom()
            try {
                socket.send(datagram.flip(), client); // sendto()
            } catch (ErrnoException e) {
                System.err.println(e.getMessage()); // this one's answer alone is lost
            }
        }
    }
}
