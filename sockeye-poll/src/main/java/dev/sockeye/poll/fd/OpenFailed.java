package dev.sockeye.poll.fd;

/** A descriptor of our own could not be had: an eventfd or an epoll set, EMFILE mostly. */
final class OpenFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final int result;

    private OpenFailed(int result) {
        super(null, null, false, false);
        this.result = result;
    }

    /** The {@code -errno} of the call that failed. */
    int result() {
        return result;
    }

    /** The result, where the call succeeded. */
    static int check(int result) throws OpenFailed {
        if (result < 0) {
            throw new OpenFailed(result);
        }
        return result;
    }
}
