package dev.sockeye.poll;

import dev.sockeye.sys.IoUringParams;
import dev.sockeye.sys.LinuxIoUring;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The ring of submissions: one thread writes entries and then the tail, the kernel reads the tail,
 * the entries, and moves the head. So the tail is stored with release and the head loaded with
 * acquire semantics, and nothing else is ordered.
 */
final class Submissions {
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    /** The array of entries. */
    final MemorySegment sqes;

    private final MemorySegment ring;
    private final int entries;
    private final long head;
    private final long tail;
    private final long flags;
    private int end;
    private int published;

    Submissions(MemorySegment ring, MemorySegment sqes, MemorySegment params, boolean array) {
        this.ring = ring;
        this.sqes = sqes;
        this.entries = IoUringParams.sqEntries(params);
        this.head = IoUringParams.sqHead(params);
        this.tail = IoUringParams.sqTail(params);
        this.flags = IoUringParams.sqFlags(params);
        for (int i = 0; array && i < entries; i++) {
            // Entries are used in their order, so each place of the ring names its own for ever.
            long at = IoUringParams.sqArray(params) + (long) i * Integer.BYTES;
            ring.set(ValueLayout.JAVA_INT, at, i);
        }
    }

    /** The place of a new entry, to be filled before {@link #publish}; -1 where there is no room. */
    int next() {
        if (pending() == entries) {
            return -1;
        }
        return place(end++);
    }

    /** Where an entry lies. */
    int place(int number) {
        return number & (entries - 1);
    }

    /** The number of the newest entry. */
    int last() {
        return end - 1;
    }

    /** Whether the kernel has fetched an entry. */
    boolean fetched(int number) {
        return number - (int) INT.getAcquire(ring, head) < 0;
    }

    /** How many entries the kernel has not fetched. */
    int pending() {
        return end - (int) INT.getAcquire(ring, head);
    }

    void publish() {
        if (end != published) {
            INT.setRelease(ring, tail, end);
            published = end;
        }
    }

    /** Whether completions wait in the kernel for room. */
    boolean overflown() {
        return ((int) INT.getOpaque(ring, flags) & LinuxIoUring.IORING_SQ_CQ_OVERFLOW) != 0;
    }
}
