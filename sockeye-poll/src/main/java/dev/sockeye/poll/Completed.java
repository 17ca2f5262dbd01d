package dev.sockeye.poll;

/**
 * What is called when a {@link Request} has brought a result. Runs on the ring's thread, and must not
 * block.
 */
@FunctionalInterface
public interface Completed {
    /**
     * A completion: of a request with one result its only one; of a multishot request one of many,
     * and the last one where {@link Request#more} says so.
     *
     * @param request the request; after its last completion it may be started again here, also for
     *     something else
     * @param result what the system call of that name would have answered: {@code >= 0} or {@code
     *     -errno}; -ECANCELED where the request was cancelled, -ENOBUFS where its {@link RingBuffers}
     *     were all in use
     */
    void completed(Request request, int result);
}
