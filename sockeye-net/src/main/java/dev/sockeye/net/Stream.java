package dev.sockeye.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * A connected stream of bytes with an end in each direction: {@link StreamSocket}, a session of a
 * server, or whatever wraps one of them (TLS, a test double).
 *
 * <table>
 *   <caption>What to pass as a buffer</caption>
 *   <tr><th>you pass</th><th>the bytes go</th><th>what moves</th></tr>
 *   <tr><td>a native {@link MemorySegment}</td><td>straight to the kernel</td><td>nothing: the count
 *       is the result</td></tr>
 *   <tr><td>a direct {@link ByteBuffer}</td><td>straight to the kernel</td><td>its position</td></tr>
 *   <tr><td>a heap {@code ByteBuffer} or segment, or a {@code byte[]}</td><td>below 16 KiB through a
 *       kept native buffer, from 16 KiB up straight to the kernel</td><td>the buffer's
 *       position</td></tr>
 * </table>
 *
 * <p>A read answers the number of bytes, at least 1, or -1 at the end of the stream; 0 only where
 * the buffer has no room. {@code write} may take fewer bytes than it was given, and takes at least
 * one; {@code writeAll} takes them all. {@code tryRead} and {@code tryWrite} never wait: {@link
 * #WOULD_BLOCK} says that they would have to.
 *
 * <p>What waits ends with one of these: {@link DeadlineException} when the {@link #timeout timeout}
 * or the {@link #deadline deadline} is over, {@link WaitInterruptedException} when the thread is
 * interrupted (the stream stays open), {@link SocketClosedException} when any thread closes the
 * stream. An error of the kernel is an {@link ErrnoException}. All of them are {@link
 * SocketFailure}s, and tell how many bytes went before.
 *
 * <p>Any thread, at any time; one may read while another writes. Two that read at once, or write at
 * once, each get or put whole pieces in an order that nobody promises.
 */
public interface Stream extends AutoCloseable {
    /** What a try method answers where it would have to wait: {@value}. */
    int WOULD_BLOCK = -2;

    /**
     * Reads what there is, and waits while there is nothing.
     *
     * @param into where the bytes go
     * @return the number of bytes, or -1 at the end of the stream
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     * @throws IllegalArgumentException if the segment is read-only
     */
    long read(MemorySegment into) throws IOException;

    /**
     * {@link #read(MemorySegment)} into the room that is left in a buffer.
     *
     * @param into its position moves by what was read
     * @return the number of bytes, or -1 at the end of the stream
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     * @throws IllegalArgumentException if the buffer is read-only
     */
    default int read(ByteBuffer into) throws IOException {
        return Buffers.advance(into, read(Buffers.room(into)));
    }

    /**
     * {@link #read(MemorySegment)} into an array.
     *
     * @param into where the bytes go
     * @return the number of bytes, or -1 at the end of the stream
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    default int read(byte[] into) throws IOException {
        return read(into, 0, into.length);
    }

    /**
     * {@link #read(MemorySegment)} into a part of an array.
     *
     * @param into where the bytes go
     * @param offset index of the first
     * @param length how many there is room for
     * @return the number of bytes, or -1 at the end of the stream
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    default int read(byte[] into, int offset, int length) throws IOException {
        return (int) read(Buffers.part(into, offset, length));
    }

    /**
     * Reads what there is now.
     *
     * @param into where the bytes go
     * @return the number of bytes, -1 at the end of the stream, or {@link #WOULD_BLOCK}
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the segment is read-only
     */
    long tryRead(MemorySegment into) throws IOException;

    /**
     * {@link #tryRead(MemorySegment)} into the room that is left in a buffer.
     *
     * @param into its position moves by what was read
     * @return the number of bytes, -1 at the end of the stream, or {@link #WOULD_BLOCK}
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the buffer is read-only
     */
    default int tryRead(ByteBuffer into) throws IOException {
        return Buffers.advance(into, tryRead(Buffers.room(into)));
    }

    /**
     * Writes as much as there is room for, and waits while there is none.
     *
     * @param data the bytes
     * @return how many were taken, at least 1 where there are any
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    long write(MemorySegment data) throws IOException;

    /**
     * {@link #write(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves by what was taken
     * @return how many bytes were taken
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    default int write(ByteBuffer data) throws IOException {
        return Buffers.advance(data, write(MemorySegment.ofBuffer(data)));
    }

    /**
     * {@link #write(MemorySegment)} of a part of an array.
     *
     * @param data the bytes
     * @param offset index of the first
     * @param length how many
     * @return how many bytes were taken
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     */
    default int write(byte[] data, int offset, int length) throws IOException {
        return (int) write(Buffers.part(data, offset, length));
    }

    /**
     * Writes everything. The timeout is for each wait for room, the deadline for the whole.
     *
     * @param data the bytes
     * @throws IOException if a wait ends without room, or the kernel has an error; {@link
     *     SocketFailure#bytesMoved} tells how many bytes were taken before
     */
    default void writeAll(MemorySegment data) throws IOException {
        long size = data.byteSize();
        long at = 0;
        while (at < size) {
            at += write(data.asSlice(at));
        }
    }

    /**
     * {@link #writeAll(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves to the limit; where this fails it stays
     * @throws IOException if a wait ends without room, or the kernel has an error
     */
    default void writeAll(ByteBuffer data) throws IOException {
        writeAll(MemorySegment.ofBuffer(data));
        var _ = data.position(data.limit());
    }

    /**
     * {@link #writeAll(MemorySegment)} of an array.
     *
     * @param data the bytes
     * @throws IOException if a wait ends without room, or the kernel has an error
     */
    default void writeAll(byte[] data) throws IOException {
        writeAll(MemorySegment.ofArray(data));
    }

    /**
     * {@link #writeAll(MemorySegment)} of a part of an array.
     *
     * @param data the bytes
     * @param offset index of the first
     * @param length how many
     * @throws IOException if a wait ends without room, or the kernel has an error
     */
    default void writeAll(byte[] data, int offset, int length) throws IOException {
        writeAll(Buffers.part(data, offset, length));
    }

    /**
     * Writes as much as there is room for now.
     *
     * @param data the bytes
     * @return how many were taken, or {@link #WOULD_BLOCK}
     * @throws IOException if the kernel has an error
     */
    long tryWrite(MemorySegment data) throws IOException;

    /**
     * {@link #tryWrite(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves by what was taken
     * @return how many bytes were taken, or {@link #WOULD_BLOCK}
     * @throws IOException if the kernel has an error
     */
    default int tryWrite(ByteBuffer data) throws IOException {
        return Buffers.advance(data, tryWrite(MemorySegment.ofBuffer(data)));
    }

    /**
     * The reading side as a {@code java.io} stream without a buffer of its own. Closing it closes
     * this stream. {@code transferTo} holds next to no memory while it waits for input. Who wraps another
     * {@code Stream} and leaves its bytes alone answers that one's {@code in()} and {@code out()}:
     * they know how to copy without the heap.
     *
     * @return a view of this stream
     */
    default InputStream in() {
        return new StreamInput(this);
    }

    /**
     * The writing side as a {@code java.io} stream without a buffer of its own: every write is a
     * {@link #writeAll(MemorySegment) writeAll}, there is nothing to flush. Closing it closes this
     * stream.
     *
     * @return a view of this stream
     */
    default OutputStream out() {
        return new StreamOutput(this);
    }

    /**
     * This stream as a blocking {@code java.nio} channel. Closing it closes this stream.
     *
     * @return a view of this stream
     */
    default ByteChannel channel() {
        return new StreamChannel(this);
    }

    /**
     * {@code shutdown(SHUT_RD)}: nothing more is read; the peer is not told.
     *
     * @throws IOException if the kernel has an error, such as ENOTCONN after a reset
     */
    void shutdownInput() throws IOException;

    /**
     * {@code shutdown(SHUT_WR)}: the peer reads what was written, and then the end of the stream.
     * Reading goes on.
     *
     * @throws IOException if the kernel has an error, such as ENOTCONN after a reset
     */
    void shutdownOutput() throws IOException;

    /**
     * The address of this side. Asked from the kernel at the first use, and kept from then on.
     *
     * @return the address
     * @throws java.io.UncheckedIOException if the stream was closed before it was first asked
     */
    Endpoint local();

    /**
     * The address of the other side; also after the stream was closed.
     *
     * @return the address; of a Unix peer that was not bound, {@link UnixName#unnamed()}
     */
    Endpoint peer();

    /**
     * How long each read or write may wait: absent ({@link Socket#FOREVER}) at first, zero for not
     * at all. A read or write that began before keeps its time.
     *
     * @param each zero or more; what is beyond 292 years is for ever
     * @throws IllegalArgumentException if it is negative
     */
    void timeout(Duration each);

    /**
     * How long everything from now on may take together. Where the timeout ends sooner, it wins.
     *
     * @param whole zero or more, from now; {@link Socket#FOREVER} takes the deadline away
     * @throws IllegalArgumentException if it is negative
     */
    void deadline(Duration whole);

    /**
     * Whether nobody has closed it here. Says nothing of the peer.
     *
     * @return false once {@link #close} was called
     */
    boolean isOpen();

    /**
     * Closes both directions and wakes every thread that waits. Does nothing the second time, and
     * throws nothing: what was written and not sent yet the kernel still sends.
     */
    @Override
    void close();

    /**
     * Sends a part of a file. A {@link StreamSocket} has the kernel do it (sendfile(2)): what is in memory
     * then goes without a copy, and is what the file holds when it leaves, should somebody write to it
     * meanwhile. The timeout is for each wait for room, the deadline for the whole.
     *
     * @param file the file
     * @param position where to begin, in bytes from its start
     * @param count how many bytes
     * @return how many bytes went: fewer where the file ends before
     * @throws java.nio.channels.ClosedChannelException if the file is closed
     * @throws IOException if a wait ends without room, or the kernel has an error; {@link
     *     SocketFailure#bytesMoved} tells how many bytes were taken before
     * @throws IllegalArgumentException if the position or the count is negative
     */
    default long transferFrom(OpenFile file, long position, long count) throws IOException {
        return FileCopy.copy(file, position, count, 0, (data, _) -> writeAll(data));
    }

    /**
     * Reads what there is into a pipe, and waits while there is nothing. A {@link StreamSocket} takes
     * memory for that, or a pipe of the kernel, when there is something and not before.
     *
     * @param into empty
     * @return the number of bytes, or -1 at the end of the stream
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     * @throws IllegalStateException if the pipe is not empty, or closed
     */
    default long read(Pipe into) throws IOException {
        return into.fill(this);
    }

    /**
     * Writes as much of what is in a pipe as there is room for, and waits while there is none.
     *
     * @param from holds the rest
     * @return how many bytes were taken, at least 1 where there were any
     * @throws IOException if the wait ends without a byte, or the kernel has an error
     * @throws IllegalStateException if the pipe is closed
     */
    default long write(Pipe from) throws IOException {
        return from.drain(this);
    }

    /**
     * Copies everything that is left to read to another stream, up to the end of this one.
     *
     * @param to where the bytes go; it is not closed or shut down
     * @return how many bytes went
     * @throws IOException if one of the two fails
     */
    default long transferTo(Stream to) throws IOException {
        return in().transferTo(Objects.requireNonNull(to, "to").out());
    }
}
