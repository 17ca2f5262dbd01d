package dev.sockeye.sys;

import java.util.Optional;

/**
 * {@code <signal.h>}: the numbers of signals, and what a child's SIGCHLD tells of it.
 *
 * <p>The values are those of the platform that runs the program, so the fields are no compile-time
 * constants: they cannot stand in {@code case} labels, and no other platform's numbers end up in a
 * class file. Sorted by kernel name inside a group. Safe for every thread.
 */
public final class SignalH {
    private static final Constants H = Platform.constants("signal.h");

    // What has happened to a child: si_code

    /** It goes on after a stop. */
    public static final int CLD_CONTINUED = H.value("CLD_CONTINUED");

    /** A signal has ended it, and left a core file. */
    public static final int CLD_DUMPED = H.value("CLD_DUMPED");

    /** It has ended by exit(3). */
    public static final int CLD_EXITED = H.value("CLD_EXITED");

    /** A signal has ended it. */
    public static final int CLD_KILLED = H.value("CLD_KILLED");

    /** It has stopped. */
    public static final int CLD_STOPPED = H.value("CLD_STOPPED");

    /** It is traced, and has stopped for that. */
    public static final int CLD_TRAPPED = H.value("CLD_TRAPPED");

    // Signals

    /** abort(3). */
    public static final int SIGABRT = H.value("SIGABRT");

    /** A timer of alarm(2) has run out. */
    public static final int SIGALRM = H.value("SIGALRM");

    /** A bad memory access. */
    public static final int SIGBUS = H.value("SIGBUS");

    /** A child has ended or stopped. */
    public static final int SIGCHLD = H.value("SIGCHLD");

    /** Go on after a stop. */
    public static final int SIGCONT = H.value("SIGCONT");

    /** A bad arithmetic operation. */
    public static final int SIGFPE = H.value("SIGFPE");

    /** The terminal has gone; to servers: read the configuration again. */
    public static final int SIGHUP = H.value("SIGHUP");

    /** A bad instruction. */
    public static final int SIGILL = H.value("SIGILL");

    /** Interrupt from the keyboard. */
    public static final int SIGINT = H.value("SIGINT");

    /** I/O is possible on a descriptor with O_ASYNC. */
    public static final int SIGIO = H.value("SIGIO");

    /** Ends the process; cannot be caught. */
    public static final int SIGKILL = H.value("SIGKILL");

    /** A write that nobody can read; the JVM ignores it. */
    public static final int SIGPIPE = H.value("SIGPIPE");

    /** A profiling timer has run out. */
    public static final int SIGPROF = H.value("SIGPROF");

    /** Power failure. */
    public static final int SIGPWR = H.value("SIGPWR");

    /** Quit from the keyboard; the JVM prints its threads. */
    public static final int SIGQUIT = H.value("SIGQUIT");

    /** A bad memory reference. */
    public static final int SIGSEGV = H.value("SIGSEGV");

    /** Never comes. */
    public static final int SIGSTKFLT = H.value("SIGSTKFLT");

    /** Stops the process; cannot be caught. */
    public static final int SIGSTOP = H.value("SIGSTOP");

    /** A bad system call. */
    public static final int SIGSYS = H.value("SIGSYS");

    /** Asks the process to end. */
    public static final int SIGTERM = H.value("SIGTERM");

    /** A breakpoint. */
    public static final int SIGTRAP = H.value("SIGTRAP");

    /** Stop from the keyboard. */
    public static final int SIGTSTP = H.value("SIGTSTP");

    /** A background process reads from the terminal. */
    public static final int SIGTTIN = H.value("SIGTTIN");

    /** A background process writes to the terminal. */
    public static final int SIGTTOU = H.value("SIGTTOU");

    /** Urgent data has come on a socket. */
    public static final int SIGURG = H.value("SIGURG");

    /** For the program. */
    public static final int SIGUSR1 = H.value("SIGUSR1");

    /** For the program; the JVM uses it. */
    public static final int SIGUSR2 = H.value("SIGUSR2");

    /** A virtual timer has run out. */
    public static final int SIGVTALRM = H.value("SIGVTALRM");

    /** The window has another size. */
    public static final int SIGWINCH = H.value("SIGWINCH");

    /** Processor time has reached its limit. */
    public static final int SIGXCPU = H.value("SIGXCPU");

    /** A file has reached its limit. */
    public static final int SIGXFSZ = H.value("SIGXFSZ");

    private SignalH() {}

    /**
     * {@code sigabbrev_np(signum)}, with its SIG.
     *
     * @param signum the number of a signal
     * @return such as {@code SIGTERM}; empty for numbers without a name, the real-time signals'
     */
    public static Optional<String> name(int signum) {
        return H.names().stream()
                .filter(name -> name.startsWith("SIG") && H.value(name) == signum)
                .findFirst();
    }
}
