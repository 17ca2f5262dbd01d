package dev.sockeye.server.handler;

import dev.sockeye.server.DatagramSession;

/** Whom the small datagram services answer. */
final class Sources {
    /** The first port that is not reserved to services of the system. */
    private static final int FIRST_PRIVATE = 1024;

    private Sources() {}

    /**
     * False for a source port below 1024: that may be a service like ours, which would answer the answer,
     * and so on for ever, or the forged address of one.
     */
    static boolean mayBeAnswered(DatagramSession session) {
        int port = session.peerPort();
        return port < 0 || port >= FIRST_PRIVATE;
    }
}
