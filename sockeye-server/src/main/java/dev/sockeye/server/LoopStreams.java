package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Poller;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * {@code select}, {@code poll}, {@code epoll} and {@code uring}: event loops on one of the pollers, or on
 * {@linkplain RingShard rings}. Each address is
 * accepted on one of the loops, which deals the connections out: so they are spread evenly however few
 * there are, and none waits for a loop that has been closed.
 *
 * <p>A reactive handler runs on the loops themselves. A blocking one runs on a virtual thread for each
 * session, which the session's loop wakes.
 */
final class LoopStreams implements Engine<Door.Stream> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Room room;
    private final Service service;
    private final List<Shard> shards = new ArrayList<>();
    private final List<LoopAcceptor> acceptors = new CopyOnWriteArrayList<>();
    private int doors;

    /**
     * Opens nothing yet.
     *
     * @param poller makes the poller of a loop
     * @param loops how many
     */
    LoopStreams(Room room, Service service, Function<Kernel, Poller> poller, int loops) {
        this(
                room,
                service,
                loops,
                (number, nudge) -> {
                    Poller own = poller.apply(room.network().kernel());
                    String name = "sockeye-" + own.name() + "-" + number;
                    return new Shard(room, service, own, name, nudge);
                });
    }

    /** The same with loops of another kind, each made of its number and of what it calls when left. */
    LoopStreams(Room room, Service service, int loops, BiFunction<Integer, Runnable, Shard> shard) {
        this.room = room;
        this.service = service;
        for (int number = 0; number < loops; number++) {
            shards.add(shard.apply(number, this::nudge));
        }
    }

    @Override
    public void serve(Door.Stream door) throws IOException {
        if (doors == 0) {
            for (Shard shard : shards) {
                shard.start();
            }
            room.works().whenLeft(this::nudge);
        }
        Shard shard = shards.get(doors++ % shards.size());
        var acceptor = new LoopAcceptor(room, door, shard, this::deal);
        acceptors.add(acceptor);
        acceptor.start();
    }

    private void nudge() {
        for (LoopAcceptor acceptor : acceptors) {
            acceptor.nudge();
        }
    }

    /** Begins a session on the loop that has the fewest. */
    private void deal(long id, StreamSocket socket) {
        Shard shard = shards.get((int) (id % shards.size()));
        for (Shard other : shards) {
            shard = other.users() < shard.users() ? other : shard;
        }
        switch (service) {
            case LoopHandler _ -> react(shard, shard.link(id, socket));
            case Handler handler -> block(shard, handler, id, socket);
            default -> throw new IllegalArgumentException(service + " serves no streams");
        }
    }

    /** Without a hop where the connection was accepted on the very loop. */
    private static void react(Shard shard, ShardLink link) {
        if (shard.loop().inLoop()) {
            link.begin();
        } else {
            shard.loop().execute(link::begin);
        }
    }

    private void block(Shard shard, Handler handler, long id, StreamSocket socket) {
        room.plan().timeout().ifPresent(socket::timeout);
        var life = new SessionLife(room, handler, new StreamSession(room.plan(), id, socket));
        shard.enter();
        shard.loop().execute(() -> block(shard, life, socket));
    }

    private static void block(Shard shard, SessionLife life, StreamSocket socket) {
        try {
            socket.waitOn(shard.loop(), shard::leave);
        } catch (Throwable refused) {
            shard.leave();
            life.refuse(refused);
            return;
        }
        try {
            Threads.virtual("sockeye-session-" + life.id()).start(life);
        } catch (Throwable noThread) {
            life.refuse(noThread);
        }
    }

    @Override
    public void close() {
        shards.forEach(Shard::close);
        if (!room.works().isEmpty()) {
            return;
        }
        try {
            for (Shard shard : shards) {
                shard.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
