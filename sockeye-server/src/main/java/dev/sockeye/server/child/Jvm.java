package dev.sockeye.server.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A JVM like this one as a child: the same Java, the same module path and class path, and the same AOT
 * cache if there is one and it holds for the main class. What else this one was told on its command line is
 * not handed on.
 *
 * <p>Its descriptor 1 may be a peer's: what the JVM itself has to say goes to standard error, from before
 * its first class is loaded.
 */
public final class Jvm {
    private static final String AOT_CACHE = "-XX:AOTCache=";

    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xlog:disable",
                    "-Xlog:all=error,aot*=off,cds*=off:stderr",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData");

    private Jvm() {}

    /** Where the program java of this JVM is. */
    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * Whether there is a java to start: not in an image that was built without its launcher.
     */
    public static boolean isThere() {
        return Files.isExecutable(java());
    }

    /**
     * The program that runs a main class.
     *
     * @param main its class
     * @param needed a class that it will need: its module is resolved there too
     * @param options for the JVM, behind ours
     * @param arguments for the class
     * @param descriptors as in {@link Program}
     */
    public static Program program(
            Class<?> main,
            Class<?> needed,
            List<String> options,
            List<String> arguments,
            List<Integer> descriptors) {
        var argv = new ArrayList<String>();
        String java = java().toString();
        argv.add(java);
        argv.addAll(OPTIONS);
        if (Objects.equals(main.getModule().getName(), System.getProperty("jdk.module.main"))) {
            // For another main module it is refused, and with it the JVM's own archive.
            aotCache(argv);
        }
        paths(argv, main.getModule(), needed.getModule());
        argv.addAll(options);
        start(argv, main);
        argv.addAll(arguments);
        return new Program(java, argv, Program.inherited(), descriptors);
    }

    private static void paths(List<String> argv, Module root, Module needed) {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        if (!modules.isEmpty()) {
            argv.add("--module-path=" + modules);
        }
        if (!classes.isEmpty()) {
            argv.add("--class-path=" + classes);
        }
        Module ours = Jvm.class.getModule();
        argv.add("--enable-native-access=" + (ours.isNamed() ? "dev.sockeye.sys" : "ALL-UNNAMED"));
        if (needed.isNamed() && !needed.equals(ours) && !needed.equals(root)) {
            argv.add("--add-modules=" + needed.getName());
        }
    }

    private static void start(List<String> argv, Class<?> main) {
        Module module = main.getModule();
        if (module.isNamed()) {
            argv.add("--module=" + module.getName() + "/" + main.getName());
        } else {
            argv.add(main.getName());
        }
    }

    /** The JVM does not tell with which cache it runs, but /proc does. */
    private static void aotCache(List<String> argv) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            Program.split(line).stream()
                    .map(each -> new String(each, UTF_8))
                    .filter(each -> each.startsWith(AOT_CACHE))
                    .findFirst()
                    .ifPresent(argv::add);
        } catch (IOException _) {
            // Without /proc it starts without the cache, only later.
        }
    }
}
