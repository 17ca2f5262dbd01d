package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * One datagram's sender, and the way back to it. Good until {@link DatagramHandler#received} returns,
 * on its thread only.
 */
public interface DatagramSession {
    /**
     * Who sent the datagram.
     *
     * @return its address; a Unix socket without a name has none that could be answered
     */
    Endpoint peer();

    /**
     * The address that was asked, from which {@link #reply} answers.
     *
     * @return an address of this machine, also where the server is bound to all of them
     */
    Endpoint local();

    /**
     * Whether the datagram was longer than the server's buffer, so that its end is lost. This happens to
     * no datagram of UDP.
     *
     * @return true where bytes are missing
     */
    boolean truncated();

    /**
     * Sends a datagram to {@link #peer}, from the address that was asked. An empty one is sent too.
     *
     * <p>It does not wait for a peer that is slow to read for more than 100 ms, since others wait too.
     *
     * <p>On {@code batch:N} answers are collected and sent when the batch was served: true means that it
     * will be, and an answer that the kernel refuses then is a {@linkplain Events#failed failure} of its
     * own. An answer that lies in the received data itself may be sent from there: leave that as it is once
     * it was given to this method. Anything else is copied.
     *
     * @param data what to send: the segment's whole size
     * @return true if the kernel took it, or will be given it; false if the peer has no name to answer to, or did not take it
     *     in time (both are counted in {@link Server.Counts#unanswered()})
     * @throws IOException if the kernel refuses, with its reason; the server goes on
     */
    boolean reply(MemorySegment data) throws IOException;

    /**
     * {@link #reply(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves to the limit if it was sent
     * @return whether the kernel took it
     * @throws IOException if the kernel refuses; the server goes on
     */
    boolean reply(ByteBuffer data) throws IOException;

    /**
     * {@link #reply(MemorySegment)} of an array.
     *
     * @param data what to send
     * @return whether the kernel took it
     * @throws IOException if the kernel refuses; the server goes on
     */
    default boolean reply(byte[] data) throws IOException {
        return reply(ByteBuffer.wrap(data));
    }
}
