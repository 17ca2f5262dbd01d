package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct sockaddr_un}: a Unix address, which has one of three shapes that only the length
 * tells apart. The size of each segment made here is the {@code addrlen} for the kernel.
 *
 * <table>
 * <caption>Shapes and lengths</caption>
 * <tr><th>shape</th><th>sun_path</th><th>addrlen</th></tr>
 * <tr><td>unnamed</td><td>nothing</td><td>2</td></tr>
 * <tr><td>path</td><td>the path and a 0</td><td>2 + length + 1</td></tr>
 * <tr><td>abstract</td><td>a 0 and the name, any bytes</td><td>2 + 1 + length</td></tr>
 * </table>
 *
 * <p>To receive an address give {@link SockaddrStorage#SIZE} bytes: for a path of 108 bytes the
 * kernel writes one byte more than the struct has.
 */
public final class SockaddrUn {
    private static final Constants S = Platform.struct("sockaddr_un");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final int PATH = S.value("sun_path");

    /** The most bytes that a path or an abstract name may have. */
    public static final int NAME_MAX = SIZE - PATH - 1;

    private SockaddrUn() {}

    /**
     * The address that is a path in the file system.
     *
     * @param allocator where it is allocated
     * @param path 1 to {@link #NAME_MAX} bytes without a 0
     * @return the address, 2 + length + 1 bytes
     */
    public static MemorySegment path(SegmentAllocator allocator, byte[] path) {
        check("path", path);
        if (path.length == 0) {
            throw new IllegalArgumentException("path is empty");
        }
        for (byte b : path) {
            if (b == 0) {
                throw new IllegalArgumentException("path has a 0 in it");
            }
        }
        var segment = allocate(allocator, path.length + 1);
        MemorySegment.copy(path, 0, segment, ValueLayout.JAVA_BYTE, PATH, path.length);
        return segment;
    }

    /**
     * The address that is a name in the network namespace's table, not in the file system.
     *
     * @param allocator where it is allocated
     * @param name at most {@link #NAME_MAX} bytes of any kind, without the leading 0
     * @return the address, 2 + 1 + length bytes
     */
    public static MemorySegment abstractName(SegmentAllocator allocator, byte[] name) {
        check("abstract name", name);
        var segment = allocate(allocator, 1 + name.length);
        MemorySegment.copy(name, 0, segment, ValueLayout.JAVA_BYTE, PATH + 1L, name.length);
        return segment;
    }

    /**
     * The address of a socket that has no name; bind(2) takes it to choose an abstract name.
     *
     * @param allocator where it is allocated
     * @return the address, 2 bytes
     */
    public static MemorySegment unnamed(SegmentAllocator allocator) {
        return allocate(allocator, 0);
    }

    /**
     * Whether the socket has no name.
     *
     * @param segment a Unix address
     * @param length its true length, as a call told it
     * @return true if there is nothing behind the family
     */
    public static boolean isUnnamed(MemorySegment segment, int length) {
        return Math.min(length, segment.byteSize()) <= PATH;
    }

    /**
     * Whether the name is an abstract one.
     *
     * @param segment a Unix address
     * @param length its true length, as a call told it
     * @return true if a 0 follows the family
     */
    public static boolean isAbstract(MemorySegment segment, int length) {
        return !isUnnamed(segment, length) && segment.get(ValueLayout.JAVA_BYTE, PATH) == 0;
    }

    /**
     * The path, or the abstract name without its leading 0.
     *
     * @param segment a Unix address
     * @param length its true length, as a call told it
     * @return a copy; a path ends before the first 0, or where the length ends; empty if unnamed
     */
    public static byte[] name(MemorySegment segment, int length) {
        if (isUnnamed(segment, length)) {
            return new byte[0];
        }
        long end = Math.min(length, segment.byteSize());
        if (isAbstract(segment, length)) {
            return Layouts.bytes(segment, PATH + 1L, end - PATH - 1);
        }
        long at = PATH;
        while (at < end && segment.get(ValueLayout.JAVA_BYTE, at) != 0) {
            at++;
        }
        return Layouts.bytes(segment, PATH, at - PATH);
    }

    private static MemorySegment allocate(SegmentAllocator allocator, int nameLength) {
        var segment = allocator.allocate(PATH + (long) nameLength, Short.BYTES).fill((byte) 0);
        Sockaddr.family(segment, SysSocket.AF_UNIX);
        return segment;
    }

    private static void check(String what, byte[] name) {
        if (name.length > NAME_MAX) {
            throw new IllegalArgumentException(
                    what + " has " + name.length + " bytes, at most " + NAME_MAX + " fit");
        }
    }
}
