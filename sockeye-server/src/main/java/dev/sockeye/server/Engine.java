package dev.sockeye.server;

import java.io.IOException;

/**
 * A model at work: one class per mechanism, with the same methods in the same order. What it starts
 * enters {@link Room#works()}, learns there when to stop, and leaves when it has ended.
 *
 * @param <D> what it serves
 */
interface Engine<D extends Door> {
    /**
     * Serves an address from now on. Waits for no session; the engine closes the door at the end.
     *
     * @throws IOException if the engine cannot have of the kernel what it needs
     */
    void serve(D door) throws IOException;

    /**
     * Waits for the threads of the engine's own to end. Called at the end, when everything has left that
     * it started.
     */
    default void close() {}
}
