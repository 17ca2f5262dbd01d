package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;

/**
 * The descriptor of a socket, lent to what waits for it by its number: a {@link
 * dev.sockeye.poll.Poller}, a ring, a call that this library lacks. See {@link Socket#lend}.
 */
public final class Loan implements AutoCloseable {
    private final Fd fd;
    private boolean over;

    Loan(Fd fd) {
        this.fd = fd;
    }

    /**
     * The descriptor.
     *
     * @return its number, which is nobody else's until {@link #close}
     */
    public int fd() {
        return fd.number();
    }

    /** Gives the descriptor back: where its socket was closed meanwhile, it is closed now. Once. */
    @Override
    public void close() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        fd.letGo();
    }
}
