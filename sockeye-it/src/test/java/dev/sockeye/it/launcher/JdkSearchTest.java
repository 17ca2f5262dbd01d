package dev.sockeye.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JDK 25 is found wherever it lies, and otherwise one sentence says what is missing. */
@Timeout(60)
class JdkSearchTest {
    @TempDir private Path folder;

    private Clone clone;
    private Path old;

    @BeforeEach
    void prepare() throws Exception {
        clone = Clone.in(folder);
        old = Clone.jdk(folder.resolve("jdk 17"), "17.0.15");
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        Path first = Clone.jdk(folder.resolve("first"), "25.0.3");
        Path second = Clone.jdk(folder.resolve("jvms/second"), "25.0.3");
        Map<String, String> environment = clone.environment(first);
        environment.put("SOCKEYE_JVM_FOLDERS", second.getParent().toString());
        assertThat(found(environment)).isEqualTo(first.toString());
    }

    @Test
    void javaHomeMayBeRelative() throws Exception {
        Path jdk = Clone.jdk(folder.resolve("near"), "25.0.3");
        assertThat(found(clone.environment(folder.relativize(jdk)))).isEqualTo(jdk.toString());
    }

    @Test
    void thePathComesNext() throws Exception {
        Path onPath = Clone.jdk(folder.resolve("on path"), "25");
        Map<String, String> environment = clone.environment(old);
        environment.merge("PATH", onPath.resolve("bin") + ":", (tools, bin) -> bin + tools);
        assertThat(found(environment)).isEqualTo(onPath.toString());
    }

    @Test
    void linkOnThePathIsFollowed() throws Exception {
        Path real = Clone.jdk(folder.resolve("real"), "25.0.3");
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("javac"), real.resolve("bin/javac"));
        Map<String, String> environment = clone.bareEnvironment();
        environment.merge("PATH", links + ":", (tools, bin) -> bin + tools);
        assertThat(found(environment)).isEqualTo(real.toString());
    }

    @Test
    void thenTheUsualFolders() throws Exception {
        Clone.jdk(folder.resolve("empty/jdk-21"), "21.0.1");
        Clone.jdk(folder.resolve("my jvms/jdk-17"), "17.0.15");
        Path right = Clone.jdk(folder.resolve("my jvms/jdk-25"), "25.0.3");
        Map<String, String> environment = clone.environment(old);
        environment.put(
                "SOCKEYE_JVM_FOLDERS",
                "/nonexistent:" + folder.resolve("empty") + ":" + folder.resolve("my jvms"));
        assertThat(found(environment)).isEqualTo(right.toString());
    }

    @Test
    void laterAndOlderVersionsDoNotCount() throws Exception {
        for (String version : new String[] {"250.1", "2.5", "26", "17.0.25", "24.25"}) {
            Path jdk = Clone.jdk(folder.resolve(version), version);
            assertThat(search(clone.environment(jdk)).exit()).as(version).isEqualTo(9);
        }
        Path early = Clone.jdk(folder.resolve("early"), "25-ea");
        assertThat(found(clone.environment(early))).isEqualTo(early.toString());
    }

    @Test
    void runtimeWithoutCompilerDoesNotCount() throws Exception {
        Path runtime = Clone.jdk(folder.resolve("jre"), "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(search(clone.environment(runtime)).exit()).isEqualTo(9);
    }

    @Test
    void mavenWrapperSaysWhatIsMissing() throws Exception {
        var result =
                clone.run(clone.environment(old), clone.root.resolve("mvnw").toString(), "verify");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Sockeye needs a JDK 25")
                .contains(old.toString(), "install", "JAVA_HOME")
                .hasLineCount(1);
    }

    @Test
    void launcherSaysWhatIsMissing() throws Exception {
        var result =
                clone.run(
                        clone.bareEnvironment(), clone.root.resolve("sockeye").toString(), "serve");
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Sockeye needs a JDK 25").hasLineCount(1);
    }

    private String found(Map<String, String> environment) throws Exception {
        var result = search(environment);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    /** As mvnw does it: under set -euf, which has to be as it was afterwards. */
    private Clone.Result search(Map<String, String> environment) throws Exception {
        return clone.run(
                environment,
                "/bin/sh",
                "-c",
                "set -euf; . \"$0\"; use_jdk25 || exit 9; echo \"$JAVA_HOME\";"
                        + " [ \"${PATH%%:*}\" = \"$JAVA_HOME/bin\" ]; case $- in *f*) ;; *) exit 8 ;; esac",
                clone.root.resolve("tools/jdk.sh").toString());
    }
}
