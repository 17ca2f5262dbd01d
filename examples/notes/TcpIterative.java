import dev.sockeye.net.*;
import java.io.IOException;

/** TCP server, iterative: echoes one client after another. */
void main(String[] args) throws IOException {
    try (var listener = Listener.bind(Endpoint.parse("127.0.0.1:" + args[0]))) { // socket(), bind(), listen()
        IO.println("listening on " + listener.local());
        while (true) {
            try (var client = listener.accept()) {
                echo(client);
            } catch (IOException e) {
                System.err.println(e.getMessage()); // one client's trouble: the next one is served
            }
        }
    }
}

static void echo(StreamSocket client) throws IOException {
    byte[] buffer = new byte[4096];
    for (int n; (n = client.read(buffer)) > 0; ) { // -1 at the end of the stream
        client.writeAll(buffer, 0, n);
    }
}
