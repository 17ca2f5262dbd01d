package dev.sockeye.net;

import dev.sockeye.poll.Loop;
import dev.sockeye.poll.Poller;
import dev.sockeye.poll.Watch;
import dev.sockeye.poll.fd.Fd;
import java.util.concurrent.RejectedExecutionException;

/**
 * An event loop that wakes the virtual threads which wait for one socket.
 *
 * <p>Edge-triggered, where the mechanism has that, it is told what to watch at the first wait for input
 * and at the first one for room. Elsewhere each wait asks anew, and the answer ends the interest: a
 * level that nobody waits for would be told for ever.
 *
 * <p>The watch is on the loop's thread alone.
 */
final class LoopWaits {
    private final Fd fd;
    private final Loop loop;
    private final boolean edge;
    private final Runnable whenLetGo;
    private final Watch watch;
    private boolean over;

    /** Holds the descriptor, which is closed after it was taken out of the loop. */
    private LoopWaits(Fd fd, Loop loop, Runnable whenLetGo) {
        this.fd = fd;
        this.loop = loop;
        this.edge = loop.poller().supports(Poller.EDGE);
        this.whenLetGo = whenLetGo;
        this.watch = loop.watch(fd.number(), (_, events) -> ready(events));
    }

    /** Begins on the loop's thread. Answers 0, or a negative result of {@link Watch#want}. */
    static int begin(Fd fd, Loop loop, Runnable whenLetGo) {
        var waits = new LoopWaits(fd, loop, whenLetGo);
        if (fd.hold(waits::closed) < 0) {
            return Fd.CLOSED;
        }
        // Now, since a refusal could be told to nobody later.
        int refused = waits.watch.want(waits.bits(Fd.IN));
        if (refused < 0) {
            waits.over = true;
            fd.letGo();
            return refused;
        }
        if (!waits.edge) {
            var _ = waits.watch.remove();
        }
        fd.watchedBy(waits::ask);
        return 0;
    }

    private int bits(int interest) {
        int bits =
                ((interest & Fd.IN) != 0 ? Poller.IN : 0)
                        | ((interest & Fd.OUT) != 0 ? Poller.OUT : 0);
        return edge ? bits | Poller.IN | Poller.RDHUP | Poller.PRI | Poller.EDGE : bits;
    }

    private void ask(int interest) {
        run(() -> want(interest));
    }

    private void want(int interest) {
        if (over) {
            return;
        }
        if (watch.want(edge ? bits(interest) : watch.interest() | bits(interest)) < 0) {
            // The loop has ended: who waits would wait for ever.
            fd.close();
        }
    }

    private void ready(int events) {
        boolean broken = (events & (Poller.ERR | Poller.HUP)) != 0;
        int came =
                (broken || (events & (Poller.IN | Poller.PRI | Poller.RDHUP)) != 0 ? Fd.IN : 0)
                        | (broken || (events & Poller.OUT) != 0 ? Fd.OUT : 0)
                        | (broken || (events & (Poller.PRI | Poller.RDHUP)) != 0 ? Fd.END : 0);
        if (!edge) {
            var _ = broken ? watch.remove() : watch.want(watch.interest() & ~events);
        }
        fd.came(came, !edge);
    }

    private void closed() {
        run(this::letGo);
    }

    private void letGo() {
        if (!over) {
            over = true;
            var _ = watch.remove();
            fd.letGo();
            whenLetGo.run();
        }
    }

    /** A loop that has ended watches nothing any more, so that any thread may let go. */
    private void run(Runnable task) {
        if (loop.inLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException _) {
            task.run();
        }
    }
}
