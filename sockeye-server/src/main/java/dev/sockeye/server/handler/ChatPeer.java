package dev.sockeye.server.handler;

import dev.sockeye.net.Stream;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One who takes part in a talk: what is to be written to it, in order. Any thread; the lock is never
 * held while anybody waits for the peer.
 */
final class ChatPeer {
    /** The bytes that are kept at most for a peer that does not read. */
    static final int MOST_KEPT = 256 << 10;

    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ByteBuffer> kept = new ArrayDeque<>();
    private int keptBytes;

    /** Writes what is kept; null while nothing is. */
    private @Nullable Thread writer;

    private boolean gone;
    private @Nullable IOException reason;

    ChatPeer(Session session) {
        this.session = session;
    }

    /** Writes a line, or keeps what the peer has no room for. Does not wait. */
    void offer(byte[] line) {
        lock.lock();
        try {
            if (!gone) {
                keep(writer == null ? rest(line) : ByteBuffer.wrap(line));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What of it the peer has no room for now. */
    private ByteBuffer rest(byte[] line) {
        var data = ByteBuffer.wrap(line);
        try {
            while (data.hasRemaining() && session.tryWrite(data) != Stream.WOULD_BLOCK) {
                // A part of it went.
            }
        } catch (IOException e) {
            // It takes nothing any more. Whether it still sends, its own session finds out.
            gone = true;
            data.position(data.limit());
        }
        return data;
    }

    private void keep(ByteBuffer rest) {
        if (!rest.hasRemaining()) {
            return;
        }
        if (keptBytes + rest.remaining() > MOST_KEPT) {
            drop(
                    new IOException(
                            "dropped from the talk: the peer does not read, and more than "
                                    + (MOST_KEPT >> 10)
                                    + " KiB of lines wait for it"));
            return;
        }
        kept.add(rest);
        keptBytes += rest.remaining();
        if (writer == null) {
            writer =
                    Thread.ofVirtual()
                            .name("sockeye-chat")
                            .inheritInheritableThreadLocals(false)
                            .start(this::write);
        }
    }

    private void drop(IOException why) {
        gone = true;
        reason = why;
        session.close();
    }

    /** On a thread of its own, until nothing is kept any more. */
    private void write() {
        try {
            for (ByteBuffer next = first(); next != null; next = afterFirst(next)) {
                session.writeAll(next.duplicate());
            }
        } catch (IOException e) {
            lock.lock();
            try {
                if (!gone) {
                    drop(e);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable ByteBuffer first() {
        lock.lock();
        try {
            return kept.peek();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ByteBuffer afterFirst(ByteBuffer written) {
        lock.lock();
        try {
            kept.remove();
            keptBytes -= written.remaining();
            if (kept.isEmpty()) {
                writer = null;
            }
            return kept.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Why the peer was dropped, if it was. */
    Optional<IOException> reason() {
        lock.lock();
        try {
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more lines, and ends when what is kept was written, or is of no use.
     *
     * @param wanted whether the peer may still read
     */
    void leave(boolean wanted) {
        Thread writing;
        lock.lock();
        try {
            gone = true;
            writing = writer;
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            session.close();
        }
        if (writing != null) {
            await(writing);
        }
    }

    /** A cut of the session ends the writing too. */
    private void await(Thread writing) {
        boolean interrupted = false;
        while (writing.isAlive()) {
            try {
                writing.join();
            } catch (InterruptedException e) {
                interrupted = true;
                session.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
