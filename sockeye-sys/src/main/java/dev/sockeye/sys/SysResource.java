package dev.sockeye.sys;

/**
 * {@code <sys/resource.h>}: resources of {@link Kernel#getrlimit}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysResource {
    private static final Constants H = Platform.constants("sys/resource.h");

    // Resources

    /** Address space in bytes. */
    public static final int RLIMIT_AS = H.value("RLIMIT_AS");

    /** Size of a core file in bytes. */
    public static final int RLIMIT_CORE = H.value("RLIMIT_CORE");

    /** Processor time in seconds. */
    public static final int RLIMIT_CPU = H.value("RLIMIT_CPU");

    /** Data segment in bytes. */
    public static final int RLIMIT_DATA = H.value("RLIMIT_DATA");

    /** Size of a file in bytes. */
    public static final int RLIMIT_FSIZE = H.value("RLIMIT_FSIZE");

    /** File locks; without effect today. */
    public static final int RLIMIT_LOCKS = H.value("RLIMIT_LOCKS");

    /** Locked memory in bytes. */
    public static final int RLIMIT_MEMLOCK = H.value("RLIMIT_MEMLOCK");

    /** Bytes in message queues of the user. */
    public static final int RLIMIT_MSGQUEUE = H.value("RLIMIT_MSGQUEUE");

    /** The best nice value. */
    public static final int RLIMIT_NICE = H.value("RLIMIT_NICE");

    /** One more than the highest descriptor. */
    public static final int RLIMIT_NOFILE = H.value("RLIMIT_NOFILE");

    /** Processes of the user. */
    public static final int RLIMIT_NPROC = H.value("RLIMIT_NPROC");

    /** Resident pages; without effect today. */
    public static final int RLIMIT_RSS = H.value("RLIMIT_RSS");

    /** The highest real-time priority. */
    public static final int RLIMIT_RTPRIO = H.value("RLIMIT_RTPRIO");

    /** Real-time processor time without a blocking call, in microseconds. */
    public static final int RLIMIT_RTTIME = H.value("RLIMIT_RTTIME");

    /** Pending signals of the user. */
    public static final int RLIMIT_SIGPENDING = H.value("RLIMIT_SIGPENDING");

    /** Stack in bytes. */
    public static final int RLIMIT_STACK = H.value("RLIMIT_STACK");

    // Values

    /** No limit. */
    public static final long RLIM_INFINITY = H.longValue("RLIM_INFINITY");

    private SysResource() {}
}
