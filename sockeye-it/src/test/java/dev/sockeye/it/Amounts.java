package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Hostile clients that come with little, with much, or in numbers. */
final class Amounts {
    private static final int SIZE = 64;

    private Amounts() {}

    static void oneByte(Bout bout) throws Exception {
        for (int i = 0; i < bout.model().many(100); i++) {
            try (var peer = bout.connect()) {
                peer.echoAll(new byte[] {(byte) i}, 1);
            }
        }
    }

    static void much(Bout bout) throws Exception {
        byte[] bytes = Bytes.random(64, 64 << 20);
        bout.connect().echoAll(bytes, bytes.length);
    }

    static void pipelined(Bout bout) throws Exception {
        bout.connect().echoAll(Bytes.random(50, 1_000_000), 50);
    }

    /**
     * All are there before the first one is answered; where one is served at a time, each ends in its
     * turn. Select has no room for a descriptor of FD_SETSIZE or more, and may cut its connection.
     */
    static void crowd(Bout bout) throws IOException {
        List<Peer> peers = bout.connectAll(bout.model().many(2000));
        if (peers.size() < bout.model().atOnce) {
            send(peers, 1);
            for (int i = 0; i < peers.size(); i++) {
                assertEcho(peers.get(i), 1, i);
            }
            bout.othersAreServed();
        }
        send(peers, 2);
        for (Peer each : peers) {
            each.end();
        }
        int most = bout.model() == StreamModel.SELECT ? StreamModel.SELECT.atOnce : peers.size();
        for (int i = 0; i < peers.size(); i++) {
            // The first of them are served in any case.
            if (i < most) {
                peers.get(i).expect(Bytes.random(2L * i, SIZE));
            } else {
                peers.get(i).expectOver();
            }
            peers.get(i).close();
        }
    }

    private static void send(List<Peer> peers, long round) throws IOException {
        for (int i = 0; i < peers.size(); i++) {
            peers.get(i).send(Bytes.random(round * i, SIZE));
        }
    }

    private static void assertEcho(Peer peer, long round, int number) throws IOException {
        assertThat(peer.read(SIZE))
                .as("connection %d", number)
                .isEqualTo(Bytes.random(round * number, SIZE));
    }
}
