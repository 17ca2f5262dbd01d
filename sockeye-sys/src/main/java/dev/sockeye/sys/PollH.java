package dev.sockeye.sys;

/**
 * {@code <poll.h>}: the events of {@link Kernel#poll}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class PollH {
    private static final Constants H = Platform.constants("poll.h");

    // Events

    /** An error is pending; comes unasked. */
    public static final int POLLERR = H.value("POLLERR");

    /** Both directions have ended; comes unasked. */
    public static final int POLLHUP = H.value("POLLHUP");

    /** There is something to read. */
    public static final int POLLIN = H.value("POLLIN");

    /** Never comes. */
    public static final int POLLMSG = H.value("POLLMSG");

    /** The descriptor is not open; comes unasked. */
    public static final int POLLNVAL = H.value("POLLNVAL");

    /** There is room to write. */
    public static final int POLLOUT = H.value("POLLOUT");

    /** There is something exceptional, such as urgent data. */
    public static final int POLLPRI = H.value("POLLPRI");

    /** There is priority data to read. */
    public static final int POLLRDBAND = H.value("POLLRDBAND");

    /** The peer has ended its direction. */
    public static final int POLLRDHUP = H.value("POLLRDHUP");

    /** There is normal data to read. */
    public static final int POLLRDNORM = H.value("POLLRDNORM");

    /** Never comes. */
    public static final int POLLREMOVE = H.value("POLLREMOVE");

    /** There is room to write priority data. */
    public static final int POLLWRBAND = H.value("POLLWRBAND");

    /** There is room to write normal data. */
    public static final int POLLWRNORM = H.value("POLLWRNORM");

    private PollH() {}
}
