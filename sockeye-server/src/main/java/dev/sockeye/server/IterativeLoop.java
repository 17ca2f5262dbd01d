package dev.sockeye.server;

import dev.sockeye.net.MessageBatch;
import java.io.IOException;
import java.time.Duration;

/**
 * Receives and serves one datagram after another. It takes a few in one call, since a call that brings
 * fewer than it could tells too that there are no more.
 */
final class IterativeLoop extends DatagramLoop {
    private static final int FEW = 8;

    private final Door.Datagram door;
    private final MessageBatch questions;
    private final Answer answer;

    IterativeLoop(Room room, Door.Datagram door, DatagramHandler handler) {
        super(room, door, handler);
        this.door = door;
        int each = door.address().transport().isUnix() ? UNIX_ROOM : UDP_ROOM;
        this.questions = MessageBatch.allocate(FEW, each);
        this.answer = new Answer(room.tally(), door, questions, each);
    }

    @Override
    void receive(Duration wait) throws IOException {
        door.socket().timeout(wait);
        var _ = door.socket().receive(questions);
    }

    @Override
    void serve() {
        for (int index = 0; index < questions.count(); index++) {
            // A handler's is not meant for the next datagram; a cut closes the socket first, and
            // there is none.
            var _ = Thread.interrupted();
            if (!door.socket().isOpen()) {
                return;
            }
            room.tally().datagrams.increment();
            answer.to(questions, index);
            handle(answer, questions.data(index));
        }
    }

    @Override
    void close() {
        door.close();
    }
}
