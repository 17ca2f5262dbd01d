package dev.sockeye.server;

import dev.sockeye.net.Control;
import dev.sockeye.net.DeadlineException;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Message;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The way back of the datagram that lies in a loop's message. On the loop's thread. */
final class Answer extends WayBack {
    private final Tally tally;
    private final Door.Datagram door;
    private final Message received;
    private final Message reply = Message.of(MemorySegment.NULL);
    private Optional<Control.PktInfo> asked = Optional.empty();

    Answer(Tally tally, Door.Datagram door, Message received) {
        this.tally = tally;
        this.door = door;
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
        return asked.map(door::asked).orElse(door.address().endpoint());
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

    private boolean send(MemorySegment data, Endpoint peer) throws IOException {
        var _ = reply.clear().data(data).to(peer);
        asked.ifPresent(info -> reply.with(info.answer()));
        door.socket().timeout(PATIENCE);
        try {
            var _ = door.socket().send(reply);
            return true;
        } catch (DeadlineException e) {
            return false;
        }
    }
}
