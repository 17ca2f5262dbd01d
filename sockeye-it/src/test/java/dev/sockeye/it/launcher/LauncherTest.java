package dev.sockeye.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * When {@code ./sockeye} builds and what it starts, with stand-ins for Maven and Java: the Java
 * tells what it was called with, and ends with 7.
 */
@Timeout(60)
class LauncherTest {
    private static final String BUILDING = "building sockeye (once, about 30 s) ...\n";

    @TempDir private Path folder;

    private Clone clone;
    private Map<String, String> environment;

    @BeforeEach
    void prepare() throws Exception {
        clone = Clone.in(folder).withMaven();
        environment = clone.environment(Clone.jdk(folder.resolve("a jdk"), "25.0.3"));
    }

    @Test
    void firstCallBuildsAndLaterOnesDoNot() throws Exception {
        var first = launch();
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.err()).isEqualTo(BUILDING);

        assertThat(launch()).isEqualTo(new Clone.Result(7, first.out(), ""));
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void argumentsPassAsTheyAre() throws Exception {
        var result = launch("serve", "two words", "", "*", "$HOME");
        assertThat(result.out())
                .contains("<--enable-native-access=dev.sockeye.sys>")
                .endsWith("<dev.sockeye.cli/dev.sockeye.cli.Main><serve><two words><><*><$HOME>\n");
    }

    @Test
    void shortVerbsStartSoonAndLongOnesRunFast() throws Exception {
        assertThat(launch("--version").out())
                .contains("<-XX:TieredStopAtLevel=1><-XX:+UseSerialGC>");
        assertThat(launch("serve").out()).doesNotContain("TieredStopAtLevel", "SerialGC");
    }

    @Test
    void standardInputIsLeftToTheCommand() throws Exception {
        clone.withMaven("cat >/dev/null\n" + clone.packaging());
        Process command = startThatReads();
        try (var in = command.outputWriter()) {
            in.write("for the command");
        }
        assertThat(Clone.end(command).out()).isEqualTo("for the command");
    }

    @Test
    void changedAndRemovedSourcesAreSeen() throws Exception {
        launch();
        Path source = clone.root.resolve("sockeye-net/src/main/Source.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        assertThat(launch().err()).isEqualTo(BUILDING);
        assertThat(clone.builds()).isEqualTo(2);

        Files.delete(source);
        assertThat(launch().err()).isEqualTo(BUILDING);
        assertThat(launch().err()).isEmpty();
        assertThat(clone.builds()).isEqualTo(3);
    }

    @Test
    void sourceChangedDuringTheBuildIsSeen() throws Exception {
        clone.withMaven("sleep 0.1; touch sockeye-sys/src/main/Source.java\n" + clone.packaging());
        launch();
        assertThat(launch().err()).isEqualTo(BUILDING);
    }

    @Test
    void runningTestsDoNotBuild() throws Exception {
        launch();
        Files.setLastModifiedTime(clone.root.resolve("pom.xml"), FileTime.from(Instant.now()));
        environment.put("SOCKEYE_NO_BUILD", "yes");
        assertThat(launch().err()).isEmpty();
    }

    @Test
    void severalFirstCallsBuildOnce() throws Exception {
        Process[] calls = new Process[4];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = clone.start(environment, launcher());
        }
        for (Process call : calls) {
            var result = Clone.end(call);
            assertThat(result.exit()).isEqualTo(7);
            assertThat(result.err())
                    .matches("(building sockeye|waiting for process \\d+ to build).*\n");
        }
        assertThat(clone.builds()).isEqualTo(1);
        assertThat(clone.root.resolve("target/sockeye/lock")).doesNotExist();
    }

    @Test
    void lockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = clone.start(environment, "/bin/sh", "-c", "true");
        dead.waitFor();
        Files.createDirectories(clone.root.resolve("target/sockeye"));
        Files.createSymbolicLink(
                clone.root.resolve("target/sockeye/lock"), Path.of(Long.toString(dead.pid())));
        assertThat(launch().exit()).isEqualTo(7);
    }

    @Test
    void failedBuildLeavesItsLog() throws Exception {
        clone.withMaven("echo the reason; exit 1");
        var result = launch();
        Path log = clone.root.resolve("target/sockeye/build.log");
        assertThat(result)
                .isEqualTo(
                        new Clone.Result(
                                3,
                                "",
                                BUILDING + "sockeye: the build failed; its log is " + log + "\n"));
        assertThat(log).content().contains("the reason");
        assertThat(clone.root.resolve("target/sockeye/lock")).doesNotExist();

        clone.withMaven();
        assertThat(launch().exit()).isEqualTo(7);
    }

    @Test
    void copiedCloneRunsItsOwnBuild() throws Exception {
        launch();
        Path moved = folder.resolve("moved");
        Files.move(clone.root, moved);
        Files.createDirectories(clone.root);
        var result = clone.run(environment, moved.resolve("sockeye").toString());
        assertThat(result.err()).isEqualTo(BUILDING);
        assertThat(result.out()).contains(moved + "/target/sockeye/app.").doesNotContain("a clone");
    }

    @Test
    void jdkThatIsGoneIsReplaced() throws Exception {
        launch();
        Files.move(folder.resolve("a jdk"), folder.resolve("another jdk"));
        environment.put("JAVA_HOME", folder.resolve("another jdk").toString());
        assertThat(launch())
                .extracting(Clone.Result::err, Clone.Result::exit)
                .containsExactly(BUILDING, 7);
    }

    @Test
    void isFoundThroughLinks() throws Exception {
        Path near = folder.resolve("near");
        Path far = Files.createDirectories(folder.resolve("else where")).resolve("far");
        Files.createSymbolicLink(near, folder.relativize(clone.root.resolve("sockeye")));
        Files.createSymbolicLink(far, near);
        assertThat(clone.run(environment, far.toString()).exit()).isEqualTo(7);
    }

    @Test
    void lastTwoBuildsAreKeptAndThoseThatRun() throws Exception {
        Process command = startThatReads();
        command.outputWriter().append("first\n").flush();
        assertThat(command.inputReader().readLine()).isEqualTo("first");

        for (int build = 2; build <= 5; build++) {
            rebuild();
        }
        assertThat(apps()).isEqualTo(3);
        command.outputWriter().close();
        command.inputReader().close();
        command.waitFor();
        rebuild();
        assertThat(apps()).isEqualTo(2);
    }

    private void rebuild() throws Exception {
        Files.setLastModifiedTime(clone.root.resolve("pom.xml"), FileTime.from(Instant.now()));
        assertThat(launch().err()).isEqualTo(BUILDING);
    }

    private long apps() throws Exception {
        try (Stream<Path> files = Files.list(clone.root.resolve("target/sockeye"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("app.")).count();
        }
    }

    /** A command that copies its input to its output. */
    private Process startThatReads() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher(), "read");
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String launcher() {
        return clone.root.resolve("sockeye").toString();
    }

    private Clone.Result launch(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return clone.run(environment, command);
    }
}
