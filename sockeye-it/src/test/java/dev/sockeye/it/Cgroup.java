package dev.sockeye.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group of the kernel that a test makes and takes away again: limits that root has too (root
 * ignores {@code ulimit -u}). Version 1 and version 2.
 */
final class Cgroup implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path folder;
    private final String usage;
    private final String limit;

    private Cgroup(Path folder, String usage, String limit) {
        this.folder = folder;
        this.usage = usage;
        this.limit = limit;
    }

    /** A group for a process, which counts its threads and those of its children. */
    static Cgroup pids(long pid) {
        return of(pid, "pids", "pids.current", "pids.max");
    }

    /** A group for a process, which counts the bytes of its memory and that of its children. */
    static Cgroup memory(long pid) {
        return Files.isDirectory(ROOT.resolve("memory"))
                ? of(pid, "memory", "memory.usage_in_bytes", "memory.limit_in_bytes")
                : of(pid, "memory", "memory.current", "memory.max");
    }

    private static Cgroup of(long pid, String controller, String usage, String limit) {
        Path own = ROOT.resolve(controller);
        Path parent = Files.isDirectory(own) ? own : ROOT;
        Path folder = parent.resolve("sockeye-it-" + pid);
        try {
            var _ = Files.createDirectory(folder);
        } catch (IOException e) {
            assumeTrue(false, "no control group can be made here: " + e);
        }
        var group = new Cgroup(folder, usage, limit);
        try {
            assumeTrue(
                    Files.exists(folder.resolve(limit)),
                    "no controller \"" + controller + "\" in " + parent);
            group.write("cgroup.procs", Long.toString(pid));
            return group;
        } catch (Throwable t) {
            group.close();
            throw t;
        }
    }

    private long used() {
        try {
            return Long.parseLong(Files.readString(folder.resolve(usage)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Allows so much more than there is. */
    void allowMore(long count) {
        write(limit, Long.toString(used() + count));
    }

    void allowAll() {
        write(limit, limit.endsWith(".max") ? "max" : "-1");
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
