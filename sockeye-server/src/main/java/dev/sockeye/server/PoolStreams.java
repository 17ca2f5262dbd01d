package dev.sockeye.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code pool:N}: a fixed number of platform threads, each of which serves one session at a time. There
 * are never more sessions than threads: the places of the server are as many, and what has none stands
 * in the kernel's queue.
 */
final class PoolStreams implements Engine<Door.Stream> {
    private final Room room;
    private final Sessions sessions;
    private final ExecutorService threads;

    PoolStreams(Room room, Sessions sessions, int threads) {
        this.room = room;
        this.sessions = sessions;
        this.threads =
                Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform()
                                .daemon()
                                .inheritInheritableThreadLocals(false)
                                .name("sockeye-pool-", 1)
                                .factory());
    }

    @Override
    public void serve(Door.Stream door) {
        new AcceptLoop(room, door, sessions, threads::execute, false)
                .start(Threads.platform("sockeye-accept " + door.address()));
    }

    /** A session that still runs, since it is the one that stops the server, ends first. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
