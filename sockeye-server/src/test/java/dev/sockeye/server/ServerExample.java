package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What a user of this storey writes: an echo server and a clock, on a model named by a word. */
final class ServerExample {
    /** One handler for every model. A named class, because a process model must find it by name. */
    static final class Echo implements Handler {
        @Override
        public void handle(Session peer) throws IOException {
            peer.in().transferTo(peer.out()); // blocks the session, never a carrier thread
        }
    }

    private ServerExample() {}

    static void main(String[] args) throws Exception {
        Model model = args.length > 0 ? Model.parse(args[0]) : Model.virtual();
        Events log =
                new Events() {
                    @Override
                    public void rejected(Endpoint peer, String why) {
                        System.err.println("reject " + peer + " " + why);
                    }

                    @Override
                    public void failed(Endpoint peer, Throwable why) {
                        System.err.println("failed " + peer + " " + why);
                    }
                };
        try (var echo =
                        Server.on(Target.parse("[::1]:0"), So.REUSEPORT.to(true))
                                .model(model)
                                .limit(1000, 50) // sessions in all, and per peer address
                                .timeout(Duration.ofSeconds(30)) // idle time of each read or write
                                .events(log)
                                .start(new Echo());
                var daytime =
                        Server.on(Target.parse("udp:[::]:0"))
                                .startDatagram((session, question) ->
                                        session.reply(
                                                Instant.now().toString().getBytes(US_ASCII)))) {
            IO.println(
                    "ready "
                            + echo.local()
                            + " "
                            + daytime.local()); // after listen(2): safe to connect
            echo.await(); // until close() or stop(); signals are the command's
            if (echo.stop(Duration.ofSeconds(5)) == Server.Stop.FORCED) {
                System.err.println("sessions cut off");
            }
        }
    }
}
