package dev.sockeye.cli;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Received;
import dev.sockeye.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A datagram socket with one peer. */
final class DatagramWire implements Wire {
    /** UDP has no more than 64 KiB; Unix datagrams are as long as their sender's buffer. */
    private static final int ROOM = 256 << 10;

    private final Transport transport;
    private final Talk talk;
    private final DatagramSocket socket;
    private boolean asked;

    DatagramWire(Transport transport, DatagramSocket socket, Talk talk) {
        this.transport = transport;
        this.socket = socket;
        this.talk = talk;
    }

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
        return false;
    }

    @Override
    public int room() {
        return ROOM;
    }

    @Override
    public void send(ByteBuffer piece) throws IOException {
        asked = true;
        socket.send(piece);
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        Received datagram = socket.receive(into);
        if (datagram.truncated()) {
            talk.say(Text.CUT_SHORT.of(datagram.size(), datagram.length()));
        }
        return (int) datagram.length();
    }

    /** A server learns of us by a datagram only: one that was asked nothing gets an empty one. */
    @Override
    public void endOutput() throws IOException {
        if (!asked) {
            send(ByteBuffer.allocateDirect(0));
        }
    }

    @Override
    public void endInput() {
        close();
    }

    @Override
    public void close() {
        socket.close();
    }
}
