package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * {@code struct cmsghdr { size_t cmsg_len; int cmsg_level; int cmsg_type; }} and its data: the
 * messages of a control buffer, with what C's CMSG_ macros do.
 *
 * <p>A message is named by its offset in the control buffer. The buffer is a segment cut to the
 * control length ({@link Msghdr#controlReceived()}); nothing here reads or writes beyond it,
 * whatever the lengths in it say.
 */
public final class Cmsghdr {
    private static final Constants S = Platform.struct("cmsghdr");

    /** The size of the header in bytes; the data follows it. */
    public static final int SIZE = S.value("SIZE");

    private static final long LEN = S.value("cmsg_len");
    private static final long LEVEL = S.value("cmsg_level");
    private static final long TYPE = S.value("cmsg_type");
    private static final long ALIGN = Long.BYTES;

    private Cmsghdr() {}

    /**
     * {@code CMSG_ALIGN}: rounds a length up to where a next message may start.
     *
     * @param length in bytes
     * @return the length, a multiple of 8
     */
    public static long align(long length) {
        return (length + ALIGN - 1) & -ALIGN;
    }

    /**
     * {@code CMSG_LEN}: what {@code cmsg_len} has to be.
     *
     * @param dataLength the length of the data in bytes
     * @return the length of header and data
     */
    public static long len(long dataLength) {
        return align(SIZE) + dataLength;
    }

    /**
     * {@code CMSG_SPACE}: the room that a message takes in a control buffer.
     *
     * @param dataLength the length of the data in bytes
     * @return the length of header, data and padding
     */
    public static long space(long dataLength) {
        return align(SIZE) + align(dataLength);
    }

    /**
     * {@code CMSG_FIRSTHDR}: where the first message is.
     *
     * @param control a control buffer
     * @return its offset, or -1 if there is none
     */
    public static long first(MemorySegment control) {
        return valid(control, 0);
    }

    /**
     * {@code CMSG_NXTHDR}: where the next message is.
     *
     * @param control a control buffer
     * @param at the offset of a message
     * @return the offset of the one behind it, or -1 if there is none
     */
    public static long next(MemorySegment control, long at) {
        long length = control.get(Layouts.LONG, at + LEN);
        return length < SIZE || length > control.byteSize() - at
                ? -1
                : valid(control, at + align(length));
    }

    /** The offset if a whole header is there and its length is possible. */
    private static long valid(MemorySegment control, long at) {
        return at <= control.byteSize() - SIZE && control.get(Layouts.LONG, at + LEN) >= SIZE
                ? at
                : -1;
    }

    /**
     * {@code cmsg_level}.
     *
     * @param control a control buffer
     * @param at the offset of a message
     * @return SOL_SOCKET or a protocol
     */
    public static int level(MemorySegment control, long at) {
        return control.get(Layouts.INT, at + LEVEL);
    }

    /**
     * {@code cmsg_type}.
     *
     * @param control a control buffer
     * @param at the offset of a message
     * @return the message's number at its level
     */
    public static int type(MemorySegment control, long at) {
        return control.get(Layouts.INT, at + TYPE);
    }

    /**
     * {@code CMSG_DATA}, with its length.
     *
     * @param control a control buffer
     * @param at the offset of a message
     * @return the message's data, no further than the buffer reaches
     */
    public static MemorySegment data(MemorySegment control, long at) {
        long end = Math.min(control.get(Layouts.LONG, at + LEN), control.byteSize() - at);
        long start = Math.min(align(SIZE), control.byteSize() - at);
        return control.asSlice(at + start, Math.max(0, end - start));
    }

    /**
     * Writes a message.
     *
     * @param control a control buffer
     * @param at where, a multiple of 8
     * @param level SOL_SOCKET or a protocol
     * @param type the message's number at its level
     * @param data its data
     * @return the offset behind it, where a next one goes; the control length if it was the last
     * @throws IndexOutOfBoundsException if there is no room for it and its padding
     */
    public static long put(
            MemorySegment control, long at, int level, int type, MemorySegment data) {
        long end = at + space(data.byteSize());
        Objects.checkFromToIndex(at, end, control.byteSize());
        if (data.byteSize() > 0) {
            // What the data leaves of the last word is padding.
            control.set(ValueLayout.JAVA_LONG_UNALIGNED, end - ALIGN, 0);
        }
        control.set(Layouts.LONG, at + LEN, len(data.byteSize()));
        control.set(Layouts.INT, at + LEVEL, level);
        control.set(Layouts.INT, at + TYPE, type);
        MemorySegment.copy(data, 0, control, at + len(0), data.byteSize());
        return end;
    }
}
