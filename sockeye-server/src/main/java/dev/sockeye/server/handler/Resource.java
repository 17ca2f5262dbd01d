package dev.sockeye.server.handler;

import dev.sockeye.server.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Something that is served: its bytes, and what tells one state of it from another. One thread. */
interface Resource extends AutoCloseable {
    /** The media type. */
    String type();

    /** In bytes. */
    long size();

    /** A strong entity tag (RFC 9110, 8.8.3), with its quotes. */
    String etag();

    /** When it changed last, where that is known. */
    Optional<Instant> modified();

    /**
     * Sends a part of it behind a head.
     *
     * @throws java.io.EOFException if there is less, though {@link #size} promised it
     */
    void send(Session session, byte[] head, HttpRange part) throws IOException;

    @Override
    void close() throws IOException;
}
