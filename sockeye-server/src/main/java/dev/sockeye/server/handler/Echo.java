package dev.sockeye.server.handler;

import dev.sockeye.server.DatagramSession;
import dev.sockeye.server.Handler;
import dev.sockeye.server.LoopHandler;
import dev.sockeye.server.LoopSession;
import dev.sockeye.server.Session;
import dev.sockeye.server.TrainHandler;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Sends back what it gets (RFC 862), until the peer has sent its end. A datagram comes back as it is,
 * an empty one too; none from a source port below 1024 is answered, so that two such services cannot
 * keep each other busy.
 *
 * <p>A session that waits for input holds no buffer. A peer that sends and never reads is
 * read no further than its connection and two borrowed buffers of 64 KiB have room.
 */
public final class Echo implements Handler, LoopHandler, TrainHandler {
    /** Echoes; it has no state. */
    public Echo() {}

    @Override
    public void handle(Session session) throws IOException {
        var _ = session.transferTo(session);
    }

    @Override
    public long received(LoopSession session, MemorySegment data) throws IOException {
        return session.send(data);
    }

    @Override
    public void received(DatagramSession session, MemorySegment data) throws IOException {
        if (Sources.mayBeAnswered(session)) {
            var _ = session.reply(data);
        }
    }

    @Override
    public void received(DatagramSession session, MemorySegment train, int size)
            throws IOException {
        if (Sources.mayBeAnswered(session)) {
            var _ = session.reply(train, size);
        }
    }
}
