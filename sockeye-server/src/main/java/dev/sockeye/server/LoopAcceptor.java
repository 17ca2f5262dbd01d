package dev.sockeye.server;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Poller;
import dev.sockeye.poll.Timer;
import dev.sockeye.poll.Watch;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts on one address, on an event loop, and never waits: without a place, a descriptor or memory it
 * stops listening until a session has ended or a pause is over. The rest stands in the kernel's queue.
 *
 * <p>A place is reserved before a connection is accepted, and belongs to the session from then on.
 *
 * <p>{@link #nudge} and the methods of a work are for any thread, the rest for the loop's.
 */
final class LoopAcceptor extends Works.Work {
    /** How many connections are accepted in one turn: the sessions of the loop have theirs too. */
    private static final int AT_ONCE = 16;

    private final Room room;
    private final Door.Stream door;
    private final Shard shard;
    private final BiConsumer<Long, StreamSocket> model;
    private final Recovery recovery;
    private final Timer timer;
    private @Nullable Watch watch;
    private boolean over;
    private volatile boolean waiting;

    /**
     * An acceptor that has not begun.
     *
     * @param model begins a session of a connection that was let in
     */
    LoopAcceptor(Room room, Door.Stream door, Shard shard, BiConsumer<Long, StreamSocket> model) {
        this.room = room;
        this.door = door;
        this.shard = shard;
        this.model = model;
        this.recovery = new Recovery(room, door.address(), door::shed);
        this.timer = shard.loop().timer(_ -> timeUp());
    }

    /** Begins, on the loop's thread. Any thread. */
    void start() {
        shard.enter();
        room.works().enter(this);
        shard.loop().execute(this::begin);
    }

    private void begin() {
        try {
            int fd = door.listener().lend(this::closed);
            watch = shard.loop().watch(fd, (_, _) -> acceptSome());
            listen();
        } catch (IOException e) {
            // Closed before it began.
            end();
        }
    }

    private void listen() {
        if (watch == null || over) {
            return;
        }
        int result = watch.want(Poller.IN);
        if (result < 0) {
            recover(failure(result));
        } else if (recovery.isTold()) {
            timer.arm(Recovery.CALM.toNanos());
        }
    }

    private IOException failure(int result) {
        String mechanism = shard.loop().poller().name();
        return result == Poller.FD_TOO_HIGH
                ? new SocketException(mechanism + ": " + Poller.words(result))
                : new ErrnoException(mechanism, -result, null, null, 0);
    }

    private void acceptSome() {
        for (int count = 0; count < AT_ONCE && !over && acceptOne(); count++) {
            // The next one.
        }
    }

    /** Answers whether there may be another one now. */
    private boolean acceptOne() {
        if (!room.admission().tryReserve()) {
            return defer();
        }
        Optional<StreamSocket> socket = Optional.empty();
        try {
            var _ = recovery.begin();
            socket = door.listener().tryAccept();
            if (socket.isPresent()) {
                begin(socket.get());
                return true;
            }
            room.admission().release();
            return false;
        } catch (Throwable why) {
            socket.ifPresent(StreamSocket::close);
            room.admission().release();
            return !over && recover(why);
        }
    }

    private void begin(StreamSocket socket) {
        if (room.register().admit(socket)) {
            model.accept(room.tally().ids.incrementAndGet(), socket);
            recovery.worked();
        }
    }

    /** At the limit: stops listening until a session ends. */
    private boolean defer() {
        await();
        if (room.admission().tryReserve()) {
            // One has ended in between, and nobody was waiting yet.
            room.admission().release();
            resume();
        }
        return false;
    }

    private boolean recover(Throwable why) {
        long pause = recovery.decide(why);
        if (pause == 0) {
            return true;
        }
        if (pause < 0) {
            door.close();
            return false;
        }
        await();
        timer.arm(pause);
        if (recovery.isRelieved()) {
            resume();
        }
        return false;
    }

    private void await() {
        if (watch != null) {
            var _ = watch.remove();
        }
        waiting = true;
    }

    /** Something has ended, which may have left behind what was waited for. */
    void nudge() {
        if (waiting) {
            shard.loop().execute(this::resume);
        }
    }

    private void resume() {
        if (waiting) {
            waiting = false;
            timer.cancel();
            listen();
        }
    }

    private void timeUp() {
        if (waiting) {
            resume();
        } else {
            recovery.calm();
        }
    }

    /** The listener was closed, by any thread; or the descriptor is to be given away. */
    private void closed() {
        if (shard.loop().inLoop()) {
            end();
        } else {
            shard.loop().execute(this::end);
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        waiting = false;
        timer.cancel();
        if (watch != null) {
            var _ = watch.remove();
        }
        door.listener().endLoan();
        door.close();
        shard.leave();
        room.works().leave(this);
    }

    @Override
    public void finish() {
        door.close();
    }

    @Override
    public boolean servesPeer() {
        return false;
    }

    @Override
    public void cut() {
        door.close();
    }

    @Override
    public @Nullable Thread thread() {
        return shard.thread();
    }
}
