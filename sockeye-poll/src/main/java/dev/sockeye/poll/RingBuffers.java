package dev.sockeye.poll;

import static dev.sockeye.sys.LinuxIoUring.IORING_REGISTER_PBUF_RING;
import static dev.sockeye.sys.SysMman.MAP_ANONYMOUS;
import static dev.sockeye.sys.SysMman.MAP_POPULATE;
import static dev.sockeye.sys.SysMman.MAP_PRIVATE;
import static dev.sockeye.sys.SysMman.PROT_READ;
import static dev.sockeye.sys.SysMman.PROT_WRITE;

import dev.sockeye.sys.IoUringBufReg;
import dev.sockeye.sys.IoUringBufRing;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Mapping;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Buffers that a ring lends to the kernel as a group: a receive takes one when there is data, so that
 * a connection that is idle holds none. {@link Ring#provide} makes them known.
 *
 * <p>A completion brings a buffer with it, which is valid until the callback returns and then lent
 * again, together with the others of its round. Where the kernel finds none, the request ends with
 * -ENOBUFS: nothing is lost, the data waits in the socket, and the request can be started again at
 * once, since the buffers of a round are given back before anything new is submitted.
 *
 * <p>Half a mebibyte of them is lent at once; each time that the kernel has found none, twice as many.
 * Those that were never lent take no memory, and few go round in a cache.
 */
public final class RingBuffers {
    /** How many buffers the kernel takes in one group. */
    public static final int MOST = 1 << 15;

    private static final int FIRST_BYTES = 512 << 10;

    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();

    private final int count;
    private final int size;
    private final Mapping ring = new Mapping();
    private final Mapping memory = new Mapping();
    private final MemorySegment[] buffers;

    /** Of each buffer the first bytes as they were filled last: messages of one size cost no allocation. */
    private final MemorySegment[] filled;

    private int lent;
    private int group = -1;
    private int tail;
    private int published;

    /**
     * Buffers that have no memory yet.
     *
     * @param count how many: a power of two, at most {@link #MOST}
     * @param size how large each of them is, in bytes
     */
    public RingBuffers(int count, int size) {
        if (count < 1 || count > MOST || Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException(
                    count + " buffers: it takes a power of two up to " + MOST);
        }
        if (size < 1) {
            throw new IllegalArgumentException("buffers of " + size + " bytes");
        }
        this.count = count;
        this.size = size;
        this.buffers = new MemorySegment[count];
        this.filled = new MemorySegment[count];
    }

    /**
     * How many there are.
     *
     * @return the constructor's number
     */
    public int count() {
        return count;
    }

    /**
     * How large each is.
     *
     * @return in bytes
     */
    public int size() {
        return size;
    }

    /** The number by which the kernel knows the group, negative before {@link #register}. */
    int group() {
        return group;
    }

    /** Has the memory, and makes it known to a ring. Answers 0 or {@code -errno}. */
    int register(Kernel kernel, int fd, int number) {
        if (group >= 0) {
            throw new IllegalStateException("provided already");
        }
        int prot = PROT_READ | PROT_WRITE;
        int flags = MAP_PRIVATE | MAP_ANONYMOUS;
        long ringBytes = (long) count * IoUringBufRing.SIZE;
        int result = map(kernel, ring, ringBytes, prot, flags | MAP_POPULATE);
        if (result == 0) {
            result = map(kernel, memory, (long) count * size, prot, flags);
        }
        if (result == 0) {
            try (var arena = Arena.ofConfined()) {
                var argument = IoUringBufReg.of(arena, ring, count, number);
                result = kernel.io_uring_register(fd, IORING_REGISTER_PBUF_RING, argument, 1);
            }
        }
        if (result < 0) {
            return result;
        }
        group = number;
        for (int i = 0; i < count; i++) {
            buffers[i] = memory.segment().asSlice((long) i * size, size);
            filled[i] = buffers[i];
        }
        lend(Math.clamp(FIRST_BYTES / size, 1, count));
        publish();
        return 0;
    }

    private void lend(int most) {
        while (lent < most) {
            give(lent++);
        }
    }

    /** The kernel has found none: lends more, as far as there are more. */
    void lacked() {
        lend(Math.min(count, 2 * lent));
    }

    /** After a failure it is tried again with what was had. */
    private static int map(Kernel kernel, Mapping mapping, long bytes, int prot, int flags) {
        boolean had = mapping.segment().byteSize() > 0;
        return had ? 0 : kernel.mmap(mapping, bytes, prot, flags, -1, 0);
    }

    MemorySegment buffer(int number) {
        return buffers[number];
    }

    /** The first bytes of a buffer. */
    MemorySegment filled(int number, int bytes) {
        MemorySegment view = filled[number];
        if (view.byteSize() != bytes) {
            view = buffers[number].asSlice(0, bytes);
            filled[number] = view;
        }
        return view;
    }

    /** Puts a buffer where the kernel will find it after {@link #publish}. */
    void give(int number) {
        IoUringBufRing.set(ring.segment(), tail & (count - 1), buffers[number], number);
        tail++;
    }

    /** Lends what was given; the kernel must see the entries before it sees the tail. */
    void publish() {
        if (tail != published) {
            SHORT.setRelease(ring.segment(), IoUringBufRing.TAIL, (short) tail);
            published = tail;
        }
    }

    /** When the kernel can no longer write to it. */
    void unmap() {
        ring.close();
        memory.close();
    }
}
