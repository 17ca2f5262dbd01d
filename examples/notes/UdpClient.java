import dev.sockeye.net.*;
import java.io.*;
import java.nio.ByteBuffer;
import java.time.Duration;

/** UDP client: sends each line of its input as a datagram and prints the one that comes back. */
void main(String[] args) throws IOException {
    var server = Endpoint.parse(args[0] + ":" + args[1]);
    try (var socket = DatagramSocket.connect(server)) { // socket(), connect(): names the peer, sends nothing
        socket.timeout(Duration.ofSeconds(5)); // a datagram may be lost
        var answer = ByteBuffer.allocate(4096);
        for (String line; (line = IO.readln()) != null; ) {
            socket.send(ByteBuffer.wrap(line.getBytes()));
            socket.receive(answer.clear());
            IO.println(new String(answer.array(), 0, answer.position()));
        }
    }
}
