package dev.sockeye.server;

import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Poller;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;

/**
 * A reactive session on an event loop. Level-triggered, with interest in input as long as the session
 * wants it: so a message costs its share of the poller's call, one recv and one send, and no call that
 * only finds out that nothing is left.
 */
final class LoopLink extends ShardLink {
    LoopLink(Shard shard, long id, StreamSocket socket) {
        super(shard, id, socket);
    }

    @Override
    public void open() throws IOException {
        on(lend());
        check(want(Poller.IN));
    }

    private void check(int result) throws SocketException {
        if (result < 0) {
            throw new SocketException(poller().name() + ": " + Poller.words(result));
        }
    }

    @Override
    protected void ready(int events) {
        try {
            if ((events & Poller.OUT) != 0) {
                session.roomCame();
            }
            if ((events & interest() & Poller.IN) != 0) {
                read();
            }
        } catch (Throwable unforeseen) {
            // It would come again and again, since what it was about is still there.
            socket.close();
            throw unforeseen;
        }
    }

    private void read() {
        long count;
        try {
            count = socket.tryRead(shard.buffer(session.room()));
        } catch (IOException e) {
            if (socket.isOpen()) {
                session.broke(e);
            } else {
                session.closedElsewhere();
            }
            return;
        }
        if (count > 0) {
            session.received(shard.buffer(count));
        } else if (count != Stream.WOULD_BLOCK) {
            session.inputEnded();
        }
    }

    @Override
    public long send(MemorySegment data) throws IOException {
        return Math.max(0, socket.tryWrite(data));
    }

    @Override
    public void want(boolean input, boolean room) throws IOException {
        if (fd() >= 0) {
            check(want((input ? Poller.IN : 0) | (room ? Poller.OUT : 0)));
        }
    }

    @Override
    void letGo() {
        var _ = remove();
        on(-1);
    }
}
