package dev.sockeye.poll;

import static dev.sockeye.poll.Poller.IN;
import static dev.sockeye.poll.Poller.OUT;
import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.MemorySegment;

/**
 * A reactive echo over system calls alone, as an author on this storey would write it: reads while
 * there is room, writes what it has, waits for whichever is missing, ends after the peer and when it
 * was silent for too long.
 */
final class EchoSession implements Ready, Timer.Expiry {
    private final Loop loop;
    private final Kernel kernel;
    private final MemorySegment buffer;
    private final int way;
    private final long idle;
    private final Watch watch;
    private final Timer timer;
    private final Runnable closed;
    private long from;
    private long to;
    private boolean ended;

    /** Of the loop's thread. */
    EchoSession(
            Loop loop,
            Kernel kernel,
            int fd,
            MemorySegment buffer,
            int way,
            long idle,
            Runnable closed) {
        this.loop = loop;
        this.kernel = kernel;
        this.buffer = buffer;
        this.way = way;
        this.idle = idle;
        this.closed = closed;
        this.watch = loop.watch(fd, this);
        this.timer = loop.timer(this);
    }

    void begin() {
        timer.arm(idle);
        want(IN);
    }

    @Override
    public void ready(Watch watch, int events) {
        timer.extend(idle);
        // Bounded, so that a fast peer does not keep the others waiting.
        for (int i = 0; i < 4; i++) {
            if (!step()) {
                return;
            }
        }
        if ((way & Poller.EDGE) != 0) {
            loop.execute(() -> ready(watch, events)); // no further edge tells of what is left
        }
    }

    /** One read or write; false where it waits or has ended. */
    private boolean step() {
        if (watch.interest() == 0) {
            return false;
        }
        if (from < to) {
            MemorySegment rest = buffer.asSlice(from, to - from);
            long n = kernel.send(watch.fd(), rest, rest.byteSize(), MSG_NOSIGNAL);
            if (n == -EAGAIN) {
                return want(OUT);
            }
            from += Math.max(0, n);
            return n >= 0 || end();
        }
        if (ended) {
            return end();
        }
        long n = kernel.recv(watch.fd(), buffer, buffer.byteSize(), 0);
        if (n == -EAGAIN) {
            return want(IN);
        }
        from = 0;
        to = Math.max(0, n);
        ended = n == 0;
        return n >= 0 || end();
    }

    private boolean want(int interest) {
        if (watch.want(interest | way) < 0) {
            return end();
        }
        return false;
    }

    @Override
    public void expired(Timer timer) {
        end();
    }

    private boolean end() {
        timer.cancel();
        var _ = watch.remove();
        var _ = kernel.close(watch.fd());
        closed.run();
        return false;
    }
}
