package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_BUFFER_SHIFT;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_F_BUFFER;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_F_MORE;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_ACCEPT;

import dev.sockeye.sys.Kernel;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Takes completions of a ring, and tells each to the request that it is of. */
final class Deliveries {
    private final Ring ring;
    private final Kernel kernel;
    private final Slots slots;

    /** Which request is being told of a completion, and what else that is besides its result. */
    private @Nullable Request told;

    private int flags;
    private @Nullable MemorySegment buffer;
    private @Nullable MemorySegment data;

    Deliveries(Ring ring, Slots slots) {
        this.ring = ring;
        this.kernel = ring.kernel;
        this.slots = slots;
    }

    /** Takes the first completion of a queue. Answers how many callbacks were called. */
    int take(Completions queue) {
        long userData = queue.userData();
        int res = queue.res();
        int flags = queue.flags();
        queue.advance();
        int slot = slots.find(userData);
        return slot == 0 ? 0 : take(slot, slots.isRevoked(slot) ? -ECANCELED : res, flags);
    }

    /** The same of a slot that is taken. */
    int take(int slot, int res, int flags) {
        int opcode = slots.opcode(slot);
        int result = kernel.completion(opcode, slots.fd(slot), res);
        var request = slots.owner(slot);
        var lent = slots.kept(slot) instanceof RingBuffers buffers ? buffers : null;
        var group = (flags & IORING_CQE_F_BUFFER) != 0 ? lent : null;
        if (res == -ENOBUFS && lent != null) {
            lent.lacked();
        }
        boolean last = (flags & IORING_CQE_F_MORE) == 0;
        // A failure that a kernel above has made of a success ends the request too.
        boolean unwanted = request == null || (result < 0 && res >= 0);
        if (last) {
            slots.release(slot);
        } else if (unwanted) {
            var _ = ring.cancel(slot);
            slots.orphan(slot);
        }
        if (request == null) {
            drop(opcode, result);
        } else {
            if (last || unwanted) {
                request.ended();
            }
            tell(request, result, flags, group);
        }
        if (group != null && ring.isOpen()) {
            group.give(flags >>> IORING_CQE_BUFFER_SHIFT);
        }
        return request == null ? 0 : 1;
    }

    /** What nobody is told of must not stay open. */
    private void drop(int opcode, int result) {
        if (opcode == IORING_OP_ACCEPT && result >= 0) {
            var _ = kernel.close(result);
        }
    }

    /** Calls back with one completion, which has brought a buffer of the group, if there is one. */
    void tell(Request request, int result, int flags, @Nullable RingBuffers group) {
        if (group != null) {
            int number = flags >>> IORING_CQE_BUFFER_SHIFT;
            buffer = group.buffer(number);
            data = group.filled(number, Math.clamp(result, 0, group.size()));
        }
        this.flags = flags;
        told = request;
        try {
            request.tell(result);
        } catch (Throwable failure) {
            ring.failed(request, failure);
        } finally {
            told = null;
            buffer = null;
            data = null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // requests have no other
    private boolean tells(Request request) {
        return told == request;
    }

    int flags(Request request) {
        return tells(request) ? flags : 0;
    }

    @Nullable MemorySegment buffer(Request request) {
        return tells(request) ? buffer : null;
    }

    @Nullable MemorySegment data(Request request) {
        return tells(request) ? data : null;
    }
}
