package dev.sockeye.bench.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that serves.
 *
 * @param name in the tables
 * @param built the file that is there once it is built
 */
record Contestant(
        String name, String built, List<String> command, Map<String, String> environment) {
    private static final String TWIN = "bench/target/c/twin";
    private static final String JAR = "bench/target/sockeye-bench.jar";

    /** What to do with what arrives, by the names of the twins and of Sockeye's handlers. */
    enum Work {
        ECHO("echo", "echo"),
        SINK("sink", "discard"),
        SOURCE("source", "chargen");

        final String twin;
        final String handler;

        Work(String twin, String handler) {
            this.twin = twin;
            this.handler = handler;
        }
    }

    /** Flags of every JVM of the twins: the defaults, and what Netty needs to run without a warning. */
    static final List<String> JVM = List.of("--enable-native-access=ALL-UNNAMED");

    /** The one of the JDK that is there for its start alone: it serves one connection after another. */
    static final String SMALLEST = "jdk-echo";

    /** Models with as many threads as there are CPUs for them. */
    private static final Set<String> COUNTED =
            Set.of(
                    "c-epoll",
                    "c-uring",
                    "jdk-nio",
                    "netty-nio",
                    "netty-epoll",
                    "netty-uring",
                    "sockeye-epoll",
                    "sockeye-uring",
                    "sockeye-batch");

    /**
     * By its name, which is {@code FAMILY-MODEL}, for Sockeye with more options of the command behind it:
     * {@code c-epoll}, {@code netty-uring}, {@code sockeye-epoll --spin 50us}.
     *
     * @param transport {@code tcp} or {@code udp}
     * @param cpus how many CPUs it is given
     */
    static Contestant of(String name, Work work, String transport, int cpus) {
        var words = Arrays.asList(name.split(" ", -1));
        var count = COUNTED.contains(words.getFirst()) ? ":" + cpus : "";
        var model = words.getFirst() + count;
        var address = transport + ":127.0.0.1:0";
        if (model.startsWith("sockeye-"))
            return sockeye(
                    name,
                    "./sockeye",
                    model.substring(8),
                    work,
                    address,
                    words.subList(1, words.size()));
        if (model.startsWith("c-"))
            return new Contestant(
                    name, TWIN, List.of(TWIN, model.substring(2), work.twin, address), Map.of());
        var command = new ArrayList<>(List.of(Machine.java()));
        command.addAll(JVM);
        if (name.equals(SMALLEST)) {
            command.addAll(List.of("-cp", JAR, "dev.sockeye.bench.twin.JdkEcho"));
        } else {
            command.addAll(
                    List.of("-cp", JAR + ":bench/target/lib/*", "dev.sockeye.bench.twin.Twin"));
            command.addAll(List.of(model, work.twin, address));
        }
        return new Contestant(name, JAR, command, Map.of());
    }

    /** The command {@code program} of some tree, with its default flags, limits and time-outs. */
    static Contestant sockeye(
            String name,
            String program,
            String model,
            Work work,
            String address,
            List<String> options) {
        var command =
                new ArrayList<>(
                        List.of(
                                program,
                                "serve",
                                address,
                                "--model",
                                model,
                                "--handler",
                                work.handler));
        command.addAll(options);
        // What was built is what is measured, even if a source was touched in the meantime.
        return new Contestant(name, program, command, Map.of("SOCKEYE_NO_BUILD", "yes"));
    }

    /** What comes before the first hyphen of a name: {@code c}, {@code jdk}, {@code netty} or {@code sockeye}. */
    static String family(String name) {
        return name.substring(0, name.indexOf('-'));
    }

    /** A name as the report prints it: {@code C epoll}, {@code Netty datagram-nio}. */
    static String label(String name) {
        var family =
                switch (family(name)) {
                    case "c" -> "C";
                    case "jdk" -> "JDK";
                    case "netty" -> "Netty";
                    default -> "Sockeye";
                };
        return family + " " + name.substring(name.indexOf('-') + 1);
    }

    boolean isJvm() {
        return !isC(name);
    }

    static boolean isC(String name) {
        return name.startsWith("c-");
    }
}
