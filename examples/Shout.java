import dev.sockeye.net.*;
import dev.sockeye.server.*;
import java.io.*;
import java.time.Duration;

/** One handler for every model: the word chooses what a session runs on. */
static class Shout implements Handler {
    public void handle(Session peer) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(peer.in()));
        for (String line; (line = lines.readLine()) != null; ) {
            peer.writeAll((line.toUpperCase() + "\n").getBytes()); // blocks the session, never a carrier
        }
    }
}

void main(String[] args) throws Exception {
    try (var server = Server.on(Target.parse("[::1]:0"))
            .also(Target.parse("127.0.0.1:0"))
            .model(Model.parse(args.length > 0 ? args[0] : "virtual"))
            .limit(1000, 50) // sessions in all, and per peer address
            .timeout(Duration.ofSeconds(30)) // idle time of each read or write
            .start(new Shout())) {
        IO.println("ready " + server.locals()); // after listen(2): safe to connect
        System.in.read(); // until somebody presses Enter
        IO.println(server.stop(Duration.ofSeconds(5))); // GRACEFUL, or FORCED after the grace
    }
}
