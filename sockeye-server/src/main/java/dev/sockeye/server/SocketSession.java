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

    final StreamSocket socket;
    private final long id;
    private volatile long read;
    private volatile long written;
    private volatile @Nullable Object attachment;

    SocketSession(long id, StreamSocket socket) {
        this.id = id;
        this.socket = socket;
    }

    /** Bytes have come. On the session's own thread, which alone counts: so no atomic addition is needed. */
    final void countRead(long bytes) {
        READ.setRelease(this, read + bytes);
    }

    /** Bytes have gone. On the session's own thread. */
    final void countWritten(long bytes) {
        WRITTEN.setRelease(this, written + bytes);
    }

    @Override
    public final void attach(@Nullable Object state) {
        attachment = state;
    }

    @Override
    public final @Nullable Object attachment() {
        return attachment;
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public final Endpoint local() {
        return socket.local();
    }

    @Override
    public final Endpoint peer() {
        return socket.peer();
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
        return Optional.of(socket);
    }

    @Override
    public final boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public final boolean servesPeer() {
        return socket.isOpen();
    }

    @Override
    public final String toString() {
        return "session " + id + " of " + peer();
    }
}
