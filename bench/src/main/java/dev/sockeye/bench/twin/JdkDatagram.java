package dev.sockeye.bench.twin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A blocking {@link DatagramChannel} with one direct buffer; several threads have a socket each, by SO_REUSEPORT. */
final class JdkDatagram {
    private JdkDatagram() {}

    static InetSocketAddress start(int threads, Work work, InetSocketAddress at)
            throws IOException {
        var bound = at;
        for (int i = 0; i < threads; i++) {
            var socket = DatagramChannel.open();
            if (threads > 1) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.bind(bound);
            bound = (InetSocketAddress) socket.getLocalAddress();
            Thread.ofPlatform().daemon().name("datagram-" + i).start(() -> serve(socket, work));
        }
        return bound;
    }

    private static void serve(DatagramChannel socket, Work work) {
        var buffer = ByteBuffer.allocateDirect(64 * 1024);
        while (true) {
            try {
                buffer.clear();
                var peer = socket.receive(buffer);
                if (work == Work.ECHO) {
                    buffer.flip();
                    socket.send(buffer, peer);
                }
            } catch (PortUnreachableException e) {
                // The peer went away.
            } catch (IOException e) {
                System.err.println("datagram: " + e);
            }
        }
    }
}
