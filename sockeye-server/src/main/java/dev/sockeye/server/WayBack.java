package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;

/** What the ways back of all datagram models share. */
abstract class WayBack implements DatagramSession {
    /** How long one peer that does not read may hold up all others. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** Whether nothing can be sent to it. */
    static boolean nameless(Endpoint peer) {
        return peer instanceof Endpoint.Unix unix && unix.name().isUnnamed();
    }

    @Override
    public final boolean reply(ByteBuffer data) throws IOException {
        boolean sent = reply(MemorySegment.ofBuffer(data));
        if (sent) {
            var _ = data.position(data.limit());
        }
        return sent;
    }
}
