package dev.sockeye.server;

import dev.sockeye.net.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session, the same on every engine: decides when the peer is read and the handler called, and
 * ends in order without waiting. What it {@linkplain SendingSession sends} and {@linkplain ReceivingSession
 * receives} it has from those.
 *
 * <p>What happens is told to it by its {@link Link}. It notes that, and {@link #settle} then does what
 * has become due, one call of the handler after another: so no call of a handler is made inside
 * another, whatever a handler does in it.
 *
 * <p>The methods of {@link LoopSession} and {@link Works.Work} are for any thread, the rest and all
 * fields without a remark for the session's own.
 */
final class ReactiveSession extends ReceivingSession {
    private static final VarHandle SCHEDULED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            SCHEDULED = lookup.findVarHandle(ReactiveSession.class, "scheduled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Where a session is in its life: one byte in each of many thousands.

    /** The handler is called. */
    private static final byte SERVING = 0;

    /** What waits is still sent. */
    private static final byte ENDING = 1;

    /** What the peer still sends is thrown away, as {@link Lingering} does. */
    private static final byte LINGERING = 2;

    private static final byte OVER = 3;

    /** A call of the handler. */
    private interface Call {
        void of(ReactiveSession session, LoopHandler handler) throws Exception;
    }

    private static final Call OPENED = (session, handler) -> handler.opened(session);
    private static final Call WRITABLE = (session, handler) -> handler.writable(session);
    private static final Call ENDED =
            (session, handler) -> handler.ended(session, session.keptInput());

    // For any thread.
    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile boolean scheduled;

    private volatile boolean cut;

    private byte phase = SERVING;
    private boolean opened;
    private boolean peerEnded;
    private boolean endedTold;
    private boolean wantsInput = true;
    private boolean wantsRoom;

    /** A session that has not begun; whoever makes it enters it into the works. */
    ReactiveSession(Link link, long id) {
        super(link, id);
    }

    // What its link tells.

    /** The session begins. */
    void begin() {
        busy = false;
        register().began(this);
        if (!isClosing()) {
            try {
                link.open();
                opened = true;
                setTimer(true);
                call(OPENED);
            } catch (Throwable refused) {
                fail(refused);
            }
        }
        settle();
    }

    /** Bytes have come, at most as many as there is {@link #room} for. They are good until this returns. */
    void received(MemorySegment data) {
        countRead(data.byteSize());
        active();
        switch (phase) {
            case SERVING -> take(data);
            case LINGERING -> {
                SessionExtras extras = extras();
                extras.lingerLeft -= data.byteSize();
                if (extras.lingerLeft <= 0) {
                    conclude();
                }
            }
            default -> {
                // Nobody wants them.
            }
        }
        settle();
    }

    /** The peer sends nothing more. */
    void inputEnded() {
        peerEnded = true;
        if (phase == LINGERING) {
            conclude();
        }
        settle();
    }

    /** The connection takes bytes again. */
    void roomCame() {
        hasRoom();
        settle();
    }

    /** The connection has an error. */
    void broke(IOException why) {
        extras().broken = why;
        settle();
    }

    /** The time that was set is over. */
    void timeUp() {
        if (phase == LINGERING) {
            conclude();
        } else if (phase != OVER) {
            broke(new SocketTimeoutException("idle for " + Duration.ofNanos(idle())));
        }
    }

    /** Somebody has closed the socket. */
    void closedElsewhere() {
        settle();
    }

    @Override
    boolean isOver() {
        return phase == OVER;
    }

    @Override
    boolean isServing() {
        return phase == SERVING;
    }

    private Register register() {
        return link.room().register();
    }

    // What becomes due.

    private void settle() {
        if (busy) {
            return;
        }
        do {
            busy = true;
            try {
                while (phase != OVER && step()) {
                    // Until nothing is due.
                }
            } finally {
                busy = false;
            }
        } while (phase != OVER && !rest());
    }

    /** Does one thing that is due. Answers false if there was none. */
    private boolean step() {
        if (isClosing()) {
            conclude();
            return false;
        }
        IOException broken = takeBroken();
        if (broken != null) {
            failed(broken);
            return true;
        }
        if (maySendKept()) {
            sendKept();
            return true;
        }
        if (tellEnd()) {
            return true;
        }
        return switch (phase) {
            case SERVING -> serve();
            case ENDING -> endWhenSent();
            default -> false;
        };
    }

    private @Nullable IOException takeBroken() {
        SessionExtras known = known();
        IOException broken = known == null ? null : known.broken;
        if (broken != null) {
            extras().broken = null;
        }
        return broken;
    }

    private boolean serve() {
        if (isEnding()) {
            phase = ENDING;
            forgetInput();
            return true;
        }
        if (takeRoomAgain()) {
            call(WRITABLE);
            return true;
        }
        if (takeOfferAgain()) {
            offerKept();
            return true;
        }
        if (peerEnded && !endedTold && !isPaused() && (isSent() || kept() == 0)) {
            endedTold = true;
            call(ENDED);
            forgetInput();
            return true;
        }
        if (endedTold && hasToldEnd()) {
            conclude();
        }
        return false;
    }

    private boolean endWhenSent() {
        if (!isSent() || !link.isClear()) {
            return false;
        }
        if (bytesWritten() == 0 || peerEnded) {
            conclude();
            return false;
        }
        if (!hasToldEnd()) {
            endOutput();
            return true;
        }
        phase = LINGERING;
        extras().lingerUntil = link.time() + Lingering.LONGEST.toNanos();
        active();
        return false;
    }

    /** Adjusts what is waited for. Answers false if that failed. */
    private boolean rest() {
        // What ends is still here since its link is not clear.
        boolean room = !isSent() || phase == ENDING || owesEnd();
        boolean more =
                switch (phase) {
                    case SERVING -> !isPaused() && !peerEnded && !room && kept() < INPUT_LIMIT;
                    case LINGERING -> true;
                    default -> false;
                };
        if (more == wantsInput && room == wantsRoom) {
            return true;
        }
        boolean waited = wantsInput || wantsRoom;
        wantsInput = more;
        wantsRoom = room;
        boolean waits = more || room;
        if (waits != waited && phase != LINGERING) {
            setTimer(waits);
        }
        try {
            link.want(more, room);
            return true;
        } catch (IOException e) {
            extras().broken = e;
            return false;
        }
    }

    private long idle() {
        SessionExtras known = known();
        return known == null ? link.room().idle() : known.idle;
    }

    /** A session without an idle time has no timer, but to linger. */
    private void setTimer(boolean on) {
        long nanos = idle();
        if (nanos != Link.FOREVER) {
            link.timer(on ? nanos : Link.FOREVER);
        }
    }

    /** Bytes came or went: the silence begins anew. */
    @Override
    void active() {
        if (phase == LINGERING) {
            long left = Math.max(0, extras().lingerUntil - link.time());
            link.timer(Math.min(left, Lingering.QUIET.toNanos()));
        } else {
            setTimer(true);
        }
    }

    // The end.

    @Override
    boolean isClosing() {
        return isClosedHere() || cut || !isOpen();
    }

    /** A call of the handler, whose failure ends the session. */
    private void call(Call call) {
        boolean outer = busy;
        busy = true;
        try {
            call.of(this, link.handler());
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            busy = outer;
        }
    }

    /** An error of the connection: while the handler serves it has the word. */
    private void failed(IOException why) {
        switch (phase) {
            case SERVING -> {
                boolean told = opened;
                call((session, handler) -> {
                    if (!told) {
                        throw why;
                    }
                    handler.failed(session, why);
                });
                if (phase != OVER) {
                    conclude();
                }
            }
            case ENDING -> fail(why);
            default -> conclude();
        }
    }

    /** After an error of I/O there is nobody to linger for. */
    @Override
    void fail(Throwable why) {
        if (phase == OVER) {
            return;
        }
        SessionExtras extras = extras();
        if (extras.cause == null) {
            extras.cause = why;
            register().failed(this, why, cut);
        }
        if (why instanceof IOException || why instanceof UncheckedIOException || isClosing()) {
            conclude();
        } else {
            endSession();
        }
    }

    private @Nullable Throwable cause() {
        SessionExtras known = known();
        return known == null ? null : known.cause;
    }

    private void conclude() {
        if (phase == OVER) {
            return;
        }
        Throwable cause = cause();
        if (cause == null && phase != LINGERING && isClosedByOthers()) {
            cause = closed();
        }
        synchronized (link) {
            phase = OVER;
        }
        forgetOutput();
        forgetInput();
        link.close();
        try {
            if (opened) {
                link.handler().closed(this, cause);
            }
        } catch (Throwable thrown) {
            cause = cause == null ? thrown : cause;
            register().failed(this, thrown, cut);
        } finally {
            register().ended(this, cause);
        }
    }

    private boolean isClosedByOthers() {
        return cut || (!isClosedHere() && !isOpen());
    }

    /** As a call that waits would have been told of it. */
    private IOException closed() {
        try {
            link.socket().close();
            var _ = link.socket().tryRead(MemorySegment.NULL);
            return new IOException("closed");
        } catch (IOException e) {
            return e;
        }
    }

    // Any thread.

    /** Settles on the session's thread, once however often it was asked for meanwhile. */
    @Override
    void schedule() {
        if (SCHEDULED.compareAndSet(this, false, true)) {
            link.execute(this::scheduled);
        }
    }

    @Override
    void settleSoon() {
        if (!link.isOwn() || !busy) {
            schedule();
        }
    }

    private void scheduled() {
        SCHEDULED.setVolatile(this, false);
        settle();
    }

    @Override
    void apply(Runnable change) {
        if (!link.isOwn()) {
            link.execute(() -> {
                change.run();
                settle();
            });
            return;
        }
        change.run();
        settleSoon();
    }

    @Override
    public void timeout(Duration each) {
        if (each.isNegative() || each.isZero()) {
            throw new IllegalArgumentException("an idle time of " + each);
        }
        long nanos = each.equals(Socket.FOREVER) ? Link.FOREVER : Plan.nanos(each);
        apply(() -> {
            extras().idle = nanos;
            if (phase == SERVING || phase == ENDING) {
                link.timer(wantsInput || wantsRoom ? nanos : Link.FOREVER);
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        link.execute(() -> {
            if (phase != OVER) {
                call((_, _) -> task.run());
                settle();
            }
        });
    }

    @Override
    public boolean isOwn() {
        return link.isOwn();
    }

    @Override
    public void cut() {
        cut = true;
        link.cut();
    }

    @Override
    public @Nullable Thread thread() {
        return link.thread();
    }
}
