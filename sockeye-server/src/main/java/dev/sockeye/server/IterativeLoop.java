package dev.sockeye.server;

import dev.sockeye.net.Message;
import java.io.IOException;
import java.time.Duration;

/** Receives and serves one datagram after another. */
final class IterativeLoop extends DatagramLoop {
    private final Door.Datagram door;
    private final Message message;
    private final Answer answer;

    IterativeLoop(Room room, Door.Datagram door, DatagramHandler handler) {
        super(room, door, handler);
        this.door = door;
        this.message = Message.allocate(door.address().transport().isUnix() ? UNIX_ROOM : UDP_ROOM);
        this.answer = new Answer(room.tally(), door, message);
    }

    @Override
    void receive(Duration wait) throws IOException {
        door.socket().timeout(wait);
        var _ = door.socket().receive(message);
    }

    @Override
    void serve() {
        room.tally().datagrams.increment();
        handle(answer.of(message), message.received());
    }

    @Override
    void close() {
        door.close();
    }
}
