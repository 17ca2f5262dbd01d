package dev.sockeye.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The live threads of this process, virtual ones too, but for those of the JDK, of JUnit and of
 * Surefire.
 */
final class Threads {
    private static final Pattern KNOWN_NAME =
            Pattern.compile(
                    "ForkJoinPool.*|junit-.*|surefire-.*|JFR .*|Attach Listener|SIG[A-Z]+ handler");

    /** The JDK starts its own threads as innocuous ones, its pollers for virtual threads apart. */
    private static final Pattern KNOWN_FRAME =
            Pattern.compile(
                    ".*(jdk\\.internal\\.misc\\.InnocuousThread\\.run|sun\\.nio\\.ch\\.Poller|jdk\\.jfr\\.internal\\.).*");

    private Threads() {}

    /**
     * Lists them.
     *
     * @return each one's name and frames, innermost first, by its number
     */
    static Map<Long, String> alive() {
        try {
            Path folder = Files.createTempDirectory("sockeye-threads");
            Path dump = folder.resolve("dump.json");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
                return parse(Files.readAllLines(dump));
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dump has one property, or one frame, a line; a thread begins with its number. */
    private static Map<Long, String> parse(List<String> dump) {
        Map<Long, String> alive = new TreeMap<>();
        long thread = 0;
        boolean known = false;
        boolean frames = false;
        for (String line : dump) {
            String text = line.strip();
            if (text.startsWith("\"tid\":")) {
                thread = Long.parseLong(value(text));
                known = false;
            } else if (text.startsWith("\"name\":")) {
                known = KNOWN_NAME.matcher(value(text)).matches();
                alive.put(thread, value(text));
            } else if (text.startsWith("\"stack\": [")) {
                frames = true;
            } else if (frames && text.startsWith("]")) {
                frames = false;
                if (known) {
                    alive.remove(thread);
                }
            } else if (frames) {
                known |= KNOWN_FRAME.matcher(text).matches();
                alive.merge(
                        thread, "\n        at " + text.replaceAll("[\",\\\\]", ""), String::concat);
            }
        }
        return alive;
    }

    private static String value(String property) {
        int start = property.indexOf("\": \"") + 4;
        return property.substring(start, property.lastIndexOf('"'));
    }
}
