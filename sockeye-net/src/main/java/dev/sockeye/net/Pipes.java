package dev.sockeye.net;

import static dev.sockeye.sys.Fcntl.F_SETPIPE_SZ;
import static dev.sockeye.sys.Fcntl.O_CLOEXEC;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.sys.Kernel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The pipes of the kernel that a {@link Network} has: a few empty ones are kept. Any thread. */
final class Pipes {
    /** How many bytes one takes: what a socket's receive queue holds mostly. */
    static final int SIZE = 256 << 10;

    private static final int KEPT = 16;

    private final Kernel kernel;
    private final ArrayDeque<Ends> free = new ArrayDeque<>();
    private boolean closed;

    Pipes(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The two descriptors of one. */
    record Ends(int out, int in) {}

    /** An empty one; null where there are no descriptors left. */
    @Nullable Ends take() {
        synchronized (this) {
            Ends kept = free.pollLast();
            if (kept != null) {
                return kept;
            }
        }
        Scratch scratch = Scratch.take();
        try {
            if (kernel.pipe2(scratch.option, O_CLOEXEC | O_NONBLOCK) < 0) {
                return null;
            }
            var ends =
                    new Ends(
                            scratch.option.getAtIndex(JAVA_INT, 0),
                            scratch.option.getAtIndex(JAVA_INT, 1));
            // Where a user has too many large ones the kernel leaves it as it is: so be it.
            var _ = kernel.fcntl(ends.in, F_SETPIPE_SZ, SIZE);
            return ends;
        } finally {
            scratch.give();
        }
    }

    Kernel kernel() {
        return kernel;
    }

    /** Takes back an empty one. */
    void give(Ends ends) {
        synchronized (this) {
            if (!closed && free.size() < KEPT) {
                free.addLast(ends);
                return;
            }
        }
        discard(ends);
    }

    /** Takes back one that still holds bytes, which are of use to nobody. */
    void discard(Ends ends) {
        var _ = kernel.close(ends.in);
        var _ = kernel.close(ends.out);
    }

    /** Those that are in use are closed when they are given back. */
    void close() {
        ArrayDeque<Ends> all;
        synchronized (this) {
            closed = true;
            all = new ArrayDeque<>(free);
            free.clear();
        }
        all.forEach(this::discard);
    }
}
