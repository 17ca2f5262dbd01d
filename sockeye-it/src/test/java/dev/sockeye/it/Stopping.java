package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** A stop while clients are there. It ends the server. */
final class Stopping {
    private static final int SIZE = 4 << 20;
    private static final int FIRST = 1000;

    private Stopping() {}

    static void underLoad(Bout bout) throws Exception {
        List<Peer> peers = bout.connectAll(bout.model().held(20));
        List<FutureTask<Void>> transfers = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(i);
            // From here on it is a session, and not one that waits in the queue.
            peer.echo(Bytes.random(i, FIRST));
            byte[] bytes = Bytes.random(i, SIZE);
            var transfer =
                    new FutureTask<Void>(() -> {
                        peer.echoAll(bytes, 1 << 16);
                        return null;
                    });
            transfers.add(transfer);
            var _ = Thread.ofVirtual().start(transfer);
        }
        bout.subject().server().program().signal("TERM");
        for (FutureTask<Void> each : transfers) {
            each.get();
        }
        bout.close();
        Ended ended = bout.subject().server().program().end();
        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.err()).doesNotContain("\tat ");
    }
}
