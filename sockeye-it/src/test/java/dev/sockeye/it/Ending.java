package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Hostile clients whose end comes when it is least expected. */
final class Ending {
    private Ending() {}

    static void first(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(100); i++) {
            assertThat(bout.connect().end().readAll()).as("talk %d", i).isEmpty();
        }
    }

    static void withData(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(500); i++) {
            byte[] bytes = Bytes.random(i, 1 + i % 1500);
            var peer = bout.connect();
            if (i % 3 == 0) {
                peer.echo(utf8("first"));
            }
            peer.send(bytes).end().expect(bytes);
            peer.close();
        }
    }
}
