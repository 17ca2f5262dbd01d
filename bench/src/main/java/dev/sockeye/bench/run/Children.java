package dev.sockeye.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The processes that were started and are not stopped yet. They end with this one, however it ends but by SIGKILL. */
final class Children {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::stopAll, "stop-children"));
    }

    private Children() {}

    /** {@code command}, on {@code cpu} alone if that is not negative. */
    static Process start(ProcessBuilder builder, int cpu) throws IOException {
        if (cpu >= 0) {
            // taskset replaces itself by the command: the process is the server, and the JVM counts
            // one CPU.
            var pinned = new ArrayList<>(List.of("taskset", "-c", Integer.toString(cpu)));
            pinned.addAll(builder.command());
            builder.command(pinned);
        }
        var process = builder.start();
        RUNNING.add(process);
        // The hook may have looked just before.
        if (ending) process.destroy();
        return process;
    }

    /** SIGTERM, and SIGKILL if it has not ended five seconds later, or at once if this thread is interrupted. */
    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    /** Whether this process was told to end: then what its children say of themselves is no result. */
    static boolean areEnding() {
        return ending;
    }

    private static void stopAll() {
        ending = true;
        RUNNING.forEach(Process::destroy);
        RUNNING.forEach(Children::stop);
    }
}
