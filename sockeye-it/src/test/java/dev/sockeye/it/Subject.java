package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A server that cases are tried on, one after another: one model, one handler, an address of each
 * family. It remembers what it held before the first case, and must come back to that after each.
 */
final class Subject implements AutoCloseable {
    /** A server that keeps what it should not keep ends with an OutOfMemoryError, not with a larger heap. */
    private static final String SMALL_HEAP = "-Xmx96m";

    /** Per process: the heap, the JVM itself, and 32 MiB. */
    private static final long MOST_RESIDENT = 256L << 20;

    /** Sessions beside those of a case. */
    private static final int OTHERS = 4;

    /** The ends of the pipes that a process keeps for the next flow. */
    private static final int KEPT_PIPES = 2 * 16;

    /** The handler that uses them. */
    private static final String PROXY = "proxy:";

    /** The handler that goes on when its client has ended. */
    private static final String ENDLESS = "chargen";

    private static final Duration CALM = Duration.ofMillis(200);

    private final StreamModel model;
    private final String handler;
    private final TempFolder folder = new TempFolder();
    private final Served server;
    private final Map<Family, String> targets = new EnumMap<>(Family.class);
    private final Map<Family, SocketAddress> addresses = new EnumMap<>(Family.class);
    private final Footprint before;
    private int mostAtOnce;

    Subject(StreamModel model, String handler) {
        this.model = model;
        this.handler = handler;
        try {
            var words = Sockeye.run("serve").with("JDK_JAVA_OPTIONS", SMALL_HEAP);
            for (Family family : Family.values()) {
                words = words.and(family.word(folder.path()));
            }
            words = words.and("--model", model.word, "--handler").and(handler.split(" "));
            server = Sockeye.serve(words, Family.values().length);
        } catch (Throwable t) {
            folder.close();
            throw t;
        }
        try {
            // As they were asked for.
            Iterator<String> told = server.targets().iterator();
            for (Family family : Family.values()) {
                targets.put(family, told.next());
                addresses.put(family, family.address(target(family)));
            }
            before = warm();
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    boolean is(StreamModel model, String handler) {
        return this.model == model && this.handler.equals(handler);
    }

    boolean isAlive() {
        return server.program().isAlive();
    }

    StreamModel model() {
        return model;
    }

    Served server() {
        return server;
    }

    SocketAddress address(Family family) {
        return addresses.get(family);
    }

    /** How the address of a family was printed. */
    String target(Family family) {
        return targets.get(family);
    }

    /** So many sessions may have been open at once. */
    void hadAtOnce(int sessions) {
        mostAtOnce = Math.max(mostAtOnce, sessions);
    }

    /** A few sessions bring everything up that is brought up when it is needed; then it must be calm. */
    private Footprint warm() {
        for (SocketAddress address : addresses.values()) {
            try {
                warm(address);
            } catch (IOException e) {
                throw new AssertionError("the first sessions of " + server.ready(), e);
            }
        }
        Await.until(
                () -> Footprint.of(server.proc()).processes() == model.processes,
                () -> "not " + model.processes + " processes: " + server.proc().tree());
        Footprint last = Footprint.of(server.proc());
        for (long since = System.nanoTime(); System.nanoTime() - since < CALM.toNanos(); ) {
            Await.elapse(CALM.dividedBy(4));
            Footprint now = Footprint.of(server.proc());
            if (!now.equals(last)) {
                last = now;
                since = System.nanoTime();
            }
        }
        return last;
    }

    /** As many side by side as it has threads in store. */
    private void warm(SocketAddress address) throws IOException {
        var peers = new ArrayList<Peer>();
        try {
            for (int i = 0; i < model.warm(); i++) {
                peers.add(Peer.connect(address).send(utf8("warm\r\n\r\n")));
            }
            for (Peer each : peers) {
                each.end();
                if (handler.equals(ENDLESS)) {
                    var _ = each.read(1);
                } else {
                    each.expectOver();
                }
                each.close();
            }
        } finally {
            for (Peer each : peers) {
                each.close();
            }
        }
    }

    /** Waits until it holds no more than before the first case. */
    void expectAsBefore() {
        int eventfds = model.keepsEventfds() ? mostAtOnce + OTHERS : 0;
        int pipes = handler.startsWith(PROXY) ? KEPT_PIPES * model.processes : 0;
        Await.until(
                () -> Footprint.of(server.proc()).isWithin(before, eventfds, pipes),
                () ->
                        "left by the case: "
                                + Footprint.of(server.proc())
                                + "; before: "
                                + before
                                + "; "
                                + server.program().err());
        assertThat(server.program().err()).as("what it said").doesNotContain("\tat ");
        for (Proc each : server.proc().tree()) {
            assertThat(each.resident()).as("bytes in RAM").isLessThan(MOST_RESIDENT);
        }
    }

    @Override
    public void close() {
        server.close();
        folder.close();
    }
}
