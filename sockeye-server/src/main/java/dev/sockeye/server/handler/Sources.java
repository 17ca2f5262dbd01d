package dev.sockeye.server.handler;

import dev.sockeye.net.Endpoint;

/** Whom the small datagram services answer. */
final class Sources {
    /** The first port that is not reserved to services of the system. */
    private static final int FIRST_PRIVATE = 1024;

    private Sources() {}

    /**
     * False for a source port below 1024: that may be a service like ours, which would answer the answer,
     * and so on for ever, or the forged address of one.
     */
    static boolean mayBeAnswered(Endpoint peer) {
        return switch (peer) {
            case Endpoint.Inet4 inet -> inet.port() >= FIRST_PRIVATE;
            case Endpoint.Inet6 inet -> inet.port() >= FIRST_PRIVATE;
            default -> true;
        };
    }
}
