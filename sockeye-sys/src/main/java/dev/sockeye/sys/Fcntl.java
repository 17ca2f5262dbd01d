package dev.sockeye.sys;

/**
 * {@code <fcntl.h>}: commands of {@link Kernel#fcntl}, flags of open files and of the calls ending
 * in {@code at}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class Fcntl {
    private static final Constants H = Platform.constants("fcntl.h");

    // Commands of fcntl

    /** Adds seals to a memory file. */
    public static final int F_ADD_SEALS = H.value("F_ADD_SEALS");

    /** Answers a second number, at least that of the argument. */
    public static final int F_DUPFD = H.value("F_DUPFD");

    /** The same, and CLOEXEC. */
    public static final int F_DUPFD_CLOEXEC = H.value("F_DUPFD_CLOEXEC");

    /** Answers the descriptor's flags: FD_CLOEXEC. */
    public static final int F_GETFD = H.value("F_GETFD");

    /** Answers the open file's flags: O_ values. */
    public static final int F_GETFL = H.value("F_GETFL");

    /** Answers the kind of lease. */
    public static final int F_GETLEASE = H.value("F_GETLEASE");

    /** Tells whether a lock could be set; struct flock. */
    public static final int F_GETLK = H.value("F_GETLK");

    /** Answers who gets SIGIO and SIGURG, a process group negated: see F_GETOWN_EX. */
    public static final int F_GETOWN = H.value("F_GETOWN");

    /** Tells who gets SIGIO and SIGURG; struct f_owner_ex. */
    public static final int F_GETOWN_EX = H.value("F_GETOWN_EX");

    /** Answers a pipe's capacity in bytes. */
    public static final int F_GETPIPE_SZ = H.value("F_GETPIPE_SZ");

    /** Answers the signal that comes for input or output; 0 for SIGIO. */
    public static final int F_GETSIG = H.value("F_GETSIG");

    /** Tells the expected life of an open file's data. */
    public static final int F_GET_FILE_RW_HINT = H.value("F_GET_FILE_RW_HINT");

    /** Tells the expected life of an inode's data. */
    public static final int F_GET_RW_HINT = H.value("F_GET_RW_HINT");

    /** Answers the seals of a memory file. */
    public static final int F_GET_SEALS = H.value("F_GET_SEALS");

    /** Tells of changes in a directory by a signal. */
    public static final int F_NOTIFY = H.value("F_NOTIFY");

    /** F_GETLK for locks of the open file. */
    public static final int F_OFD_GETLK = H.value("F_OFD_GETLK");

    /** F_SETLK for locks of the open file. */
    public static final int F_OFD_SETLK = H.value("F_OFD_SETLK");

    /** F_SETLKW for locks of the open file. */
    public static final int F_OFD_SETLKW = H.value("F_OFD_SETLKW");

    /** Sets the descriptor's flags: FD_CLOEXEC. */
    public static final int F_SETFD = H.value("F_SETFD");

    /** Sets the open file's flags: O_APPEND, O_ASYNC, O_DIRECT, O_NOATIME, O_NONBLOCK. */
    public static final int F_SETFL = H.value("F_SETFL");

    /** Sets or ends a lease. */
    public static final int F_SETLEASE = H.value("F_SETLEASE");

    /** Sets or ends a lock of the process; struct flock. */
    public static final int F_SETLK = H.value("F_SETLK");

    /** The same, and waits. */
    public static final int F_SETLKW = H.value("F_SETLKW");

    /** Sets who gets SIGIO and SIGURG, a process group negated. */
    public static final int F_SETOWN = H.value("F_SETOWN");

    /** Sets who gets SIGIO and SIGURG; struct f_owner_ex. */
    public static final int F_SETOWN_EX = H.value("F_SETOWN_EX");

    /** Sets a pipe's capacity in bytes. */
    public static final int F_SETPIPE_SZ = H.value("F_SETPIPE_SZ");

    /** Sets the signal that comes for input or output. */
    public static final int F_SETSIG = H.value("F_SETSIG");

    /** Sets the expected life of an open file's data. */
    public static final int F_SET_FILE_RW_HINT = H.value("F_SET_FILE_RW_HINT");

    /** Sets the expected life of an inode's data. */
    public static final int F_SET_RW_HINT = H.value("F_SET_RW_HINT");

    // Descriptor flags

    /** Close the descriptor on exec. */
    public static final int FD_CLOEXEC = H.value("FD_CLOEXEC");

    // Open flags

    /** The bits of O_RDONLY, O_WRONLY and O_RDWR. */
    public static final int O_ACCMODE = H.value("O_ACCMODE");

    /** Each write goes to the end. */
    public static final int O_APPEND = H.value("O_APPEND");

    /** A signal comes when there is input or room. */
    public static final int O_ASYNC = H.value("O_ASYNC");

    /** Close the descriptor on exec. */
    public static final int O_CLOEXEC = H.value("O_CLOEXEC");

    /** Makes the file if it is not there. */
    public static final int O_CREAT = H.value("O_CREAT");

    /** Past the page cache; for pipes, packets. */
    public static final int O_DIRECT = H.value("O_DIRECT");

    /** Fails if it is no directory. */
    public static final int O_DIRECTORY = H.value("O_DIRECTORY");

    /** Each write waits for the data on the disk. */
    public static final int O_DSYNC = H.value("O_DSYNC");

    /** Fails if the file is there already. */
    public static final int O_EXCL = H.value("O_EXCL");

    /** Another name of O_SYNC. */
    public static final int O_FSYNC = H.value("O_FSYNC");

    /** Another name of O_NONBLOCK. */
    public static final int O_NDELAY = H.value("O_NDELAY");

    /** Reading does not change the time of access. */
    public static final int O_NOATIME = H.value("O_NOATIME");

    /** A terminal does not become the controlling one. */
    public static final int O_NOCTTY = H.value("O_NOCTTY");

    /** Fails if the last part is a symbolic link. */
    public static final int O_NOFOLLOW = H.value("O_NOFOLLOW");

    /** Calls answer EAGAIN where they would block. */
    public static final int O_NONBLOCK = H.value("O_NONBLOCK");

    /** Only names the file: no reading, no writing. */
    public static final int O_PATH = H.value("O_PATH");

    /** For reading. */
    public static final int O_RDONLY = H.value("O_RDONLY");

    /** For both. */
    public static final int O_RDWR = H.value("O_RDWR");

    /** Another name of O_SYNC. */
    public static final int O_RSYNC = H.value("O_RSYNC");

    /** Each write waits for data and metadata on the disk. */
    public static final int O_SYNC = H.value("O_SYNC");

    /** A file without a name. */
    public static final int O_TMPFILE = H.value("O_TMPFILE");

    /** Empties the file. */
    public static final int O_TRUNC = H.value("O_TRUNC");

    /** For writing. */
    public static final int O_WRONLY = H.value("O_WRONLY");

    // Flags of splice

    /** The pages are given away; of no effect. */
    public static final int SPLICE_F_GIFT = H.value("SPLICE_F_GIFT");

    /** More follows soon: as MSG_MORE. */
    public static final int SPLICE_F_MORE = H.value("SPLICE_F_MORE");

    /** Pages are moved where they can be; a hint. */
    public static final int SPLICE_F_MOVE = H.value("SPLICE_F_MOVE");

    /** The pipe does not block. */
    public static final int SPLICE_F_NONBLOCK = H.value("SPLICE_F_NONBLOCK");

    // Kinds of lock

    /** A shared lock. */
    public static final int F_RDLCK = H.value("F_RDLCK");

    /** No lock. */
    public static final int F_UNLCK = H.value("F_UNLCK");

    /** An exclusive lock. */
    public static final int F_WRLCK = H.value("F_WRLCK");

    // Flags of the calls ending in at

    /** faccessat: with the effective user. */
    public static final int AT_EACCESS = H.value("AT_EACCESS");

    /** An empty name means the descriptor itself. */
    public static final int AT_EMPTY_PATH = H.value("AT_EMPTY_PATH");

    /** In place of a directory's descriptor: the working directory. */
    public static final int AT_FDCWD = H.value("AT_FDCWD");

    /** The last part is not mounted. */
    public static final int AT_NO_AUTOMOUNT = H.value("AT_NO_AUTOMOUNT");

    /** The whole tree. */
    public static final int AT_RECURSIVE = H.value("AT_RECURSIVE");

    /** unlinkat: removes a directory. */
    public static final int AT_REMOVEDIR = H.value("AT_REMOVEDIR");

    /** statx: what is known here will do. */
    public static final int AT_STATX_DONT_SYNC = H.value("AT_STATX_DONT_SYNC");

    /** statx: asks a remote server. */
    public static final int AT_STATX_FORCE_SYNC = H.value("AT_STATX_FORCE_SYNC");

    /** statx: as stat(2) does. */
    public static final int AT_STATX_SYNC_AS_STAT = H.value("AT_STATX_SYNC_AS_STAT");

    /** The bits of the three. */
    public static final int AT_STATX_SYNC_TYPE = H.value("AT_STATX_SYNC_TYPE");

    /** linkat: follows a symbolic link at the end. */
    public static final int AT_SYMLINK_FOLLOW = H.value("AT_SYMLINK_FOLLOW");

    /** Does not follow a symbolic link at the end. */
    public static final int AT_SYMLINK_NOFOLLOW = H.value("AT_SYMLINK_NOFOLLOW");

    private Fcntl() {}
}
