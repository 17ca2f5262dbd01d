package dev.sockeye.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Makes the JDK's networking open the descriptors that it keeps for the life of the JVM (its
 * pollers for virtual threads, the socket that it closes others with), so that a test that uses it
 * as a judge does not seem to leak them.
 */
final class WarmUp {
    private WarmUp() {}

    static void run() {
        try {
            channels();
            Thread waiting = Thread.startVirtualThread(WarmUp::waitOnce);
            waiting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void channels() throws IOException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var listener = ServerSocketChannel.open().bind(anyPort);
                var client = SocketChannel.open(listener.getLocalAddress());
                var _ = listener.accept()) {
            client.shutdownOutput();
        }
    }

    /** A read and an accept that have to wait, on a virtual thread. */
    private static void waitOnce() {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread peer =
                    Thread.startVirtualThread(() -> {
                        try (var client =
                                new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                            var _ = client.getInputStream().read();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            try (var accepted = listener.accept()) {
                accepted.getOutputStream().write(0);
                var _ = accepted.getInputStream().read();
            }
            peer.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
