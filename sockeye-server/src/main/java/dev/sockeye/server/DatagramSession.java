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
     * The port of {@link #peer}, for a handler that looks at nothing else of it: no endpoint is made.
     *
     * @return 0 to 65535; -1 where the family has no ports
     */
    default int peerPort() {
        return switch (peer()) {
            case Endpoint.Inet4 inet -> inet.port();
            case Endpoint.Inet6 inet -> inet.port();
            default -> -1;
        };
    }

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

    /**
     * {@link #reply(MemorySegment)} of a train of datagrams. On {@code batch:N} a train that lies in the
     * received data leaves as one, without a copy.
     *
     * @param train the datagrams, one behind the other, at least one of them
     * @param size how many bytes each has, at least 1; the last one may be shorter
     * @return whether the kernel took all of them, or will be given them
     * @throws IOException if the kernel refuses; the server goes on
     */
    default boolean reply(MemorySegment train, int size) throws IOException {
        boolean all = true;
        for (long at = 0; at < train.byteSize(); at += size) {
            all &= reply(train.asSlice(at, Math.min(size, train.byteSize() - at)));
        }
        return all;
    }
}
