package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long one waits for the command, beside a plain Java "hello" in the same run. Printed, not judged. */
@Timeout(90)
class StartTimesTest {
    private static final int RUNS = 9;

    @Test
    void versionAndReadyLineBesideHello(@TempDir Path folder) throws IOException {
        Run hello = hello(folder);
        double[] hellos = new double[RUNS];
        double[] versions = new double[RUNS];
        double[] readies = new double[RUNS];
        // The first round warms the files' cache up, and is measured over.
        for (int round = -1; round < RUNS; round++) {
            int i = Math.max(round, 0);
            hellos[i] = millisToEnd(hello);
            versions[i] = millisToEnd(Sockeye.run("--version"));
            readies[i] = millisToReadyLine();
        }
        Figures.print(
                "start, median of %d: java hello %.0f ms, sockeye --version %.0f ms, serve to its ready line %.0f ms",
                RUNS, median(hellos), median(versions), median(readies));
    }

    private static double millisToEnd(Run run) {
        long begin = System.nanoTime();
        Ended ended = run.in().end();
        double millis = (System.nanoTime() - begin) / 1e6;
        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(ended.out()).isNotEmpty();
        return millis;
    }

    private static double millisToReadyLine() {
        long begin = System.nanoTime();
        try (var _ = Sockeye.serve("127.0.0.1:0")) {
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    /** With no flags: what anybody gets. */
    private static Run hello(Path folder) throws IOException {
        Path source = folder.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, "-d", folder.toString(), source.toString()))
                .isZero();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Run.of(java.toString(), "-cp", folder.toString(), "Hello");
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
