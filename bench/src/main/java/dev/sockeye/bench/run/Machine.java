package dev.sockeye.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The machine and the versions that a figure was measured with. */
final class Machine {
    private Machine() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The CPUs that this process may run on, such as {@code 0,1}; from {@code Cpus_allowed_list} of proc(5). */
    static List<Integer> cpus() {
        return cpus(field(Path.of("/proc/self/status"), "Cpus_allowed_list"));
    }

    static List<Integer> cpus(String list) {
        var cpus = new ArrayList<Integer>();
        for (var range : list.split(",", -1)) {
            var ends = range.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) cpus.add(cpu);
        }
        return cpus;
    }

    /** What the report says of the machine, by what it is. */
    static Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put(
                "processor",
                field(Path.of("/proc/cpuinfo"), "model name") + ", " + cpus().size() + " CPUs");
        facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
        facts.put("kernel", read(Path.of("/proc/sys/kernel/osrelease")).strip());
        facts.put(
                "java",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("cc", output("cc", "--version").lines().findFirst().orElse("none"));
        facts.put("libraries", libraries());
        facts.put("commit", commit());
        return facts;
    }

    private static String libraries() {
        try (var jars = Files.list(Path.of("bench/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                    .filter(jar -> jar.startsWith("netty-"))
                    .sorted()
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return "none";
        }
    }

    private static String commit() {
        var commit = output("git", "rev-parse", "--short=12", "HEAD").strip();
        var changed =
                output(
                        "git",
                        "status",
                        "--porcelain",
                        "--untracked-files=no",
                        "--",
                        "sockeye*",
                        "tools");
        return commit + (changed.isBlank() ? "" : " with changes");
    }

    /** The value behind {@code name:} in a file of such lines, empty where there is none. */
    static String field(Path file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a short command writes to its stdout, empty if it cannot be run. */
    static String output(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            return new String(
                    process.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
