package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;

/**
 * Segments that stand for arenas: given to a call as further arguments, they keep these from being
 * closed, which an address in a block of ours does not. Not safe for several threads at once.
 */
final class Held {
    private final MemorySegment[] segments;
    private int count;

    /** For a call that can take so many. */
    Held(int most) {
        segments = new MemorySegment[most];
    }

    void clear() {
        count = 0;
    }

    /** Sees to it that a segment's arena is among them; false if there are more than a call can hold. */
    boolean add(MemorySegment segment) {
        for (int i = 0; i < count; i++) {
            if (segments[i].scope().equals(segment.scope())) {
                return true;
            }
        }
        if (count == segments.length) {
            return false;
        }
        segments[count++] = segment;
        return true;
    }

    MemorySegment get(int index) {
        return index < count ? segments[index] : MemorySegment.NULL;
    }
}
