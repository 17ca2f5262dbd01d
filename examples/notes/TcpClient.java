import dev.sockeye.net.*;
import java.io.*;

/** TCP client: sends each line of its input and prints the line that comes back. */
void main(String[] args) throws IOException {
    var server = Endpoint.parse(args[0] + ":" + args[1]);
    try (var socket = StreamSocket.connect(server)) { // socket(), connect()
        var answers = new BufferedReader(new InputStreamReader(socket.in()));
        for (String line; (line = IO.readln()) != null; ) {
            socket.writeAll((line + "\n").getBytes()); // send() until all of it is gone
            IO.println(answers.readLine()); // recv() until the line is complete
        }
    } // close()
}
