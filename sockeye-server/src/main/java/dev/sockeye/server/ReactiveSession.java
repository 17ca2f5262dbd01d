package dev.sockeye.server;

import dev.sockeye.net.Socket;
import dev.sockeye.net.SocketClosedException;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session, the same on every engine: keeps what a handler did not consume and what the
 * kernel did not take, decides when the peer is read, and ends in order without waiting.
 *
 * <p>What happens is told to it by its {@link Link}. It notes that, and {@link #settle} then does what
 * has become due, one call of the handler after another: so no call of a handler is made inside
 * another, whatever a handler does in it.
 *
 * <p>The methods of {@link LoopSession} and {@link Works.Work} are for any thread, the rest and all
 * fields without a remark for the session's own.
 */
final class ReactiveSession extends SocketSession {
    private static final VarHandle SCHEDULED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            SCHEDULED = lookup.findVarHandle(ReactiveSession.class, "scheduled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Where a session is in its life. */
    private enum Phase {
        /** The handler is called. */
        SERVING,
        /** What waits is still sent. */
        ENDING,
        /** What the peer still sends is thrown away, as {@link Lingering} does. */
        LINGERING,
        OVER
    }

    private final Room room;
    private final LoopHandler handler;
    private final Link link;

    // For any thread.
    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile boolean scheduled;

    private volatile boolean closedHere;
    private volatile boolean cut;
    private volatile boolean paused;
    private volatile boolean shutdown;
    private volatile boolean ending;

    /** Output that waits, made when there is some; guarded by the link, as are the three that follow. */
    private @Nullable ByteQueue output;

    /** Nothing more may be sent. */
    private volatile boolean finishing;

    /** A send took less than it was given. */
    private volatile boolean wasShort;

    private boolean gone;

    /** Input that waits, made when there is some. */
    private @Nullable ByteQueue input;

    private Phase phase = Phase.SERVING;
    private boolean begun;
    private boolean opened;
    private boolean busy;
    private boolean shutdownDone;
    private boolean peerEnded;
    private boolean endedTold;
    private boolean offerAgain;

    /** The connection took less than it was given, and has not told of room since. */
    private boolean full;

    private boolean wantsInput = true;
    private boolean wantsRoom;
    private boolean timed;
    private long idle;
    private long lingerUntil;
    private long lingerLeft = Lingering.MOST_BYTES;
    private @Nullable IOException broken;
    private @Nullable Throwable cause;

    /** A session that has not begun; whoever makes it enters it into the works. */
    ReactiveSession(Room room, LoopHandler handler, Link link, long id, StreamSocket socket) {
        super(id, socket);
        this.room = room;
        this.handler = handler;
        this.link = link;
        this.idle = room.plan().timeout().map(Plan::nanos).orElse(Link.FOREVER);
    }

    // What its link tells.

    /** The session begins. */
    void begin() {
        begun = true;
        room.register().began(this);
        if (!isClosing()) {
            try {
                link.open();
                opened = true;
                call(() -> handler.opened(this));
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
                lingerLeft -= data.byteSize();
                if (lingerLeft <= 0) {
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
        if (phase == Phase.LINGERING) {
            conclude();
        }
        settle();
    }

    /** The connection takes bytes again. */
    void roomCame() {
        full = false;
        settle();
    }

    /** The connection has an error. */
    void broke(IOException why) {
        broken = why;
        settle();
    }

    /** The time that was set is over. */
    void timeUp() {
        if (phase == Phase.LINGERING) {
            conclude();
        } else if (phase != Phase.OVER) {
            broke(new SocketTimeoutException("idle for " + Duration.ofNanos(idle)));
        }
    }

    /** Somebody has closed the socket. */
    void closedElsewhere() {
        settle();
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    /** How many bytes it can take now, where it wants input. */
    long room() {
        return Math.max(1, INPUT_LIMIT - kept());
    }

    /** How many bytes of input wait. */
    private int kept() {
        ByteQueue waiting = input;
        return waiting == null ? 0 : waiting.size();
    }

    /** Whether no output waits. */
    private boolean isSent() {
        ByteQueue waiting = output;
        return waiting == null || waiting.isEmpty();
    }

    // What becomes due.

    private void settle() {
        if (busy || !begun) {
            return;
        }
        do {
            busy = true;
            try {
                while (phase != Phase.OVER && step()) {
                    // Until nothing is due.
                }
            } finally {
                busy = false;
            }
        } while (phase != Phase.OVER && !rest());
    }

    /** Does one thing that is due. Answers false if there was none. */
    private boolean step() {
        if (isClosing()) {
            conclude();
            return false;
        }
        if (broken != null) {
            failed(broken);
            return true;
        }
        if (!full && !isSent()) {
            flush();
            return true;
        }
        if (shutdown && !shutdownDone && isSent() && link.isClear()) {
            shutdownDone = true;
            tellEnd();
            return true;
        }
        return switch (phase) {
            case SERVING -> serve();
            case ENDING -> endWhenSent();
            default -> false;
        };
    }

    private boolean serve() {
        if (ending) {
            phase = Phase.ENDING;
            forget();
            return true;
        }
        boolean sent = isSent();
        if (wasShort && sent) {
            wasShort = false;
            call(() -> handler.writable(this));
            return true;
        }
        if (offerAgain && mayOffer()) {
            offerAgain = false;
            offerKept();
            return true;
        }
        if (peerEnded && !endedTold && !paused && (sent || kept() == 0)) {
            endedTold = true;
            ByteQueue waiting = input;
            MemorySegment rest = waiting == null ? MemorySegment.NULL : waiting.view();
            call(() -> handler.ended(this, rest));
            forget();
            return true;
        }
        if (endedTold && shutdownDone) {
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
        if (!shutdownDone) {
            shutdown = true;
            return true;
        }
        phase = Phase.LINGERING;
        lingerUntil = link.time() + Lingering.LONGEST.toNanos();
        active();
        return false;
    }

    /** Adjusts what is waited for. Answers false if that failed. */
    private boolean rest() {
        // What ends is still here since its link is not clear.
        boolean room = !isSent() || phase == Phase.ENDING || (shutdown && !shutdownDone);
        boolean more =
                switch (phase) {
                    case SERVING -> !paused && !peerEnded && !room && kept() < INPUT_LIMIT;
                    case LINGERING -> true;
                    default -> false;
                };
        if (more != wantsInput || room != wantsRoom) {
            wantsInput = more;
            wantsRoom = room;
            try {
                link.want(more, room);
            } catch (IOException e) {
                broken = e;
                return false;
            }
        }
        if ((more || room) != timed) {
            timed = !timed;
            if (phase != Phase.LINGERING && idle != Link.FOREVER) {
                link.timer(timed ? idle : Link.FOREVER);
            }
        }
        return true;
    }

    /** Bytes came or went: the silence begins anew. */
    private void active() {
        if (phase == Phase.LINGERING) {
            long left = Math.max(0, lingerUntil - link.time());
            link.timer(Math.min(left, Lingering.QUIET.toNanos()));
        } else if (idle != Link.FOREVER) {
            link.timer(idle);
        }
    }

    // Input.

    private boolean mayOffer() {
        return !paused && isSent();
    }

    private void take(MemorySegment data) {
        if (ending || isClosing()) {
            return;
        }
        if (kept() > 0 || !mayOffer()) {
            keepInput(data, 0);
            offerAgain = true;
            return;
        }
        long size = data.byteSize();
        long consumed = offer(data);
        if (consumed < size && phase == Phase.SERVING) {
            keepInput(data, consumed);
            checkKept(consumed, size);
        }
    }

    private void offerKept() {
        ByteQueue waiting = input;
        if (waiting != null && !waiting.isEmpty()) {
            long size = waiting.size();
            long consumed = offer(waiting.view());
            if (phase == Phase.SERVING) {
                waiting.consume((int) consumed);
                checkKept(consumed, size);
            }
        }
    }

    private void keepInput(MemorySegment data, long from) {
        ByteQueue waiting = input;
        if (waiting == null) {
            waiting = new ByteQueue(link.blocks());
            input = waiting;
        }
        waiting.append(data, from, (int) (data.byteSize() - from));
    }

    /** Input that waits is of no more use. */
    private void forget() {
        ByteQueue waiting = input;
        if (waiting != null) {
            waiting.clear();
        }
    }

    /** Answers how many were consumed; all, where that is of no more use. */
    private long offer(MemorySegment data) {
        boolean outer = busy;
        busy = true;
        try {
            long consumed = handler.received(this, data);
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
        if (kept() < INPUT_LIMIT || !mayOffer() || ending) {
            return;
        }
        if (consumed > 0) {
            offerAgain = true;
        } else {
            fail(new IllegalStateException("received consumed nothing of " + offered + " bytes"));
        }
    }

    // Output.

    @Override
    public long send(MemorySegment data) throws IOException {
        checkOutput();
        long size = data.byteSize();
        if (!link.isOwn()) {
            long kept = keep(data, 0);
            schedule();
            return kept;
        }
        if (size == 0 || phase == Phase.OVER || closedHere) {
            return 0;
        }
        long taken = isSent() ? pass(data) : 0;
        if (taken == size) {
            return size;
        }
        taken += keep(data, taken);
        settleSoon();
        return taken;
    }

    private void checkOutput() {
        if (finishing) {
            throw new IllegalStateException("the output of " + this + " was ended");
        }
    }

    /** To the connection itself. Answers how many it took. */
    private long pass(MemorySegment data) throws IOException {
        try {
            long count = link.send(data);
            if (count == Link.KEEP) {
                return 0;
            }
            full = count < data.byteSize();
            wrote(count);
            return count;
        } catch (SocketClosedException e) {
            if (closedHere) {
                return 0;
            }
            throw e;
        }
    }

    private void wrote(long count) {
        if (count > 0) {
            countWritten(count);
            active();
        }
    }

    /** Keeps of a send what is not passed on yet. Answers for how many there was room. */
    private long keep(MemorySegment data, long from) {
        synchronized (link) {
            checkOutput();
            if (gone) {
                return 0;
            }
            ByteQueue waiting = output;
            if (waiting == null) {
                waiting = new ByteQueue(link.blocks());
                output = waiting;
            }
            long left = data.byteSize() - from;
            int count = (int) Math.min(left, OUTPUT_LIMIT - waiting.size());
            if (count < left) {
                wasShort = true;
            }
            if (count > 0 && from > 0) {
                // Another thread may have sent in between; the rest of a send follows its
                // beginning.
                waiting.prepend(data, from, count);
            } else if (count > 0) {
                waiting.append(data, from, count);
            }
            return count;
        }
    }

    private void flush() {
        synchronized (link) {
            ByteQueue waiting = Objects.requireNonNull(output);
            try {
                wrote(link.flush(waiting));
                full = !waiting.isEmpty();
                offerAgain |= !full;
            } catch (IOException e) {
                broken = e;
                waiting.clear();
            }
        }
    }

    private void tellEnd() {
        try {
            link.shutdownOutput();
        } catch (IOException e) {
            broken = e;
        }
    }

    @Override
    public int send(ByteBuffer data) throws IOException {
        int count = (int) send(MemorySegment.ofBuffer(data));
        var _ = data.position(data.position() + count);
        return count;
    }

    @Override
    public long queued() {
        ByteQueue waiting = output;
        return waiting == null ? 0 : waiting.size();
    }

    @Override
    public void shutdownOutput() {
        endOutput();
        shutdown = true;
        settleSoon();
    }

    private void endOutput() {
        synchronized (link) {
            finishing = true;
        }
    }

    // The end.

    @Override
    public void end() {
        endOutput();
        ending = true;
        settleSoon();
    }

    @Override
    public void close() {
        closedHere = true;
        socket.close();
        settleSoon();
    }

    private boolean isClosing() {
        return closedHere || cut || !socket.isOpen();
    }

    /** A call of the handler, whose failure ends the session. */
    private void call(Call call) {
        boolean outer = busy;
        busy = true;
        try {
            call.run();
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            busy = outer;
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    /** An error of the connection: while the handler serves it has the word. */
    private void failed(IOException why) {
        broken = null;
        switch (phase) {
            case SERVING -> {
                boolean told = opened;
                call(() -> {
                    if (!told) {
                        throw why;
                    }
                    handler.failed(this, why);
                });
                if (phase != Phase.OVER) {
                    conclude();
                }
            }
            case ENDING -> fail(why);
            default -> conclude();
        }
    }

    /** Ends the session before its time. After an error of I/O there is nobody to linger for. */
    private void fail(Throwable why) {
        if (phase == Phase.OVER) {
            return;
        }
        if (cause == null) {
            cause = why;
            room.register().failed(this, why, cut);
        }
        if (why instanceof IOException || why instanceof UncheckedIOException || isClosing()) {
            conclude();
        } else {
            endOutput();
            ending = true;
        }
    }

    private void conclude() {
        if (phase == Phase.OVER) {
            return;
        }
        if (cause == null && phase != Phase.LINGERING && isClosedByOthers()) {
            cause = closed();
        }
        phase = Phase.OVER;
        synchronized (link) {
            gone = true;
            ByteQueue waiting = output;
            if (waiting != null) {
                waiting.clear();
            }
        }
        forget();
        link.close();
        try {
            if (opened) {
                handler.closed(this, cause);
            }
        } catch (Throwable thrown) {
            cause = cause == null ? thrown : cause;
            room.register().failed(this, thrown, cut);
        } finally {
            room.register().ended(this, cause);
        }
    }

    private boolean isClosedByOthers() {
        return cut || (!closedHere && !socket.isOpen());
    }

    /** As a call that waits would have been told of it. */
    private IOException closed() {
        try {
            socket.close();
            var _ = socket.tryRead(MemorySegment.NULL);
            return new IOException("closed");
        } catch (IOException e) {
            return e;
        }
    }

    // Any thread.

    /** Settles on the session's thread, once however often it was asked for meanwhile. */
    private void schedule() {
        if (SCHEDULED.compareAndSet(this, false, true)) {
            link.execute(this::scheduled);
        }
    }

    /** Where a call of the handler is under way, what it has changed is settled after it. */
    private void settleSoon() {
        if (!link.isOwn() || !busy) {
            schedule();
        }
    }

    private void scheduled() {
        SCHEDULED.setVolatile(this, false);
        settle();
    }

    private void apply(Runnable change) {
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
    public void pause() {
        paused = true;
        settleSoon();
    }

    @Override
    public void resume() {
        paused = false;
        apply(() -> offerAgain = true);
    }

    @Override
    public void timeout(Duration each) {
        if (each.isNegative() || each.isZero()) {
            throw new IllegalArgumentException("an idle time of " + each);
        }
        long nanos = each.equals(Socket.FOREVER) ? Link.FOREVER : Plan.nanos(each);
        apply(() -> {
            idle = nanos;
            if (phase == Phase.SERVING || phase == Phase.ENDING) {
                link.timer(Link.FOREVER);
                timed = false;
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        link.execute(() -> {
            if (phase != Phase.OVER) {
                call(task::run);
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
