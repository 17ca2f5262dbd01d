package dev.sockeye.server;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a reactive session has only at times, made when there is some of it: a session that waits for its
 * peer mostly has none. For the session's own thread, but for what says otherwise.
 */
final class SessionExtras {
    /** See {@link LoopSession#attach}. Any thread. */
    volatile @Nullable Object attachment;

    /** Output that waits; guarded by the link. */
    @Nullable ByteQueue output;

    /** A send took less than it was given. Any thread. */
    volatile boolean sentShort;

    /** The connection took less than it was given, and has not told of room since. */
    boolean full;

    /** Input that waits. */
    @Nullable ByteQueue input;

    /** What waits of the input may be offered to the handler again. */
    boolean offerAgain;

    /** See {@link LoopSession#timeout}. */
    long idle;

    /** Until when what the peer sends is thrown away, and how much of it at most. */
    long lingerUntil;

    long lingerLeft = Lingering.MOST_BYTES;

    /** An error of the connection that nobody was told of yet. */
    @Nullable IOException broken;

    /** Why the session ends before its time. */
    @Nullable Throwable cause;

    SessionExtras(long idle) {
        this.idle = idle;
    }
}
