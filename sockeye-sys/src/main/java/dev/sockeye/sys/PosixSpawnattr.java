package dev.sockeye.sys;

import static java.lang.foreign.MemorySegment.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * {@code posix_spawnattr_t}: what a child of {@link Libc#posix_spawn} does not take over from its
 * parent. What is set here counts only with its flag ({@link #setflags}).
 *
 * <p>The methods answer 0 or {@code -errno}. Not safe for several threads at once; to be closed.
 */
public final class PosixSpawnattr implements AutoCloseable {
    private static final Constants S = Platform.struct("posix_spawnattr_t");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final Function INIT = new Function("posix_spawnattr_init");
    private static final Function DESTROY = new Function("posix_spawnattr_destroy");
    private static final Function SETFLAGS = new Function("posix_spawnattr_setflags");
    private static final Function SETPGROUP = new Function("posix_spawnattr_setpgroup");
    private static final Function SETSIGDEFAULT = new Function("posix_spawnattr_setsigdefault");
    private static final Function SETSIGMASK = new Function("posix_spawnattr_setsigmask");

    private final MemorySegment block = Arena.ofAuto().allocate(SIZE, Long.BYTES);
    private boolean open = true;

    /** {@code posix_spawnattr_init(attr)}: everything as the parent has it. */
    public PosixSpawnattr() {
        var _ = Shape.open(INIT, block, 0, NULL, 0, 0);
    }

    /**
     * {@code posix_spawnattr_setflags(attr, flags)}.
     *
     * @param flags {@code POSIX_SPAWN_} values of {@link SpawnH}
     * @return 0, or -EINVAL
     */
    public int setflags(int flags) {
        return set(SETFLAGS, flags);
    }

    /**
     * {@code posix_spawnattr_setpgroup(attr, pgroup)}.
     *
     * @param pgroup a process group; 0 for a new one that the child leads
     * @return 0
     */
    public int setpgroup(int pgroup) {
        return set(SETPGROUP, pgroup);
    }

    /**
     * {@code posix_spawnattr_setsigdefault(attr, sigdefault)}.
     *
     * @param sigdefault a {@link Sigset}: signals that the parent ignores, and the child shall not
     * @return 0
     */
    public int setsigdefault(MemorySegment sigdefault) {
        return set(SETSIGDEFAULT, sigdefault);
    }

    /**
     * {@code posix_spawnattr_setsigmask(attr, sigmask)}.
     *
     * @param sigmask a {@link Sigset}: signals that are blocked in the child
     * @return 0
     */
    public int setsigmask(MemorySegment sigmask) {
        return set(SETSIGMASK, sigmask);
    }

    private int set(Function call, long value) {
        checkOpen();
        try {
            return Shape.open(call, block, value, NULL, 0, 0);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private int set(Function call, MemorySegment set) {
        checkOpen();
        try {
            // Beyond the set's end C would read.
            return Shape.spawn(call, block, set.asSlice(0, Sigset.SIZE), NULL, NULL, NULL, NULL);
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
            throw new IllegalStateException("these attributes are destroyed");
        }
    }

    /** {@code posix_spawnattr_destroy(attr)}. Does nothing the second time. */
    @Override
    public void close() {
        if (open) {
            open = false;
            var _ = Shape.open(DESTROY, block, 0, NULL, 0, 0);
        }
    }
}
