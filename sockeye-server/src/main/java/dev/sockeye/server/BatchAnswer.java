package dev.sockeye.server;

import dev.sockeye.net.Control;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.MessageBatch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The way back of a datagram that lies in a batch: its answers are collected, to be sent with those of
 * the others. On the loop's thread.
 */
final class BatchAnswer extends WayBack {
    /** Up to here an answer is copied even if it is the question: so it lies beside others, as a train. */
    private static final int SMALL = 1500;

    private final BatchLoop loop;
    private final Door.Datagram door;
    private final MessageBatch questions;
    private final MessageBatch answers;
    private final boolean unix;
    private int index;
    private boolean train;
    private MemorySegment question = MemorySegment.NULL;
    private @Nullable Endpoint peer;

    BatchAnswer(BatchLoop loop, Door.Datagram door, MessageBatch questions, MessageBatch answers) {
        this.loop = loop;
        this.door = door;
        this.questions = questions;
        this.answers = answers;
        this.unix = door.address().transport().isUnix();
    }

    /** Called for each message, which may be a train. */
    void to(int message, boolean isTrain) {
        index = message;
        train = isTrain;
        peer = null;
    }

    /** Called for each datagram of the message. */
    BatchAnswer of(MemorySegment datagram) {
        question = datagram;
        return this;
    }

    @Override
    public Endpoint peer() {
        Endpoint known = peer;
        if (known == null) {
            known = questions.peer(index).orElse(BatchLoop.NAMELESS);
            peer = known;
        }
        return known;
    }

    @Override
    public Endpoint local() {
        return questions
                .control(index, Control.PktInfo.class)
                .map(door::asked)
                .orElse(door.address().endpoint());
    }

    @Override
    public boolean truncated() {
        return questions.truncated(index);
    }

    @Override
    public boolean reply(MemorySegment data) throws IOException {
        if (unix && nameless(peer())) {
            loop.unanswered(1);
            return false;
        }
        if (add(data)) {
            return true;
        }
        loop.flush();
        return add(data) || loop.sendNow(data, peer());
    }

    /** Answers false where the answers must be sent first. What the handler keeps for itself is copied. */
    private boolean add(MemorySegment data) {
        if (isOfQuestion(data) && (train || unix || data.byteSize() > SMALL)) {
            return answers.answer(questions, index, data);
        }
        MemorySegment free = answers.free();
        return data.byteSize() <= free.byteSize()
                && answers.answer(
                        questions, index, free.asSlice(0, data.byteSize()).copyFrom(data));
    }

    private boolean isOfQuestion(MemorySegment data) {
        long at = data.isNative() ? data.address() - question.address() : -1;
        return at >= 0 && at + data.byteSize() <= question.byteSize();
    }
}
