package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * A C struct by the names of its fields, for the many structs that are the value of one socket option
 * or control message and have no class of their own here. It knows the struct's size and the offsets
 * of its fields on this machine; how wide a field is the caller says, as C's headers do.
 *
 * {@snippet :
 * static final CStruct UCRED = CStruct.named("ucred");
 * int pid = UCRED.getInt(value, "pid");
 * }
 *
 * <p>A struct may lie anywhere in memory. Immutable, safe for every thread.
 */
public final class CStruct {
    private final Constants table;
    private final int size;

    private CStruct(Constants table) {
        this.table = table;
        this.size = table.value("SIZE");
    }

    /**
     * A struct of this platform.
     *
     * @param name such as {@code ucred}
     * @return its size and offsets
     * @throws IllegalStateException if it is not known here
     */
    public static CStruct named(String name) {
        return new CStruct(Platform.struct(name));
    }

    /**
     * {@code sizeof}.
     *
     * @return bytes
     */
    public int size() {
        return size;
    }

    /**
     * {@code offsetof}.
     *
     * @param field the field's name in C
     * @return bytes from the start of the struct
     * @throws IllegalStateException if there is no such field
     */
    public int offset(String field) {
        return table.value(field);
    }

    /**
     * A new one, all zero.
     *
     * @param allocator where it is allocated
     * @return {@link #size()} bytes
     */
    public MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(size, Long.BYTES).fill((byte) 0);
    }

    /**
     * A field of 8 bits without sign.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return 0 to 255
     */
    public int getU8(MemorySegment struct, String field) {
        return Byte.toUnsignedInt(struct.get(ValueLayout.JAVA_BYTE, offset(field)));
    }

    /**
     * Sets a field of 8 bits.
     *
     * @param struct where it is written
     * @param field the field's name in C
     * @param value 0 to 255
     */
    public void setU8(MemorySegment struct, String field, int value) {
        struct.set(ValueLayout.JAVA_BYTE, offset(field), (byte) value);
    }

    /**
     * A field of 16 bits without sign.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return 0 to 65535
     */
    public int getU16(MemorySegment struct, String field) {
        return Layouts.unsignedShort(struct, Layouts.SHORT, offset(field));
    }

    /**
     * Sets a field of 16 bits.
     *
     * @param struct where it is written
     * @param field the field's name in C
     * @param value 0 to 65535
     */
    public void setU16(MemorySegment struct, String field, int value) {
        struct.set(Layouts.SHORT, offset(field), (short) value);
    }

    /**
     * A field of 32 bits.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return the number
     */
    public int getInt(MemorySegment struct, String field) {
        return struct.get(Layouts.INT, offset(field));
    }

    /**
     * A field of 32 bits without sign.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return 0 to 4294967295
     */
    public long getU32(MemorySegment struct, String field) {
        return Integer.toUnsignedLong(getInt(struct, field));
    }

    /**
     * Sets a field of 32 bits.
     *
     * @param struct where it is written
     * @param field the field's name in C
     * @param value the number
     */
    public void setInt(MemorySegment struct, String field, int value) {
        struct.set(Layouts.INT, offset(field), value);
    }

    /**
     * A field of 32 bits in network byte order, such as an IPv4 address.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return the number in host byte order
     */
    public int getNetInt(MemorySegment struct, String field) {
        return struct.get(Layouts.NET_INT, offset(field));
    }

    /**
     * Sets a field of 32 bits in network byte order.
     *
     * @param struct where it is written
     * @param field the field's name in C
     * @param value the number in host byte order
     */
    public void setNetInt(MemorySegment struct, String field, int value) {
        struct.set(Layouts.NET_INT, offset(field), value);
    }

    /**
     * A field of 64 bits.
     *
     * @param struct where it is read
     * @param field the field's name in C
     * @return the number
     */
    public long getLong(MemorySegment struct, String field) {
        return struct.get(Layouts.LONG, offset(field));
    }

    /**
     * Sets a field of 64 bits.
     *
     * @param struct where it is written
     * @param field the field's name in C
     * @param value the number
     */
    public void setLong(MemorySegment struct, String field, long value) {
        struct.set(Layouts.LONG, offset(field), value);
    }

    /**
     * A field that is an array of bytes or a struct.
     *
     * @param struct where it lies
     * @param field the field's name in C
     * @param length how many bytes it has
     * @return the field, a view of the struct
     */
    public MemorySegment slice(MemorySegment struct, String field, long length) {
        return struct.asSlice(offset(field), length);
    }
}
