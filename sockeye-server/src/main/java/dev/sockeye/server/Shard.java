package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Loop;
import dev.sockeye.poll.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One of an engine's event loops, with what its sessions share. */
class Shard {
    /** Into how many lengths a view of the buffer is kept: messages of one size cost no allocation. */
    private static final int VIEWS = 256;

    private final Room room;
    private final @Nullable LoopHandler handler;
    private final Loop loop;
    private final String name;
    private final Runnable whenLeft;
    private final AtomicInteger users = new AtomicInteger();

    /** Page-aligned: so the kernel copies fastest. */
    private final MemorySegment buffer = Arena.ofAuto().allocate(LoopSession.INPUT_LIMIT, 4096);

    private final @Nullable MemorySegment[] views = new @Nullable MemorySegment[VIEWS];
    private final Blocks blocks = new Blocks();
    private volatile boolean closing;
    private @Nullable Thread thread;

    /**
     * A loop that has not begun.
     *
     * @param service whom its sessions serve
     * @param whenLeft called when a descriptor was closed that it watched
     */
    Shard(Room room, Service service, Poller poller, String name, Runnable whenLeft) {
        this.room = room;
        this.handler = service instanceof LoopHandler reactive ? reactive : null;
        // Sessions end by what they throw; what is left is a kernel that has no memory, which
        // passes.
        this.loop = new Loop(poller, (_, _) -> room.tally().troubles.increment());
        loop.spin(room.plan().spin().toNanos());
        this.name = name;
        this.whenLeft = whenLeft;
    }

    /** Begins its thread. */
    void start() throws IOException {
        int result = loop.open();
        if (result < 0) {
            loop.close();
            throw new SocketException(loop.poller().name() + ": " + Poller.words(result));
        }
        thread = loop.start(name);
    }

    /** A reactive session, which has not begun. */
    ShardLink link(long id, StreamSocket socket) {
        return new LoopLink(this, id, socket);
    }

    final Room room() {
        return room;
    }

    /** Whom its reactive sessions call. */
    final LoopHandler handler() {
        return Objects.requireNonNull(handler, "handler");
    }

    final Loop loop() {
        return loop;
    }

    /** Memory for what waits in its sessions. */
    final Blocks blocks() {
        return blocks;
    }

    @Nullable Thread thread() {
        return thread;
    }

    /** How many acceptors and sessions it has, those that are on their way to it too. */
    int users() {
        return users.get();
    }

    void enter() {
        users.incrementAndGet();
    }

    /** One of them has left. On the loop's thread. */
    void leave() {
        users.decrementAndGet();
        whenLeft.run();
        endIfDeserted();
    }

    private void endIfDeserted() {
        if (closing && users.get() == 0) {
            loop.stop();
        }
    }

    /** Ends when the last has left. */
    void close() {
        closing = true;
        if (thread == null) {
            loop.close();
        } else {
            loop.execute(this::endIfDeserted);
        }
    }

    /** Waits for the end of its thread, for a while. */
    void join(Duration patience) throws InterruptedException {
        Thread running = thread;
        if (running != null && !loop.inLoop()) {
            var _ = running.join(patience);
        }
    }

    /** The first bytes of the buffer into which all sessions read. On the loop's thread. */
    MemorySegment buffer(long length) {
        if (length == buffer.byteSize()) {
            return buffer;
        }
        int place = (int) length & (VIEWS - 1);
        MemorySegment view = views[place];
        if (view == null || view.byteSize() != length) {
            view = buffer.asSlice(0, length);
            views[place] = view;
        }
        return view;
    }
}
