package dev.sockeye.server;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * The close that loses no byte: says that nothing more comes, reads what the peer still sends until
 * it has ended too, and closes then. Bounded in bytes, in time, and in silence: a peer that is silent
 * for so long has what was sent, or will fetch it from its kernel.
 */
final class Lingering {
    /** How much is read and thrown away. */
    static final long MOST_BYTES = 16 << 20;

    /** How long all of it may take. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** How long the peer may be silent. */
    static final Duration QUIET = Duration.ofSeconds(2);

    /** Where all sessions throw bytes away that nobody reads: shared, so that none holds memory. */
    private static final MemorySegment SINK = Arena.ofAuto().allocate(64 << 10, 64);

    private Lingering() {}

    static void close(Session session) {
        try {
            session.shutdownOutput();
            session.timeout(QUIET);
            session.deadline(LONGEST);
            long left = MOST_BYTES;
            while (left > 0) {
                long count = session.read(SINK);
                if (count < 0) {
                    break;
                }
                left -= count;
            }
        } catch (IOException _) {
            // The peer has reset, or its time is over: either way there is nothing left to wait
            // for.
        } finally {
            session.close();
        }
    }
}
