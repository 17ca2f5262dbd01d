package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;

/** Clients of Java's own, as an independent judge. */
final class Clients {
    private Clients() {}

    /** A connection whose reads end with an exception after {@link Run#PATIENCE}. */
    static Socket connect(InetSocketAddress to) throws IOException {
        var socket = new Socket();
        socket.connect(to, (int) Run.PATIENCE.toMillis());
        socket.setSoTimeout((int) Run.PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Sends and waits for the same. */
    static void echo(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }

    /** Closes before the test would. */
    static void end(Socket socket) throws IOException {
        socket.close();
    }

    /** Closes with a reset in the place of an end. */
    static void reset(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }
}
