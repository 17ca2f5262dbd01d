package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of {@code struct iovec { void *iov_base; size_t iov_len; }}: the buffers of {@link
 * Kernel#readv}, {@link Kernel#writev} and of a {@link Msghdr}.
 *
 * <p>It owns its native block and keeps the segments that it points to, so they are not collected
 * under the kernel; and each call holds their arenas open while it runs. Reusable. Not safe for
 * several threads at once. The native memory goes with the object.
 */
public final class Iovec {
    private static final Constants S = Platform.struct("iovec");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long BASE = S.value("iov_base");
    private static final long LEN = S.value("iov_len");

    private final MemorySegment block;
    private final MemorySegment[] segments;
    private final Held held = new Held(2);
    private final Runnable whenChanged;
    private int count;

    /**
     * An empty array.
     *
     * @param capacity how many buffers it may have; the kernel takes no more than 1024
     */
    public Iovec(int capacity) {
        this(
                Arena.ofAuto().allocate(Math.max(1L, capacity) * SIZE, Long.BYTES),
                capacity,
                () -> {});
    }

    /** One in somebody else's block, who wants to know when other buffers are set. */
    Iovec(MemorySegment block, int capacity, Runnable whenChanged) {
        this.block = block;
        this.whenChanged = whenChanged;
        segments = new MemorySegment[capacity];
        Arrays.fill(segments, MemorySegment.NULL);
    }

    /**
     * How many buffers it may have.
     *
     * @return the constructor's number
     */
    public int capacity() {
        return segments.length;
    }

    /**
     * How many buffers a call uses.
     *
     * @return 0 at first
     */
    public int count() {
        return count;
    }

    /**
     * Sets how many buffers a call uses, and forgets those beyond.
     *
     * @param value at most the capacity
     */
    public void count(int value) {
        Objects.checkFromToIndex(0, value, segments.length);
        for (int i = value; i < count; i++) {
            put(i, MemorySegment.NULL, 0, 0);
        }
        count = value;
        changed();
    }

    /**
     * Sets one buffer; the count grows to include it.
     *
     * @param index less than the capacity
     * @param segment a native segment
     * @throws IllegalArgumentException if the segment is on the heap
     */
    public void set(int index, MemorySegment segment) {
        set(index, segment, 0, segment.byteSize());
    }

    /**
     * Sets one buffer to a part of a segment, for which no slice need be made; the count grows to include
     * it.
     *
     * @param index less than the capacity
     * @param segment a native segment
     * @param offset where the buffer begins in it
     * @param length how many bytes it has
     * @throws IllegalArgumentException if the segment is on the heap
     */
    public void set(int index, MemorySegment segment, long offset, long length) {
        Objects.checkIndex(index, segments.length);
        Objects.checkFromIndexSize(offset, length, segment.byteSize());
        if (!segment.isNative()) {
            throw new IllegalArgumentException("a heap segment cannot be part of an iovec");
        }
        put(index, segment, offset, length);
        count = Math.max(count, index + 1);
    }

    private void put(int index, MemorySegment segment, long offset, long length) {
        segments[index] = segment;
        changed();
        long at = (long) index * SIZE;
        block.set(Layouts.LONG, at + BASE, segment.address() + offset);
        block.set(Layouts.LONG, at + LEN, length);
    }

    private long length(int index) {
        return block.get(Layouts.LONG, (long) index * SIZE + LEN);
    }

    /**
     * One of the buffers.
     *
     * @param index less than the count
     * @return the segment, or the part of it, that was set
     */
    public MemorySegment segment(int index) {
        MemorySegment whole = segments[Objects.checkIndex(index, count)];
        long length = length(index);
        if (length == whole.byteSize()) {
            return whole;
        }
        long base = block.get(Layouts.LONG, (long) index * SIZE + BASE);
        return whole.asSlice(base - whole.address(), length);
    }

    /**
     * The size of all buffers together.
     *
     * @return in bytes
     */
    public long byteSize() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += length(i);
        }
        return sum;
    }

    /** What was known about the buffers does not hold any more. */
    void changed() {
        whenChanged.run();
    }

    /** The array as the kernel wants it. */
    MemorySegment block() {
        return block;
    }

    /**
     * Gathers segments that stand for every arena among the buffers: given to a call as further
     * arguments, they keep the arenas from being closed, which an address in our block does not.
     *
     * @return false if there are more arenas than a call can hold
     */
    boolean hold() {
        held.clear();
        return hold(held);
    }

    /** The same with a call's others. */
    boolean hold(Held all) {
        for (int i = 0; i < count; i++) {
            if (!all.add(segments[i])) {
                return false;
            }
        }
        return true;
    }

    MemorySegment held(int index) {
        return held.get(index);
    }

    void refuseReadOnly() {
        for (int i = 0; i < count; i++) {
            if (segments[i].isReadOnly()) {
                throw new IllegalArgumentException("a read-only segment cannot be filled");
            }
        }
    }

    /** The same buffers, cut to so many bytes in all. */
    Iovec first(long bytes) {
        var cut = new Iovec(count);
        long left = bytes;
        for (int i = 0; i < count && left > 0; i++) {
            cut.set(i, segment(i).asSlice(0, Math.min(left, length(i))));
            left -= length(i);
        }
        return cut;
    }

    /** One buffer in place of all of these, where they lie in more arenas than a call can hold. */
    Iovec staged(Arena arena) {
        var whole = new Iovec(1);
        whole.set(0, arena.allocate(byteSize()));
        whole.hold();
        return whole;
    }

    /** Copies all buffers, one after the other, to the one of another. */
    Iovec gather(Iovec whole) {
        long at = 0;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(segment(i), 0, whole.segment(0), at, length(i));
            at += length(i);
        }
        return whole;
    }

    /** Copies what a call received to these buffers, one after the other. */
    long scatter(Iovec whole, long received) {
        long end = Math.min(received, byteSize());
        long at = 0;
        for (int i = 0; at < end; i++) {
            long part = Math.min(end - at, length(i));
            MemorySegment.copy(whole.segment(0), at, segment(i), 0, part);
            at += part;
        }
        return received;
    }
}
