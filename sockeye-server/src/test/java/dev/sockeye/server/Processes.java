package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What /proc tells of this process's children, as ps does. */
final class Processes {
    private static final long PATIENCE = 20_000_000_000L;

    /** For a JVM that shall know the classes of these tests. */
    static final String TEST_CLASSES = "--patch-module=dev.sockeye.server=" + testClasses();

    /** A shell that became this JVM by exec may have had children. */
    private static final Set<Long> BEFORE = all().collect(Collectors.toSet());

    private Processes() {}

    private static Path testClasses() {
        try {
            var here = Processes.class.getResource("Processes.class");
            Path file = Path.of(Objects.requireNonNull(here).toURI());
            return file.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Where the standard error of a process leads. */
    static String errorOf(long pid) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/2")).toString();
    }

    /** The children of this process, zombies too, but for those that whoever started it has left it. */
    static List<Long> children() {
        return all().filter(pid -> !BEFORE.contains(pid)).toList();
    }

    private static Stream<Long> all() {
        return ProcessHandle.current().children().map(ProcessHandle::pid);
    }

    /** The arguments of a process. */
    static List<String> arguments(long pid) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
    }

    /** Such as {@code S (sleeping)} and {@code Z (zombie)}; "gone" where there is no such process. */
    private static String state(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("State:"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            // There is no such file, or it has ended while it was read.
            return "gone";
        }
    }

    /** Whether a process is no more; a zombie too, since whoever takes orphans over may not wait for them. */
    static boolean isGone(long pid) {
        String state = state(pid);
        return state.equals("gone") || state.startsWith("Z");
    }

    /** Where the descriptors of a process lead, by number. */
    static List<String> descriptors(long pid) throws IOException {
        try (var fds = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return fds.map(
                            fd -> {
                                try {
                                    return fd.getFileName() + " " + Files.readSymbolicLink(fd);
                                } catch (IOException e) {
                                    return fd.getFileName() + " gone";
                                }
                            })
                    .sorted()
                    .toList();
        }
    }

    /** Waits for something that /proc shows, of which nobody tells. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.sleep(5);
        }
    }
}
