package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.Errno.EIO;
import static dev.sockeye.sys.Errno.ENOSYS;
import static dev.sockeye.sys.Errno.EOPNOTSUPP;
import static dev.sockeye.sys.Fcntl.SPLICE_F_MOVE;
import static dev.sockeye.sys.Fcntl.SPLICE_F_NONBLOCK;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What bytes go through from one {@link Stream} to another: {@link Stream#read(Pipe)} fills it, {@link
 * Stream#write(Pipe)} empties it.
 *
 * <p>Few bytes go through memory. Once a read has filled that, the next ones go through a pipe(7) of the
 * kernel (splice(2)), where between two {@link StreamSocket}s nothing is copied. An empty one holds neither:
 * both are borrowed while there are bytes. Where the kernel cannot splice a kind of socket, or there are no
 * descriptors left, everything goes through memory.
 *
 * <p>One thread at a time; a second one is refused.
 */
public final class Pipe implements AutoCloseable {
    /** A splice of fewer bytes than this costs more than the copies that it spares. */
    private static final long FEW = 16 << 10;

    private static final int FLAGS = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;

    /** Fills it from a socket by way of memory. */
    private static final Fd.Call<Pipe> COPY_IN =
            (kernel, fd, pipe, flags) -> pipe.copyIn(kernel, fd, flags);

    /** Fills it from a socket in the kernel. */
    private static final Fd.Call<Pipe> SPLICE_IN =
            (kernel, fd, pipe, flags) -> pipe.spliceIn(kernel, fd, flags);

    /** Empties it into a socket. */
    static final Fd.Call<Pipe> DRAIN = (kernel, fd, pipe, flags) -> pipe.drain(kernel, fd, flags);

    private final @Nullable Pipes pipes;
    private final AtomicBoolean used = new AtomicBoolean();
    private boolean closed;

    /** Whether splice(2) takes the sockets that it has met, as sources and as receivers. */
    private boolean splicesIn;

    private boolean splicesOut = true;

    private String call = "recv";

    /** The last read brought as much as there was room for. */
    private boolean flowing;

    /** What is in memory, which goes before what is in the kernel. */
    private @Nullable MemorySegment buffer;

    private long from;
    private long to;

    private Pipes.@Nullable Ends ends;
    private long inKernel;

    Pipe(@Nullable Pipes pipes) {
        this.pipes = pipes;
        this.splicesIn = pipes != null;
    }

    /**
     * One through which everything is copied.
     *
     * @return a pipe that never splices
     */
    public static Pipe copying() {
        return new Pipe(null);
    }

    /**
     * How many bytes are in it.
     *
     * @return 0 or more
     */
    public long size() {
        return to - from + inKernel;
    }

    /**
     * Whether there is nothing in it.
     *
     * @return true at first
     */
    public boolean isEmpty() {
        return size() == 0;
    }

    void enter() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread uses this pipe");
        }
        if (closed) {
            used.set(false);
            throw new IllegalStateException("the pipe is closed");
        }
    }

    void leave() {
        used.set(false);
    }

    /** Whether it is filled in the kernel next, where the socket never blocks. */
    boolean splicesNext() {
        return flowing && splicesIn;
    }

    /** How it is filled from a socket next. */
    Fd.Call<Pipe> filling(boolean nonBlocking) {
        if (!isEmpty()) {
            throw new IllegalStateException(this + " is not empty");
        }
        return splicesNext() && nonBlocking ? SPLICE_IN : COPY_IN;
    }

    /** The C name of the last call. */
    String call() {
        return call;
    }

    private long copyIn(Kernel kernel, int fd, int flags) {
        MemorySegment room = Buffers.take();
        long count = 0;
        call = "recv";
        try {
            count = kernel.recv(fd, room, Buffers.SIZE, flags);
            return count;
        } finally {
            filled(room, count);
        }
    }

    private void filled(MemorySegment room, long count) {
        flowing = count == Buffers.SIZE || (count == -EAGAIN && flowing);
        if (count > 0) {
            buffer = room;
            from = 0;
            to = count;
        } else {
            Buffers.give(room);
        }
    }

    private long spliceIn(Kernel kernel, int fd, int flags) {
        Pipes.Ends taken = pipes == null ? null : pipes.take();
        if (pipes == null || taken == null) {
            return copyIn(kernel, fd, flags);
        }
        long count = 0;
        call = "splice";
        try {
            count =
                    kernel.splice(
                            fd,
                            MemorySegment.NULL,
                            taken.in(),
                            MemorySegment.NULL,
                            Pipes.SIZE,
                            FLAGS);
        } finally {
            if (count > 0) {
                ends = taken;
                inKernel = count;
            } else {
                pipes.give(taken);
            }
        }
        if (isRefused(count)) {
            splicesIn = false;
            return copyIn(kernel, fd, flags);
        }
        flowing = count >= FEW || count == -EAGAIN;
        return count;
    }

    private static boolean isRefused(long result) {
        return result == -EINVAL || result == -ENOSYS || result == -EOPNOTSUPP;
    }

    private long drain(Kernel kernel, int fd, int flags) {
        Pipes.Ends taken = ends;
        if (buffer == null && taken != null && splicesOut && flags == 0) {
            call = "splice";
            long count =
                    kernel.splice(
                            taken.out(),
                            MemorySegment.NULL,
                            fd,
                            MemorySegment.NULL,
                            inKernel,
                            FLAGS);
            if (!isRefused(count)) {
                takenFromKernel(count);
                return count;
            }
            splicesOut = false;
        }
        long loaded = load(kernel);
        if (loaded < 0) {
            return loaded;
        }
        MemorySegment data = memory();
        call = "send";
        long count = kernel.send(fd, data, data.byteSize(), flags | MSG_NOSIGNAL);
        takenFromMemory(count);
        return count;
    }

    private MemorySegment memory() {
        MemorySegment held = buffer;
        return held == null ? MemorySegment.NULL : held.asSlice(from, to - from);
    }

    /**
     * Brings bytes from the kernel into memory, where there are none in that, for a receiver that takes them
     * from there alone.
     *
     * @return 0 or {@code -errno}
     */
    private long load(Kernel kernel) {
        Pipes.Ends taken = ends;
        if (buffer != null || taken == null) {
            return 0;
        }
        MemorySegment room = Buffers.take();
        long count;
        do {
            count = kernel.read(taken.out(), room, Math.min(Buffers.SIZE, inKernel));
        } while (count == -EINTR);
        if (count <= 0) {
            Buffers.give(room);
            return count == 0 ? -EIO : count;
        }
        buffer = room;
        from = 0;
        to = count;
        takenFromKernel(count);
        return 0;
    }

    private void takenFromKernel(long count) {
        inKernel -= Math.max(0, count);
        Pipes.Ends taken = ends;
        if (inKernel == 0 && taken != null && pipes != null) {
            ends = null;
            pipes.give(taken);
        }
    }

    private void takenFromMemory(long count) {
        from += Math.max(0, count);
        MemorySegment memory = buffer;
        if (from == to && memory != null) {
            buffer = null;
            from = 0;
            to = 0;
            Buffers.give(memory);
        }
    }

    /** Fills it from a stream that is no socket, which is all that such a one can do. */
    long fill(Stream stream) throws IOException {
        enter();
        try {
            var _ = filling(false);
            MemorySegment room = Buffers.take();
            long count = 0;
            try {
                count = stream.read(room);
                return count;
            } finally {
                filled(room, count);
            }
        } finally {
            leave();
        }
    }

    /** Empties it into a stream that is no socket. */
    long drain(Stream stream) throws IOException {
        enter();
        try {
            if (isEmpty()) {
                return 0;
            }
            long loaded = pipes == null ? 0 : load(pipes.kernel());
            if (loaded < 0) {
                throw new ErrnoException("read", (int) -loaded, null, null, 0);
            }
            long count = stream.write(memory());
            takenFromMemory(count);
            return count;
        } finally {
            leave();
        }
    }

    /** Drops what is in it. Does nothing the second time. */
    @Override
    public void close() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread uses this pipe");
        }
        closed = true;
        takenFromMemory(to - from);
        Pipes.Ends taken = ends;
        if (taken != null && pipes != null) {
            ends = null;
            inKernel = 0;
            pipes.discard(taken);
        }
        used.set(false);
    }

    @Override
    public String toString() {
        return "Pipe[" + size() + " bytes" + (closed ? ", closed]" : "]");
    }
}
