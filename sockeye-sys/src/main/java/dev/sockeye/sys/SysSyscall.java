package dev.sockeye.sys;

/**
 * {@code <sys/syscall.h>}: numbers of system calls for which the C library has no function.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SysSyscall {
    private static final Constants H = Platform.constants("sys/syscall.h");

    // Numbers

    /** {@link Kernel#io_uring_enter}. */
    public static final int SYS_io_uring_enter = H.value("SYS_io_uring_enter");

    /** {@link Kernel#io_uring_register}. */
    public static final int SYS_io_uring_register = H.value("SYS_io_uring_register");

    /** {@link Kernel#io_uring_setup}. */
    public static final int SYS_io_uring_setup = H.value("SYS_io_uring_setup");

    private SysSyscall() {}
}
