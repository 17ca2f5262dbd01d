package dev.sockeye.bench.twin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The smallest server on {@code java.net}: what a JVM needs to its first echo, and nothing else. Takes no arguments,
 * binds a free port of 127.0.0.1, echoes one connection after another until it is killed.
 */
final class JdkEcho {
    private JdkEcho() {}

    public static void main(String[] args) throws IOException {
        try (var listener = new ServerSocket(0, 4096, InetAddress.ofLiteral("127.0.0.1"))) {
            System.err.println(
                    "listening on tcp:127.0.0.1:" + listener.getLocalPort() + " (java.net)");
            var buffer = new byte[16 * 1024];
            while (true) {
                try (var peer = listener.accept()) {
                    var in = peer.getInputStream();
                    var out = peer.getOutputStream();
                    for (int n; (n = in.read(buffer)) >= 0; ) {
                        out.write(buffer, 0, n);
                    }
                }
            }
        }
    }
}
