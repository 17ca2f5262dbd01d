package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where calls leave their errno: slots that a call claims for its time.
 *
 * <p>Not one per thread, since virtual threads are many and short. A slot is 64 bytes, a cache
 * line, of which the captured errno takes the start and the claim a word further on. A thread
 * starts at the slot of its id, so that few ever meet. Where more calls block at once than there
 * are slots near, further slots are made and kept: as many as calls have ever blocked together.
 */
final class ErrnoSlab {
    private static final int SLOT = 64;
    private static final int SLOTS = 64;
    private static final int PROBES = 8;
    private static final long CLAIM = 32;
    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final int FURTHER = 2;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final VarHandle WORD = INT.varHandle();
    private static final long ERRNO = offset();

    private static final MemorySegment[] NEAR = new MemorySegment[SLOTS];
    private static final ConcurrentLinkedQueue<MemorySegment> FAR = new ConcurrentLinkedQueue<>();

    static {
        var slab = Arena.global().allocate((long) SLOT * SLOTS, SLOT);
        for (int i = 0; i < SLOTS; i++) {
            NEAR[i] = slab.asSlice((long) i * SLOT, SLOT, SLOT);
        }
    }

    private ErrnoSlab() {}

    /**
     * Where the linker leaves errno; without a layout path, which costs a program 7 ms at its
     * start.
     */
    private static long offset() {
        long offset = 0;
        for (var member : Linker.Option.captureStateLayout().memberLayouts()) {
            if (member.name().orElse("").equals("errno")) {
                return offset;
            }
            offset += member.byteSize();
        }
        throw new UnsupportedOperationException("this JVM's linker captures no errno");
    }

    /** A slot for one call, to be given back by {@link #give}. */
    static MemorySegment take() {
        int start = (int) Thread.currentThread().threadId();
        for (int i = start; i != start + PROBES; i++) {
            var slot = NEAR[i & (SLOTS - 1)];
            if ((boolean) WORD.compareAndSet(slot, CLAIM, FREE, TAKEN)) {
                return slot;
            }
        }
        return far();
    }

    private static MemorySegment far() {
        var slot = FAR.poll();
        if (slot == null) {
            slot = Arena.global().allocate(SLOT, SLOT);
            slot.set(INT, CLAIM, FURTHER);
        }
        return slot;
    }

    static void give(MemorySegment slot) {
        if (slot.get(INT, CLAIM) == FURTHER) {
            FAR.add(slot);
        } else {
            WORD.setRelease(slot, CLAIM, FREE);
        }
    }

    /** The errno that the call left, negated. */
    static int error(MemorySegment slot) {
        return -slot.get(INT, ERRNO);
    }
}
