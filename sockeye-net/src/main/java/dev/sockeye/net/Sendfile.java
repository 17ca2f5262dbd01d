package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.Errno.ENOMEM;
import static dev.sockeye.sys.Errno.ENOSYS;
import static dev.sockeye.sys.Errno.EOPNOTSUPP;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Kernel;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file on its way to a socket by sendfile(2), piece by piece. One thread.
 *
 * <p>sendfile(2) raises SIGPIPE and has no flag against that; the JVM ignores it.
 */
final class Sendfile {
    /** How much at once: so long a disk may hold the thread. */
    private static final long PIECE = 512 << 10;

    /** One piece to the socket. */
    static final Fd.Call<Sendfile> CALL = (kernel, fd, part, _) -> part.send(kernel, fd);

    /** The same inside the use of the file, so that neither of the two is closed under it. */
    private static final Fd.Call<Sendfile> FROM_FILE =
            (_, file, part, socket) -> part.send(socket, file);

    private final OpenFile file;
    private final long end;
    private long position;
    private @Nullable Kernel kernel;

    Sendfile(OpenFile file, long position, long count) {
        this.file = file;
        this.position = position;
        this.end = position + count;
    }

    long position() {
        return position;
    }

    long left() {
        return end - position;
    }

    void moved(long count) {
        position += count;
    }

    /** Whether the kernel cannot send this kind of file that way, or not to this kind of socket. */
    static boolean isRefused(long result) {
        return result == -EINVAL || result == -ENOSYS || result == -EOPNOTSUPP || result == -ENOMEM;
    }

    void checkFile() throws ClosedChannelException {
        if (!file.fd.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private long send(Kernel kernel, int socket) {
        this.kernel = kernel;
        return file.fd.call(FROM_FILE, this, socket);
    }

    private long send(int socket, int file) {
        Kernel kernel = this.kernel;
        if (kernel == null) {
            throw new AssertionError("only from the call above");
        }
        Scratch scratch = Scratch.take();
        try {
            scratch.option.set(JAVA_LONG, 0, position);
            return kernel.sendfile(socket, file, scratch.option, Math.min(PIECE, left()));
        } finally {
            scratch.give();
        }
    }
}
