package dev.sockeye.net;

import org.jspecify.annotations.Nullable;

/**
 * What every exception of a socket knows, so that nobody has to read a message to decide: {@link
 * ErrnoException}, {@link SocketClosedException}, {@link DeadlineException}, {@link
 * WaitInterruptedException}. Immutable.
 */
public interface SocketFailure {
    /**
     * The call that failed, by its C name.
     *
     * @return such as {@code connect}
     */
    String call();

    /**
     * The address of this side.
     *
     * @return null where it is not known
     */
    @Nullable Endpoint local();

    /**
     * The address of the other side, also of one that was never reached.
     *
     * @return null where there is none
     */
    @Nullable Endpoint peer();

    /**
     * How many bytes the operation moved before it failed: of a {@code writeAll} those that the
     * kernel took, else 0.
     *
     * @return bytes
     */
    long bytesMoved();
}
