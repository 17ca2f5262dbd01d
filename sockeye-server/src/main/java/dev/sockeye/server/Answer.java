package dev.sockeye.server;

import dev.sockeye.net.Control;
import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Message;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** The way back of the datagram that lies in a loop's message. On the loop's thread. */
final class Answer implements DatagramSession {
    /** How long one peer that does not read may hold up all others. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Tally tally;
    private final DatagramSocket socket;
    private final Endpoint bound;
    private final Message received;
    private final Message reply = Message.of(MemorySegment.NULL);
    private Optional<Control.PktInfo> asked = Optional.empty();

    Answer(Tally tally, Door.Datagram door, Message received) {
        this.tally = tally;
        this.socket = door.socket();
        this.bound = door.address().endpoint();
        this.received = received;
    }

    /** Called for each datagram. */
    Answer of(Message message) {
        asked = message.control(Control.PktInfo.class);
        return this;
    }

    @Override
    public Endpoint peer() {
        return received.from();
    }

    @Override
    public Endpoint local() {
        return asked.map(this::at).orElse(bound);
    }

    private Endpoint at(Control.PktInfo info) {
        InetAddress local = info.local();
        int port =
                switch (bound) {
                    case Endpoint.Inet4 inet -> inet.port();
                    case Endpoint.Inet6 inet -> inet.port();
                    default -> 0;
                };
        return local.isAnyLocalAddress() ? bound : Endpoint.of(local, port);
    }

    @Override
    public boolean truncated() {
        return received.truncated();
    }

    @Override
    public boolean reply(MemorySegment data) throws IOException {
        Endpoint peer = peer();
        boolean sent = !nameless(peer) && send(data, peer);
        if (!sent) {
            tally.unanswered.increment();
        }
        return sent;
    }

    @Override
    public boolean reply(ByteBuffer data) throws IOException {
        boolean sent = reply(MemorySegment.ofBuffer(data));
        if (sent) {
            var _ = data.position(data.limit());
        }
        return sent;
    }

    private static boolean nameless(Endpoint peer) {
        return peer instanceof Endpoint.Unix unix && unix.name().isUnnamed();
    }

    private boolean send(MemorySegment data, Endpoint peer) throws IOException {
        var _ = reply.clear().data(data).to(peer);
        asked.ifPresent(info -> reply.with(info.answer()));
        socket.timeout(PATIENCE);
        try {
            var _ = socket.send(reply);
            return true;
        } catch (DeadlineException e) {
            return false;
        }
    }
}
