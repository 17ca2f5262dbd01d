package dev.sockeye.sys;

/**
 * {@code <sys/wait.h>}: what {@link Kernel#waitid} waits for.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysWait {
    private static final Constants H = Platform.constants("sys/wait.h");

    // Whom to wait for: idtype_t

    /** Any child. */
    public static final int P_ALL = H.value("P_ALL");

    /** Any child of a process group. */
    public static final int P_PGID = H.value("P_PGID");

    /** The child of a number. */
    public static final int P_PID = H.value("P_PID");

    /** The child of a descriptor. Since Linux 5.4. */
    public static final int P_PIDFD = H.value("P_PIDFD");

    // Options

    /** Children that go on after a stop. */
    public static final int WCONTINUED = H.value("WCONTINUED");

    /** Children that have ended. */
    public static final int WEXITED = H.value("WEXITED");

    /** Does not wait. */
    public static final int WNOHANG = H.value("WNOHANG");

    /** Leaves the child to be waited for again. */
    public static final int WNOWAIT = H.value("WNOWAIT");

    /** Children that a signal has stopped. */
    public static final int WSTOPPED = H.value("WSTOPPED");

    /** The same, as waitpid(2) calls it. */
    public static final int WUNTRACED = H.value("WUNTRACED");

    private SysWait() {}
}
