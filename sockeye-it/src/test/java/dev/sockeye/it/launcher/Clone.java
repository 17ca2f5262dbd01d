package dev.sockeye.it.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts of the repository in a folder of their own, among sources that are empty, with
 * stand-ins for Maven and the JDK.
 */
final class Clone {
    /** The repository that the tests run in. */
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private static final List<String> TOOLS =
            List.of(
                    "basename",
                    "cat",
                    "cp",
                    "date",
                    "dirname",
                    "find",
                    "grep",
                    "ln",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sh",
                    "sleep",
                    "touch",
                    "tr",
                    "uname");

    final Path root;
    private final Path tools;

    private Clone(Path root, Path tools) {
        this.root = root;
        this.tools = tools;
    }

    /**
     * Makes one.
     *
     * @param folder where, below a folder whose name has spaces
     */
    static Clone in(Path folder) throws IOException {
        Path root = Files.createDirectories(folder.resolve("a clone with spaces"));
        for (String name : List.of("sockeye", "mvnw", "tools/jdk.sh", "tools/build.sh")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.copy(
                    REPOSITORY.resolve(name),
                    root.resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.createDirectories(root.resolve(".mvn"));
        Files.createFile(root.resolve("pom.xml"));
        for (String module : List.of("sys", "poll", "net", "server", "picocli", "cli")) {
            Path sources = root.resolve("sockeye-" + module, "src", "main");
            Files.createDirectories(sources);
            Files.createFile(sources.resolve("Source.java"));
            Files.createFile(root.resolve("sockeye-" + module, "pom.xml"));
        }
        return new Clone(root, onlyTools(folder));
    }

    /** What the scripts need of a system, and no Java. */
    private static Path onlyTools(Path folder) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path real =
                    Stream.of("/usr/bin", "/bin")
                            .map(bin -> Path.of(bin, tool))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow(() -> new IOException("this system has no " + tool));
            script(tools.resolve(tool), "exec " + real + " \"$@\"");
        }
        return tools;
    }

    /** A folder that looks like a JDK; its java tells what it was called with, or reads. */
    static Path jdk(Path folder, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        script(bin.resolve("javac"), "exit 1");
        script(
                bin.resolve("java"),
                """
                case "$1 $*" in
                  -XX:AOTCacheOutput=*) echo cache >"${1#*=}" ;;
                  *" read") cat ;;
                  *) printf '<%s>' "$@"; echo; exit 7 ;;
                esac\
                """);
        Files.writeString(
                folder.resolve("release"),
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return folder;
    }

    /** Puts this in the place of the wrapper; the runs are counted. */
    Clone withMaven(String body) throws IOException {
        Files.delete(root.resolve("mvnw"));
        script(root.resolve("mvnw"), "echo run >>runs\n" + body);
        return this;
    }

    /** A Maven that takes its time, and then has packaged the command. */
    Clone withMaven() throws IOException {
        return withMaven("sleep 0.3\n" + packaging());
    }

    /** What a Maven does that has packaged the command. */
    String packaging() {
        return """
        mkdir -p sockeye-cli/target/lib
        echo jar >sockeye-cli/target/lib/sockeye-net.jar
        echo jar >sockeye-cli/target/sockeye-cli.jar
        """;
    }

    /** How often Maven was called. */
    long builds() throws IOException {
        Path runs = root.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a finished process left. */
    record Result(int exit, String out, String err) {}

    /** The environment of somebody who has this JDK by JAVA_HOME, and no other. */
    Map<String, String> environment(Path javaHome) {
        Map<String, String> environment = bareEnvironment();
        environment.put("JAVA_HOME", javaHome.toString());
        return environment;
    }

    /** The environment of somebody who has no Java. */
    Map<String, String> bareEnvironment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", tools.toString());
        environment.put("HOME", root.toString());
        environment.put("SOCKEYE_JVM_FOLDERS", "");
        return environment;
    }

    Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.getParent().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    Result run(Map<String, String> environment, String... command) throws Exception {
        return end(start(environment, command));
    }

    /** Waits for the end of a process that says little. */
    static Result end(Process process) throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it did not end");
        }
        return new Result(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }
}
