package dev.sockeye.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The open descriptors of this process, but for those that the JVM keeps for itself. */
final class Descriptors {
    private static final Path SELF = Path.of("/proc/self/fd");

    /** Class files and resources, which the JVM opens when it first needs them; its sources of randomness. */
    private static final Pattern OF_THE_JVM =
            Pattern.compile(
                    ".*\\.(jar|jmod|jsa|aot)|.*/lib/modules|/dev/(null|u?random)|/proc/.*|/sys/.*");

    private Descriptors() {}

    /**
     * Lists them.
     *
     * @return what each leads to ({@code socket:[4711]}), by number; empty where there is no /proc
     */
    static Map<Integer, String> open() {
        Map<Integer, String> open = new TreeMap<>();
        if (!Files.isDirectory(SELF)) {
            return open;
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(SELF)) {
            for (Path number : numbers) {
                add(number, open);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open;
    }

    private static void add(Path number, Map<Integer, String> open) throws IOException {
        try {
            String target = Files.readSymbolicLink(number).toString();
            if (!OF_THE_JVM.matcher(target).matches()) {
                open.put(Integer.valueOf(number.getFileName().toString()), target);
            }
        } catch (NoSuchFileException e) {
            // Closed since it was listed.
        }
    }
}
