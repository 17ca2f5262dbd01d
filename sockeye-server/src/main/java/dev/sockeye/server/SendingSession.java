package dev.sockeye.server;

import dev.sockeye.net.SocketClosedException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A reactive session in what it sends: passes it to the connection, keeps what that does not take, and
 * learns that nothing more will follow.
 *
 * <p>The methods of {@link LoopSession} are for any thread, the rest for the session's own.
 */
abstract class SendingSession extends SocketSession {
    // Written under the lock of the link, so that no send is kept after its end was said.
    private volatile boolean shutdown;
    private volatile boolean ending;

    private volatile boolean closedHere;
    private boolean shutdownDone;

    SendingSession(Link link, long id) {
        super(link, id);
    }

    /** Whether the session is over. Guarded by the link, too. */
    abstract boolean isOver();

    /** Bytes came or went. */
    abstract void active();

    /** Has what was changed settled on the session's own thread. Any thread. */
    abstract void schedule();

    /** The same, unless a call of the handler is under way there, after which it is settled anyhow. Any thread. */
    abstract void settleSoon();

    /** Whether no output waits. */
    final boolean isSent() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.output;
        return waiting == null || waiting.isEmpty();
    }

    /** Whether it was said that the session ends. */
    final boolean isEnding() {
        return ending;
    }

    final boolean isClosedHere() {
        return closedHere;
    }

    @Override
    public final long send(MemorySegment data) throws IOException {
        checkOutput();
        long size = data.byteSize();
        if (!link.isOwn()) {
            long kept = keep(data, 0);
            schedule();
            return kept;
        }
        if (size == 0 || isOver() || closedHere) {
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
        if (shutdown || ending) {
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
            full(count < data.byteSize());
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
            if (isOver()) {
                return 0;
            }
            SessionExtras extras = extras();
            ByteQueue waiting = extras.output;
            if (waiting == null) {
                waiting = new ByteQueue(link.blocks());
                extras.output = waiting;
            }
            long left = data.byteSize() - from;
            int count = (int) Math.min(left, OUTPUT_LIMIT - waiting.size());
            if (count < left) {
                extras.sentShort = true;
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

    /** Whether some of what waits may go. */
    final boolean maySendKept() {
        SessionExtras known = known();
        return known != null && !known.full && !isSent();
    }

    /** Passes on what waits. */
    final void sendKept() {
        SessionExtras extras = extras();
        synchronized (link) {
            ByteQueue waiting = Objects.requireNonNull(extras.output);
            try {
                wrote(link.flush(waiting));
                extras.full = !waiting.isEmpty();
                extras.offerAgain |= !extras.full;
            } catch (IOException e) {
                extras.broken = e;
                waiting.clear();
            }
        }
    }

    /** The connection takes bytes again. */
    final void hasRoom() {
        full(false);
    }

    private void full(boolean yes) {
        if (yes || known() != null) {
            extras().full = yes;
        }
    }

    /** Whether a send took less than it was given, and all that waited has gone since; once. */
    final boolean takeRoomAgain() {
        SessionExtras known = known();
        if (known == null || !known.sentShort || !isSent()) {
            return false;
        }
        known.sentShort = false;
        return true;
    }

    /** Output that waits is of no more use. */
    final void forgetOutput() {
        SessionExtras known = known();
        if (known != null) {
            synchronized (link) {
                ByteQueue waiting = known.output;
                if (waiting != null) {
                    waiting.clear();
                }
            }
        }
    }

    /** Whether the peer is still to be told that nothing follows. */
    final boolean owesEnd() {
        return shutdown && !shutdownDone;
    }

    /** Says the end to the peer, where that is due: all has gone. Answers whether it was. */
    final boolean tellEnd() {
        if (!owesEnd() || !isSent() || !link.isClear()) {
            return false;
        }
        shutdownDone = true;
        try {
            link.shutdownOutput();
        } catch (IOException e) {
            extras().broken = e;
        }
        return true;
    }

    /** Whether the peer was told that nothing follows. */
    final boolean hasToldEnd() {
        return shutdownDone;
    }

    @Override
    public final int send(ByteBuffer data) throws IOException {
        int count = (int) send(MemorySegment.ofBuffer(data));
        var _ = data.position(data.position() + count);
        return count;
    }

    @Override
    public final long queued() {
        SessionExtras known = known();
        ByteQueue waiting = known == null ? null : known.output;
        return waiting == null ? 0 : waiting.size();
    }

    @Override
    public final void shutdownOutput() {
        endOutput();
        settleSoon();
    }

    /** The end of the output follows what waits. */
    final void endOutput() {
        synchronized (link) {
            shutdown = true;
        }
    }

    @Override
    public final void end() {
        endSession();
        settleSoon();
    }

    /** The end of the session follows what waits. */
    final void endSession() {
        synchronized (link) {
            ending = true;
        }
    }

    @Override
    public final void close() {
        closedHere = true;
        link.socket().close();
        settleSoon();
    }
}
