package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of a reactive handler on some model, as these tests need it, and what it tells. */
@Timeout(60)
abstract class ReactiveBattery {
    final Recorder events = new Recorder();

    @TempDir Path folder;

    final Server start(Model model, LoopHandler handler) throws IOException {
        return start(model, Place.TCP4, handler);
    }

    final Server start(Model model, Place place, LoopHandler handler) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).startLoop(handler);
    }

    static void expect(LoopCalls handler, String... calls) throws InterruptedException {
        for (String call : calls) {
            assertThat(Recorder.next(handler.calls)).isEqualTo(call);
        }
    }
}
