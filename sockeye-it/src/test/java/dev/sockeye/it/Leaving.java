package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Hostile clients that are gone before they should be. */
final class Leaving {
    private Leaving() {}

    static void atOnce(Bout bout) throws IOException {
        int count = bout.model().many(2000);
        var server = bout.subject().server().proc();
        var cpu = server.cpu();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var peer = bout.connect();
            if (i % 2 == 0 || !bout.family().isTcp()) {
                peer.close();
            } else {
                peer.reset();
            }
        }
        bout.othersAreServed();
        Figures.print(
                "%s, %s: %,d connects and closes: %d ms, %d ms CPU of the server",
                bout.model(),
                bout.family(),
                count,
                (System.nanoTime() - start) / 1_000_000,
                server.cpu().minus(cpu).toMillis());
    }

    static void inTheMiddle(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(500); i++) {
            var peer = bout.connect().send(Bytes.random(i, 1 + i * 97 % 30_000));
            if (i % 2 == 0) {
                assertThat(peer.read(1)).isEqualTo(Bytes.random(i, 1));
            }
            peer.reset();
        }
        bout.othersAreServed();
    }

    /** close(2) with unread input is a reset on TCP, and ECONNRESET at the other end of a Unix socket. */
    static void withUnreadInput(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(100); i++) {
            var peer = bout.connect().send(Bytes.random(i, 20_000));
            assertThat(peer.read(1)).isEqualTo(Bytes.random(i, 1));
            peer.close();
        }
        bout.othersAreServed();
    }

    /** The server, which knows the end already, finds out by its own sending. */
    static void afterHalfClose(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(50); i++) {
            var peer = bout.connect();
            Slowness.fill(peer);
            peer.end().close();
        }
        bout.othersAreServed();
    }
}
