package dev.sockeye.server;

import dev.sockeye.net.MessageBatch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Its answers are collected, to be sent with those of the others of the batch. On the loop's thread. */
final class BatchAnswer extends BatchWayBack {
    /** Up to here an answer is copied even if it is the question: so it lies beside others, as a train. */
    private static final int SMALL = 1500;

    private final BatchLoop loop;
    private final MessageBatch answers;

    BatchAnswer(BatchLoop loop, Door.Datagram door, MessageBatch questions, MessageBatch answers) {
        super(door, questions);
        this.loop = loop;
        this.answers = answers;
    }

    @Override
    public boolean reply(MemorySegment data) throws IOException {
        if (isNameless()) {
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
        long added = answers.answer(questions(), index(), train, size);
        while (added < train.byteSize()) {
            loop.flush();
            added += answers.answer(questions(), index(), train.asSlice(added), size);
        }
        return true;
    }

    /** Answers false where the answers must be sent first. What the handler keeps for itself is copied. */
    private boolean add(MemorySegment data) {
        boolean alone = data.byteSize() <= SMALL && questions().segmentSize(index()) == 0;
        if (isOfQuestion(data) && (unix || !alone)) {
            return answers.answer(questions(), index(), data);
        }
        return answers.answerWithCopy(questions(), index(), data);
    }
}
