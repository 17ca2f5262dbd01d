package dev.sockeye.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group of the kernel that a test makes and takes away again: the limit of processes and
 * threads that root has too (root ignores {@code ulimit -u}). Version 1 and version 2.
 */
final class Cgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path folder;

    private Cgroup(Path folder) {
        this.folder = folder;
    }

    /** A group for a process, which counts its threads and those of its children. */
    static Cgroup pids(long pid) {
        Path parent = Files.isDirectory(ROOT.resolve("pids")) ? ROOT.resolve("pids") : ROOT;
        Path folder = parent.resolve("sockeye-it-" + pid);
        try {
            var _ = Files.createDirectory(folder);
        } catch (IOException e) {
            assumeTrue(false, "no control group can be made here: " + e);
        }
        var group = new Cgroup(folder);
        try {
            assumeTrue(
                    Files.exists(folder.resolve("pids.max")),
                    "no controller \"pids\" in " + parent);
            group.write("cgroup.procs", Long.toString(pid));
            return group;
        } catch (Throwable t) {
            group.close();
            throw t;
        }
    }

    /** How many threads it has. */
    int threads() {
        try {
            return Integer.parseInt(Files.readString(folder.resolve("pids.current")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Allows so many threads more than there are. */
    void allowMore(int threads) {
        write("pids.max", Integer.toString(threads() + threads));
    }

    void allowAll() {
        write("pids.max", "max");
    }

    private void write(String file, String text) {
        try {
            var _ = Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A group can be removed when its last process has ended. */
    @Override
    public void close() {
        Await.until(this::removed, () -> folder + " cannot be removed");
    }

    private boolean removed() {
        try {
            var _ = Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
