package dev.sockeye.cli;

import static dev.sockeye.sys.Errno.EINTR;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code --ready-fd N}: where a newline is written when the server is ready, as s6 and its kin want it. */
final class ReadyFd {
    private static final int FIRST = 3;

    private ReadyFd() {}

    /**
     * Reads the number.
     *
     * @throws Trouble if it is one of the standard descriptors, or was not handed down
     */
    static int parse(String text, World world) throws Trouble {
        int fd = Values.count(Serve.READY_FD, text, FIRST);
        if (!world.isInherited(fd)) {
            throw new Trouble(
                    ExitCode.NO,
                    Text.NO_READY_FD.of(Serve.READY_FD, fd),
                    Text.FD_NOT_OPEN.of(fd),
                    Text.OPEN_READY_FD.of(Serve.READY_FD, fd));
        }
        return fd;
    }

    /** Writes the newline and closes the descriptor, after which nothing more can be said there. */
    static void tell(int fd, World world, Talk talk) {
        Kernel kernel = world.kernel();
        try (var arena = Arena.ofConfined()) {
            MemorySegment newline = arena.allocateFrom(ValueLayout.JAVA_BYTE, (byte) '\n');
            long written;
            do {
                written = kernel.write(fd, newline, 1);
            } while (written == -EINTR);
            if (written < 0) {
                talk.say(Text.NOT_NOTIFIED.of(Serve.READY_FD, fd, Errno.name((int) -written)));
            }
        }
        var _ = kernel.close(fd);
    }
}
