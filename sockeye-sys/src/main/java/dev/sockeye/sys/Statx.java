package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * {@code struct statx}: what {@link Kernel#statx} tells of a file. A field whose bit is missing in
 * {@link #mask} means nothing.
 */
public final class Statx {
    private static final Constants S = Platform.struct("statx");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long MASK = S.value("stx_mask");
    private static final long BLKSIZE = S.value("stx_blksize");
    private static final long ATTRIBUTES = S.value("stx_attributes");
    private static final long NLINK = S.value("stx_nlink");
    private static final long UID = S.value("stx_uid");
    private static final long GID = S.value("stx_gid");
    private static final long MODE = S.value("stx_mode");
    private static final long INO = S.value("stx_ino");
    private static final long FILE_SIZE = S.value("stx_size");
    private static final long BLOCKS = S.value("stx_blocks");
    private static final long MTIME = S.value("stx_mtime");
    private static final long DEV_MAJOR = S.value("stx_dev_major");
    private static final long DEV_MINOR = S.value("stx_dev_minor");

    private Statx() {}

    /**
     * One of them, all zero.
     *
     * @param allocator where it is allocated
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
    }

    /**
     * {@code stx_mask}.
     *
     * @param segment a struct statx
     * @return {@code STATX_} values of {@link SysStat}: the fields that are filled
     */
    public static int mask(MemorySegment segment) {
        return segment.get(Layouts.INT, MASK);
    }

    /**
     * {@code stx_blksize}.
     *
     * @param segment a struct statx
     * @return the preferred size of a transfer, in bytes
     */
    public static long blksize(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, BLKSIZE));
    }

    /**
     * {@code stx_attributes}.
     *
     * @param segment a struct statx
     * @return {@code STATX_ATTR_} values of {@link SysStat}
     */
    public static long attributes(MemorySegment segment) {
        return segment.get(Layouts.LONG, ATTRIBUTES);
    }

    /**
     * {@code stx_nlink}.
     *
     * @param segment a struct statx
     * @return how many names it has
     */
    public static long nlink(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, NLINK));
    }

    /**
     * {@code stx_uid}.
     *
     * @param segment a struct statx
     * @return its owner
     */
    public static long uid(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, UID));
    }

    /**
     * {@code stx_gid}.
     *
     * @param segment a struct statx
     * @return its group
     */
    public static long gid(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, GID));
    }

    /**
     * {@code stx_mode}.
     *
     * @param segment a struct statx
     * @return kind ({@link SysStat#S_IFMT}) and permission bits
     */
    public static int mode(MemorySegment segment) {
        return Layouts.unsignedShort(segment, Layouts.SHORT, MODE);
    }

    /**
     * {@code stx_ino}.
     *
     * @param segment a struct statx
     * @return its inode number
     */
    public static long ino(MemorySegment segment) {
        return segment.get(Layouts.LONG, INO);
    }

    /**
     * {@code stx_size}.
     *
     * @param segment a struct statx
     * @return its size in bytes
     */
    public static long size(MemorySegment segment) {
        return segment.get(Layouts.LONG, FILE_SIZE);
    }

    /**
     * {@code stx_blocks}.
     *
     * @param segment a struct statx
     * @return its blocks of 512 bytes
     */
    public static long blocks(MemorySegment segment) {
        return segment.get(Layouts.LONG, BLOCKS);
    }

    /**
     * {@code stx_mtime.tv_sec}.
     *
     * @param segment a struct statx
     * @return when its bytes were changed last, in seconds since 1970 UTC
     */
    public static long mtimeSec(MemorySegment segment) {
        return segment.get(Layouts.LONG, MTIME);
    }

    /**
     * {@code stx_mtime.tv_nsec}.
     *
     * @param segment a struct statx
     * @return the nanoseconds beyond {@link #mtimeSec}, 0 to 999,999,999
     */
    public static int mtimeNsec(MemorySegment segment) {
        return segment.get(Layouts.INT, MTIME + Long.BYTES);
    }

    /**
     * {@code stx_dev_major}.
     *
     * @param segment a struct statx
     * @return the major number of the device it lies on
     */
    public static long devMajor(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, DEV_MAJOR));
    }

    /**
     * {@code stx_dev_minor}.
     *
     * @param segment a struct statx
     * @return the minor number of the device it lies on
     */
    public static long devMinor(MemorySegment segment) {
        return Integer.toUnsignedLong(segment.get(Layouts.INT, DEV_MINOR));
    }
}
