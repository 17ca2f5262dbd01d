package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_CQE_SKIP;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_EXT_ARG;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_FAST_POLL;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_NODROP;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_SINGLE_MMAP;
import static dev.sockeye.sys.LinuxIoUring.IORING_FEAT_SUBMIT_STABLE;
import static dev.sockeye.sys.LinuxIoUring.IORING_OFF_SQES;
import static dev.sockeye.sys.LinuxIoUring.IORING_OFF_SQ_RING;
import static dev.sockeye.sys.LinuxIoUring.IORING_OP_SEND_ZC;
import static dev.sockeye.sys.LinuxIoUring.IORING_REGISTER_PROBE;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_CLAMP;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_COOP_TASKRUN;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_CQSIZE;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_DEFER_TASKRUN;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_NO_SQARRAY;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_R_DISABLED;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_SINGLE_ISSUER;
import static dev.sockeye.sys.LinuxIoUring.IORING_SETUP_SUBMIT_ALL;
import static dev.sockeye.sys.SysMman.MAP_POPULATE;
import static dev.sockeye.sys.SysMman.MAP_SHARED;
import static dev.sockeye.sys.SysMman.PROT_READ;
import static dev.sockeye.sys.SysMman.PROT_WRITE;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.IoUringCqe;
import dev.sockeye.sys.IoUringParams;
import dev.sockeye.sys.IoUringProbe;
import dev.sockeye.sys.IoUringSqe;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Mapping;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** An io_uring with its mappings: what is had at the opening of a ring, or not, and then why. */
final class RingSetup {
    private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");

    /**
     * Disabled until the owner's first round, since the single issuer is the thread that enables the
     * ring, and rings are made by those who start the owner.
     */
    private static final int ALWAYS =
            IORING_SETUP_R_DISABLED
                    | IORING_SETUP_CQSIZE
                    | IORING_SETUP_CLAMP
                    | IORING_SETUP_SUBMIT_ALL;

    /** From the newest kernels on, each tried where the one before is refused with EINVAL. */
    private static final int[] FLAGS = {
        ALWAYS
                | IORING_SETUP_SINGLE_ISSUER
                | IORING_SETUP_DEFER_TASKRUN
                | IORING_SETUP_NO_SQARRAY, // 6.6
        ALWAYS | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN, // 6.1
        ALWAYS | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_COOP_TASKRUN, // 6.0
    };

    private static final int NEEDED =
            IORING_FEAT_SINGLE_MMAP
                    | IORING_FEAT_NODROP
                    | IORING_FEAT_SUBMIT_STABLE
                    | IORING_FEAT_FAST_POLL
                    | IORING_FEAT_EXT_ARG
                    | IORING_FEAT_CQE_SKIP;

    private final Mapping rings = new Mapping();
    private final Mapping sqes = new Mapping();
    private final MemorySegment probe = IoUringProbe.allocate(Arena.ofAuto());
    private MemorySegment params = MemorySegment.NULL;
    private int flags;

    /** Answers the descriptor, {@link Ring#TOO_OLD} or {@code -errno}; then nothing is left open. */
    int open(Kernel kernel, int entries, int completions) {
        int fd = -EINVAL;
        for (int i = 0; i < FLAGS.length && fd == -EINVAL; i++) {
            flags = FLAGS[i];
            params = IoUringParams.of(Arena.ofAuto(), flags, completions);
            fd = kernel.io_uring_setup(entries, params);
        }
        if (fd < 0) {
            return fd == -EINVAL ? Ring.TOO_OLD : fd;
        }
        int result = map(kernel, fd);
        if (result < 0) {
            close();
            var _ = kernel.close(fd);
            return result;
        }
        return fd;
    }

    private int map(Kernel kernel, int fd) {
        int result = kernel.io_uring_register(fd, IORING_REGISTER_PROBE, probe, IoUringProbe.OPS);
        // No feature tells of multishot receive, which came in 6.0 together with this opcode.
        if (result < 0 || !supports(IORING_OP_SEND_ZC) || (features() & NEEDED) != NEEDED) {
            return Ring.TOO_OLD;
        }
        int prot = PROT_READ | PROT_WRITE;
        int shared = MAP_SHARED | MAP_POPULATE;
        result = kernel.mmap(rings, ringBytes(), prot, shared, fd, IORING_OFF_SQ_RING);
        if (result < 0) {
            return result;
        }
        long bytes = (long) IoUringParams.sqEntries(params) * IoUringSqe.SIZE;
        return kernel.mmap(sqes, bytes, prot, shared, fd, IORING_OFF_SQES);
    }

    /** Both rings are one mapping, of which the last thing is the array of indexes, if there is one. */
    private long ringBytes() {
        long completions =
                IoUringParams.cqes(params)
                        + (long) IoUringParams.cqEntries(params) * IoUringCqe.SIZE;
        long indexes =
                IoUringParams.sqArray(params)
                        + (long) IoUringParams.sqEntries(params) * Integer.BYTES;
        return hasArray() ? Math.max(completions, indexes) : completions;
    }

    private boolean hasArray() {
        return (flags & IORING_SETUP_NO_SQARRAY) == 0;
    }

    Submissions submissions() {
        return new Submissions(rings.segment(), sqes.segment(), params, hasArray());
    }

    Completions completions() {
        return new Completions(rings.segment(), params);
    }

    boolean supports(int opcode) {
        return IoUringProbe.supports(probe, opcode);
    }

    int features() {
        return IoUringParams.features(params);
    }

    int flags() {
        return flags;
    }

    void close() {
        rings.close();
        sqes.close();
    }

    /** A result of the opening in words, with what can be done. */
    static String words(int result) {
        return words(result, result == -Errno.EPERM ? sysctl() : "");
    }

    /** The same, where kernel.io_uring_disabled is known; empty where it is not there. */
    static String words(int result, String disabled) {
        if (result == Ring.TOO_OLD) {
            return "TOO_OLD (io_uring here is older than that of Linux 6.0, which a ring needs)";
        }
        String name = Errno.name(-result) + " (" + Errno.words(-result) + ")";
        if (result == -Errno.ENOSYS) {
            return name + ": this kernel has no io_uring, or a seccomp filter hides it";
        }
        if (result == -Errno.ENOMEM) {
            return name + ": before Linux 5.12 a ring counts against RLIMIT_MEMLOCK, ulimit -l";
        }
        if (result != -Errno.EPERM) {
            return name;
        }
        return name
                + switch (disabled) {
                    case "1" ->
                            ": sysctl kernel.io_uring_disabled is 1, which leaves io_uring to"
                                    + " CAP_SYS_ADMIN and the group of kernel.io_uring_group";
                    case "2" -> ": sysctl kernel.io_uring_disabled is 2, which forbids io_uring";
                    default -> ": a seccomp filter forbids io_uring, as containers mostly do";
                };
    }

    /** Since Linux 6.6. */
    private static String sysctl() {
        try {
            return Files.readString(SYSCTL).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
