package dev.sockeye.cli;

import java.util.function.Consumer;

/** The signals that ask the command to stop: SIGINT and SIGTERM. */
interface Signals {
    /**
     * Takes them over from the JVM, whose way is to end at once.
     *
     * @param handler is told the name, such as {@code SIGTERM}, on a thread of each signal's own
     * @return gives them back
     */
    Registration onStop(Consumer<String> handler);

    /** What {@link #onStop} changed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
