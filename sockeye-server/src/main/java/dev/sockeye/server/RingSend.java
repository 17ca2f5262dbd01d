package dev.sockeye.server;

import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;

import dev.sockeye.poll.Completed;
import dev.sockeye.poll.Request;
import dev.sockeye.poll.RingMemory;
import org.jspecify.annotations.Nullable;

/**
 * A send of one session at a time. The sessions of a shard lend each other theirs, so that one which has
 * nothing to send holds none.
 */
final class RingSend implements Completed {
    private final RingShard shard;
    private final Request request;
    private @Nullable RingLink link;

    /** Where the bytes wait, if they wait in their session. */
    private @Nullable ByteQueue output;

    /** Where they are, if they are here. */
    private @Nullable RingMemory block;

    private int from;
    private int length;

    RingSend(RingShard shard) {
        this.shard = shard;
        this.request = shard.ring().request(this);
    }

    /**
     * Has the first bytes of a queue sent, which are held until that is done. Answers 0 or why it cannot.
     *
     * @param block the queue's first
     */
    int start(RingLink link, int fd, ByteQueue output, RingMemory block) {
        int result = request.send(fd, block, output.from(), output.inFirst(), MSG_NOSIGNAL);
        if (result < 0) {
            shard.give(this);
        } else {
            output.hold();
            this.link = link;
            this.output = output;
        }
        return result;
    }

    /** The same with bytes that are few: they are taken out of the queue. */
    int take(RingLink link, int fd, ByteQueue output) {
        from = output.from();
        length = output.inFirst();
        RingMemory taken = output.detach();
        int result = request.sendNow(fd, taken, from, length, MSG_NOSIGNAL);
        if (result < 0) {
            shard.blocks().give(taken);
            shard.give(this);
        } else {
            this.link = link;
            this.block = taken;
        }
        return result;
    }

    @Override
    public void completed(Request request, int result) {
        RingLink owner = link;
        ByteQueue sent = output;
        RingMemory taken = block;
        if (owner == null) {
            return;
        }
        if (taken != null) {
            boolean passing = RingLink.isPassing(result);
            int count = passing ? 0 : result;
            if (count >= 0 && count < length && owner.lent() >= 0) {
                from += count;
                length -= count;
                int again = request.send(owner.lent(), taken, from, length, MSG_NOSIGNAL);
                if (again == 0) {
                    return;
                }
                count = again;
            }
            free();
            shard.blocks().give(taken);
            owner.taken(Math.min(0, count));
            return;
        }
        free();
        if (sent != null) {
            synchronized (owner) {
                sent.release();
            }
            owner.sent(result);
        }
    }

    private void free() {
        link = null;
        output = null;
        block = null;
        shard.give(this);
    }

    /** The memory is the kernel's until it is done all the same. */
    void cancel() {
        var _ = request.cancel();
    }
}
