package dev.sockeye.cli;

import org.jspecify.annotations.Nullable;

/**
 * What ends the command before its work is done: three lines for a person and a status for a
 * script. No error of the command itself, so it has no stack trace; where something below was the
 * reason, that is its cause.
 */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode code;
    private final String what;
    private final String why;
    private final String advice;

    /**
     * @param what failed, with the endpoints
     * @param why in the words of the kernel or of the grammar; may be empty
     * @param advice what to do; may be empty
     */
    Trouble(ExitCode code, String what, String why, String advice) {
        this(code, what, why, advice, null);
    }

    private Trouble(
            ExitCode code, String what, String why, String advice, @Nullable Throwable cause) {
        super(what, cause, false, false);
        this.code = code;
        this.what = what;
        this.why = why;
        this.advice = advice;
    }

    /** A command line that cannot be meant so. */
    static Trouble usage(String what, String why, String advice) {
        return new Trouble(ExitCode.USAGE, what, why, advice);
    }

    /** Something of the grammar that this version cannot do. */
    static Trouble notYet(String what, String instead) {
        return new Trouble(
                ExitCode.NOT_HERE, Text.NOT_YET.of(what), Text.NOT_YET_WHY.of(), instead);
    }

    /** The same, with what was thrown below. */
    Trouble because(Throwable cause) {
        return new Trouble(code, what, why, advice, cause);
    }

    ExitCode code() {
        return code;
    }

    String what() {
        return what;
    }

    String why() {
        return why;
    }

    String advice() {
        return advice;
    }
}
