package dev.sockeye.sys;

/**
 * {@code <sys/mman.h>}: protections and flags of {@link Kernel#mmap}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysMman {
    private static final Constants H = Platform.constants("sys/mman.h");

    // Protections

    /** No access. */
    public static final int PROT_NONE = H.value("PROT_NONE");

    /** Reading. */
    public static final int PROT_READ = H.value("PROT_READ");

    /** Writing. */
    public static final int PROT_WRITE = H.value("PROT_WRITE");

    // Flags

    /** Zeroed memory, of no file. */
    public static final int MAP_ANONYMOUS = H.value("MAP_ANONYMOUS");

    /** No swap space is set aside for it. */
    public static final int MAP_NORESERVE = H.value("MAP_NORESERVE");

    /** Its pages are had at once. */
    public static final int MAP_POPULATE = H.value("MAP_POPULATE");

    /** Writes stay with this process. */
    public static final int MAP_PRIVATE = H.value("MAP_PRIVATE");

    /** Writes are seen by all who map it. */
    public static final int MAP_SHARED = H.value("MAP_SHARED");

    private SysMman() {}
}
