package dev.sockeye.cli;

import java.util.function.Consumer;

/** The signals that the command takes: SIGHUP, and SIGINT and SIGTERM, which ask it to stop. */
interface Signals {
    /**
     * Takes them over from the JVM, whose way is to end at once.
     *
     * @param handler is told the name, such as {@code SIGTERM}, on a thread of each signal's own
     * @return gives them back
     */
    Registration on(Consumer<String> handler);

    /** What {@link #on} changed. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
