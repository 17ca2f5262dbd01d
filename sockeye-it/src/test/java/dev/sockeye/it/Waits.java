package dev.sockeye.it;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Linger;
import dev.sockeye.net.Listener;
import dev.sockeye.net.So;
import dev.sockeye.net.Stream;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.UnixName;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Pollfd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every blocking call of {@code dev.sockeye.net}, put into a position in which it has to wait for
 * ever. Closing a wait closes what it waits for.
 */
final class Waits implements AutoCloseable {
    private static final Endpoint ANYWHERE = Endpoint.parse("127.0.0.1:0");
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int BLOCKING_MILLIS = 1000;

    /** What is to be closed, the newest first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** A call that waits until it is interrupted or its socket is closed. */
    interface Wait {
        void run() throws IOException;
    }

    /** Prepares a wait, on a platform thread. */
    interface Scene {
        Wait set(Waits waits) throws IOException;
    }

    /** By the name of the call. */
    static Map<String, Scene> all() {
        var all = new LinkedHashMap<String, Scene>();
        all.put("accept", Waits::accept);
        all.put("read", Waits::read);
        all.put("read with a timeout", Waits::readWithTimeout);
        all.put("in().read", Waits::inputStream);
        all.put("write", Waits::write);
        all.put("write of tcp", Waits::writeTcp);
        all.put("connect to a full unix queue", Waits::connectUnix);
        all.put("connect to a full tcp queue", Waits::connectTcp);
        all.put("receive", Waits::receive);
        all.put("receive of unix", Waits::receiveUnix);
        all.put("send to a connected peer that is full", Waits::send);
        all.put("send to a peer that is full", Waits::sendTo);
        return all;
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }

    private Wait accept() throws IOException {
        var listener = keep(Listener.bind(ANYWHERE));
        return () -> keep(listener.accept());
    }

    private StreamSocket[] pair() throws IOException {
        StreamSocket[] pair = StreamSocket.pair();
        keep(pair[0]);
        keep(pair[1]);
        return pair;
    }

    private Wait read() throws IOException {
        var socket = pair()[0];
        return () -> {
            var _ = socket.read(ByteBuffer.allocateDirect(16));
        };
    }

    private Wait readWithTimeout() throws IOException {
        var socket = pair()[0];
        socket.timeout(LONG);
        return () -> {
            var _ = socket.read(new byte[16]);
        };
    }

    private Wait inputStream() throws IOException {
        var in = pair()[0].in();
        return () -> {
            var _ = in.read();
        };
    }

    private Wait write() throws IOException {
        return fill(pair()[0]);
    }

    private Wait writeTcp() throws IOException {
        return fill(tcp());
    }

    /** With little room at the peer, so that soon nothing moves any more. */
    private StreamSocket tcp() throws IOException {
        var listener = keep(Listener.bind(ANYWHERE, So.RCVBUF.to(4096)));
        var client = keep(StreamSocket.connect(listener.local()));
        keep(listener.accept());
        return client;
    }

    /** On TCP the kernel goes on making room for a while, so a write that found some is followed by another. */
    private static Wait fill(StreamSocket socket) throws IOException {
        MemorySegment data = Arena.ofAuto().allocate(1 << 16);
        while (socket.tryWrite(data) != Stream.WOULD_BLOCK) {
            // Until there is no room left.
        }
        return () -> {
            while (true) {
                var _ = socket.write(data);
            }
        };
    }

    private Wait connectUnix() throws IOException {
        String name = "sockeye-waits-" + ProcessHandle.current().pid();
        var full = keep(Listener.bind(new Endpoint.Unix(UnixName.abstractName(name)), 0));
        return connect(full);
    }

    private Wait connectTcp() throws IOException {
        return connect(keep(Listener.bind(ANYWHERE, 0)));
    }

    private Wait connect(Listener full) throws IOException {
        try {
            while (true) {
                keep(StreamSocket.connect(full.local(), SHORT));
            }
        } catch (SocketTimeoutException e) {
            return () -> keep(StreamSocket.connect(full.local()));
        }
    }

    private Wait receive() throws IOException {
        var socket = keep(DatagramSocket.bind(ANYWHERE));
        return () -> {
            var _ = socket.receive(ByteBuffer.allocateDirect(16));
        };
    }

    private Wait receiveUnix() throws IOException {
        DatagramSocket socket = keep(DatagramSocket.pair()[0]);
        return () -> {
            var _ = socket.receive(ByteBuffer.allocate(16));
        };
    }

    private Wait send() throws IOException {
        DatagramSocket[] pair = DatagramSocket.pair();
        keep(pair[1]);
        var sender = keep(pair[0]);
        while (sender.trySend(ByteBuffer.allocate(16))) {
            // Until its queue is full.
        }
        return () -> sender.send(ByteBuffer.allocate(16));
    }

    private Wait sendTo() throws IOException {
        String name = "sockeye-full-" + ProcessHandle.current().pid();
        Endpoint peer = new Endpoint.Unix(UnixName.abstractName(name));
        keep(DatagramSocket.bind(peer));
        var sender = keep(DatagramSocket.bind(new Endpoint.Unix(UnixName.unnamed())));
        while (sender.trySend(ByteBuffer.allocate(16), peer)) {
            // Until the peer's queue is full.
        }
        return () -> sender.send(ByteBuffer.allocate(16), peer);
    }

    /** A socket whose close(2) takes as long as SO_LINGER says: it has bytes that the peer does not take. */
    StreamSocket lingering() throws IOException {
        var socket = tcp();
        socket.set(So.LINGER, Linger.of(Duration.ofSeconds(2)));
        var _ = fill(socket);
        return socket;
    }

    /** What none of the calls above may do: it waits in the kernel, and holds its carrier. */
    static void planted() {
        try (var arena = Arena.ofConfined()) {
            var _ = Kernel.host().poll(Pollfd.allocate(arena, 1), 0, BLOCKING_MILLIS);
        }
    }

    /** Everything is closed, whatever came of it. */
    @Override
    public void close() {
        for (AutoCloseable each : List.copyOf(open)) {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
