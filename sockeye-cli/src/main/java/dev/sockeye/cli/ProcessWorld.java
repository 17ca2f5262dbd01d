package dev.sockeye.cli;

import dev.sockeye.net.Network;
import dev.sockeye.sys.Fcntl;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The streams, the kernel and the signals of this process. */
final class ProcessWorld implements World {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int MIN_COLUMNS = 60;
    private static final int MAX_COLUMNS = 120;

    private final Signals signals = new ProcessSignals();
    private volatile PrintStream stderr = System.err;

    @Override
    public Kernel kernel() {
        return Kernel.host();
    }

    /**
     * From here on sockets are opened. If standard error was closed, one of them could get its
     * number, and a peer would hear what we say.
     */
    @Override
    public Network network() {
        if (!isInherited(STDERR)) {
            stderr = new PrintStream(OutputStream.nullOutputStream());
        }
        return Network.host();
    }

    @Override
    public ReadableByteChannel stdin() {
        return isInherited(STDIN) ? new FdChannel(kernel(), STDIN) : new NullChannel();
    }

    @Override
    public WritableByteChannel stdout() {
        return isInherited(STDOUT) ? new FdChannel(kernel(), STDOUT) : new NullChannel();
    }

    /**
     * {@inheritDoc} If it was closed then, the JVM gets its number for a file of its own: one that is
     * closed on exec(3), which nothing inherited can be, or {@code lib/modules}. Without this check that
     * file's bytes would go to the peer.
     */
    @Override
    public boolean isInherited(int fd) {
        int flags = kernel().fcntl(fd, Fcntl.F_GETFD, 0);
        if (flags < 0 || (flags & Fcntl.FD_CLOEXEC) != 0) {
            return false;
        }
        try {
            var modules = Path.of(System.getProperty("java.home"), "lib", "modules");
            return !Files.isSameFile(link(fd), modules);
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public String variable(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    /** inetd makes the connection standard error too. */
    @Override
    public void handOver(int fd) {
        try {
            if (Files.readSymbolicLink(link(STDERR)).equals(Files.readSymbolicLink(link(fd)))) {
                stderr = new PrintStream(OutputStream.nullOutputStream());
            }
        } catch (IOException _) {
            // One of them is closed.
        }
    }

    private static Path link(int fd) {
        return Path.of("/proc/self/fd", Integer.toString(fd));
    }

    @Override
    public PrintStream text() {
        return System.out;
    }

    @Override
    public PrintStream stderr() {
        return stderr;
    }

    @Override
    public Signals signals() {
        return signals;
    }

    @Override
    public int columns() {
        int columns = given();
        if (columns <= 0 && Terminal.is(this::kernel, STDOUT)) {
            columns = Terminal.columns(kernel(), STDOUT);
        }
        if (columns <= 0) {
            columns = Terminal.DEFAULT_COLUMNS;
        }
        return Math.clamp(columns, MIN_COLUMNS, MAX_COLUMNS);
    }

    private static int given() {
        try {
            String columns = System.getenv("COLUMNS");
            return columns == null ? 0 : Integer.parseInt(columns);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /**
     * As no-color.org asks; a terminal without a name in TERM is not trusted with escapes either.
     */
    @Override
    public boolean colour(int fd) {
        String no = System.getenv("NO_COLOR");
        String term = System.getenv("TERM");
        return (no == null || no.isEmpty())
                && term != null
                && !term.isEmpty()
                && !term.equals("dumb")
                && Terminal.is(this::kernel, fd);
    }
}
