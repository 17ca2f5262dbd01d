package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct epoll_event { uint32_t events; epoll_data_t data; }}, as arrays of it, which {@link
 * Kernel#epoll_wait} fills. Indexes count structs. On x86-64, and only there, it is packed.
 */
public final class EpollEvent {
    private static final Constants S = Platform.struct("epoll_event");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long EVENTS = S.value("events");
    private static final long DATA = S.value("data");

    private EpollEvent() {}

    /**
     * An array of them, all zero.
     *
     * @param allocator where it is allocated
     * @param count how many
     * @return {@code count * SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator, int count) {
        return allocator.allocate((long) SIZE * count, Long.BYTES).fill((byte) 0);
    }

    /**
     * Sets both fields.
     *
     * @param array an array
     * @param index which one
     * @param events {@code EPOLL} values of {@link SysEpoll}
     * @param data what the caller wants to be told with an event
     */
    public static void set(MemorySegment array, long index, int events, long data) {
        long at = index * SIZE;
        array.set(Layouts.INT, at + EVENTS, events);
        array.set(Layouts.LONG, at + DATA, data);
    }

    /**
     * {@code events}.
     *
     * @param array an array
     * @param index which one
     * @return what has happened; EPOLLERR and EPOLLHUP come unasked
     */
    public static int events(MemorySegment array, long index) {
        return array.get(Layouts.INT, index * SIZE + EVENTS);
    }

    /**
     * {@code data.u64}.
     *
     * @param array an array
     * @param index which one
     * @return what {@link Kernel#epoll_ctl} was given
     */
    public static long data(MemorySegment array, long index) {
        return array.get(Layouts.LONG, index * SIZE + DATA);
    }
}
