package dev.sockeye.cli;

import dev.sockeye.sys.Errno;
import java.io.IOException;

/** Standard input or output failed. */
final class StreamException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    StreamException(String call, int errno) {
        super(call + ": " + Errno.name(errno) + " (" + Errno.words(errno) + ")");
        this.errno = errno;
    }

    /** Whether whoever read the stream has closed it. */
    boolean isReaderGone() {
        return errno == Errno.EPIPE || errno == Errno.ECONNRESET;
    }
}
