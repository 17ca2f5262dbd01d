package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.FutureTask;

/** A client on the JDK's own sockets, of any family. Its waits end with the time limit of the test. */
final class Peer implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final SocketChannel channel;

    private Peer(SocketChannel channel) {
        this.channel = channel;
    }

    static Peer connect(SocketAddress to) throws IOException {
        return connect(to, 0);
    }

    /** With a receive buffer of so many bytes, unless 0. */
    static Peer connect(SocketAddress to, int receiveBuffer) throws IOException {
        boolean unix = to instanceof UnixDomainSocketAddress;
        var channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.connect(to);
            if (!unix) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new Peer(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    SocketChannel channel() {
        return channel;
    }

    Peer send(byte... bytes) throws IOException {
        return send(bytes, bytes.length);
    }

    /** By calls of so many bytes. */
    Peer send(byte[] bytes, int piece) throws IOException {
        for (int at = 0; at < bytes.length; at += piece) {
            var left = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
        return this;
    }

    Peer sendUrgent(char one) throws IOException {
        channel.socket().sendUrgentData(one);
        return this;
    }

    /** The end of what this side sends. */
    Peer end() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    byte[] read(int count) throws IOException {
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            assertThat(channel.read(buffer)).as("the stream ended after %s", buffer).isPositive();
        }
        return buffer.array();
    }

    /** Up to a newline, which is left out. */
    String line() throws IOException {
        var line = new StringBuilder();
        for (byte next = read(1)[0]; next != '\n'; next = read(1)[0]) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** What has come already. */
    String pending() throws IOException {
        channel.configureBlocking(false);
        var buffer = ByteBuffer.allocate(PIECE);
        var _ = channel.read(buffer);
        channel.configureBlocking(true);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    /** Up to the end of what the server sends. */
    byte[] readAll() throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(PIECE);
        while (channel.read(buffer.clear()) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toByteArray();
    }

    /** That the server ends, or cuts, the connection; what comes before is thrown away. */
    void expectOver() {
        try {
            var _ = readAll();
        } catch (IOException e) {
            assertThat(e).hasMessageMatching(".*([Rr]eset|[Bb]roken pipe).*");
        }
    }

    /** Sends and waits for the same. */
    Peer echo(byte[] bytes) throws IOException {
        assertThat(send(bytes).read(bytes.length)).isEqualTo(bytes);
        return this;
    }

    /** Sends all, by calls of so many bytes, and the end, and reads the same and the end meanwhile. */
    void echoAll(byte[] bytes, int piece) throws Exception {
        var writing =
                new FutureTask<Void>(() -> {
                    send(bytes, piece).end();
                    return null;
                });
        var _ = Thread.ofVirtual().start(writing);
        expect(bytes);
        writing.get();
    }

    /** Reads these bytes and the end. */
    void expect(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.allocate(PIECE);
        int at = 0;
        for (int count; (count = channel.read(buffer.clear())) >= 0; at += count) {
            assertThat(at + count).as("bytes that came back").isLessThanOrEqualTo(bytes.length);
            int differs = Arrays.mismatch(buffer.array(), 0, count, bytes, at, at + count);
            assertThat(differs < 0 ? -1 : at + differs).as("first byte that differs").isNegative();
        }
        assertThat(at).as("bytes that came back").isEqualTo(bytes.length);
    }

    /** Closes with a reset in the place of an end. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
