package dev.sockeye.server.handler;

import dev.sockeye.server.Session;
import java.io.IOException;

/** What sessions do that wait, with nothing under way, when the server stops. */
final class Stops {
    private Stops() {}

    /** Ends what the session reads: the read that waits, and all after it. */
    static void endInput(Session session) {
        try {
            session.shutdownInput();
        } catch (IOException e) {
            // Then the peer has ended it already.
        }
    }
}
