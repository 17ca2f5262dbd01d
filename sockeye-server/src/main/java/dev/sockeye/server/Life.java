package dev.sockeye.server;

/** A session that a thread of its own runs, from its start to its end; it has entered the works. */
interface Life extends Runnable {
    /** The number of the session. */
    long id();

    /** Serves the session; throws nothing. */
    @Override
    void run();

    /** Ends a session that found no thread to run on. */
    void abandon();
}
