package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code struct io_uring_getevents_arg}: how long {@link Kernel#io_uring_enter} waits, with
 * IORING_ENTER_EXT_ARG.
 *
 * <p>It owns its native block and the time in it. Reusable. Not safe for several threads at once. The
 * native memory goes with the object.
 */
public final class IoUringGeteventsArg {
    private static final Constants S = Platform.struct("io_uring_getevents_arg");

    /** The size of the C struct in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long TS = S.value("ts");

    private final MemorySegment block;
    private final MemorySegment time;

    /** A wait without an end. */
    public IoUringGeteventsArg() {
        var arena = Arena.ofAuto();
        block = arena.allocate(SIZE, Long.BYTES);
        time = arena.allocate(Timespec.SIZE, Long.BYTES);
    }

    /**
     * Sets how long to wait.
     *
     * @param nanos nanoseconds from now, 0 or more
     */
    public void timeout(long nanos) {
        Timespec.sec(time, nanos / 1_000_000_000);
        Timespec.nsec(time, nanos % 1_000_000_000);
        block.set(ValueLayout.ADDRESS, TS, time);
    }

    /** The struct as the kernel wants it. */
    MemorySegment block() {
        return block;
    }
}
