package dev.sockeye.server.handler;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that is open. Its entity tag is its size and its time of change in nanoseconds: a file that
 * is written twice within one tick of the kernel's clock, and keeps its size, keeps its tag.
 *
 * @param changed read before the file was opened: should another one take its place between the two,
 *     the new bytes go with the old tag, which the next request finds outdated; the other way round a
 *     cache would keep old bytes with the new tag for ever
 */
record FileResource(String name, SeekableByteChannel channel, long size, FileTime changed)
        implements Resource {
    @Override
    public String type() {
        return ContentTypes.of(name);
    }

    @Override
    public String etag() {
        return '"' + Long.toHexString(size) + '-' + Long.toHexString(changed.to(NANOSECONDS)) + '"';
    }

    @Override
    public Optional<Instant> modified() {
        return Optional.of(changed.toInstant());
    }

    @Override
    public void seek(long at) throws IOException {
        channel.position(at);
    }

    @Override
    public void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the file became shorter while it was sent");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
