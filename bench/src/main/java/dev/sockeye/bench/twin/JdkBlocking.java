package dev.sockeye.bench.twin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;

/** {@code java.net} with a thread per connection, of the platform or virtual; the acceptor is such a thread too. */
final class JdkBlocking {
    private JdkBlocking() {}

    static InetSocketAddress start(ThreadFactory threads, Work work, InetSocketAddress at)
            throws IOException {
        var listener = new ServerSocket(at.getPort(), 4096, at.getAddress());
        threads.newThread(() -> accept(listener, threads, work)).start();
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static void accept(ServerSocket listener, ThreadFactory threads, Work work) {
        while (true) {
            try {
                var peer = listener.accept();
                threads.newThread(() -> serve(peer, work)).start();
            } catch (IOException e) {
                System.err.println("accept: " + e);
            }
        }
    }

    private static void serve(Socket peer, Work work) {
        try (peer) {
            var in = peer.getInputStream();
            var out = peer.getOutputStream();
            var buffer = new byte[work.buffer];
            switch (work) {
                case ECHO -> {
                    for (int n; (n = in.read(buffer)) >= 0; ) {
                        out.write(buffer, 0, n);
                    }
                }
                case SINK -> {
                    while (in.read(buffer) >= 0) {}
                }
                case SOURCE -> {
                    while (true) {
                        out.write(buffer);
                    }
                }
            }
        } catch (IOException e) {
            // The peer went away.
        }
    }
}
