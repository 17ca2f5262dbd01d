package dev.sockeye.sys;

import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * {@code posix_spawn_file_actions_t}: what {@link Libc#posix_spawn} does to the descriptors of the
 * child, one action after another, before the program starts.
 *
 * <p>The methods answer 0 or {@code -errno}: -ENOMEM, or -EBADF for a number that no descriptor can
 * have. Not safe for several threads at once; to be closed.
 */
public final class PosixSpawnFileActions implements AutoCloseable {
    private static final Constants S = Platform.struct("posix_spawn_file_actions_t");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final Function INIT = new Function("posix_spawn_file_actions_init");
    private static final Function DESTROY = new Function("posix_spawn_file_actions_destroy");
    private static final Function ADDCLOSE = new Function("posix_spawn_file_actions_addclose");
    private static final Function ADDCLOSEFROM =
            new Function("posix_spawn_file_actions_addclosefrom_np");
    private static final Function ADDDUP2 = new Function("posix_spawn_file_actions_adddup2");
    private static final Function ADDOPEN = new Function("posix_spawn_file_actions_addopen");

    private final MemorySegment block = Arena.ofAuto().allocate(SIZE, Long.BYTES);
    private boolean open = true;

    /** {@code posix_spawn_file_actions_init(fa)}: no action. */
    public PosixSpawnFileActions() {
        var _ = Shape.open(INIT, block, 0, NULL, 0, 0);
    }

    /**
     * {@code posix_spawn_file_actions_addclose(fa, fd)}: closes a descriptor.
     *
     * @param fd the descriptor, which need not be open
     * @return 0 or {@code -errno}
     */
    public int addclose(int fd) {
        return add(ADDCLOSE, fd, NULL, 0, 0);
    }

    /**
     * {@code posix_spawn_file_actions_addclosefrom_np(fa, low_fd)}: closes all descriptors from a number
     * on. Since glibc 2.34.
     *
     * @param lowFd the lowest one to close
     * @return 0 or {@code -errno}
     */
    public int addclosefrom(int lowFd) {
        return add(ADDCLOSEFROM, lowFd, NULL, 0, 0);
    }

    /**
     * {@code posix_spawn_file_actions_adddup2(fa, fd, newfd)}: makes a number stand for an open file,
     * without close-on-exec, where the two are the same too (since glibc 2.29).
     *
     * @param fd the descriptor
     * @param newfd the number
     * @return 0 or {@code -errno}
     */
    public int adddup2(int fd, int newfd) {
        checkOpen();
        try {
            return -(int) Shape.poll(ADDDUP2, block, fd, newfd);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * {@code posix_spawn_file_actions_addopen(fa, fd, path, oflag, mode)}: opens a file under a number.
     *
     * @param fd the number
     * @param path the file
     * @param oflag {@code O_} values of {@link Fcntl}
     * @param mode the rights of a file that is made
     * @return 0 or {@code -errno}
     */
    public int addopen(int fd, String path, int oflag, int mode) {
        try (var arena = Arena.ofConfined()) {
            return add(ADDOPEN, fd, Libc.text(arena, path), oflag, mode);
        }
    }

    private int add(Function call, int fd, MemorySegment path, int oflag, int mode) {
        checkOpen();
        try {
            return Shape.open(call, block, fd, path, oflag, mode);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** As C wants it. Whoever passes it on keeps this object reachable meanwhile. */
    MemorySegment block() {
        checkOpen();
        return block;
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("these file actions are destroyed");
        }
    }

    /** {@code posix_spawn_file_actions_destroy(fa)}. Does nothing the second time. */
    @Override
    public void close() {
        if (open) {
            open = false;
            var _ = Shape.open(DESTROY, block, 0, NULL, 0, 0);
        }
    }
}
