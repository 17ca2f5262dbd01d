package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/** {@code sigset_t}: a bit for each signal, signal 1 in the lowest one. */
public final class Sigset {
    private static final Constants S = Platform.struct("sigset_t");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

    private Sigset() {}

    /**
     * An empty set.
     *
     * @param allocator where it is allocated
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
    }

    /**
     * {@code sigfillset(set)}.
     *
     * @param set receives every signal
     */
    public static void fill(MemorySegment set) {
        set.asSlice(0, SIZE).fill((byte) 0xff);
    }

    /**
     * {@code sigaddset(set, signum)}.
     *
     * @param set a set
     * @param signum a signal of {@link SignalH}, at least 1
     */
    public static void add(MemorySegment set, int signum) {
        long at = at(signum);
        set.set(WORD, at, set.get(WORD, at) | 1L << (signum - 1));
    }

    /**
     * {@code sigismember(set, signum)}.
     *
     * @param set a set
     * @param signum a signal of {@link SignalH}, at least 1
     * @return whether it is in
     */
    public static boolean contains(MemorySegment set, int signum) {
        return (set.get(WORD, at(signum)) >>> (signum - 1) & 1) != 0;
    }

    private static long at(int signum) {
        return (long) ((signum - 1) >> 6) * Long.BYTES;
    }
}
