package dev.sockeye.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * The built product: the launcher in the folder above this module's, or the one that the system
 * property {@code sockeye.it.launcher} names. It ends in exec, so that the process of a test is the
 * JVM itself.
 */
final class Sockeye {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("sockeye.it.launcher", "../sockeye"))
                    .toAbsolutePath()
                    .normalize();

    /** The first call may have to build it. */
    private static final Duration BUILD = Duration.ofMinutes(5);

    private Sockeye() {}

    /** Built once, at the first use. */
    private static final class Built {
        static final String LAUNCHER = build();

        private static String build() {
            try (var version = Run.of(Sockeye.LAUNCHER.toString(), "--version").in().start()) {
                Ended ended = version.end(BUILD);
                if (ended.status() != 0) {
                    throw new AssertionError(Sockeye.LAUNCHER + " --version: " + ended);
                }
                return Sockeye.LAUNCHER.toString();
            }
        }
    }

    static String launcher() {
        return Built.LAUNCHER;
    }

    /** The command with these words. */
    static Run run(String... words) {
        return Run.of(launcher()).and(words);
    }

    /** Starts a server, and waits until all of its addresses are ready. */
    static Served serve(String... words) {
        return serve(run("serve").and(words), addresses(words));
    }

    /** The same for a server that is started in a special way. */
    static Served serve(Run run, int addresses) {
        var program = run.start();
        try {
            return new Served(program, addresses);
        } catch (Throwable t) {
            program.close();
            throw t;
        }
    }

    private static int addresses(String... words) {
        return (int) Arrays.stream(words).takeWhile(word -> !word.startsWith("-")).count();
    }
}
