package dev.sockeye.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

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
            try {
                var version =
                        new ProcessBuilder(Sockeye.LAUNCHER.toString(), "--version")
                                .redirectErrorStream(true)
                                .redirectOutput(Files.createTempFile("sockeye", ".log").toFile())
                                .start();
                if (!version.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS)
                        || version.exitValue() != 0) {
                    var _ = version.destroyForcibly();
                    throw new AssertionError(Sockeye.LAUNCHER + " --version does not work");
                }
                return Sockeye.LAUNCHER.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
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
