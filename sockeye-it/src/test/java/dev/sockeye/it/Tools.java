package dev.sockeye.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.Assertions;

/** The programs of the system that tests ask for their judgement; where one is missing, the test is skipped. */
final class Tools {
    private Tools() {}

    /** Skips the test unless each is there. */
    static void need(String... tools) {
        for (String tool : tools) {
            assumeTrue(isThere(tool), tool + " is not installed");
        }
    }

    static boolean isThere(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** The OpenBSD netcat, whose -N and -U the others lack. */
    static void needNc() {
        need("nc");
        assumeTrue(
                Run.of("nc", "-h").in().end().err().startsWith("OpenBSD"),
                "nc is not OpenBSD's netcat");
    }

    static boolean isRoot() {
        return Run.of("id", "-u").in().end().text().strip().equals("0");
    }

    /** Compiles a C program that lies beside the tests. */
    static Path compile(String source, Path folder) {
        need("cc");
        Path program = folder.resolve(source.replace(".c", ""));
        try {
            Path file = folder.resolve(source);
            Files.writeString(file, text(source));
            Ended ended =
                    Run.of(
                                    "cc",
                                    "-O2",
                                    "-Wall",
                                    "-Wextra",
                                    "-Werror",
                                    "-o",
                                    program.toString(),
                                    file.toString())
                            .in()
                            .end();
            Assertions.assertThat(ended.status()).as("cc %s: %s", source, ended.err()).isZero();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source that lies beside the tests. */
    static String text(String source) {
        try (InputStream text = Tools.class.getResourceAsStream(source)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
