package dev.sockeye.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./sockeye} of this repository, which the build has just put together: the JVM that it becomes. */
@Timeout(60)
class StartTest {
    private static final Path BUILT = Clone.REPOSITORY.resolve("target/sockeye");

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    @Test
    void jvmTakesThePlaceOfTheScript() throws Exception {
        Process serve = start("serve", "127.0.0.1:0");
        try {
            assertThat(serve.errorReader().readLine()).startsWith("listening on tcp:127.0.0.1:");
            String[] command =
                    Files.readString(Path.of("/proc/" + serve.pid() + "/cmdline")).split("\0");
            assertThat(command[0]).endsWith("/bin/java");
            assertThat(command)
                    .contains("--enable-native-access=dev.sockeye.sys")
                    .endsWith("serve", "127.0.0.1:0");
        } finally {
            serve.toHandle().destroy();
        }
        assertThat(serve.waitFor()).isZero();
        serve.errorReader().close();
    }

    @Test
    void cacheIsInUse() throws Exception {
        // The JVM refuses to start where it cannot use the cache.
        environment.put("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
        for (String verb : List.of("--version", "serve")) {
            var result = Clone.end(verb.equals("serve") ? start(verb, "--help") : start(verb));
            assertThat(result.exit()).as(result.err()).isZero();
        }
    }

    @Test
    void cacheThatDoesNotFitSaysNothing(@TempDir Path folder) throws Exception {
        List<String> current = Files.readAllLines(BUILT.resolve("current"));
        Path app = folder.resolve("target/sockeye/app.1");
        copy(Path.of(current.get(1)), app);
        Files.setLastModifiedTime(app.resolve("lib/sockeye-cli.jar"), FileTime.from(Instant.EPOCH));
        Files.copy(
                Clone.REPOSITORY.resolve("sockeye"),
                folder.resolve("sockeye"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.write(
                folder.resolve("target/sockeye/current"), List.of(current.get(0), app.toString()));

        var expected = Clone.end(start("--version"));
        assertThat(expected.err()).isEmpty();
        assertThat(Clone.end(start(folder.resolve("sockeye"), "--version"))).isEqualTo(expected);
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Process start(String... arguments) throws Exception {
        return start(Clone.REPOSITORY.resolve("sockeye"), arguments);
    }

    private Process start(Path launcher, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
