import dev.sockeye.net.*;
import java.io.IOException;

/** TCP server, multi-thread: each client has a thread of its own. */
void main(String[] args) throws IOException {
    try (var listener = Listener.bind(Endpoint.parse("127.0.0.1:" + args[0]))) {
        IO.println("listening on " + listener.local());
        while (true) {
            var client = listener.accept();
            Thread.ofPlatform().start(() -> echo(client)); // ofVirtual(): the same at a hundredth of the memory
        }
    }
}

static void echo(StreamSocket socket) {
    try (var client = socket) {
        byte[] buffer = new byte[4096];
        for (int n; (n = client.read(buffer)) > 0; ) {
            client.writeAll(buffer, 0, n);
        }
    } catch (IOException e) {
        System.err.println(e.getMessage());
    }
}
