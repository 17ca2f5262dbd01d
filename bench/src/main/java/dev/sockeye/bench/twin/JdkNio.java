package dev.sockeye.bench.twin;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** NIO: each loop has its selector, its listener (several share the port by SO_REUSEPORT) and its direct buffer. */
final class JdkNio {
    private final Selector selector = Selector.open();
    private final Work work;
    private final ByteBuffer buffer;

    private JdkNio(Work work) throws IOException {
        this.work = work;
        buffer = ByteBuffer.allocateDirect(work.buffer);
    }

    static InetSocketAddress start(int loops, Work work, InetSocketAddress at) throws IOException {
        var bound = at;
        for (int i = 0; i < loops; i++) {
            var loop = new JdkNio(work);
            var listener = ServerSocketChannel.open();
            listener.configureBlocking(false);
            if (loops > 1) {
                listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            listener.bind(bound, 4096);
            bound = (InetSocketAddress) listener.getLocalAddress();
            listener.register(loop.selector, OP_ACCEPT);
            Thread.ofPlatform().daemon().name("nio-" + i).start(loop::run);
        }
        return bound;
    }

    private void run() {
        while (true) {
            try {
                selector.select(this::ready);
            } catch (IOException e) {
                System.err.println("select: " + e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                accept(listener);
            } else {
                switch (work) {
                    case ECHO -> echo(key, (SocketChannel) key.channel());
                    case SINK -> sink(key, (SocketChannel) key.channel());
                    case SOURCE -> source((SocketChannel) key.channel());
                }
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel peer; (peer = listener.accept()) != null; ) {
            peer.configureBlocking(false);
            peer.register(selector, work == Work.SOURCE ? OP_WRITE : OP_READ);
        }
    }

    /** What the peer did not take at once waits as the key's attachment, and nothing is read until it is gone. */
    private void echo(SelectionKey key, SocketChannel peer) throws IOException {
        if (key.attachment() instanceof ByteBuffer rest) {
            peer.write(rest);
            if (!rest.hasRemaining()) {
                key.attach(null);
                key.interestOps(OP_READ);
            }
            return;
        }
        buffer.clear();
        if (peer.read(buffer) < 0) {
            close(key);
            return;
        }
        buffer.flip();
        peer.write(buffer);
        if (buffer.hasRemaining()) {
            key.attach(ByteBuffer.allocateDirect(buffer.remaining()).put(buffer).flip());
            key.interestOps(OP_WRITE);
        }
    }

    private void sink(SelectionKey key, SocketChannel peer) throws IOException {
        buffer.clear();
        if (peer.read(buffer) < 0) {
            close(key);
        }
    }

    private void source(SocketChannel peer) throws IOException {
        do {
            buffer.clear();
            peer.write(buffer);
        } while (!buffer.hasRemaining());
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
