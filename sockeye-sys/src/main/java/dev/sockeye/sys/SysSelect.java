package dev.sockeye.sys;

/**
 * {@code <sys/select.h>}: the size of the sets of {@link Kernel#select}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysSelect {
    private static final Constants H = Platform.constants("sys/select.h");

    // Sizes

    /** How many descriptors an fd_set has room for: 0 up to this less one. */
    public static final int FD_SETSIZE = H.value("FD_SETSIZE");

    private SysSelect() {}
}
