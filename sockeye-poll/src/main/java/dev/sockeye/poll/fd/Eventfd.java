package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.SysEventfd.EFD_CLOEXEC;
import static dev.sockeye.sys.SysEventfd.EFD_NONBLOCK;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An eventfd by which any thread wakes one that sleeps in the kernel.
 *
 * <p>It has a life word: a {@link #signal} that comes while the sleeper closes it writes either
 * before the close or not at all, never to a number that is somebody else's by then.
 *
 * <p>{@link #signal} and {@link #close} for any thread, the rest for the sleeper.
 */
public final class Eventfd extends Life {
    private static final MemorySegment ONE =
            Arena.global().allocateFrom(ValueLayout.JAVA_LONG, 1).asReadOnly();

    private final Kernel kernel;
    private final MemorySegment count = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private volatile int number = -1;

    /**
     * An eventfd that is not open yet.
     *
     * @param kernel whose it is
     */
    public Eventfd(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Opens it, where it is not open: close-on-exec and non-blocking.
     *
     * @return 0 or {@code -errno}
     */
    public int open() {
        if (number >= 0) {
            return 0;
        }
        int result = kernel.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        number = result;
        return Math.min(0, result);
    }

    /**
     * The descriptor, to be watched for input.
     *
     * @return its number, negative before it is opened
     */
    public int number() {
        return number;
    }

    /** Makes it readable; nothing before it is opened and once it is closed. */
    public void signal() {
        if (number >= 0 && enter()) {
            try {
                long result;
                do {
                    result = kernel.write(number, ONE, Long.BYTES);
                } while (result == -EINTR);
            } finally {
                exit();
            }
        }
    }

    /** Takes what was signalled, so that it is no longer readable. */
    public void drain() {
        if (number >= 0 && enter()) {
            try {
                long result;
                do {
                    result = kernel.read(number, count, Long.BYTES);
                } while (result == -EINTR);
            } finally {
                exit();
            }
        }
    }

    /** Closes it, once; the last user does it. */
    public void close() {
        if (enter()) {
            var _ = markClosed();
            exit();
        }
    }

    private void exit() {
        if (leave() && number >= 0) {
            var _ = kernel.close(number);
        }
    }
}
