package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A client on the JDK's own sockets, which judge ours. */
final class Client implements AutoCloseable {
    private final SocketChannel channel;

    private Client(SocketChannel channel) {
        this.channel = channel;
    }

    static Client connect(Endpoint server) throws IOException {
        return new Client(SocketChannel.open(server.toSocketAddress()));
    }

    static Client connect(Server server) throws IOException {
        return connect(server.local());
    }

    /** One whose receive buffer holds little. */
    static Client narrow(Server server) throws IOException {
        var address = server.local().toSocketAddress();
        var channel =
                server.local() instanceof Endpoint.Unix
                        ? SocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 8 << 10);
        channel.connect(address);
        return new Client(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    Client send(byte... bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        return this;
    }

    Client send(String text) throws IOException {
        return send(text.getBytes(US_ASCII));
    }

    /** The end of what this side sends. */
    Client end() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Up to the end of what the server sends. */
    byte[] readAll() throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(64 << 10);
        while (channel.read(buffer.clear()) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toByteArray();
    }

    String readText() throws IOException {
        return new String(readAll(), US_ASCII);
    }

    byte[] read(int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            assertThat(channel.read(buffer)).as("the stream ended after %s", buffer).isPositive();
        }
        return buffer.array();
    }

    Client expect(String text) throws IOException {
        assertThat(new String(read(text.length()), US_ASCII)).isEqualTo(text);
        return this;
    }

    /** That nothing comes but the end. */
    void expectEnd() throws IOException {
        assertThat(readAll()).isEmpty();
    }

    /** Sends a lot and reads it back meanwhile. */
    void expectEcho(byte[] bytes) throws Exception {
        try (var writing = new InBackground(() -> send(bytes).end())) {
            byte[] back = readAll();
            writing.join();
            assertThat(Arrays.equals(back, bytes)).as("%d bytes come back", bytes.length).isTrue();
        }
    }

    /** Closes with a reset. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
