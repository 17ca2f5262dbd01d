package dev.sockeye.server;

import static dev.sockeye.sys.Errno.ECONNREFUSED;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.server.Letter.Way;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The way back over a socket that is connected to the peer. On the session's thread. */
final class PeerAnswer extends WayBack {
    private final Tally tally;
    private final Way way;
    private final DatagramSocket socket;
    private boolean apart;

    PeerAnswer(Tally tally, Way way, DatagramSocket socket) {
        this.tally = tally;
        this.way = way;
        this.socket = socket;
    }

    /** The socket is connected to this peer no more. */
    void apart() {
        apart = true;
    }

    @Override
    public Endpoint peer() {
        return way.peer();
    }

    @Override
    public Endpoint local() {
        return way.local();
    }

    @Override
    public boolean truncated() {
        return false;
    }

    @Override
    public boolean reply(MemorySegment data) throws IOException {
        socket.timeout(PATIENCE);
        try {
            send(data);
            return true;
        } catch (DeadlineException e) {
            tally.unanswered.increment();
            return false;
        }
    }

    private void send(MemorySegment data) throws IOException {
        try {
            sendOnce(data);
        } catch (ErrnoException e) {
            if (e.errno() != ECONNREFUSED) {
                throw e;
            }
            // What became of an earlier answer: this one has not been sent yet.
            sendOnce(data);
        }
    }

    private void sendOnce(MemorySegment data) throws IOException {
        if (apart) {
            socket.send(data, way.peer());
        } else {
            socket.send(data);
        }
    }
}
