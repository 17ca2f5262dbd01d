package dev.sockeye.server;

import dev.sockeye.net.Socket;
import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.WaitInterruptedException;
import dev.sockeye.poll.fd.Stripes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session on a thread of its own, which waits for input, room and a wake-up together: how
 * the models of blocking handlers run a {@link LoopHandler}.
 */
final class ThreadLink implements Link, Life {
    private static final Stripes<MemorySegment> BUFFERS =
            new Stripes<>(() -> Arena.ofAuto().allocate(LoopSession.INPUT_LIMIT, 64));

    private final Room room;
    private final LoopHandler handler;
    private final StreamSocket socket;
    private final ReactiveSession session;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private int interest;
    private long due = FOREVER;

    /** Enters the session into the room, of which it holds one place. */
    ThreadLink(Room room, LoopHandler handler, long id, StreamSocket socket) {
        this.room = room;
        this.handler = handler;
        this.socket = socket;
        this.session = new ReactiveSession(this, id);
        room.works().enter(session);
    }

    @Override
    public long id() {
        return session.id();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            session.begin();
            while (!session.isOver()) {
                turn();
            }
        } finally {
            socket.close();
            session.closedElsewhere();
            tasks.clear();
        }
    }

    private void turn() {
        try {
            runTasks();
            if (!session.isOver()) {
                await();
            }
        } catch (WaitInterruptedException e) {
            // No call of the handler waits, so it was meant for none; a cut has closed the
            // connection too.
            var _ = Thread.interrupted();
        } catch (IOException e) {
            broke(e);
        }
    }

    private void runTasks() {
        // Those that these bring are for the next time.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
    }

    private void await() throws IOException {
        long left = tasks.isEmpty() ? timeLeft() : 0;
        Duration within = left == FOREVER ? Socket.FOREVER : Duration.ofNanos(left);
        int came = socket.ready(interest | Socket.WAKE, within);
        if ((came & Socket.OUT) != 0) {
            session.roomCame();
        }
        if ((came & interest & Socket.IN) != 0 && !session.isOver()) {
            read();
        }
        if (came == 0 && due != FOREVER && timeLeft() == 0) {
            due = FOREVER;
            session.timeUp();
        }
    }

    private long timeLeft() {
        return due == FOREVER ? FOREVER : Math.max(0, due - room.nanoTime());
    }

    private void read() throws IOException {
        MemorySegment buffer = BUFFERS.take();
        try {
            long count = socket.tryRead(buffer.asSlice(0, session.room()));
            if (count > 0) {
                session.received(buffer.asSlice(0, count));
            } else if (count != Stream.WOULD_BLOCK) {
                session.inputEnded();
            }
        } finally {
            BUFFERS.give(buffer);
        }
    }

    private void broke(IOException why) {
        if (socket.isOpen()) {
            session.broke(why);
        } else {
            session.closedElsewhere();
        }
    }

    @Override
    public void abandon() {
        socket.close();
        room.register().abandoned(session);
    }

    @Override
    public void open() {
        interest = Socket.IN;
    }

    @Override
    public Room room() {
        return room;
    }

    @Override
    public LoopHandler handler() {
        return handler;
    }

    @Override
    public StreamSocket socket() {
        return socket;
    }

    @Override
    public Blocks blocks() {
        return room.blocks();
    }

    @Override
    public long send(MemorySegment data) throws IOException {
        return Math.max(0, socket.tryWrite(data));
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void want(boolean input, boolean room) {
        interest = (input ? Socket.IN : 0) | (room ? Socket.OUT : 0);
    }

    @Override
    public void timer(long nanos) {
        long end = nanos == FOREVER ? FOREVER : room.nanoTime() + nanos;
        due = end < 0 ? FOREVER : end;
    }

    @Override
    public long time() {
        return room.nanoTime();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public boolean isOwn() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isOwn()) {
            socket.wakeup();
        }
    }

    @Override
    public void cut() {
        socket.close();
        Thread running = thread;
        if (running != null && !isOwn()) {
            running.interrupt();
        }
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }
}
