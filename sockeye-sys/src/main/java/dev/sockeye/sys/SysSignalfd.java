package dev.sockeye.sys;

/**
 * {@code <sys/signalfd.h>}: flags of {@link Kernel#signalfd}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysSignalfd {
    private static final Constants H = Platform.constants("sys/signalfd.h");

    // Flags

    /** Close the descriptor on exec. */
    public static final int SFD_CLOEXEC = H.value("SFD_CLOEXEC");

    /** O_NONBLOCK. */
    public static final int SFD_NONBLOCK = H.value("SFD_NONBLOCK");

    private SysSignalfd() {}
}
