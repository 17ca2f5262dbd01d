package dev.sockeye.sys;

/**
 * {@code <sys/timerfd.h>}: flags of {@link Kernel#timerfd_create} and {@link Kernel#timerfd_settime}.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysTimerfd {
    private static final Constants H = Platform.constants("sys/timerfd.h");

    // Flags of timerfd_create

    /** Close the descriptor on exec. */
    public static final int TFD_CLOEXEC = H.value("TFD_CLOEXEC");

    /** O_NONBLOCK. */
    public static final int TFD_NONBLOCK = H.value("TFD_NONBLOCK");

    // Flags of timerfd_settime

    /** The value is a time of the clock, not one from now. */
    public static final int TFD_TIMER_ABSTIME = H.value("TFD_TIMER_ABSTIME");

    /** Ends with ECANCELED when the clock is set. */
    public static final int TFD_TIMER_CANCEL_ON_SET = H.value("TFD_TIMER_CANCEL_ON_SET");

    private SysTimerfd() {}
}
