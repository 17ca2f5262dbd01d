package dev.sockeye.server;

import java.io.IOException;
import java.time.Duration;

/**
 * Receives on a socket of an address, again and again, and serves what has come.
 *
 * <p>At a stop the datagrams that the kernel has queued are still served.
 */
abstract class DatagramLoop extends DatagramThread {
    /** Longer than any datagram of UDP, and than any train of them. */
    static final int UDP_ROOM = 64 << 10;

    /** A Unix datagram is as long as its sender's buffer allows, by default 208 KiB. */
    static final int UNIX_ROOM = 256 << 10;

    /** How often is received after a stop: more is being sent faster than served. */
    private static final int QUEUED = 4096;

    private final Recovery recovery;
    private final Wait receiving = () -> receive(this.wait);
    private final Runnable serving = this::serve;
    private Duration wait = Duration.ZERO;

    DatagramLoop(Room room, Door.Datagram door, DatagramHandler handler) {
        super(room, handler);
        this.recovery = new Recovery(room, door.address(), () -> false);
    }

    @Override
    final void work() {
        boolean more = true;
        while (more && !isStopping()) {
            more = turn(recovery.begin());
        }
        for (int queued = 0; more && queued < QUEUED; queued++) {
            more = turn(Duration.ZERO);
        }
    }

    /** Receives and serves. Answers false when there will be nothing more. */
    private boolean turn(Duration wait) {
        this.wait = wait;
        try {
            if (!receive(receiving, !wait.isZero())) {
                return true;
            }
        } catch (Throwable why) {
            return recovery.goOn(why);
        }
        recovery.worked();
        busily(serving);
        return true;
    }

    /** Receives what the next {@link #serve} is about. */
    abstract void receive(Duration wait) throws IOException;

    /** Serves what was received. Throws nothing. */
    abstract void serve();

    final Recovery recovery() {
        return recovery;
    }
}
