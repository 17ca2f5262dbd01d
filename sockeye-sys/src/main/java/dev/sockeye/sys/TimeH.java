package dev.sockeye.sys;

/**
 * {@code <time.h>}: clocks of {@link Kernel#clock_gettime}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class TimeH {
    private static final Constants H = Platform.constants("time.h");

    // Clocks

    /** Since the start, sleep included. */
    public static final int CLOCK_BOOTTIME = H.value("CLOCK_BOOTTIME");

    /** The same; its timers wake the system. */
    public static final int CLOCK_BOOTTIME_ALARM = H.value("CLOCK_BOOTTIME_ALARM");

    /** Since some point, sleep not included; never set back. */
    public static final int CLOCK_MONOTONIC = H.value("CLOCK_MONOTONIC");

    /** The same, faster and only as fine as the tick. */
    public static final int CLOCK_MONOTONIC_COARSE = H.value("CLOCK_MONOTONIC_COARSE");

    /** The same without NTP's corrections. */
    public static final int CLOCK_MONOTONIC_RAW = H.value("CLOCK_MONOTONIC_RAW");

    /** Processor time of the process. */
    public static final int CLOCK_PROCESS_CPUTIME_ID = H.value("CLOCK_PROCESS_CPUTIME_ID");

    /** Time of day, since 1970 in UTC. */
    public static final int CLOCK_REALTIME = H.value("CLOCK_REALTIME");

    /** The same; its timers wake the system. */
    public static final int CLOCK_REALTIME_ALARM = H.value("CLOCK_REALTIME_ALARM");

    /** The same, faster and only as fine as the tick. */
    public static final int CLOCK_REALTIME_COARSE = H.value("CLOCK_REALTIME_COARSE");

    /** Time of day without leap seconds. */
    public static final int CLOCK_TAI = H.value("CLOCK_TAI");

    /** Processor time of the thread. */
    public static final int CLOCK_THREAD_CPUTIME_ID = H.value("CLOCK_THREAD_CPUTIME_ID");

    private TimeH() {}
}
