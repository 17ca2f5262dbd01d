package dev.sockeye.server;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysEventfd;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kernel whose descriptors can be used up, as Linux does it: accept4 fails for want of a descriptor
 * before it looks whether there is a connection.
 */
final class ScarceKernel extends ForwardingKernel {
    private static final int PLENTY = 1 << 20;

    private final AtomicInteger free = new AtomicInteger(PLENTY);

    ScarceKernel(Kernel kernel) {
        super(kernel);
    }

    /** From now on so many can be made, and as many more as are closed. */
    void free(int count) {
        free.set(count);
    }

    /** An eventfd that can block is the server's spare; those in which threads wait cannot. */
    private static boolean isSpare(Invocation call) {
        return call.name().equals("eventfd")
                && ((int) call.argument(1) & SysEventfd.EFD_NONBLOCK) == 0;
    }

    @Override
    protected long intercept(Invocation call) {
        if (call.name().equals("close")) {
            free.incrementAndGet();
            return call.proceed();
        }
        if (!call.name().equals("accept4") && !isSpare(call)) {
            return call.proceed();
        }
        if (free.get() == 0) {
            return -Errno.EMFILE;
        }
        long result = call.proceed();
        if (result >= 0) {
            free.updateAndGet(now -> Math.max(0, now - 1));
        }
        return result;
    }
}
