package dev.sockeye.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A listener and both ends of a connection to it. */
record Talk(Listener listener, StreamSocket client, StreamSocket server) implements AutoCloseable {
    static Talk on(Family family, Opt.Setting<?>... options) throws IOException {
        return on(Network.host(), family, options);
    }

    static Talk on(Network network, Family family, Opt.Setting<?>... options) throws IOException {
        Listener listener = network.listen(family.free(), options);
        StreamSocket client = network.connect(listener.local(), options);
        return new Talk(listener, client, listener.accept());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads until the end of the stream. */
    static byte[] drain(StreamSocket socket) throws IOException {
        return socket.in().readAllBytes();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        listener.close();
    }
}
