package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.StreamSocket;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may ask of a reactive session: whose it is, how much has passed, and what its handler has
 * attached. Any thread, but for the two that count.
 */
abstract class SocketSession extends Stoppable implements LoopSession {
    private static final VarHandle READ;
    private static final VarHandle WRITTEN;

    static {
        try {
            var lookup = MethodHandles.lookup();
            READ = lookup.findVarHandle(SocketSession.class, "read", long.class);
            WRITTEN = lookup.findVarHandle(SocketSession.class, "written", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Link link;
    private final long id;
    private volatile long read;
    private volatile long written;
    private volatile @Nullable SessionExtras extras;

    SocketSession(Link link, long id) {
        this.link = link;
        this.id = id;
    }

    /** Bytes have come. On the session's own thread, which alone counts: so no atomic addition is needed. */
    final void countRead(long bytes) {
        READ.setRelease(this, read + bytes);
    }

    /** Bytes have gone. On the session's own thread. */
    final void countWritten(long bytes) {
        WRITTEN.setRelease(this, written + bytes);
    }

    /** What it has only at times, where it has some. */
    final @Nullable SessionExtras known() {
        return extras;
    }

    /** What it has only at times. */
    final SessionExtras extras() {
        SessionExtras known = extras;
        if (known != null) {
            return known;
        }
        synchronized (link) {
            known = extras;
            if (known == null) {
                known = new SessionExtras(link.room().idle());
                extras = known;
            }
            return known;
        }
    }

    @Override
    public final void attach(@Nullable Object state) {
        extras().attachment = state;
    }

    @Override
    public final @Nullable Object attachment() {
        SessionExtras known = extras;
        return known == null ? null : known.attachment;
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public final Endpoint local() {
        return link.socket().local();
    }

    @Override
    public final Endpoint peer() {
        return link.socket().peer();
    }

    @Override
    public final long bytesRead() {
        return read;
    }

    @Override
    public final long bytesWritten() {
        return written;
    }

    @Override
    public final Optional<StreamSocket> socket() {
        return Optional.of(link.socket());
    }

    @Override
    public final boolean isOpen() {
        return link.socket().isOpen();
    }

    @Override
    public final boolean servesPeer() {
        return isOpen();
    }

    @Override
    public final String toString() {
        return "session " + id + " of " + peer();
    }
}
