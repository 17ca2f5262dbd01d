package dev.sockeye.server;

import static dev.sockeye.sys.Errno.ECONNREFUSED;
import static dev.sockeye.sys.Errno.EINTR;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.Socket;
import dev.sockeye.net.Target;
import dev.sockeye.sys.Fcntl;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Statx;
import dev.sockeye.sys.SysStat;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The file that bind(2) leaves behind for a Unix path, and that nobody removes but us. Addresses
 * without a file have one of these too, which does nothing. Any thread.
 */
final class UnixPath {
    /** What makes it the same file, whatever its name is now. */
    private record Identity(long major, long minor, long inode) {}

    private final Kernel kernel;
    private final byte[] path;
    private Optional<Identity> ours;

    private UnixPath(Kernel kernel, byte[] path, Optional<Identity> ours) {
        this.kernel = kernel;
        this.path = path;
        this.ours = ours;
    }

    /** The file of an address that was bound just now. */
    static UnixPath bound(Kernel kernel, Endpoint endpoint) {
        byte[] path = path(endpoint);
        return new UnixPath(
                kernel, path, path.length == 0 ? Optional.empty() : socketAt(kernel, path));
    }

    /** For an address whose file, if there is one, is somebody else's. */
    static UnixPath none(Kernel kernel) {
        return new UnixPath(kernel, new byte[0], Optional.empty());
    }

    /** Empty if the endpoint is not a path. */
    private static byte[] path(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix unix && unix.name().isPath()
                ? unix.name().bytes()
                : new byte[0];
    }

    /** Removes the file, if it is still the one that was bound. */
    synchronized void remove() {
        if (ours.isPresent() && ours.equals(socketAt(kernel, path))) {
            unlink(kernel, path);
        }
        ours = Optional.empty();
    }

    /**
     * Removes what a server left behind that is gone: a socket on which nobody answers. Two servers that
     * do this in the same instant may both succeed, and the later one then has the path.
     *
     * @return false if there is nothing of the kind: somebody lives there, or it is no socket
     */
    static boolean removeStale(Network network, Target target) {
        if (!(target instanceof Target.Address address)) {
            return false;
        }
        byte[] path = path(address.endpoint());
        if (path.length == 0) {
            return false;
        }
        Kernel kernel = network.kernel();
        Optional<Identity> found = socketAt(kernel, path);
        return found.isPresent()
                && isDead(network, address)
                && found.equals(socketAt(kernel, path))
                && unlink(kernel, path);
    }

    /** Whether connect(2) is refused; a full queue, another type or a lack of rights mean life. */
    private static boolean isDead(Network network, Target.Address address) {
        try {
            Socket probe =
                    address.transport().isDatagram()
                            ? network.datagramTo(address.endpoint())
                            : network.connect(address.endpoint(), Duration.ZERO);
            probe.close();
            return false;
        } catch (ErrnoException e) {
            return e.errno() == ECONNREFUSED;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Identity> socketAt(Kernel kernel, byte[] path) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment file = Statx.allocate(arena);
            MemorySegment name = text(arena, path);
            int mask = SysStat.STATX_TYPE | SysStat.STATX_INO;
            int flags = Fcntl.AT_SYMLINK_NOFOLLOW;
            int result = again(() -> kernel.statx(Fcntl.AT_FDCWD, name, flags, mask, file));
            boolean socket = result == 0 && (Statx.mode(file) & SysStat.S_IFMT) == SysStat.S_IFSOCK;
            return socket ? Optional.of(identity(file)) : Optional.empty();
        }
    }

    private static Identity identity(MemorySegment file) {
        return new Identity(Statx.devMajor(file), Statx.devMinor(file), Statx.ino(file));
    }

    private static boolean unlink(Kernel kernel, byte[] path) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = text(arena, path);
            return again(() -> kernel.unlink(name)) == 0;
        }
    }

    private static int again(IntSupplier call) {
        int result;
        do {
            result = call.getAsInt();
        } while (result == -EINTR);
        return result;
    }

    private static MemorySegment text(Arena arena, byte[] path) {
        MemorySegment text = arena.allocate(path.length + 1L);
        MemorySegment.copy(path, 0, text, ValueLayout.JAVA_BYTE, 0, path.length);
        return text;
    }
}
