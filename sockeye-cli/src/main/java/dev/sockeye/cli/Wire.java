package dev.sockeye.cli;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection, or a datagram socket with one peer. One thread sends while another receives. */
interface Wire extends AutoCloseable {
    /** How much goes at once on a stream. */
    int CHUNK = 64 << 10;

    /** The largest datagram that a piece of standard input becomes; nc has the same. */
    int DATAGRAM = 16 << 10;

    /** Such as {@code tcp:127.0.0.1:7007}. */
    String peer();

    /** Our own address, in the same form. */
    String local();

    /** Whether the peer can end the talk: a stream has an end, datagrams have none. */
    boolean hasEnd();

    /** How much {@link #receive} needs room for: of a datagram the rest would be lost. */
    int room();

    /** Sends a piece: all of it, or as one datagram. */
    void send(ByteBuffer piece) throws IOException;

    /**
     * Receives what there is, or a datagram, and waits while there is nothing.
     *
     * @return bytes, -1 at the peer's end
     */
    int receive(ByteBuffer into) throws IOException;

    /** Tells the peer, as far as there is a way, that nothing more will be sent. */
    void endOutput() throws IOException;

    /** Lets a receiver that waits see the end, after what has arrived. */
    void endInput() throws IOException;

    @Override
    void close();
}
