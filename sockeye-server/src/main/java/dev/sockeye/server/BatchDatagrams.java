package dev.sockeye.server;

import dev.sockeye.net.DatagramSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code batch:N}: N sockets share the address by SO_REUSEPORT, and the kernel deals the peers out among
 * them; each has a platform thread that receives and sends many datagrams in one call.
 */
final class BatchDatagrams implements Engine<Door.Datagram> {
    private final Room room;
    private final DatagramHandler handler;

    BatchDatagrams(Room room, DatagramHandler handler) {
        this.room = room;
        this.handler = handler;
    }

    /** How many sockets the model has for each address of UDP: as many as processors if nothing was said. */
    static int shards(Model model) {
        return model.count() == 0 ? Runtime.getRuntime().availableProcessors() : model.count();
    }

    @Override
    public void serve(Door.Datagram door) {
        var left = new AtomicInteger(door.sockets().size());
        int number = 0;
        for (DatagramSocket socket : door.sockets()) {
            String name = "sockeye-batch-" + ++number + " " + door.address();
            new BatchLoop(room, door, socket, left, handler).start(Threads.platform(name));
        }
    }
}
