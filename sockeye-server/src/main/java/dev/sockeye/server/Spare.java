package dev.sockeye.server;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysEventfd;
import java.util.function.BooleanSupplier;

/**
 * A descriptor that is held only to be given up: when there is none left for accept(2), closing it
 * makes room for one connection, which is accepted and closed at once. Its peer learns that it is not
 * served, in the place of waiting for ever. Any thread.
 */
final class Spare implements AutoCloseable {
    private static final int NONE = -1;

    private final Kernel kernel;
    private int fd;
    private boolean closed;

    Spare(Kernel kernel) {
        this.kernel = kernel;
        this.fd = open();
    }

    /** Negative if there is none to be had, which a later call may change. */
    private int open() {
        return Math.max(NONE, kernel.eventfd(0, SysEventfd.EFD_CLOEXEC));
    }

    /**
     * Runs something that needs one descriptor for a moment.
     *
     * @param use answers whether it got what it wanted
     * @return what the use answered; false if there was no spare
     */
    synchronized boolean use(BooleanSupplier use) {
        if (closed) {
            return false;
        }
        if (fd >= 0) {
            var _ = kernel.close(fd);
            fd = NONE;
            try {
                return use.getAsBoolean();
            } finally {
                fd = open();
            }
        }
        fd = open();
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (fd >= 0) {
            var _ = kernel.close(fd);
            fd = NONE;
        }
    }
}
