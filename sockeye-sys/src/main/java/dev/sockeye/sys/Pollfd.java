package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct pollfd { int fd; short events; short revents; }}, as arrays of it, which {@link
 * Kernel#poll} takes. Indexes count structs.
 */
public final class Pollfd {
    private static final Constants S = Platform.struct("pollfd");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long FD = S.value("fd");
    private static final long EVENTS = S.value("events");
    private static final long REVENTS = S.value("revents");

    private Pollfd() {}

    /**
     * An array of them, all zero.
     *
     * @param allocator where it is allocated
     * @param count how many
     * @return {@code count * SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator, int count) {
        return allocator.allocate((long) SIZE * count, Integer.BYTES).fill((byte) 0);
    }

    /**
     * Sets what to wait for, and clears what has happened.
     *
     * @param fds an array
     * @param index which one
     * @param fd a descriptor; a negative one is skipped by poll(2)
     * @param events {@code POLL} values of {@link PollH}
     */
    public static void set(MemorySegment fds, long index, int fd, int events) {
        long at = index * SIZE;
        fds.set(Layouts.INT, at + FD, fd);
        fds.set(Layouts.SHORT, at + EVENTS, (short) events);
        fds.set(Layouts.SHORT, at + REVENTS, (short) 0);
    }

    /**
     * {@code fd}.
     *
     * @param fds an array
     * @param index which one
     * @return the descriptor
     */
    public static int fd(MemorySegment fds, long index) {
        return fds.get(Layouts.INT, index * SIZE + FD);
    }

    /**
     * {@code events}.
     *
     * @param fds an array
     * @param index which one
     * @return what is waited for
     */
    public static int events(MemorySegment fds, long index) {
        return Layouts.unsignedShort(fds, Layouts.SHORT, index * SIZE + EVENTS);
    }

    /**
     * Sets {@code events} alone.
     *
     * @param fds an array
     * @param index which one
     * @param value {@code POLL} values of {@link PollH}
     */
    public static void events(MemorySegment fds, long index, int value) {
        fds.set(Layouts.SHORT, index * SIZE + EVENTS, (short) value);
    }

    /**
     * {@code revents}.
     *
     * @param fds an array
     * @param index which one
     * @return what has happened; POLLERR, POLLHUP and POLLNVAL come unasked
     */
    public static int revents(MemorySegment fds, long index) {
        return Layouts.unsignedShort(fds, Layouts.SHORT, index * SIZE + REVENTS);
    }
}
