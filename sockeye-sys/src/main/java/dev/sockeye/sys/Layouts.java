package dev.sockeye.sys;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The value layouts of struct fields: unaligned, since a caller may put a struct anywhere. */
final class Layouts {
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /** Fields in network byte order. */
    static final ValueLayout.OfShort NET_SHORT = SHORT.withOrder(BIG_ENDIAN);

    static final ValueLayout.OfInt NET_INT = INT.withOrder(BIG_ENDIAN);

    private Layouts() {}

    static int unsignedShort(MemorySegment segment, ValueLayout.OfShort layout, long offset) {
        return Short.toUnsignedInt(segment.get(layout, offset));
    }

    static int port(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        return port;
    }

    static byte[] bytes(MemorySegment segment, long offset, long length) {
        var bytes = new byte[(int) length];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, bytes, 0, bytes.length);
        return bytes;
    }

    static void bytes(MemorySegment segment, long offset, byte[] value, int length) {
        if (value.length != length) {
            throw new IllegalArgumentException(value.length + " bytes given, not " + length);
        }
        MemorySegment.copy(value, 0, segment, ValueLayout.JAVA_BYTE, offset, length);
    }
}
