package dev.sockeye.server.handler;

import dev.sockeye.server.DatagramSession;
import dev.sockeye.server.Handler;
import dev.sockeye.server.LoopHandler;
import dev.sockeye.server.LoopSession;
import dev.sockeye.server.Session;
import dev.sockeye.server.TrainHandler;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads and throws away (RFC 863), until the peer has sent its end. Datagrams are not answered. */
public final class Discard implements Handler, LoopHandler, TrainHandler {
    /** Discards; it has no state. */
    public Discard() {}

    @Override
    public void handle(Session session) throws IOException {
        while (session.read(Borrowed.SINK) >= 0) {
            // Once more.
        }
    }

    @Override
    public long received(LoopSession session, MemorySegment data) {
        return data.byteSize();
    }

    @Override
    public void received(DatagramSession session, MemorySegment data) {}

    @Override
    public void received(DatagramSession session, MemorySegment train, int size) {}
}
