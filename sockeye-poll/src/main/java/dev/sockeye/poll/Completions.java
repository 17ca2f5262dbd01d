package dev.sockeye.poll;

import dev.sockeye.sys.IoUringCqe;
import dev.sockeye.sys.IoUringParams;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The ring of completions: the kernel writes entries and then the tail, one thread reads the tail,
 * the entries, and moves the head, after which an entry is the kernel's again. So the tail is loaded
 * with acquire and the head stored with release semantics.
 */
final class Completions {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment ring;
    private final MemorySegment cqes;
    private final int mask;
    private final long head;
    private final long tail;
    private int begin;

    Completions(MemorySegment ring, MemorySegment params) {
        this.ring = ring;
        this.mask = IoUringParams.cqEntries(params) - 1;
        this.head = IoUringParams.cqHead(params);
        this.tail = IoUringParams.cqTail(params);
        this.cqes = ring.asSlice(IoUringParams.cqes(params), (mask + 1L) * IoUringCqe.SIZE);
    }

    boolean isEmpty() {
        return begin == (int) INT.getAcquire(ring, tail);
    }

    int size() {
        return (int) INT.getAcquire(ring, tail) - begin;
    }

    /** Of the entry so many behind the first one. */
    long userData(int behind) {
        return IoUringCqe.userData(cqes, (begin + behind) & mask);
    }

    long userData() {
        return IoUringCqe.userData(cqes, begin & mask);
    }

    int res() {
        return IoUringCqe.res(cqes, begin & mask);
    }

    int flags() {
        return IoUringCqe.flags(cqes, begin & mask);
    }

    /** Gives the first entry back. */
    void advance() {
        INT.setRelease(ring, head, ++begin);
    }
}
