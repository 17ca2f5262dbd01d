package dev.sockeye.sys;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/** {@code siginfo_t}: what has happened to a child, as {@link Kernel#waitid} tells it. */
public final class Siginfo {
    private static final Constants S = Platform.struct("siginfo_t");

    /** Its size in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long SIGNO = S.value("si_signo");
    private static final long CODE = S.value("si_code");
    private static final long PID = S.value("si_pid");
    private static final long UID = S.value("si_uid");
    private static final long STATUS = S.value("si_status");

    private Siginfo() {}

    /**
     * An empty one.
     *
     * @param allocator where it is allocated
     * @return {@link #SIZE} bytes
     */
    public static MemorySegment allocate(SegmentAllocator allocator) {
        return allocator.allocate(SIZE, Long.BYTES).fill((byte) 0);
    }

    /**
     * {@code si_signo}.
     *
     * @param segment a siginfo_t
     * @return the signal, SIGCHLD after waitid
     */
    public static int signo(MemorySegment segment) {
        return segment.get(Layouts.INT, SIGNO);
    }

    /**
     * {@code si_code}.
     *
     * @param segment a siginfo_t
     * @return a {@code CLD_} value of {@link SignalH} after waitid
     */
    public static int code(MemorySegment segment) {
        return segment.get(Layouts.INT, CODE);
    }

    /**
     * {@code si_pid}.
     *
     * @param segment a siginfo_t
     * @return the child; 0 where waitid with WNOHANG had nothing to tell
     */
    public static int pid(MemorySegment segment) {
        return segment.get(Layouts.INT, PID);
    }

    /**
     * {@code si_uid}.
     *
     * @param segment a siginfo_t
     * @return the child's real user
     */
    public static int uid(MemorySegment segment) {
        return segment.get(Layouts.INT, UID);
    }

    /**
     * {@code si_status}.
     *
     * @param segment a siginfo_t
     * @return the exit status, 0 to 255, where the code is CLD_EXITED; the signal elsewhere
     */
    public static int status(MemorySegment segment) {
        return segment.get(Layouts.INT, STATUS);
    }
}
