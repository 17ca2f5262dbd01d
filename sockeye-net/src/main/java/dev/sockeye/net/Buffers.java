package dev.sockeye.net;

import dev.sockeye.poll.fd.Stripes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** The kept native buffers through which heap data goes, and the views of the buffers of users. */
final class Buffers {
    /** The size of a kept buffer: what a copy from stream to stream moves at once. */
    static final int SIZE = 64 << 10;

    /**
     * From here up a heap segment goes to the kernel as it is: below, a copy costs less than the
     * hold-up of the collector gains.
     */
    static final int CRITICAL = 16 << 10;

    /** A bulk receive into memory that is not aligned costs over three times the processor time. */
    static final int ALIGNMENT = 64;

    private static final Stripes<MemorySegment> KEPT =
            new Stripes<>(() -> Arena.ofAuto().allocate(SIZE, ALIGNMENT));

    private Buffers() {}

    /** A native buffer of {@link #SIZE} bytes, to be given back before the thread waits. */
    static MemorySegment take() {
        return KEPT.take();
    }

    static void give(MemorySegment buffer) {
        KEPT.give(buffer);
    }

    /** Whether the kernel can be given this segment as it is. */
    static boolean goesStraight(MemorySegment data) {
        return data.isNative() || data.byteSize() >= CRITICAL;
    }

    /** The room of a buffer that is to be filled. */
    static MemorySegment room(ByteBuffer buffer) {
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("read-only buffer");
        }
        return MemorySegment.ofBuffer(buffer);
    }

    /** A segment that is to be filled. */
    static MemorySegment room(MemorySegment segment) {
        if (segment.isReadOnly()) {
            throw new IllegalArgumentException("read-only segment");
        }
        return segment;
    }

    static MemorySegment part(byte[] array, int offset, int length) {
        return MemorySegment.ofArray(array).asSlice(offset, length);
    }

    /** Moves the position by a count of bytes; leaves it where the count is none. */
    static int advance(ByteBuffer buffer, long count) {
        if (count > 0) {
            var _ = buffer.position(buffer.position() + (int) count);
        }
        return (int) count;
    }
}
