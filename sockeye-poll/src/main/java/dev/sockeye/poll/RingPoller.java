package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static dev.sockeye.sys.PollH.POLLERR;
import static dev.sockeye.sys.PollH.POLLHUP;
import static dev.sockeye.sys.PollH.POLLIN;
import static dev.sockeye.sys.PollH.POLLOUT;
import static dev.sockeye.sys.PollH.POLLPRI;
import static dev.sockeye.sys.PollH.POLLRDHUP;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Watches on a ring: an IORING_OP_POLL_ADD for each. Edge-triggered it is a multishot one; otherwise
 * one shot, which is started again after it was told, and then looks at the level.
 *
 * <p>The kernel wakes no poll for urgent data that does not wait for input too (IO_ASYNC_POLL_COMMON in
 * io_uring/poll.c), so PRI without IN is refused. A regular file is always ready, with EDGE too.
 */
final class RingPoller extends Mechanism {
    private final Ring ring;
    private final ArrayDeque<Shots> later = new ArrayDeque<>();
    private @Nullable Shots[] shots = new @Nullable Shots[64];
    private int told;
    private boolean stirred;

    RingPoller(Ring ring) {
        super(ring.kernel, ring.batch);
        this.ring = ring;
    }

    /** What is in flight for one registration of a watch. */
    private final class Shots implements Completed {
        final Watch watch;
        final Request request;
        final int generation;
        long startedIn;

        Shots(Watch watch) {
            this.watch = watch;
            this.generation = watch.generation;
            this.request = ring.request(this);
        }

        int start() {
            startedIn = ring.enters();
            int bits = bits(watch.interest());
            boolean edge = (watch.interest() & EDGE) != 0;
            return edge ? request.pollMultishot(watch.fd, bits) : request.poll(watch.fd, bits);
        }

        @Override
        public void completed(Request request, int result) {
            if (closed() || watch.generation != generation || result == -ECANCELED) {
                return;
            }
            if (result == -EINVAL) {
                return; // it has no such event, and nothing to wait for it: a regular file
            }
            told += tell(watch, result < 0 ? ERR : events(result));
            if (shots[watch.fd] == this && !watch.spent && !request.inFlight()) {
                startNowOrLater();
            }
        }

        /** Where the ring has no room, and the kernel cannot make some: before the next round. */
        void startNowOrLater() {
            if (start() < 0) {
                later.add(this);
            }
        }
    }

    @Override
    public String name() {
        return ring.name();
    }

    @Override
    int interests() {
        return EVENTS | EDGE | ONESHOT;
    }

    @Override
    public boolean supports(int interest) {
        boolean urgentAlone = (interest & PRI) != 0 && (interest & IN) == 0;
        return super.supports(interest) && !urgentAlone;
    }

    @Override
    public int open() {
        return ring.open();
    }

    @Override
    int add(Watch watch) {
        int result = open();
        if (result == 0) {
            // The ring would tell it too late, as an error of what is watched.
            result = Math.min(0, kernel.fcntl(watch.fd, F_GETFD, 0));
        }
        if (result < 0) {
            return result;
        }
        if (watch.fd >= shots.length) {
            shots = Arrays.copyOf(shots, Math.max(watch.fd + 1, 2 * shots.length));
        }
        begin(watch);
        return 0;
    }

    private void begin(Watch watch) {
        var made = new Shots(watch);
        shots[watch.fd] = made;
        made.startNowOrLater();
    }

    /** What the old shots have found for this round is told, as far as it is still wanted. */
    @Override
    int change(Watch watch, int before) {
        var old = shots[watch.fd];
        if (old != null && ring.inRound() && old.startedIn != ring.enters()) {
            var _ = old.request.cancel();
        } else {
            end(old);
        }
        begin(watch);
        return 0;
    }

    @Override
    int remove(Watch watch) {
        var old = shots[watch.fd];
        shots[watch.fd] = null;
        end(old);
        return 0;
    }

    /** Where the kernel cannot be asked, what comes finds that nobody is there. */
    private static void end(@Nullable Shots old) {
        if (old != null) {
            var _ = old.request.abandon();
        }
    }

    @Override
    int collect(long timeout) {
        for (int i = later.size(); i > 0; i--) {
            var next = later.removeFirst();
            if (shots[next.watch.fd] == next && !next.request.inFlight()) {
                next.startNowOrLater();
            }
        }
        told = 0;
        int result = ring.round(timeout);
        stirred = result > 0;
        return told == 0 ? Math.min(0, result) : told;
    }

    /** By completions of requests too, which are no watch's. */
    @Override
    boolean stirred(int result) {
        return stirred;
    }

    private static int bits(int interest) {
        return ((interest & IN) != 0 ? POLLIN : 0)
                | ((interest & OUT) != 0 ? POLLOUT : 0)
                | ((interest & PRI) != 0 ? POLLPRI : 0)
                | ((interest & RDHUP) != 0 ? POLLRDHUP : 0);
    }

    private static int events(int found) {
        return ((found & POLLIN) != 0 ? IN : 0)
                | ((found & POLLOUT) != 0 ? OUT : 0)
                | ((found & POLLPRI) != 0 ? PRI : 0)
                | ((found & POLLRDHUP) != 0 ? RDHUP : 0)
                | ((found & POLLERR) != 0 ? ERR : 0)
                | ((found & POLLHUP) != 0 ? HUP : 0);
    }

    @Override
    void release() {
        ring.close();
    }

    // What is the ring's.

    @Override
    boolean closed() {
        return ring.closed();
    }

    @Override
    void confine() {
        ring.confine();
    }

    @Override
    void own(@Nullable Thread thread, @Nullable Failures failures) {
        ring.own(thread, failures);
    }

    @Override
    void failed(Object source, Throwable failure) {
        ring.failed(source, failure);
    }

    @Override
    void rethrow() {
        ring.rethrow();
    }

    @Override
    String words(int result) {
        return result == UNSUPPORTED ? super.words(result) : ring.words(result);
    }
}
