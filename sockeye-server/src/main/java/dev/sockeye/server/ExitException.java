package dev.sockeye.server;

import java.util.Objects;

/** A process that served a session has ended otherwise than with status 0. */
public final class ExitException extends Exception {
    private static final long serialVersionUID = 1;

    private final long pid;
    private final int status;
    private final int signal;

    /**
     * The end of a process.
     *
     * @param program what it was, in words
     * @param pid its number
     * @param exit how it ended
     */
    public ExitException(String program, long pid, Exit exit) {
        super(program + " (process " + pid + ") " + Objects.requireNonNull(exit, "exit"));
        this.pid = pid;
        this.status = exit.status();
        this.signal = exit.signal();
    }

    /**
     * Which process it was.
     *
     * @return its number, which may be another's by now
     */
    public long pid() {
        return pid;
    }

    /**
     * How it ended.
     *
     * @return its status or signal
     */
    public Exit exit() {
        return new Exit(status, signal);
    }
}
