package dev.sockeye.net;

import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * The socket was closed here, by this thread before or by another one while it waited. A peer that
 * closes is no exception: it is the end of the stream, or ECONNRESET.
 */
public final class SocketClosedException extends AsynchronousCloseException
        implements SocketFailure {
    private static final long serialVersionUID = 1;

    /** C name of the call. */
    private final String call;

    private final transient @Nullable Endpoint local;
    private final transient @Nullable Endpoint peer;

    /** Bytes that went before. */
    private final long bytesMoved;

    /** What it says. */
    private final String message;

    SocketClosedException(Failure failure) {
        call = failure.call();
        local = failure.local();
        peer = failure.peer();
        bytesMoved = failure.moved();
        message = failure.text("the socket was closed here", null);
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public String call() {
        return call;
    }

    @Override
    public @Nullable Endpoint local() {
        return local;
    }

    @Override
    public @Nullable Endpoint peer() {
        return peer;
    }

    @Override
    public long bytesMoved() {
        return bytesMoved;
    }
}
