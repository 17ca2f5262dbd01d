package dev.sockeye.server;

/**
 * A model at work: one class per mechanism, with the same methods in the same order. What it starts
 * enters {@link Room#works()}, learns there when to stop, and leaves when it has ended.
 *
 * @param <D> what it serves
 */
interface Engine<D extends Door> {
    /** Serves an address from now on. Does not wait; the engine closes the door at the end. */
    void serve(D door);
}
