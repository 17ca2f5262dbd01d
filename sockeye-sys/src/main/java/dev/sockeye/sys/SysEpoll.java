package dev.sockeye.sys;

/**
 * {@code <sys/epoll.h>}: operations, events and flags of epoll.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysEpoll {
    private static final Constants H = Platform.constants("sys/epoll.h");

    // Operations

    /** Adds a descriptor. */
    public static final int EPOLL_CTL_ADD = H.value("EPOLL_CTL_ADD");

    /** Removes a descriptor. */
    public static final int EPOLL_CTL_DEL = H.value("EPOLL_CTL_DEL");

    /** Changes what a descriptor is waited for. */
    public static final int EPOLL_CTL_MOD = H.value("EPOLL_CTL_MOD");

    // Flags of epoll_create1

    /** Close the descriptor on exec. */
    public static final int EPOLL_CLOEXEC = H.value("EPOLL_CLOEXEC");

    // Events and their flags

    /** An error is pending; comes unasked. */
    public static final int EPOLLERR = H.value("EPOLLERR");

    /** Edge-triggered: told once for each change. */
    public static final int EPOLLET = H.value("EPOLLET");

    /** Of several epoll instances that wait, not all wake. */
    public static final int EPOLLEXCLUSIVE = H.value("EPOLLEXCLUSIVE");

    /** Both directions have ended; comes unasked. */
    public static final int EPOLLHUP = H.value("EPOLLHUP");

    /** There is something to read. */
    public static final int EPOLLIN = H.value("EPOLLIN");

    /** Never comes. */
    public static final int EPOLLMSG = H.value("EPOLLMSG");

    /** Told once, then off until EPOLL_CTL_MOD. */
    public static final int EPOLLONESHOT = H.value("EPOLLONESHOT");

    /** There is room to write. */
    public static final int EPOLLOUT = H.value("EPOLLOUT");

    /** There is something exceptional, such as urgent data. */
    public static final int EPOLLPRI = H.value("EPOLLPRI");

    /** There is priority data to read. */
    public static final int EPOLLRDBAND = H.value("EPOLLRDBAND");

    /** The peer has ended its direction. */
    public static final int EPOLLRDHUP = H.value("EPOLLRDHUP");

    /** There is normal data to read. */
    public static final int EPOLLRDNORM = H.value("EPOLLRDNORM");

    /** Keeps the system awake while the event is handled. */
    public static final int EPOLLWAKEUP = H.value("EPOLLWAKEUP");

    /** There is room to write priority data. */
    public static final int EPOLLWRBAND = H.value("EPOLLWRBAND");

    /** There is room to write normal data. */
    public static final int EPOLLWRNORM = H.value("EPOLLWRNORM");

    private SysEpoll() {}
}
