package dev.sockeye.sys;

/**
 * {@code <spawn.h>}: flags of {@link PosixSpawnattr#setflags}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SpawnH {
    private static final Constants H = Platform.constants("spawn.h");

    // Flags

    /** The effective user and group become the real ones. */
    public static final int POSIX_SPAWN_RESETIDS = H.value("POSIX_SPAWN_RESETIDS");

    /** The process group is that of {@link PosixSpawnattr#setpgroup}. */
    public static final int POSIX_SPAWN_SETPGROUP = H.value("POSIX_SPAWN_SETPGROUP");

    /** The scheduling parameters are set. */
    public static final int POSIX_SPAWN_SETSCHEDPARAM = H.value("POSIX_SPAWN_SETSCHEDPARAM");

    /** The scheduling policy is set. */
    public static final int POSIX_SPAWN_SETSCHEDULER = H.value("POSIX_SPAWN_SETSCHEDULER");

    /** The child is the leader of a new session. Since glibc 2.26. */
    public static final int POSIX_SPAWN_SETSID = H.value("POSIX_SPAWN_SETSID");

    /** The signals of {@link PosixSpawnattr#setsigdefault} are dealt with as by default. */
    public static final int POSIX_SPAWN_SETSIGDEF = H.value("POSIX_SPAWN_SETSIGDEF");

    /** The signals of {@link PosixSpawnattr#setsigmask}, and no others, are blocked. */
    public static final int POSIX_SPAWN_SETSIGMASK = H.value("POSIX_SPAWN_SETSIGMASK");

    private SpawnH() {}
}
