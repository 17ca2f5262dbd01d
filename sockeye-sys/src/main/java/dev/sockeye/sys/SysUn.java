package dev.sockeye.sys;

/**
 * {@code <sys/un.h>} and {@code <linux/un.h>}: Unix sockets.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysUn {
    private static final Constants H = Platform.constants("sys/un.h");

    // Requests of ioctl

    /** Answers a descriptor of the file that a Unix socket is bound to; needs CAP_NET_ADMIN. */
    public static final int SIOCUNIXFILE = H.value("SIOCUNIXFILE");

    // Limits

    /** The bytes of sun_path. */
    public static final int UNIX_PATH_MAX = H.value("UNIX_PATH_MAX");

    private SysUn() {}
}
