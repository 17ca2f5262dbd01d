package dev.sockeye.cli;

import dev.sockeye.sys.Errno;

/** What the command tells its caller by its exit status. The same for every verb. */
enum ExitCode {
    /** Done; the answer is yes. */
    DONE(0),

    /** Done; the answer is no: refused, absent, in use, no reply, a name that does not resolve. */
    NO(1),

    /** Wrong usage, and text that is an address on no machine. */
    USAGE(2),

    /** Not permitted or not available here. */
    NOT_HERE(3),

    /** The time ran out. */
    TIME(4),

    /** The other side broke the talk. */
    BROKEN(5),

    /** Our bug. */
    BUG(70);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The number for exit(3). */
    int status() {
        return status;
    }

    /** What a refused call says about the world. By name, since the numbers differ by platform. */
    static ExitCode of(int errno) {
        return switch (Errno.name(errno)) {
            case "EACCES",
                    "EPERM",
                    "EROFS",
                    "ENOSYS",
                    "EOPNOTSUPP",
                    "ENOTSUP",
                    "ENOPROTOOPT",
                    "EAFNOSUPPORT",
                    "EPFNOSUPPORT",
                    "ESOCKTNOSUPPORT",
                    "EPROTONOSUPPORT",
                    "EMFILE",
                    "ENFILE",
                    "ENOMEM",
                    "ENOBUFS" ->
                    NOT_HERE;
            case "ETIMEDOUT", "ETIME" -> TIME;
            case "ECONNRESET", "ECONNABORTED", "ENOTCONN", "EPIPE", "EPROTO" -> BROKEN;
            default -> NO;
        };
    }
}
