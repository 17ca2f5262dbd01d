package dev.sockeye.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code /proc} tells of a process. */
record Proc(long pid) {
    private static final long TICKS_PER_SECOND = 100;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** How many descriptors it has open. */
    int descriptors() {
        return entries("fd");
    }

    /** How many of them are sockets. */
    int sockets() {
        return (int) open().stream().filter(target -> target.startsWith("socket:")).count();
    }

    /** What its descriptors lead to, such as {@code socket:[4711]}; nothing if it has ended. */
    List<String> open() {
        try (Stream<Path> all = Files.list(path("fd"))) {
            return all.map(Proc::target).toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This process and all that descend from it, zombies too. */
    List<Proc> tree() {
        return Stream.concat(
                        Stream.of(this),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(child -> new Proc(child.pid())))
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "closed since";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int threads() {
        return entries("task");
    }

    /** The names of its threads by their number, as the kernel keeps them: 15 characters. */
    Map<Integer, String> threadNames() {
        var names = new TreeMap<Integer, String>();
        try (Stream<Path> all = Files.list(path("task"))) {
            for (Path task : all.toList()) {
                try {
                    names.put(
                            Integer.valueOf(task.getFileName().toString()),
                            Files.readString(task.resolve("comm")).strip());
                } catch (IOException e) {
                    // This thread has ended since.
                }
            }
        } catch (NoSuchFileException e) {
            // The process has ended since.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** Its memory that is in RAM, in bytes. */
    long resident() {
        return status("VmRSS:") * 1024;
    }

    private long status(String field) {
        try {
            for (String line : Files.readAllLines(path("status"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no " + field + " of process " + pid);
    }

    /** How many descriptors it may have. */
    int descriptorLimit() {
        try {
            for (String line : Files.readAllLines(path("limits"))) {
                if (line.startsWith("Max open files")) {
                    return Integer.parseInt(
                            NUMBER.matcher(line).results().findFirst().orElseThrow().group());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("process " + pid + " has no limit of descriptors");
    }

    /** The processor time that it has used, by steps of 10 ms. */
    Duration cpu() {
        try {
            String stat = Files.readString(path("stat"));
            // The name in parentheses may hold anything; fields are counted after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setting of the kernel that is a number. Such a file gives all in one read, or nothing more. */
    static int setting(String name) {
        try {
            return Integer.parseInt(Files.readAllLines(Path.of("/proc/sys", name)).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int entries(String folder) {
        try (Stream<Path> all = Files.list(path(folder))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
