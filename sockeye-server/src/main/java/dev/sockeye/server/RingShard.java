package dev.sockeye.server;

import static dev.sockeye.sys.Errno.ENOSYS;
import static dev.sockeye.sys.Errno.EPERM;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Ring;
import dev.sockeye.poll.RingBuffers;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.SocketException;

/**
 * An event loop on io_uring. Its reactive sessions receive into buffers that they share, which an idle
 * session holds none of, and send from where their output waits.
 */
final class RingShard extends Shard {
    /** Enough for what arrives in a round; more of it waits in the sockets. Lent as far as they are needed. */
    private static final int BUFFERS = 512;

    private static final int BUFFER_SIZE = 8 << 10;

    private final Ring ring;
    private final RingBuffers buffers = new RingBuffers(BUFFERS, BUFFER_SIZE);

    private RingShard(Room room, Service service, Ring ring, String name, Runnable whenLeft) {
        super(room, service, ring.poller(), name, whenLeft);
        this.ring = ring;
    }

    /**
     * The model {@code uring}.
     *
     * @throws UnsupportedModelException where this machine has no io_uring, or forbids it
     */
    static LoopStreams streams(Room room, Service service, Model model, int loops) {
        Kernel kernel = room.network().kernel();
        try (var probe = new Ring(kernel)) {
            int result = probe.open();
            if (result == -ENOSYS || result == -EPERM || result == Ring.TOO_OLD) {
                throw new UnsupportedModelException(model, probe.words(result));
            }
        }
        return new LoopStreams(
                room,
                service,
                loops,
                (number, nudge) ->
                        new RingShard(
                                room, service, new Ring(kernel), "sockeye-uring-" + number, nudge));
    }

    @Override
    void start() throws IOException {
        int result = ring.provide(buffers);
        if (result < 0) {
            ring.close();
            throw new SocketException(ring.name() + ": " + ring.words(result));
        }
        super.start();
    }

    @Override
    ShardLink link(long id, StreamSocket socket) {
        return new RingLink(this, id, socket);
    }

    Ring ring() {
        return ring;
    }

    RingBuffers buffers() {
        return buffers;
    }
}
