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
    private @Nullable Endpoint peer;

    BatchAnswer(BatchLoop loop, Door.Datagram door, MessageBatch questions, MessageBatch answers) {
        this.loop = loop;
        this.door = door;
        this.questions = questions;
        this.answers = answers;
        this.unix = door.address().transport().isUnix();
    }

    /** Called for each message, which may be a train. */
    void to(int message) {
        index = message;
        peer = null;
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
    public int peerPort() {
        return questions.port(index);
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

    @Override
    public boolean reply(MemorySegment train, int size) throws IOException {
        if (unix || !isOfQuestion(train)) {
            return super.reply(train, size);
        }
        long added = answers.answer(questions, index, train, size);
        while (added < train.byteSize()) {
            loop.flush();
            added += answers.answer(questions, index, train.asSlice(added), size);
        }
        return true;
    }

    /** Answers false where the answers must be sent first. What the handler keeps for itself is copied. */
    private boolean add(MemorySegment data) {
        boolean alone = data.byteSize() <= SMALL && questions.segmentSize(index) == 0;
        if (isOfQuestion(data) && (unix || !alone)) {
            return answers.answer(questions, index, data);
        }
        return answers.answerWithCopy(questions, index, data);
    }

    private boolean isOfQuestion(MemorySegment data) {
        MemorySegment question = questions.data(index);
        long at = data.isNative() ? data.address() - question.address() : -1;
        return at >= 0 && at + data.byteSize() <= question.byteSize();
    }
}
