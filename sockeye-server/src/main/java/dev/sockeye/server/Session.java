package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Stream;

/**
 * One connection of a server, as its {@link Handler} sees it: a {@link Stream} with a number.
 *
 * <p>Its {@linkplain Stream#timeout time-out} is the server's idle time ({@link
 * Server.Setup#timeout}), for each operation, until the handler sets another. A handler returns to end
 * its session; {@link #close} is the abrupt way, from any thread, by which input that nobody read may
 * turn the last bytes written into a reset.
 *
 * <p>Any thread.
 */
public interface Session extends Connection, Stream {
    @Override
    Endpoint local();

    @Override
    Endpoint peer();

    @Override
    boolean isOpen();

    @Override
    void close();
}
