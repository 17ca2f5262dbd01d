package dev.sockeye.server;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.MessageBatch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Each answer is sent at once. On the loop's thread. */
final class Answer extends BatchWayBack {
    private final Tally tally;
    private final DatagramSocket socket;
    private final MessageBatch one;

    Answer(Tally tally, Door.Datagram door, MessageBatch questions, int room) {
        super(door, questions);
        this.tally = tally;
        this.socket = door.socket();
        this.one = MessageBatch.allocate(1, room);
    }

    @Override
    public boolean reply(MemorySegment data) throws IOException {
        boolean sent = !isNameless() && send(data);
        if (!sent) {
            tally.unanswered.increment();
        }
        return sent;
    }

    private boolean send(MemorySegment data) throws IOException {
        socket.timeout(PATIENCE);
        var _ = one.clear();
        try {
            if (add(data)) {
                socket.send(one);
            } else {
                // Longer than any datagram: the kernel says so.
                socket.send(data, peer());
            }
            return true;
        } catch (DeadlineException e) {
            return false;
        }
    }

    private boolean add(MemorySegment data) {
        return data.isNative()
                ? one.answer(questions(), index(), data)
                : one.answerWithCopy(questions(), index(), data);
    }
}
