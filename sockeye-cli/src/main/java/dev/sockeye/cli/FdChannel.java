package dev.sockeye.cli;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.PollH;
import dev.sockeye.sys.Pollfd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * A descriptor that was inherited, as standard input and output are: read(2) and write(2) on it,
 * with direct buffers. It blocks the thread that calls. Unlike {@code System.in} and {@code
 * System.out} it tells errors apart, and waits with poll(2) where another process has made the
 * descriptor non-blocking. It is never closed: it belongs to whoever started us.
 */
final class FdChannel implements ByteChannel {
    private static final int FOREVER = -1;

    private final Kernel kernel;
    private final int fd;

    FdChannel(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    @Override
    public int read(ByteBuffer into) throws StreamException {
        var segment = MemorySegment.ofBuffer(into);
        long count = kernel.read(fd, segment, segment.byteSize());
        while (again(count, PollH.POLLIN)) {
            count = kernel.read(fd, segment, segment.byteSize());
        }
        if (count < 0) {
            throw new StreamException("read", (int) -count);
        }
        into.position(into.position() + (int) count);
        return count == 0 && into.hasRemaining() ? -1 : (int) count;
    }

    @Override
    public int write(ByteBuffer data) throws StreamException {
        var segment = MemorySegment.ofBuffer(data);
        long count = kernel.write(fd, segment, segment.byteSize());
        while (again(count, PollH.POLLOUT)) {
            count = kernel.write(fd, segment, segment.byteSize());
        }
        if (count < 0) {
            throw new StreamException("write", (int) -count);
        }
        data.position(data.position() + (int) count);
        return (int) count;
    }

    /** Whether to try once more: at once after a signal, and when it is ready after EAGAIN. */
    private boolean again(long result, int event) {
        if (result == -Errno.EAGAIN) {
            try (var arena = Arena.ofConfined()) {
                var fds = Pollfd.allocate(arena, 1);
                Pollfd.set(fds, 0, fd, event);
                var _ = kernel.poll(fds, 1, FOREVER);
            }
            return true;
        }
        return result == -Errno.EINTR;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Does nothing. */
    @Override
    public void close() {}
}
