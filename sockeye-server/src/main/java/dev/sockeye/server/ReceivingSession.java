package dev.sockeye.server;

import java.lang.foreign.MemorySegment;

/**
 * A reactive session in what it receives: offers it to the handler, and keeps what that does not take.
 *
 * <p>The methods of {@link LoopSession} are for any thread, the rest for the session's own.
 */
abstract class ReceivingSession extends SendingSession {
    private volatile boolean paused;

    /** A call of the handler is under way, or the session has not begun. */
    boolean busy = true;

    ReceivingSession(Link link, long id) {
        super(link, id);
    }

    /** Whether the handler is called. */
    abstract boolean isServing();

    /** Whether nothing is of use any more. */
    abstract boolean isClosing();

    /** Ends the session before its time. */
    abstract void fail(Throwable why);

    /** Makes a change on the session's own thread, and settles it. Any thread. */
    abstract void apply(Runnable change);

    /** How many bytes it can take now, where it wants input. */
    final long room() {
        return Math.max(1, INPUT_LIMIT - kept());
    }

    /** How many bytes of input wait. */
    final int kept() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.input;
        return waiting == null ? 0 : waiting.size();
    }

    final boolean isPaused() {
        return paused;
    }

    private boolean mayOffer() {
        return !paused && isSent();
    }

    /** Offers what has come, behind what waits. */
    final void take(MemorySegment data) {
        if (isEnding() || isClosing()) {
            return;
        }
        if (kept() > 0 || !mayOffer()) {
            keepInput(data, 0);
            extras().offerAgain = true;
            return;
        }
        long size = data.byteSize();
        long consumed = offer(data);
        if (consumed < size && isServing()) {
            keepInput(data, consumed);
            checkKept(consumed, size);
        }
    }

    /** Whether what waits is due to be offered; once. */
    final boolean takeOfferAgain() {
        SessionExtras known = known();
        if (known == null || !known.offerAgain || !mayOffer()) {
            return false;
        }
        known.offerAgain = false;
        return true;
    }

    /** Offers what waits, where some does. */
    final void offerKept() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.input;
        if (waiting != null && !waiting.isEmpty()) {
            long size = waiting.size();
            long consumed = offer(waiting.view());
            if (isServing()) {
                waiting.consume((int) consumed);
                checkKept(consumed, size);
            }
        }
    }

    private void keepInput(MemorySegment data, long from) {
        SessionExtras extras = extras();
        ByteQueue waiting = extras.input;
        if (waiting == null) {
            waiting = new ByteQueue(link.blocks());
            extras.input = waiting;
        }
        waiting.append(data, from, (int) (data.byteSize() - from));
    }

    /** What waits. */
    final MemorySegment keptInput() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.input;
        return waiting == null ? MemorySegment.NULL : waiting.view();
    }

    /** Input that waits is of no more use. */
    final void forgetInput() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.input;
        if (waiting != null) {
            waiting.clear();
        }
    }

    /** Answers how many were consumed; all, where that is of no more use. */
    private long offer(MemorySegment data) {
        boolean outer = busy;
        busy = true;
        try {
            long consumed = link.handler().received(this, data);
            if (consumed >= 0 && consumed <= data.byteSize()) {
                return consumed;
            }
            fail(
                    new IllegalStateException(
                            "received answered " + consumed + " of " + data.byteSize()));
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            busy = outer;
        }
        return data.byteSize();
    }

    /** Whoever consumes nothing of so much, though nothing holds it up, never will. */
    private void checkKept(long consumed, long offered) {
        if (kept() < INPUT_LIMIT || !mayOffer() || isEnding()) {
            return;
        }
        if (consumed > 0) {
            extras().offerAgain = true;
        } else {
            fail(new IllegalStateException("received consumed nothing of " + offered + " bytes"));
        }
    }

    @Override
    public final void pause() {
        paused = true;
        settleSoon();
    }

    @Override
    public final void resume() {
        paused = false;
        apply(() -> {
            SessionExtras known = known();
            if (known != null) {
                known.offerAgain = true;
            }
        });
    }
}
