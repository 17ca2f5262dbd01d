package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EACCES;
import static dev.sockeye.sys.Errno.ENOENT;
import static dev.sockeye.sys.Errno.ENOTDIR;
import static dev.sockeye.sys.Fcntl.AT_EMPTY_PATH;
import static dev.sockeye.sys.Fcntl.AT_FDCWD;
import static dev.sockeye.sys.Fcntl.AT_SYMLINK_NOFOLLOW;
import static dev.sockeye.sys.Fcntl.O_CLOEXEC;
import static dev.sockeye.sys.Fcntl.O_DIRECTORY;
import static dev.sockeye.sys.Fcntl.O_NOCTTY;
import static dev.sockeye.sys.Fcntl.O_NOFOLLOW;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static dev.sockeye.sys.Fcntl.O_PATH;
import static dev.sockeye.sys.SysStat.STATX_MTIME;
import static dev.sockeye.sys.SysStat.STATX_SIZE;
import static dev.sockeye.sys.SysStat.STATX_TYPE;
import static dev.sockeye.sys.SysStat.S_IFMT;
import static dev.sockeye.sys.SysStat.S_IFREG;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Statx;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A regular file that is open for reading, of which {@link Stream#transferFrom} sends parts. A {@code
 * FileChannel} would do, if it told its descriptor.
 *
 * <p>Reads name their place, so that many may share one file. They wait for the disk where the bytes are
 * not in memory, and hold the carrier of a virtual thread meanwhile.
 *
 * <p>Any thread, at any time, {@link #close} too: no call reaches a descriptor that was handed out anew. A
 * file that becomes unreachable is closed by its {@link Network}, as a socket is.
 */
public final class OpenFile implements AutoCloseable {
    /** How the names of files are written in bytes here. */
    private static final Charset NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final int WANTED = STATX_TYPE | STATX_SIZE | STATX_MTIME;

    private static final Fd.Call<Part> PREAD =
            (kernel, fd, part, _) ->
                    kernel.pread(fd, part.into, part.into.byteSize(), part.position);

    private final Network network;
    final Leaks.Entry fd;
    private final long size;
    private final Instant modified;

    /** Where a read begins, and where to. */
    private record Part(MemorySegment into, long position) {}

    private OpenFile(Network network, int number, MemorySegment status) {
        this.network = network;
        this.size = Statx.size(status);
        this.modified = Instant.ofEpochSecond(Statx.mtimeSec(status), Statx.mtimeNsec(status));
        this.fd = network.watch(this, number);
    }

    /**
     * Opens a file; links are followed.
     *
     * @param path the file
     * @return the open file
     * @throws NoSuchFileException if there is none
     * @throws IOException if it may not be read, is no regular file, or there are no descriptors left
     */
    public static OpenFile open(Path path) throws IOException {
        return Network.host().file(path);
    }

    /**
     * Opens a file below a directory, name by name, and refuses every link on the way: so that what is
     * opened lies below the directory, whatever others do to it meanwhile.
     *
     * @param directory where to begin
     * @param below a relative path without {@code .} and {@code ..}
     * @return the open file
     * @throws NoSuchFileException if there is none
     * @throws IOException if a link is in the way, it may not be read, is no regular file, or there are no
     *     descriptors left
     * @throws IllegalArgumentException if {@code below} leads elsewhere
     */
    public static OpenFile open(Path directory, Path below) throws IOException {
        return Network.host().file(directory, below);
    }

    static OpenFile open(Network network, Path path) throws IOException {
        try (var arena = Arena.ofConfined()) {
            return new Opener(network, arena, path).last(AT_FDCWD, path, 0);
        }
    }

    static OpenFile open(Network network, Path directory, Path below) throws IOException {
        if (below.isAbsolute() || !below.normalize().equals(below) || below.startsWith("..")) {
            throw new IllegalArgumentException("not a path below a directory: " + below);
        }
        Kernel kernel = network.kernel();
        try (var arena = Arena.ofConfined()) {
            var opener = new Opener(network, arena, directory.resolve(below));
            int at = opener.directory(AT_FDCWD, directory, 0);
            try {
                int last = below.getNameCount() - 1;
                for (int i = 0; i < last; i++) {
                    int next = opener.directory(at, below.getName(i), O_NOFOLLOW);
                    var _ = kernel.close(at);
                    at = next;
                }
                return opener.last(at, below.getName(last), O_NOFOLLOW);
            } finally {
                var _ = kernel.close(at);
            }
        }
    }

    /** The way to one file. */
    private record Opener(Network network, Arena arena, Path whole) {
        int directory(int at, Path name, int follow) throws IOException {
            int flags = O_PATH | O_DIRECTORY | O_CLOEXEC | follow;
            return check("openat", network.kernel().openat(at, text(name), flags, 0));
        }

        /** Looks before it opens: opening a device may do anything. */
        OpenFile last(int at, Path name, int follow) throws IOException {
            Kernel kernel = network.kernel();
            MemorySegment path = text(name);
            MemorySegment status = Statx.allocate(arena);
            int link = follow == 0 ? 0 : AT_SYMLINK_NOFOLLOW;
            check("statx", kernel.statx(at, path, link, WANTED, status));
            checkRegular(status);
            network.checkOpen();
            // A fifo that took its place would wait for its writer.
            int flags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY | follow;
            int number = check("openat", kernel.openat(at, path, flags, 0));
            try {
                MemorySegment itself = arena.allocateFrom("");
                check("statx", kernel.statx(number, itself, AT_EMPTY_PATH, WANTED, status));
                checkRegular(status);
            } catch (IOException e) {
                var _ = kernel.close(number);
                throw e;
            }
            return new OpenFile(network, number, status);
        }

        private MemorySegment text(Path name) {
            return arena.allocateFrom(name.toString(), NAMES);
        }

        private void checkRegular(MemorySegment status) throws IOException {
            if ((Statx.mode(status) & S_IFMT) != S_IFREG) {
                throw new FileSystemException(whole.toString(), null, "not a regular file");
            }
        }

        private int check(String call, int result) throws IOException {
            if (result >= 0) {
                return result;
            }
            int errno = -result;
            String path = whole.toString();
            if (errno == ENOENT) {
                throw new NoSuchFileException(path);
            }
            if (errno == EACCES) {
                throw new AccessDeniedException(path);
            }
            if (errno == ENOTDIR) {
                throw new NotDirectoryException(path);
            }
            throw new FileSystemException(path, null, words(call, errno));
        }
    }

    private static String words(String call, int errno) {
        return call + ": " + Errno.name(errno) + ", " + Errno.words(errno);
    }

    /**
     * Its size.
     *
     * @return in bytes, when it was opened
     */
    public long size() {
        return size;
    }

    /**
     * When its bytes were changed last.
     *
     * @return as it was when it was opened
     */
    public Instant modified() {
        return modified;
    }

    /**
     * {@code pread}: reads from a place on.
     *
     * @param into where the bytes go; a native segment
     * @param position in bytes from the start of the file
     * @return the number of bytes, or -1 at the end of the file and behind it; 0 only where the segment has
     *     no room
     * @throws ClosedChannelException if the file is closed
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the segment is read-only or on the heap, or the position negative
     */
    public long read(MemorySegment into, long position) throws IOException {
        if (position < 0) {
            throw new IllegalArgumentException("a position is not negative: " + position);
        }
        try {
            long count = fd.call(PREAD, new Part(Buffers.room(into), position), 0);
            if (count == Fd.CLOSED) {
                throw new ClosedChannelException();
            }
            if (count < 0) {
                throw new IOException(words("pread", (int) -count));
            }
            return count == 0 && into.byteSize() > 0 ? -1 : count;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Closes it; what another thread sends of it meanwhile ends. Does nothing the second time. */
    @Override
    public void close() {
        network.forget(fd);
        fd.close();
    }

    @Override
    public String toString() {
        return "OpenFile[" + fd + (fd.isOpen() ? "]" : ", closed]");
    }
}
