package dev.sockeye.server;

import dev.sockeye.sys.SignalH;

/**
 * How a process ended. A value.
 *
 * @param status what it gave to exit(3), 0 to 255; 0 where a signal ended it
 * @param signal the signal that ended it; 0 where it ended by itself
 */
public record Exit(int status, int signal) {
    /**
     * Whether it ended by itself, with status 0.
     *
     * @return false after any other status and after a signal
     */
    public boolean isSuccess() {
        return status == 0 && signal == 0;
    }

    /** Such as {@code exited with status 1} and {@code was ended by SIGKILL}. */
    @Override
    public String toString() {
        return signal == 0
                ? "exited with status " + status
                : "was ended by " + SignalH.name(signal).orElse("signal " + signal);
    }
}
