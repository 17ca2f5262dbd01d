package dev.sockeye.bench.run;

/** A contestant cannot be started, or broke; the message is what is said of it in the report. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String message) {
        super(message);
    }
}
