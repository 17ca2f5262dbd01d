package dev.sockeye.poll.fd;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.EALREADY;
import static dev.sockeye.sys.Errno.EINPROGRESS;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.EISCONN;
import static dev.sockeye.sys.SysSocket.AF_UNIX;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Sockaddr;
import java.lang.foreign.MemorySegment;

/**
 * One attempt to connect. It remembers an EINTR: after it the kernel goes on connecting, and the
 * next call tells how far it came by EALREADY or EISCONN, which are then no errors.
 */
final class Connecting {
    /** connect(2); EINPROGRESS where the outcome is to be waited for. */
    static final Fd.Call<Connecting> BEGIN =
            (kernel, number, self, _) -> self.begin(kernel, number);

    /** The outcome of a connect that was in progress: 0 or {@code -errno}, EAGAIN while there is none. */
    static final Fd.Call<Parker> OUTCOME =
            (_, number, parker, _) -> {
                int ready = parker.pollNow(number, Fd.OUT);
                return ready == 0 ? -EAGAIN : ready < 0 ? ready : parker.pendingError(number);
            };

    private final MemorySegment address;
    private final int length;
    private boolean interrupted;

    Connecting(MemorySegment address, int length) {
        this.address = address;
        this.length = length;
    }

    /** Elsewhere EAGAIN says that no local port is free, which is no reason to wait. */
    boolean mayPause() {
        return Sockaddr.family(address) == AF_UNIX;
    }

    private long begin(Kernel kernel, int number) {
        int result = kernel.connect(number, address, length);
        if (interrupted && result == -EISCONN) {
            return 0;
        }
        if (interrupted && result == -EALREADY) {
            return -EINPROGRESS;
        }
        interrupted |= result == -EINTR;
        return result;
    }
}
