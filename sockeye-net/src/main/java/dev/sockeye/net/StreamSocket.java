package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.SHUT_RD;
import static dev.sockeye.sys.SysSocket.SHUT_WR;

import dev.sockeye.poll.fd.Fd;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connected stream socket of any family: TCP over IPv4 and IPv6, Unix, vsock.
 *
 * <p>Any thread, at any time; see {@link Stream} for reading and writing, {@link Socket} for waiting and
 * closing.
 */
public final class StreamSocket extends Socket implements Stream {
    StreamSocket(Network network, int number, Kind kind, int dontWait) {
        super(network, number, kind, dontWait);
    }

    /**
     * Opens a stream and connects it; waits as long as the kernel tries.
     *
     * @param to the other side
     * @param options set before connect(2)
     * @return the connected stream
     * @throws IOException if an option or the connection is refused
     */
    public static StreamSocket connect(Endpoint to, Opt.Setting<?>... options) throws IOException {
        return Network.host().connect(to, options);
    }

    /**
     * Opens a stream and connects it in time. Where TCP to a loopback address connects the socket to
     * itself, since its own port happens to be the one that nobody listens on, that counts as refused.
     *
     * @param to the other side
     * @param within how long connecting may take
     * @param options set before connect(2)
     * @return the connected stream, without a timeout
     * @throws DeadlineException if it took longer
     * @throws IOException if an option or the connection is refused
     */
    public static StreamSocket connect(Endpoint to, Duration within, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().connect(to, within, options);
    }

    /**
     * Opens a stream, binds it to an address of its own, and connects it in time.
     *
     * @param to the other side
     * @param from this side; port 0 for a free one
     * @param within how long connecting may take
     * @param options set before bind(2)
     * @return the connected stream, without a timeout
     * @throws DeadlineException if it took longer
     * @throws IOException if an option, the address or the connection is refused
     */
    public static StreamSocket connect(
            Endpoint to, Endpoint from, Duration within, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().connect(to, from, within, options);
    }

    /**
     * {@code socketpair(AF_UNIX, SOCK_STREAM)}: two streams that are connected to each other.
     *
     * @return the two
     * @throws IOException if the kernel refuses
     */
    public static StreamSocket[] pair() throws IOException {
        return Network.host().pair();
    }

    /**
     * Takes over the descriptor of a connected stream, one that was inherited for instance. It is used
     * without setting O_NONBLOCK, which others that share it would see.
     *
     * @param fd the descriptor, from now on closed by nobody else
     * @return the stream
     * @throws IOException if it is no connected stream socket; then it is left alone
     */
    public static StreamSocket adopt(int fd) throws IOException {
        return Network.host().adoptStream(fd);
    }

    @Override
    public long read(MemorySegment into) throws IOException {
        long room = Buffers.room(into).byteSize();
        if (room == 0) {
            return nothing("recv");
        }
        try {
            long count =
                    dontWait == 0
                            ? fd.awaitRead(Calls.RECV, into, room, patience())
                            : fd.await(Calls.RECV, into, dontWait, Fd.IN, patience());
            return count > 0 ? count : ended(result("recv", count));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long tryRead(MemorySegment into) throws IOException {
        if (Buffers.room(into).byteSize() == 0) {
            return nothing("recv");
        }
        return ended(attempt("recv", Calls.RECV, into, dontWait));
    }

    /** Of a stream no bytes are the end. */
    private static long ended(long count) {
        return count == 0 ? -1 : count;
    }

    /** An empty buffer moves nothing, as in {@code java.nio}, but a closed socket is told of. */
    private long nothing(String call) throws IOException {
        return result(call, isOpen() ? 0 : Fd.CLOSED);
    }

    /**
     * {@inheritDoc} Here it copies without the heap, and holds a buffer only from the arrival of bytes
     * until they are written.
     */
    @Override
    public long transferTo(Stream to) throws IOException {
        return transferTo(Objects.requireNonNull(to, "to")::writeAll);
    }

    /** Who gets what was read, piece by piece. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes a piece.
         *
         * @param data at least one byte, in memory that is lent until the return
         * @throws IOException if it cannot be used; that ends the reading
         */
        void received(MemorySegment data) throws IOException;
    }

    /**
     * Reads to the end of the stream, and holds memory only from the arrival of bytes until the receiver
     * has returned: what a connection needs that is mostly idle.
     *
     * @param to who gets the bytes, in the thread that calls this
     * @return how many bytes were read
     * @throws IOException if a wait ends without a byte, the kernel has an error, or the receiver throws
     */
    public long transferTo(Receiver to) throws IOException {
        var borrowed = new Calls.Borrowed();
        long moved = 0;
        // Few frames lie between this one and the wait: a parked virtual thread keeps a copy of
        // each.
        try {
            while (true) {
                long count =
                        dontWait == 0
                                ? fd.awaitRead(Calls.BORROW, borrowed, Buffers.SIZE, patience())
                                : fd.await(Calls.BORROW, borrowed, dontWait, Fd.IN, patience());
                if (count <= 0) {
                    var _ = result("recv", count);
                    return moved;
                }
                to.received(borrowed.bytes(count));
                borrowed.giveBack();
                moved += count;
            }
        } finally {
            borrowed.giveBack();
            Reference.reachabilityFence(this);
        }
    }

    /** How many bytes can be read without waiting. */
    int available() throws IOException {
        try {
            return (int) result("ioctl", fd.call(Calls.FIONREAD_NOW, null, 0));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long write(MemorySegment data) throws IOException {
        return data.byteSize() == 0 ? nothing("send") : write(data, 0);
    }

    /** The timeout is for each wait; a failure tells what went before, too. */
    private void writeAll(MemorySegment data, long before) throws IOException {
        for (long at = 0; at < data.byteSize(); ) {
            at += write(data.asSlice(at), before + at);
        }
    }

    private long write(MemorySegment data, long moved) throws IOException {
        try {
            long count = fd.await(Calls.SEND, data, dontWait | MSG_NOSIGNAL, Fd.OUT, patience());
            if (count < 0) {
                throw failure("send", null, moved).of(count);
            }
            return count;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void writeAll(MemorySegment data) throws IOException {
        long size = data.byteSize();
        long moved = size == 0 ? nothing("send") : write(data, 0);
        while (moved < size) {
            moved += write(data.asSlice(moved), moved);
        }
    }

    @Override
    public long tryWrite(MemorySegment data) throws IOException {
        return data.byteSize() == 0
                ? nothing("send")
                : attempt("send", Calls.SEND, data, dontWait | MSG_NOSIGNAL);
    }

    /** {@inheritDoc} An adopted socket, which may block, is written to as any other stream. */
    @Override
    public long transferFrom(OpenFile file, long position, long count) throws IOException {
        FileCopy.check(position, count);
        var part = new Sendfile(file, position, count);
        while (part.left() > 0) {
            long moved = part.position() - position;
            long result = dontWait == 0 ? send(part) : -EINVAL;
            if (Sendfile.isRefused(result)) {
                long at = part.position();
                return moved + FileCopy.copy(file, at, part.left(), moved, this::writeAll);
            }
            if (result < 0) {
                part.checkFile();
                throw failure("sendfile", null, moved).of(result);
            }
            if (result == 0) {
                return moved;
            }
            part.moved(result);
        }
        return count;
    }

    private long send(Sendfile part) {
        try {
            return fd.await(Sendfile.CALL, part, 0, Fd.OUT, patience());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long read(Pipe into) throws IOException {
        into.enter();
        try {
            long count =
                    into.splicesNext() || dontWait != 0
                            ? fd.await(
                                    into.filling(dontWait == 0), into, dontWait, Fd.IN, patience())
                            : fd.awaitRead(into.filling(false), into, Buffers.SIZE, patience());
            return ended(result(into.call(), count));
        } finally {
            into.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public long write(Pipe from) throws IOException {
        from.enter();
        try {
            if (from.isEmpty()) {
                return nothing("send");
            }
            long count = fd.await(Pipe.DRAIN, from, dontWait, Fd.OUT, patience());
            return result(from.call(), count);
        } finally {
            from.leave();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        shutdown(SHUT_RD);
    }

    @Override
    public void shutdownOutput() throws IOException {
        shutdown(SHUT_WR);
    }

    private void shutdown(int how) throws IOException {
        try {
            result("shutdown", fd.call(Calls.SHUTDOWN, null, how));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public InputStream in() {
        return new SocketInput(this);
    }

    @Override
    public Endpoint local() {
        @Nullable Endpoint known = knownLocal();
        return known != null ? known : askLocal();
    }
}
