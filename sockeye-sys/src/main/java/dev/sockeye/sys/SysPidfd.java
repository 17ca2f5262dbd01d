package dev.sockeye.sys;

/**
 * {@code <sys/pidfd.h>}: flags of {@link Kernel#pidfd_open}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysPidfd {
    private static final Constants H = Platform.constants("sys/pidfd.h");

    // Flags

    /** O_NONBLOCK: waitid does not wait. Since Linux 5.10. */
    public static final int PIDFD_NONBLOCK = H.value("PIDFD_NONBLOCK");

    /** One thread instead of a process. Since Linux 6.9. */
    public static final int PIDFD_THREAD = H.value("PIDFD_THREAD");

    private SysPidfd() {}
}
