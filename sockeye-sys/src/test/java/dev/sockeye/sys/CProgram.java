package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * C programs that tests write, compile with gcc and run: what C says is what ours is compared with.
 */
final class CProgram {
    private static final int SECONDS = 30;

    private CProgram() {}

    /** The first lines of a program. */
    static String includes(String... headers) {
        var text = new StringBuilder("#define _GNU_SOURCE\n");
        for (var header : headers) {
            text.append("#include <").append(header).append(">\n");
        }
        return text.toString();
    }

    /**
     * Compiles and runs a program in a folder and answers what it printed, line by line; skips the
     * test where there is no gcc.
     */
    static List<String> run(Path folder, String source, String input)
            throws IOException, InterruptedException {
        assumeTrue(hasGcc(), "there is no gcc here to ask what C says");
        var code = Files.writeString(folder.resolve("program.c"), source);
        var program = folder.resolve("program").toString();
        call(folder, null, "gcc", "-w", "-o", program, code.toString());
        var in = Files.writeString(folder.resolve("input"), input);
        return call(folder, in.toFile(), program).lines().toList();
    }

    private static boolean hasGcc() throws IOException, InterruptedException {
        try {
            var gcc =
                    new ProcessBuilder("gcc", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return gcc.waitFor(SECONDS, TimeUnit.SECONDS) && gcc.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String call(Path folder, @Nullable File in, String... words)
            throws IOException, InterruptedException {
        var out = folder.resolve("output").toFile();
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out);
        builder.environment().put("LC_ALL", "C");
        if (in != null) {
            builder.redirectInput(in);
        }
        var process = builder.start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(out.toPath(), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
