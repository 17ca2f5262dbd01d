package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct sockaddr { sa_family_t sa_family; char sa_data[]; }}: the head of every socket
 * address, and addresses of families that have no class here, as bytes.
 */
public final class Sockaddr {
    private static final Constants S = Platform.struct("sockaddr");
    private static final long FAMILY = S.value("sa_family");
    private static final int DATA = S.value("sa_data");

    private Sockaddr() {}

    /**
     * An address of any family.
     *
     * @param allocator where it is allocated
     * @param family an {@code AF_} value, one without a name here too
     * @param data what follows the family
     * @return the address; its size is the {@code addrlen} for the kernel
     */
    public static MemorySegment of(SegmentAllocator allocator, int family, byte... data) {
        var segment = allocator.allocate(DATA + (long) data.length, Long.BYTES);
        family(segment, family);
        MemorySegment.copy(data, 0, segment, ValueLayout.JAVA_BYTE, DATA, data.length);
        return segment;
    }

    /**
     * {@code sa_family}.
     *
     * @param segment an address
     * @return an {@code AF_} value
     */
    public static int family(MemorySegment segment) {
        return Layouts.unsignedShort(segment, Layouts.SHORT, FAMILY);
    }

    /**
     * Sets {@code sa_family}.
     *
     * @param segment an address
     * @param value an {@code AF_} value
     */
    public static void family(MemorySegment segment, int value) {
        segment.set(Layouts.SHORT, FAMILY, (short) value);
    }

    /**
     * What follows the family.
     *
     * @param segment an address
     * @param length its true length, as a call told it; what lies beyond the segment was cut by the
     *     kernel and is not in the result
     * @return a copy, empty if the length holds no more than the family
     */
    public static byte[] data(MemorySegment segment, int length) {
        long end = Math.min(length, segment.byteSize());
        return end <= DATA ? new byte[0] : Layouts.bytes(segment, DATA, end - DATA);
    }
}
