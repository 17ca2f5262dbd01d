package dev.sockeye.server;

import dev.sockeye.net.Control;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.MessageBatch;
import dev.sockeye.net.UnixName;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The way back of a datagram that lies in a batch. On the loop's thread. */
abstract class BatchWayBack extends WayBack {
    static final Endpoint NAMELESS = new Endpoint.Unix(UnixName.unnamed());

    final boolean unix;
    private final Door.Datagram door;
    private MessageBatch questions;
    private int index;
    private @Nullable Endpoint peer;

    BatchWayBack(Door.Datagram door, MessageBatch questions) {
        this.door = door;
        this.questions = questions;
        this.unix = door.address().transport().isUnix();
    }

    /** Called for each message, which may be a train. */
    final void to(MessageBatch batch, int message) {
        questions = batch;
        index = message;
        peer = null;
    }

    /** The batch of the message that is answered. */
    final MessageBatch questions() {
        return questions;
    }

    /** Which one of it that is. */
    final int index() {
        return index;
    }

    @Override
    public final Endpoint peer() {
        Endpoint known = peer;
        if (known == null) {
            known = questions.peer(index).orElse(NAMELESS);
            peer = known;
        }
        return known;
    }

    @Override
    public final int peerPort() {
        return questions.port(index);
    }

    @Override
    public final Endpoint local() {
        return questions
                .control(index, Control.PktInfo.class)
                .map(door::asked)
                .orElse(door.address().endpoint());
    }

    @Override
    public final boolean truncated() {
        return questions.truncated(index);
    }

    /** Whether nothing can be sent to it: no endpoint is made to see that of a peer of UDP. */
    final boolean isNameless() {
        return unix && nameless(peer());
    }

    /** Whether these bytes lie in the question. */
    final boolean isOfQuestion(MemorySegment data) {
        MemorySegment question = questions.data(index);
        long at = data.isNative() ? data.address() - question.address() : -1;
        return at >= 0 && at + data.byteSize() <= question.byteSize();
    }
}
