package dev.sockeye.net;

import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The time to wait is over: that of {@link Stream#timeout}, of {@link Stream#deadline}, or of the
 * opener. The socket stays open, except where it was being connected. It is an {@link
 * java.io.InterruptedIOException}, as all {@link SocketTimeoutException}s are: catch it first.
 */
public final class DeadlineException extends SocketTimeoutException implements SocketFailure {
    private static final long serialVersionUID = 1;

    /** C name of the call. */
    private final String call;

    private final transient @Nullable Endpoint local;
    private final transient @Nullable Endpoint peer;

    /** Bytes that went before. */
    private final long bytesMoved;

    DeadlineException(Failure failure) {
        super(failure.text("the time is over", null));
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
