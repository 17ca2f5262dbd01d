package dev.sockeye.net;

import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while it waited. Its interrupt status is still set, and the socket stays
 * open, except where it was being connected.
 */
public final class WaitInterruptedException extends InterruptedIOException
        implements SocketFailure {
    private static final long serialVersionUID = 1;

    /** C name of the call. */
    private final String call;

    private final transient @Nullable Endpoint local;
    private final transient @Nullable Endpoint peer;

    /** Bytes that went before. */
    private final long bytesMoved;

    WaitInterruptedException(Failure failure) {
        super(failure.text("the thread was interrupted", null));
        call = failure.call();
        local = failure.local();
        peer = failure.peer();
        bytesMoved = failure.moved();
        bytesTransferred = failure.movedAsInt();
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
