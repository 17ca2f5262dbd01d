package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EBADF;
import static dev.sockeye.sys.Errno.EEXIST;

import dev.sockeye.sys.Kernel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the mechanisms have in common: who watches which number, and what of an event is told to whom.
 * A mechanism adds its name, what it can, and seven methods.
 */
abstract sealed class Mechanism extends Rounds implements Poller
        permits EpollPoller, PollPoller, RingPoller, SelectPoller {
    static final int EVENTS = IN | OUT | PRI | RDHUP | ERR | HUP;
    static final int FLAGS = EDGE | ONESHOT | EXCLUSIVE;

    /** Who watches a number. */
    private @Nullable Watch[] watches = new @Nullable Watch[64];

    private int generation;

    /** Those of its loop, if it has one. */
    @Nullable Timers timers;

    Mechanism(Kernel kernel, int batch) {
        super(kernel, batch);
    }

    // What each mechanism does, in this order, after name() and before close.

    /** Every bit that a watch can want. */
    abstract int interests();

    /** Puts a watch into the set. Answers 0 or why not. */
    abstract int add(Watch watch);

    /** Sets another interest than the one before. Answers 0 or why not. */
    abstract int change(Watch watch, int before);

    /** Takes a watch out of the set. Answers 0 or {@code -errno}. */
    abstract int remove(Watch watch);

    /** Gives back what {@link #open} took. */
    abstract void release();

    /** Whether a round that answered this brought anything, whomever it was for. */
    boolean stirred(int result) {
        return result > 0;
    }

    // What they have in common.

    @Override
    public boolean supports(int interest) {
        return (interest & ~interests()) == 0;
    }

    @Override
    public final Watch watch(int fd, Ready ready) {
        return new Watch.Telling(this, fd, ready);
    }

    /** Tells a watch what was found, as far as it is wanted. Answers how many callbacks were called. */
    final int tell(Watch watch, int found) {
        return tell(watch, found, ONESHOT);
    }

    /** The same, with the flags of an interest that is off once it was told. */
    final int tell(Watch watch, int found, int once) {
        int interest = watch.interest();
        int events = found & (interest | ERR | HUP);
        if ((found & (ERR | HUP)) != 0) {
            events |= interest & (IN | OUT);
        }
        if (events == 0 || interest == 0 || watch.spent) {
            return 0;
        }
        if ((interest & once) != 0) {
            watch.spent = true;
        }
        try {
            watch.ready(events);
        } catch (Throwable failure) {
            failed(watch, failure);
        }
        return 1;
    }

    final int want(Watch watch, int interest) {
        confine();
        if ((interest & ~(EVENTS | FLAGS)) != 0) {
            throw new IllegalArgumentException("no interest: 0x" + Integer.toHexString(interest));
        }
        int wanted = (interest & EVENTS) == 0 ? 0 : interest;
        if (wanted == watch.interest() && !watch.spent) {
            return 0;
        }
        if (wanted == 0) {
            return end(watch);
        }
        if (closed()) {
            return -EBADF;
        }
        if (!supports(wanted)) {
            return UNSUPPORTED;
        }
        return watch.interest() == 0 ? begin(watch, wanted) : alter(watch, wanted);
    }

    private int begin(Watch watch, int wanted) {
        if (at(watch.fd) != null) {
            return -EEXIST;
        }
        watch.interest(wanted);
        watch.spent = false;
        watch.generation = ++generation;
        int result = add(watch);
        if (result < 0) {
            watch.interest(0);
            return result;
        }
        if (watch.fd >= watches.length) {
            watches = Arrays.copyOf(watches, Math.max(watch.fd + 1, watches.length * 2));
        }
        watches[watch.fd] = watch;
        return 0;
    }

    /** A one-shot interest becomes another registration: what was found for the old one is not told. */
    private int alter(Watch watch, int wanted) {
        int before = watch.interest();
        int generationBefore = watch.generation;
        watch.interest(wanted);
        if ((before & ONESHOT) != 0) {
            watch.generation = ++generation;
        }
        int result = change(watch, before);
        if (result < 0) {
            watch.interest(before);
            watch.generation = generationBefore;
            return result;
        }
        watch.spent = false;
        return 0;
    }

    private int end(Watch watch) {
        watches[watch.fd] = null;
        watch.interest(0);
        watch.spent = false;
        return remove(watch);
    }

    /** Who watches a number, or null. */
    final @Nullable Watch at(int fd) {
        return fd >= 0 && fd < watches.length ? watches[fd] : null;
    }

    @Override
    String words(int result) {
        return Poller.words(result);
    }

    @Override
    final void end() {
        for (Watch watch : watches) {
            if (watch != null) {
                watch.interest(0);
            }
        }
        Arrays.fill(watches, null);
        release();
    }

    /** What poll and epoll_wait take: rounded up, so that no wait ends early, and clamped. */
    static int millis(long timeout) {
        if (timeout == FOREVER) {
            return -1;
        }
        return timeout <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (timeout - 1) / 1_000_000 + 1);
    }

    /** Bits as text: {@code "IN|EDGE"}. */
    static String text(int bits) {
        if (bits == 0) {
            return "nothing";
        }
        String[] names = {
            "IN", "OUT", "PRI", "RDHUP", "ERR", "HUP", "EDGE", "ONESHOT", "EXCLUSIVE"
        };
        var text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            if ((bits >> i & 1) != 0) {
                text.append(text.isEmpty() ? "" : "|").append(names[i]);
            }
        }
        return text.toString();
    }
}
