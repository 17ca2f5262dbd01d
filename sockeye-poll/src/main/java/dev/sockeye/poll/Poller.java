package dev.sockeye.poll;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysSelect;

/**
 * Asks the kernel which of many descriptors are ready, and calls those who wait for them: by
 * select(2), poll(2) or epoll, or on a {@link Ring}.
 *
 * <p><b>Which descriptors.</b> Any: sockets, pipes, eventfd, timerfd, signalfd, pidfd, terminals,
 * another epoll. Regular files and directories are always ready; epoll takes none, so there they
 * are kept outside its set, and {@link #dispatch} does not sleep while one is watched.
 *
 * <h2>The law of use</h2>
 *
 * <p><b>Readiness is a hint.</b> A callback may find nothing (the data had a bad checksum, another
 * process took the connection): descriptors should be non-blocking, and EAGAIN means to wait again.
 *
 * <p><b>Level or edge.</b> Level-triggered interest is told in each round while it holds, so what
 * nobody reads must not be wanted. {@link #EDGE} is told once for each change: use the descriptor
 * until it answers EAGAIN, or remember that something is left. A short read proves little: the end
 * of the stream, an urgent mark and a passed descriptor each cut a read short and bring no further
 * edge. {@link #ONESHOT} is told once, then nothing until the next {@link Watch#want}.
 *
 * <p><b>Error and hang-up wake both interests.</b> {@link #ERR} and {@link #HUP} come unasked, and
 * with them whatever of {@link #IN} and {@link #OUT} is wanted, since the next read or write tells
 * the cause. Data that came before is still there: read to the end. With interest 0 nothing is
 * told; {@link #HUP} alone waits for an error and a hang-up only.
 *
 * <p><b>Removed is removed.</b> An event that was found before an earlier callback of the same round
 * removed its watch, or took that interest away, is not told; nor is it told to a new watch of the
 * same number.
 *
 * <p><b>Remove before close.</b> A closed number is handed out at once to whoever opens next, while
 * a duplicate of the descriptor, in a child perhaps, keeps the kernel's registration alive: then its
 * events go on coming and cannot be switched off (they are not told, a generation sees to that, but
 * a level-triggered one keeps the loop awake). A descriptor that was closed while it was watched is
 * told as ERR on poll and select, and in silence forgotten by epoll, whose watch blocks that number
 * on this poller (-EEXIST) until it is removed.
 *
 * <p><b>Time.</b> Nanoseconds on the kernel's monotonic clock, rounded up to what the call takes
 * (poll and epoll milliseconds, select microseconds) and clamped: no wait ends early. EINTR goes
 * round again with the time that is left.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>An order among descriptors that are ready at the same time.
 *   <li>That one event is told for one arrival: arrivals between two rounds become one event, also
 *       with EDGE, and one arrival may become two.
 *   <li>That all that is ready is told in one round: a round is bounded (see the openers), the next
 *       one goes on with the others.
 *   <li>That {@link #RDHUP} comes at all: select cannot tell it, and not every descriptor has it. A
 *       read that answers 0 is the end of the stream everywhere.
 *   <li>That with {@link #EXCLUSIVE} exactly one poller wakes: at least one does.
 *   <li>The difference between ERR and HUP on select, which tells both as IN and OUT.
 * </ul>
 *
 * <h2>What each mechanism can</h2>
 *
 * <table>
 *   <caption>How an interest is asked for, and an event found</caption>
 *   <tr><th>bit</th><th>select</th><th>poll</th><th>epoll</th><th>io_uring</th></tr>
 *   <tr><td>IN</td><td>read set</td><td>POLLIN</td><td>EPOLLIN</td><td>POLLIN</td></tr>
 *   <tr><td>OUT</td><td>write set</td><td>POLLOUT</td><td>EPOLLOUT</td><td>POLLOUT</td></tr>
 *   <tr><td>PRI</td><td>except set</td><td>POLLPRI</td><td>EPOLLPRI</td>
 *       <td>POLLPRI, with IN alone</td></tr>
 *   <tr><td>RDHUP</td><td>refused</td><td>POLLRDHUP</td><td>EPOLLRDHUP</td><td>POLLRDHUP</td></tr>
 *   <tr><td>ERR</td><td>told as IN, OUT</td><td>POLLERR, POLLNVAL</td><td>EPOLLERR</td>
 *       <td>POLLERR</td></tr>
 *   <tr><td>HUP</td><td>told as IN, OUT</td><td>POLLHUP</td><td>EPOLLHUP</td><td>POLLHUP</td></tr>
 *   <tr><td>EDGE</td><td>refused</td><td>refused</td><td>EPOLLET</td><td>multishot</td></tr>
 *   <tr><td>ONESHOT</td><td>refused</td><td>refused</td><td>EPOLLONESHOT</td><td>one shot</td></tr>
 *   <tr><td>EXCLUSIVE</td><td>refused</td><td>refused</td><td>EPOLLEXCLUSIVE</td>
 *       <td>refused</td></tr>
 *   <tr><td>descriptors</td><td>below FD_SETSIZE</td><td>any number</td><td>any number</td>
 *       <td>any number</td></tr>
 *   <tr><td>a round costs</td><td>the highest number</td><td>all that are watched</td><td>those that
 *       are ready</td><td>those that are ready</td></tr>
 * </table>
 *
 * <p><b>Threads.</b> One at a time. While {@link #dispatch} is under way the poller and its watches
 * belong to the thread that called it, on a {@link Loop} to the loop's thread for as long as it
 * runs; another thread that meddles is refused where that is noticed.
 */
public sealed interface Poller extends AutoCloseable permits Mechanism {
    /** Input: data, a connection to accept, or the end of the stream. */
    int IN = 1;

    /** Room for output. */
    int OUT = 1 << 1;

    /** Something exceptional, such as urgent data. */
    int PRI = 1 << 2;

    /** The peer has ended its direction; data may still be there. */
    int RDHUP = 1 << 3;

    /** An error is pending, or nobody reads any more. Comes unasked. */
    int ERR = 1 << 4;

    /** Both directions have ended. Comes unasked. */
    int HUP = 1 << 5;

    /** With an interest: told once for each change, not as long as it holds. */
    int EDGE = 1 << 6;

    /** With an interest: told once, then off until it is wanted anew. */
    int ONESHOT = 1 << 7;

    /**
     * With an interest: of several pollers that wait for one descriptor, a listener that they share,
     * not all wake. Goes with IN, OUT and EDGE alone, and only into a set, not as a change.
     */
    int EXCLUSIVE = 1 << 8;

    /** A timeout without an end. */
    long FOREVER = Long.MAX_VALUE;

    /** The mechanism has no such interest: EDGE on select, for example. Nothing was changed. */
    int UNSUPPORTED = -5101;

    /** select(2) has no room for a descriptor of {@code FD_SETSIZE} or more. Nothing was changed. */
    int FD_TOO_HIGH = -5102;

    /** How many events a round hands out at most, where the opener was told no number. */
    int BATCH = 256;

    /**
     * A poller on select(2): at most {@link #BATCH} events a round, descriptors below FD_SETSIZE
     * only.
     *
     * @param kernel whose descriptors are watched
     * @return a poller that has opened nothing
     */
    static Poller select(Kernel kernel) {
        return select(kernel, BATCH);
    }

    /**
     * A poller on select(2).
     *
     * @param kernel whose descriptors are watched
     * @param batch how many events a round hands out at most
     * @return a poller that has opened nothing
     */
    static Poller select(Kernel kernel, int batch) {
        return new SelectPoller(kernel, batch);
    }

    /**
     * A poller on poll(2): at most {@link #BATCH} events a round.
     *
     * @param kernel whose descriptors are watched
     * @return a poller that has opened nothing
     */
    static Poller poll(Kernel kernel) {
        return poll(kernel, BATCH);
    }

    /**
     * A poller on poll(2).
     *
     * @param kernel whose descriptors are watched
     * @param batch how many events a round hands out at most
     * @return a poller that has opened nothing
     */
    static Poller poll(Kernel kernel, int batch) {
        return new PollPoller(kernel, batch);
    }

    /**
     * A poller on epoll: at most {@link #BATCH} events a round.
     *
     * @param kernel whose descriptors are watched
     * @return a poller whose descriptor is had by {@link #open}
     */
    static Poller epoll(Kernel kernel) {
        return epoll(kernel, BATCH);
    }

    /**
     * A poller on epoll.
     *
     * @param kernel whose descriptors are watched
     * @param batch how many events a round hands out at most
     * @return a poller whose descriptor is had by {@link #open}
     */
    static Poller epoll(Kernel kernel, int batch) {
        return new EpollPoller(kernel, batch);
    }

    /**
     * The mechanism.
     *
     * @return {@code "select"}, {@code "poll"}, {@code "epoll"} or {@code "io_uring"}
     */
    String name();

    /**
     * Has what the mechanism needs of the kernel, a descriptor for epoll. The first {@link
     * Watch#want} does it too; after a failure it can be tried again.
     *
     * @return 0, or -EMFILE, -ENFILE, -ENOMEM, ...; -EBADF once it is closed
     */
    int open();

    /**
     * Whether an interest can be waited for by this mechanism.
     *
     * @param interest what {@link Watch#want} would be told
     * @return whether it would not be {@link #UNSUPPORTED}
     */
    boolean supports(int interest);

    /**
     * A watch that waits for nothing yet.
     *
     * @param fd a descriptor
     * @param ready whom to call when it is ready
     * @return a watch for {@link Watch#want}
     */
    Watch watch(int fd, Ready ready);

    /**
     * Waits until something is ready, and calls those who wait for it. What a callback throws is
     * thrown here when all others of the round were called.
     *
     * @param timeout nanoseconds, 0 for not at all, {@link #FOREVER}
     * @return how many callbacks were called, 0 when the time is over; or {@code -errno}: -EBADF once
     *     it is closed, -ENOMEM, ...
     * @throws IllegalStateException inside a callback, or off the poller's thread
     */
    int dispatch(long timeout);

    /**
     * Ends all watches and gives back what the poller has of the kernel. The descriptors that were
     * watched stay open. Inside a callback too: the rest of the round is not told.
     */
    @Override
    void close();

    /**
     * A negative result in words.
     *
     * @param result what {@link Watch#want}, {@link #open} or {@link #dispatch} answered
     * @return for example {@code "EMFILE (Too many open files)"}, and what to do where that is known
     */
    static String words(int result) {
        return switch (result) {
            case UNSUPPORTED ->
                    "UNSUPPORTED (EDGE and ONESHOT are epoll's and io_uring's alone, EXCLUSIVE"
                            + " epoll's, RDHUP and HUP are not select's)";
            case FD_TOO_HIGH ->
                    "FD_TOO_HIGH (select takes descriptors below FD_SETSIZE, "
                            + SysSelect.FD_SETSIZE
                            + ": use poll or epoll)";
            default -> Errno.name(-result) + " (" + Errno.words(-result) + ")";
        };
    }
}
