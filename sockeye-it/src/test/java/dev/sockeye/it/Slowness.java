package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Hostile clients that let the server wait. */
final class Slowness {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration MOMENT = Duration.ofMillis(5);

    /** For so many moments nobody takes a byte: then nobody will. */
    private static final int QUIET = 20;

    private static final int SMALL_BUFFER = 32 << 10;

    private Slowness() {}

    static void byteByByte(Bout bout) throws Exception {
        byte[] bytes = Bytes.random(11, 3000);
        bout.connect().echoAll(bytes, 1);
        var slow = bout.connect();
        for (byte each : utf8("slow")) {
            Await.elapse(TENTH);
            slow.echo(new byte[] {each});
        }
    }

    static void neverRead(Bout bout) throws IOException {
        var server = bout.subject().server().proc();
        long before = server.resident();
        List<Peer> deaf = bout.connectAll(bout.model().held(100));
        long sent = fill(deaf);
        long grown = server.resident() - before;
        Figures.print(
                "%s, %s: %d peers that never read: %d MiB sent by them, the server grew by %d MiB",
                bout.model(), bout.family(), deaf.size(), sent >> 20, grown >> 20);
        assertThat(sent).as("bytes sent").isGreaterThan(deaf.size() * (128L << 10));
        assertThat(grown).as("bytes that the server grew by").isLessThan(64L << 20);
        bout.othersAreServed();
    }

    /** Sends as much as the kernel and the server take. */
    static void fill(Peer peer) throws IOException {
        peer.channel().configureBlocking(false);
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        while (peer.channel().write(piece.clear()) > 0) {
            // More.
        }
        peer.channel().configureBlocking(true);
    }

    /** The same for many, until for long enough none of them gets rid of a byte. */
    private static long fill(List<Peer> peers) throws IOException {
        for (Peer peer : peers) {
            peer.channel().configureBlocking(false);
        }
        ByteBuffer piece = ByteBuffer.allocateDirect(1 << 16);
        long sent = 0;
        for (int quiet = 0; quiet < QUIET; ) {
            long taken = 0;
            for (Peer peer : peers) {
                taken += peer.channel().write(piece.clear());
            }
            sent += taken;
            quiet = taken == 0 ? quiet + 1 : 0;
            Await.elapse(MOMENT);
        }
        return sent;
    }

    /** Where the model serves one at a time, the one that is silent is let go before the next. */
    static void neverWrite(Bout bout) throws IOException {
        bout.connectAll(bout.model().held(500));
        bout.othersAreServed();
    }

    static void readSlowly(Bout bout) throws Exception {
        byte[] bytes = Bytes.random(4, 4 << 20);
        var slow = bout.connect(SMALL_BUFFER);
        var _ =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                slow.send(bytes).end();
                            } catch (IOException e) {
                                // Told by what does not come back.
                            }
                        });
        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(1000, bytes.length - at);
            assertThat(slow.read(count)).isEqualTo(Arrays.copyOfRange(bytes, at, at + count));
            at += count;
        }
        assertThat(slow.readAll()).isEmpty();
    }
}
