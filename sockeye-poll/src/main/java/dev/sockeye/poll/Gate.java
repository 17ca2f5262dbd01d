package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBUSY;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.LinuxIoUring.IORING_ENTER_EXT_ARG;
import static dev.sockeye.sys.LinuxIoUring.IORING_ENTER_GETEVENTS;
import static dev.sockeye.sys.LinuxIoUring.IORING_REGISTER_ENABLE_RINGS;

import dev.sockeye.sys.IoUringGeteventsArg;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The way into the kernel of a ring that is open: what it shares with the kernel, and the call that hands
 * submissions over, together with the buffers that are lent, and waits for completions.
 */
final class Gate {
    final Submissions submissions;
    final Completions completions;
    private final Kernel kernel;
    private final int fd;
    private final List<RingBuffers> groups = new ArrayList<>();
    private final IoUringGeteventsArg wait = new IoUringGeteventsArg();
    private long enters;

    Gate(Kernel kernel, int fd, Submissions submissions, Completions completions) {
        this.kernel = kernel;
        this.fd = fd;
        this.submissions = submissions;
        this.completions = completions;
    }

    /** Lends buffers. Answers 0 or {@code -errno}. */
    int provide(RingBuffers buffers) {
        int result = buffers.register(kernel, fd, groups.size());
        if (result == 0) {
            groups.add(buffers);
        }
        return result;
    }

    /** Whether the kernel knows them from here. */
    boolean lends(RingBuffers buffers) {
        return groups.contains(buffers);
    }

    /** Whoever does it is the single issuer. Answers 0 or {@code -errno}. */
    int enable() {
        var none = MemorySegment.NULL;
        return kernel.io_uring_register(fd, IORING_REGISTER_ENABLE_RINGS, none, 0);
    }

    /** The place of a new submission: where there is none, those that are there are submitted. */
    int place() {
        int at = submissions.next();
        if (at >= 0) {
            return at;
        }
        int result;
        do {
            result = enter(0, 0);
        } while (result == -EINTR);
        at = submissions.next();
        return at >= 0 ? at : result < 0 ? result : -EBUSY;
    }

    /** Submits all there is, works on completions, and waits for so many of them. */
    int enter(int least, long timeout) {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).publish();
        }
        submissions.publish();
        enters++;
        int flags = IORING_ENTER_GETEVENTS;
        if (least > 0 && timeout < Poller.FOREVER) {
            wait.timeout(timeout);
            flags |= IORING_ENTER_EXT_ARG;
        }
        return kernel.io_uring_enter(fd, submissions.pending(), least, flags, wait);
    }

    /** How often submissions were handed over. */
    long enters() {
        return enters;
    }

    /** Gives the descriptor back; what is lent stays mapped. */
    void close() {
        var _ = kernel.close(fd);
    }

    /** When the kernel can no longer write to what it was lent. */
    void unmap() {
        groups.forEach(RingBuffers::unmap);
    }
}
