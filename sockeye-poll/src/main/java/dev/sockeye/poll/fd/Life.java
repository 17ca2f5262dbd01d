package dev.sockeye.poll.fd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The life word of a descriptor: a closed bit and the number of calls that are using it now.
 *
 * <p>Every call enters before it touches the descriptor's number and leaves after it; {@link
 * #markClosed} turns further users away, and whoever is last (the closer, where nobody was inside)
 * releases the number. So no call can reach a descriptor that was closed and handed out anew, which
 * a check of an "open" flag before the call cannot promise.
 *
 * <p>It is a reference to the object whose descriptor it is, so that a connection needs one object both
 * to live and to be missed when it was forgotten.
 *
 * <p>Any thread; never blocks.
 */
abstract class Life extends PhantomReference<@Nullable Object> {
    private static final int CLOSED = 1 << 31;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Life.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int word;

    /** A life that nobody misses. */
    Life() {
        this(null, null);
    }

    /** A life that comes to a queue when its owner has become unreachable. */
    Life(@Nullable Object owner, @Nullable ReferenceQueue<@Nullable Object> queue) {
        super(owner, queue);
    }

    /** Takes a reference; false once the descriptor is closed. */
    final boolean enter() {
        for (int seen = word; seen >= 0; seen = word) {
            if (WORD.compareAndSet(this, seen, seen + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the reference back; true where the caller was the last user of a closed descriptor and must release it. */
    final boolean leave() {
        return (int) WORD.getAndAdd(this, -1) == (CLOSED | 1);
    }

    /** Sets the closed bit, once; false where it was set before. */
    final boolean markClosed() {
        return (int) WORD.getAndBitwiseOr(this, CLOSED) >= 0;
    }

    /** How many references are held. */
    final int users() {
        return word & ~CLOSED;
    }

    /** Whether the closed bit is set. */
    final boolean closed() {
        return word < 0;
    }
}
