package dev.sockeye.cli;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysIoctl;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Whether a descriptor is a terminal, and how wide it is. */
final class Terminal {
    /** The width where nothing says otherwise. */
    static final int DEFAULT_COLUMNS = 80;

    /** {@code struct winsize}: rows, columns and two sizes in pixels, each an unsigned short. */
    private static final int WINSIZE = 4 * Short.BYTES;

    private Terminal() {}

    /**
     * Whether a standard descriptor is a terminal. By the name of its device, since a start with
     * the first system call from Java takes much longer than one without; by the call where there
     * is no /proc.
     */
    static boolean is(Supplier<Kernel> kernel, int fd) {
        try {
            String device =
                    Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(fd)))
                            .toString();
            return device.startsWith("/dev/pts/")
                    || device.startsWith("/dev/tty")
                    || device.equals("/dev/console");
        } catch (IOException _) {
            return columns(kernel.get(), fd) >= 0;
        }
    }

    /**
     * {@code ioctl(fd, TIOCGWINSZ)}: the width of a terminal, 0 if it does not know its own; -1 for
     * anything else.
     */
    static int columns(Kernel kernel, int fd) {
        try (var arena = Arena.ofConfined()) {
            var size = arena.allocate(WINSIZE, Short.BYTES);
            return kernel.ioctl(fd, SysIoctl.TIOCGWINSZ, size) < 0
                    ? -1
                    : Short.toUnsignedInt(size.get(JAVA_SHORT, Short.BYTES));
        }
    }
}
