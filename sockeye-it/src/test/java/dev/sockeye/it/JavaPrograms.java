package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Programs of this repository's users, compiled without a warning and run as they would run them. */
final class JavaPrograms {
    private static final String MODULE_PATH = System.getProperty("jdk.module.path");

    private final Path classes;

    /** Compiles files of the clone into a folder. */
    JavaPrograms(Collection<String> files, Path classes) {
        this.classes = classes;
        var said = new StringWriter();
        var out = new PrintWriter(said);
        List<String> words =
                List.of(
                        "-Xlint:all",
                        "-Werror",
                        "-p",
                        MODULE_PATH,
                        "--add-modules",
                        "dev.sockeye.server",
                        "-d",
                        classes.toString());
        Stream<String> sources = files.stream().map(file -> Repository.file(file).toString());
        String[] args = Stream.concat(words.stream(), sources).toArray(String[]::new);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(out, out, args);
        assertThat(status).as("javac: %s", said).isZero();
        assertThat(said.toString()).isEmpty();
    }

    Run java(String program, String... words) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Run.of(
                        java.toString(),
                        "--enable-native-access=dev.sockeye.sys",
                        "--illegal-native-access=deny")
                .and("-p", MODULE_PATH, "--add-modules", "dev.sockeye.server")
                .and("-cp", classes.toString(), program)
                .and(words);
    }
}
