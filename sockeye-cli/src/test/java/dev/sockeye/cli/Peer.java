package dev.sockeye.cli;

import dev.sockeye.net.Listener;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;

/** What the other side does with a connection. */
@FunctionalInterface
interface Peer {
    void talk(StreamSocket socket) throws IOException;

    /** Takes one connection. To be awaited at the end, so that what it asserts is heard. */
    static Background<Boolean> once(Listener listener, Peer peer) {
        return Background.start(() -> {
            try (var socket = listener.accept()) {
                peer.talk(socket);
                return true;
            }
        });
    }
}
