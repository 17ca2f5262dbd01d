package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import java.lang.foreign.MemorySegment;

/**
 * A datagram on its way to the session of its peer.
 *
 * @param data a copy of its bytes
 * @param arrived when the kernel took it in, nanoseconds of CLOCK_REALTIME
 */
record Letter(Way way, MemorySegment data, long arrived) {
    /** Whom the session serves, and from which address of this machine. */
    record Way(Endpoint peer, Endpoint local) {}
}
