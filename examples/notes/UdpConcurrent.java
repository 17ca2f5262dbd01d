import dev.sockeye.net.*;
import dev.sockeye.server.*;
import java.time.Duration;

/** UDP server, concurrent: each client has a connected socket and a thread of its own. */
void main(String[] args) throws Exception {
    try (var server = Server.on(Target.parse("udp:127.0.0.1:" + args[0]))
            .model(Model.parse("concurrent"))
            .timeout(Duration.ofSeconds(30)) // a client that is silent for so long is forgotten
            .startDatagram((client, datagram) -> client.reply(datagram))) {
        IO.println("listening on " + server.local());
        server.await();
    }
}
