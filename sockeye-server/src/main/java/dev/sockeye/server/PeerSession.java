package dev.sockeye.server;

import static dev.sockeye.sys.SysSocket.MSG_PEEK;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Message;
import dev.sockeye.net.Received;
import dev.sockeye.poll.fd.Stripes;
import dev.sockeye.server.Letter.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One peer of a {@link Dispatcher}, on a virtual thread: serves what the dispatcher hands it, then what
 * comes to its own socket. While it waits it holds no buffer.
 *
 * <p>It ends when its peer was silent for long, when another needs its place, and when the server stops.
 * Then its socket is first connected to itself: from there on its peer's datagrams go to the dispatcher,
 * and nothing is lost when it is closed.
 */
final class PeerSession extends DatagramThread {
    /** How much it may be handed before it serves that; more is not kept. */
    private static final int LETTERS = 1024;

    /** How many datagrams are served before it looks up. */
    private static final int ROUND = 64;

    /** How many errors in a row end it. */
    private static final int ERRORS = 16;

    private static final Stripes<MemorySegment> BUFFERS =
            new Stripes<>(() -> Arena.ofAuto().allocate(DatagramLoop.UDP_ROOM, 64));

    private final Dispatcher dispatcher;
    private final Way way;
    private final DatagramSocket socket;
    private final Duration idle;
    private final long since;
    private final PeerAnswer answer;
    private final Message peek = Message.of(MemorySegment.NULL).flags(MSG_PEEK).controlRoom(0);
    private final Queue<Letter> letters = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long lastHeard;
    private boolean open;
    private boolean evicted;
    private boolean ended;
    private int errors;

    /**
     * A session that has not begun.
     *
     * @param since when its socket was connected
     */
    PeerSession(
            Room room,
            DatagramHandler handler,
            Dispatcher dispatcher,
            Way way,
            DatagramSocket socket,
            Duration idle,
            long since) {
        super(room, handler);
        this.dispatcher = dispatcher;
        this.way = way;
        this.socket = socket;
        this.idle = idle;
        this.since = since;
        this.answer = new PeerAnswer(room.tally(), way, socket);
        this.lastHeard = room.nanoTime();
        room.tally().opened.increment();
    }

    Way way() {
        return way;
    }

    /** Its own, which the dispatcher may read until it is {@linkplain #open opened}. */
    DatagramSocket socket() {
        return socket;
    }

    /** When its socket was connected, in nanoseconds of CLOCK_REALTIME. */
    long since() {
        return since;
    }

    /** When its peer last sent something, on the monotonic clock. */
    long lastHeard() {
        return lastHeard;
    }

    /** Takes what came for it elsewhere. Answers false if it has ended. */
    synchronized boolean take(Letter letter) {
        if (ended) {
            return false;
        }
        if (letters.size() < LETTERS) {
            letters.add(letter);
        } else {
            room.tally().unanswered.increment();
        }
        lookUp();
        return true;
    }

    /** Everything that came before its socket was connected was handed to it: it may read that now. */
    synchronized void open() {
        open = true;
        lookUp();
    }

    /** Ends it for another's sake. Answers false if it has not ended in time. */
    boolean evict(Duration patience) {
        synchronized (this) {
            evicted = true;
            lookUp();
        }
        try {
            return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void lookUp() {
        notifyAll();
        wake();
    }

    @Override
    boolean mayWait() {
        return super.mayWait() && !evicted && letters.isEmpty();
    }

    @Override
    void work() {
        boolean more = true;
        while (more) {
            more = turn();
        }
    }

    /** Answers false when it is over. */
    private boolean turn() {
        try {
            Letter letter = next();
            if (letter != null) {
                serve(letter);
                return true;
            }
            if (mustLeave()) {
                leave();
                return false;
            }
            if (receive(this::await, true)) {
                read(ROUND);
                errors = 0;
            }
            return true;
        } catch (DeadlineException e) {
            leave();
            return false;
        } catch (InterruptedException e) {
            // One that a handler left behind.
            return true;
        } catch (IOException why) {
            return goOn(why);
        }
    }

    /** What was handed to it; null where that is all. */
    private synchronized @Nullable Letter next() throws InterruptedException {
        while (letters.isEmpty() && !open && !evicted) {
            wait();
        }
        return letters.poll();
    }

    private synchronized boolean mustLeave() {
        return evicted || isStopping();
    }

    /** Waits for a datagram, and leaves it where it is. */
    private void await() throws IOException {
        socket.timeout(idle);
        var _ = socket.receive(peek);
    }

    /** An error of the peer, such as one that has gone, is no reason to end; a row of them is. */
    private boolean goOn(IOException why) {
        if (!socket.isOpen()) {
            return false; // the cut
        }
        room.tally().troubles.increment();
        if (Recovery.isOfPeer(why) && ++errors < ERRORS) {
            return true;
        }
        failed(way.peer(), why);
        return false;
    }

    /** Serves what lies in its socket, so many at most. Answers how many there were. */
    private int read(int most) throws IOException {
        MemorySegment buffer = BUFFERS.take();
        try {
            int count = 0;
            Optional<Received> received = socket.tryReceive(buffer);
            while (received.isPresent()) {
                serve(received.get(), buffer);
                received = ++count < most ? socket.tryReceive(buffer) : Optional.empty();
            }
            return count;
        } finally {
            BUFFERS.give(buffer);
        }
    }

    private void serve(Received received, MemorySegment buffer) {
        MemorySegment data = buffer.asSlice(0, received.length());
        if (received.from().equals(way.peer())) {
            serve(data);
        } else {
            var theirs = new Way(received.from(), way.local());
            var copy = MemorySegment.ofArray(data.toArray(JAVA_BYTE));
            dispatcher.stray(new Letter(theirs, copy, 0));
        }
    }

    private void serve(Letter letter) {
        MemorySegment buffer = BUFFERS.take();
        try {
            serve(buffer.asSlice(0, letter.data().byteSize()).copyFrom(letter.data()));
        } finally {
            BUFFERS.give(buffer);
        }
    }

    private void serve(MemorySegment data) {
        lastHeard = room.nanoTime();
        room.tally().datagrams.increment();
        busily(() -> handle(answer, data));
    }

    /** Serves what there is, and ends when nothing more can come. */
    private void leave() {
        answer.apart();
        boolean more = true;
        try {
            socket.connectTo(socket.local());
            while (more) {
                more = readOn();
            }
        } catch (IOException | UncheckedIOException e) {
            // The cut, which has closed the socket.
        }
        for (Letter last = last(); last != null; last = last()) {
            serve(last);
        }
    }

    /** Answers false when its socket is empty. */
    private boolean readOn() {
        try {
            return read(ROUND) > 0;
        } catch (IOException why) {
            return goOn(why);
        }
    }

    private synchronized @Nullable Letter last() {
        Letter last = letters.poll();
        ended = last == null;
        return last;
    }

    @Override
    void close() {
        socket.close();
        open();
    }

    @Override
    void end() {
        synchronized (this) {
            ended = true;
        }
        socket.close();
        dispatcher.forget(this);
        room.tally().ended.increment();
        room.admission().leave(way.peer());
        over.countDown();
        super.end();
    }
}
