package dev.sockeye.server.handler;

import static dev.sockeye.sys.Errno.ECONNRESET;
import static dev.sockeye.sys.Errno.EPIPE;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Linger;
import dev.sockeye.net.Pipe;
import dev.sockeye.net.So;
import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A session and its upstream, copied to each other until both have ended. */
final class ProxyTalk {
    private final Session session;
    private final StreamSocket upstream;

    /** What moved in both directions, by which each knows whether the talk is idle. */
    private final AtomicLong moved = new AtomicLong();

    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /** The directions that have not come to an end. */
    private final AtomicInteger copying = new AtomicInteger(2);

    /** One read or write. */
    @FunctionalInterface
    private interface Step {
        long go() throws IOException;
    }

    ProxyTalk(Session session, StreamSocket upstream) {
        this.session = session;
        this.upstream = upstream;
    }

    /** Copies on this thread and on one more, which has ended when this returns. */
    void run() throws IOException {
        Thread back =
                Thread.ofVirtual()
                        .name("sockeye-proxy")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> copy(upstream, session));
        copy(session, upstream);
        await(back);
        IOException why = failure.get();
        if (why != null) {
            breakOff(why);
            throw why;
        }
    }

    /** A cut interrupts this thread and closes the session; the upstream is ours to close. */
    private void await(Thread back) {
        boolean interrupted = false;
        while (back.isAlive()) {
            try {
                back.join();
            } catch (InterruptedException e) {
                interrupted = true;
                session.close();
                upstream.close();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One direction, up to its end. */
    private void copy(Stream from, Stream to) {
        try {
            boolean takes = takesAll(from, to);
            if (takes) {
                end(to);
            }
            boolean isLast = copying.decrementAndGet() == 0;
            IOException why = failure.get();
            if (isLast && why != null) {
                breakOff(why);
            } else if (!takes) {
                drain(from);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
            breakOff(e);
        }
    }

    /** Copies up to the sender's end, or until the receiver takes nothing any more: then false. */
    private boolean takesAll(Stream from, Stream to) throws IOException {
        try (Pipe pipe = session.offload() ? upstream.network().pipe() : Pipe.copying()) {
            boolean takes = true;
            while (takes && step(() -> from.read(pipe)) >= 0) {
                takes = write(to, pipe);
            }
            return takes;
        }
    }

    /**
     * Throws away what nobody takes, until the other direction has ended: the sender may be waiting for
     * room, and not read before it has some.
     */
    private void drain(Stream from) throws IOException {
        while (step(() -> from.read(Borrowed.SINK)) >= 0) {
            // More.
        }
    }

    /**
     * Writes all of it.
     *
     * @return false if the receiver takes nothing any more. What it sent before can still be read, and its
     *     end: so the other direction ends by itself.
     */
    private boolean write(Stream to, Pipe pipe) throws IOException {
        try {
            while (!pipe.isEmpty()) {
                var _ = step(() -> to.write(pipe));
            }
            return true;
        } catch (ErrnoException e) {
            if (!isReset(e)) {
                throw e;
            }
            failure.compareAndSet(null, e);
            return false;
        }
    }

    /** While anything moves in either direction, neither is idle. */
    private long step(Step step) throws IOException {
        while (true) {
            long before = moved.get();
            try {
                long count = step.go();
                moved.addAndGet(Math.max(0, count));
                return count;
            } catch (SocketTimeoutException e) {
                if (moved.get() == before) {
                    throw e;
                }
            }
        }
    }

    private static void end(Stream to) {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // It is not connected any more, which the other direction finds out.
        }
    }

    /** Ends both connections; a reset of one becomes one of the other (RFC 9293, 3.10.7.4). */
    private void breakOff(IOException why) {
        if (isReset(why)) {
            session.socket().ifPresent(ProxyTalk::resetAtClose);
            resetAtClose(upstream);
        }
        session.close();
        upstream.close();
    }

    private static boolean isReset(IOException failure) {
        return failure instanceof ErrnoException e
                && (e.errno() == ECONNRESET || e.errno() == EPIPE);
    }

    private static void resetAtClose(StreamSocket socket) {
        try {
            socket.set(So.LINGER.to(Linger.RESET));
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
