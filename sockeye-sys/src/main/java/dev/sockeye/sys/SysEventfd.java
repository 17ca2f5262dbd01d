package dev.sockeye.sys;

/**
 * {@code <sys/eventfd.h>}: flags of {@link Kernel#eventfd}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysEventfd {
    private static final Constants H = Platform.constants("sys/eventfd.h");

    // Flags

    /** Close the descriptor on exec. */
    public static final int EFD_CLOEXEC = H.value("EFD_CLOEXEC");

    /** O_NONBLOCK. */
    public static final int EFD_NONBLOCK = H.value("EFD_NONBLOCK");

    /** Each read takes one off. */
    public static final int EFD_SEMAPHORE = H.value("EFD_SEMAPHORE");

    private SysEventfd() {}
}
