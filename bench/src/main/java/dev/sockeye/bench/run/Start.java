package dev.sockeye.bench.run;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** From exec to the ready line and to the first echo; each contestant is started in turn, again and again. */
final class Start {
    private static final int MILLIS_TO_ECHO = 5000;

    private Start() {}

    static void run(Scenario scenario, List<Contestant> contestants, Result result)
            throws InterruptedException {
        for (int round = 0; round <= scenario.rounds(); round++) {
            for (var contestant : contestants) {
                if (result.broken().containsKey(contestant.name())) continue;
                try {
                    var sample = measure(contestant, scenario.points().getFirst().size());
                    // The first start reads the files from disk.
                    if (round > 0) result.add(contestant.name(), round, sample);
                } catch (Broken e) {
                    result.broken(contestant.name(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Sample measure(Contestant contestant, int size)
            throws Broken, InterruptedException {
        try (var server = ServerProcess.start(contestant, -1)) {
            Load.refuseUnlessLoopback(server.address());
            var target = Load.parse(server.address());
            try (var socket = new Socket()) {
                socket.connect(target, MILLIS_TO_ECHO);
                socket.setSoTimeout(MILLIS_TO_ECHO);
                socket.getOutputStream().write(new byte[size]);
                if (socket.getInputStream().readNBytes(size).length < size)
                    throw new Broken("did not echo");
            } catch (IOException e) {
                throw new Broken("did not echo: " + e.getMessage() + server.said());
            }
            double echo = System.nanoTime() - server.started();
            return new Sample(
                    Map.of(
                            "connections",
                            1.0,
                            "size",
                            (double) size,
                            "ready_ns",
                            (double) server.timeToReady(),
                            "echo_ns",
                            echo));
        }
    }
}
