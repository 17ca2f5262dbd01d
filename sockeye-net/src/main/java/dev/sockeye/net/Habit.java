package dev.sockeye.net;

/**
 * Whether receiving begins with a try or with a wait: what was right lately. On a busy socket the next
 * datagrams are there already and a wait is one call too many; on a quiet one the try is.
 *
 * <p>For one thread at a time.
 */
final class Habit {
    /** So many tries in a row that found nothing make a quiet socket. */
    private static final int QUIET = 2;

    /** How often it waits first, until it looks again whether the socket has become a busy one. */
    private static final int WAITS = 15;

    private int misses;
    private int waits;
    private boolean waitsFirst;
    private boolean missed;

    /** Begins to receive. Answers whether to wait first. */
    boolean waitsFirst() {
        waitsFirst = misses >= QUIET && waits > 0;
        waits = waitsFirst ? waits - 1 : WAITS;
        missed = false;
        return waitsFirst;
    }

    /** A try has found nothing. */
    void missed() {
        missed = true;
    }

    /** Something came; {@code full} where there may be more. */
    void came(boolean full) {
        if (full) {
            misses = 0;
        } else if (!waitsFirst) {
            misses = missed ? Math.min(QUIET, misses + 1) : 0;
        }
    }
}
