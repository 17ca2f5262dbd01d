package dev.sockeye.server.handler;

import dev.sockeye.net.OpenFile;
import dev.sockeye.server.Session;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that is open. Its entity tag is its size and its time of change in nanoseconds: a file that
 * is written twice within one tick of the kernel's clock, and keeps its size, keeps its tag.
 *
 * <p>What a file has beyond {@link #FIRST} bytes the kernel sends.
 */
record FileResource(String name, OpenFile file) implements Resource {
    /** What goes with the head: a whole small file, so that it takes one write and no call more. */
    private static final long FIRST = 16 << 10;

    /** From the start of a page on the kernel sends as few pieces as there are pages. */
    private static final long PAGE = 4 << 10;

    @Override
    public String type() {
        return ContentTypes.of(name);
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public String etag() {
        Instant modified = file.modified();
        long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
        return '"' + Long.toHexString(size()) + '-' + Long.toHexString(nanos) + '"';
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.of(file.modified());
    }

    @Override
    public void send(Session session, byte[] head, HttpRange part) throws IOException {
        long first = part.length();
        if (first > FIRST) {
            first = FIRST - part.from() % PAGE;
        }
        MemorySegment borrowed = Borrowed.take();
        try {
            MemorySegment.copy(MemorySegment.ofArray(head), 0, borrowed, 0, head.length);
            fill(borrowed.asSlice(head.length, first), part.from());
            session.writeAll(borrowed.asSlice(0, head.length + first));
        } finally {
            Borrowed.give(borrowed);
        }
        long rest = part.length() - first;
        if (session.transferFrom(file, part.from() + first, rest) < rest) {
            throw shorter();
        }
    }

    private void fill(MemorySegment into, long position) throws IOException {
        for (long at = 0; at < into.byteSize(); ) {
            long count = file.read(into.asSlice(at), position + at);
            if (count < 0) {
                throw shorter();
            }
            at += count;
        }
    }

    private static EOFException shorter() {
        return new EOFException("the file became shorter while it was sent");
    }

    @Override
    public void close() {
        file.close();
    }
}
