package dev.sockeye.sys;

/**
 * {@code <sys/stat.h>}: kinds and permissions of files, and what {@link Kernel#statx} tells.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysStat {
    private static final Constants H = Platform.constants("sys/stat.h");

    // Kinds of file, in st_mode

    /** Block device. */
    public static final int S_IFBLK = H.value("S_IFBLK");

    /** Character device. */
    public static final int S_IFCHR = H.value("S_IFCHR");

    /** Directory. */
    public static final int S_IFDIR = H.value("S_IFDIR");

    /** Pipe. */
    public static final int S_IFIFO = H.value("S_IFIFO");

    /** Symbolic link. */
    public static final int S_IFLNK = H.value("S_IFLNK");

    /** The bits that tell the kind. */
    public static final int S_IFMT = H.value("S_IFMT");

    /** Regular file. */
    public static final int S_IFREG = H.value("S_IFREG");

    /** Socket. */
    public static final int S_IFSOCK = H.value("S_IFSOCK");

    // Permission bits, in st_mode

    /** The group may read. */
    public static final int S_IRGRP = H.value("S_IRGRP");

    /** Others may read. */
    public static final int S_IROTH = H.value("S_IROTH");

    /** The owner may read. */
    public static final int S_IRUSR = H.value("S_IRUSR");

    /** The group's bits. */
    public static final int S_IRWXG = H.value("S_IRWXG");

    /** The others' bits. */
    public static final int S_IRWXO = H.value("S_IRWXO");

    /** The owner's bits. */
    public static final int S_IRWXU = H.value("S_IRWXU");

    /** Runs with the file's group. */
    public static final int S_ISGID = H.value("S_ISGID");

    /** Runs with the file's owner. */
    public static final int S_ISUID = H.value("S_ISUID");

    /** Only owners remove names from this directory. */
    public static final int S_ISVTX = H.value("S_ISVTX");

    /** The group may write. */
    public static final int S_IWGRP = H.value("S_IWGRP");

    /** Others may write. */
    public static final int S_IWOTH = H.value("S_IWOTH");

    /** The owner may write. */
    public static final int S_IWUSR = H.value("S_IWUSR");

    /** The group may execute. */
    public static final int S_IXGRP = H.value("S_IXGRP");

    /** Others may execute. */
    public static final int S_IXOTH = H.value("S_IXOTH");

    /** The owner may execute. */
    public static final int S_IXUSR = H.value("S_IXUSR");

    // What statx is asked for and answers

    /** All that the first version had. */
    public static final int STATX_ALL = H.value("STATX_ALL");

    /** Time of access. */
    public static final int STATX_ATIME = H.value("STATX_ATIME");

    /** What stat(2) tells. */
    public static final int STATX_BASIC_STATS = H.value("STATX_BASIC_STATS");

    /** Blocks. */
    public static final int STATX_BLOCKS = H.value("STATX_BLOCKS");

    /** Time of birth. */
    public static final int STATX_BTIME = H.value("STATX_BTIME");

    /** Time of change of the inode. */
    public static final int STATX_CTIME = H.value("STATX_CTIME");

    /** Alignment for O_DIRECT. */
    public static final int STATX_DIOALIGN = H.value("STATX_DIOALIGN");

    /** Group. */
    public static final int STATX_GID = H.value("STATX_GID");

    /** Inode number. */
    public static final int STATX_INO = H.value("STATX_INO");

    /** The mount's number. */
    public static final int STATX_MNT_ID = H.value("STATX_MNT_ID");

    /** Permission bits. */
    public static final int STATX_MODE = H.value("STATX_MODE");

    /** Time of change of the data. */
    public static final int STATX_MTIME = H.value("STATX_MTIME");

    /** Number of names. */
    public static final int STATX_NLINK = H.value("STATX_NLINK");

    /** Size. */
    public static final int STATX_SIZE = H.value("STATX_SIZE");

    /** Kind. */
    public static final int STATX_TYPE = H.value("STATX_TYPE");

    /** Owner. */
    public static final int STATX_UID = H.value("STATX_UID");

    /** Reserved; the kernel refuses it. */
    public static final int STATX__RESERVED = H.value("STATX__RESERVED");

    // File attributes of statx

    /** Can only be appended to. */
    public static final int STATX_ATTR_APPEND = H.value("STATX_ATTR_APPEND");

    /** Mounts by itself. */
    public static final int STATX_ATTR_AUTOMOUNT = H.value("STATX_ATTR_AUTOMOUNT");

    /** Compressed by the file system. */
    public static final int STATX_ATTR_COMPRESSED = H.value("STATX_ATTR_COMPRESSED");

    /** In direct access state. */
    public static final int STATX_ATTR_DAX = H.value("STATX_ATTR_DAX");

    /** Needs a key. */
    public static final int STATX_ATTR_ENCRYPTED = H.value("STATX_ATTR_ENCRYPTED");

    /** Cannot be changed. */
    public static final int STATX_ATTR_IMMUTABLE = H.value("STATX_ATTR_IMMUTABLE");

    /** The root of a mount. */
    public static final int STATX_ATTR_MOUNT_ROOT = H.value("STATX_ATTR_MOUNT_ROOT");

    /** Left out of backups. */
    public static final int STATX_ATTR_NODUMP = H.value("STATX_ATTR_NODUMP");

    /** Its content is verified. */
    public static final int STATX_ATTR_VERITY = H.value("STATX_ATTR_VERITY");

    private SysStat() {}
}
