package dev.sockeye.net;

import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection of TCP to itself. Where nobody listens on a port of this machine, and that port is the
 * one that the kernel picks for the connecting side, both ends are the same socket: its SYN answers
 * itself (the simultaneous open of RFC 9293, 3.5). Whoever wanted a server has none.
 */
final class SelfConnect {
    /** The kernel seldom picks the same port again. */
    static final int MOST_TRIES = 3;

    private SelfConnect() {}

    /** Never where the caller has picked both ports: then it may be what was wanted. */
    static boolean happened(StreamSocket socket, Endpoint to, @Nullable Endpoint from) {
        return socket.kind.isTcp()
                && isOnThisHost(to)
                && (from == null || port(from) == 0)
                && socket.local().equals(socket.peer());
    }

    /** By a reset, or the port would stay in TIME_WAIT. */
    static void undo(StreamSocket socket) throws IOException {
        try {
            socket.set(So.LINGER.to(Linger.RESET));
        } finally {
            socket.close();
        }
    }

    /** The unspecified address is a loopback one for connect(2). */
    private static boolean isOnThisHost(Endpoint to) {
        return switch (to) {
            case Endpoint.Inet4 inet -> isOnThisHost(inet.host());
            case Endpoint.Inet6 inet -> isOnThisHost(inet.host());
            default -> false;
        };
    }

    private static boolean isOnThisHost(InetAddress host) {
        return host.isLoopbackAddress() || host.isAnyLocalAddress();
    }

    private static int port(Endpoint from) {
        return switch (from) {
            case Endpoint.Inet4 inet -> inet.port();
            case Endpoint.Inet6 inet -> inet.port();
            default -> 0;
        };
    }
}
