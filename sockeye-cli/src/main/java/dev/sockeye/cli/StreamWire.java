package dev.sockeye.cli;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connected stream. */
record StreamWire(Transport transport, StreamSocket socket) implements Wire {
    @Override
    public String peer() {
        return Names.of(transport, socket.peer());
    }

    @Override
    public String local() {
        return Names.of(transport, socket.local());
    }

    @Override
    public boolean hasEnd() {
        return true;
    }

    @Override
    public int room() {
        return CHUNK;
    }

    @Override
    public void send(ByteBuffer piece) throws IOException {
        socket.writeAll(piece);
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        return socket.read(into);
    }

    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void endInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void close() {
        socket.close();
    }
}
