package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * {@code fd_set}: a bit for each descriptor below {@link SysSelect#FD_SETSIZE}, for {@link
 * Kernel#select}. C's FD_SET and its kin write wherever the number points; here a number that the
 * segment has no bit for is an {@link IndexOutOfBoundsException}.
 */
public final class FdSet {
    private static final Constants S = Platform.struct("fd_set");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    /** The kernel's unit, an unsigned long. */
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

    private FdSet() {}

    /** How many bytes of a set the kernel reads and writes for so many descriptors. */
    static long bytes(int nfds) {
        return (Math.max(0, nfds) + 63L) / Long.SIZE * Long.BYTES;
    }

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
     * {@code FD_SET(fd, set)}.
     *
     * @param set a set
     * @param fd the descriptor to put in
     */
    public static void set(MemorySegment set, int fd) {
        set.set(WORD, at(fd), set.get(WORD, at(fd)) | 1L << fd);
    }

    /**
     * {@code FD_CLR(fd, set)}.
     *
     * @param set a set
     * @param fd the descriptor to take out
     */
    public static void clear(MemorySegment set, int fd) {
        set.set(WORD, at(fd), set.get(WORD, at(fd)) & ~(1L << fd));
    }

    /**
     * {@code FD_ISSET(fd, set)}.
     *
     * @param set a set
     * @param fd a descriptor
     * @return whether it is in
     */
    public static boolean isSet(MemorySegment set, int fd) {
        return (set.get(WORD, at(fd)) >>> fd & 1) != 0;
    }

    private static long at(int fd) {
        return (long) (fd >> 6) * Long.BYTES;
    }
}
