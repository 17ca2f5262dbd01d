package dev.sockeye.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of the processes that {@code process} and {@code prefork} start. Not for people: it is told
 * what to do by its arguments, and by whoever started it over a descriptor.
 *
 * <p>It is public for programs that have a main class of their own for these processes ({@link
 * Server.Setup#workerMain}), whose {@code main} does nothing but call this one.
 *
 * <p>A process ends when that descriptor's stream ends, so that none outlives its server.
 *
 * <p>Exit status: 0; 100 if what it was asked for can never work, 111 if something of the system failed, as
 * with other programs of UCSPI.
 */
public final class WorkerMain {
    static final int DONE = 0;
    static final int NEVER = 100;
    static final int SYSTEM = 111;

    /** The descriptor over which it talks with its server. */
    static final int WIRE = 3;

    private static final String SESSION = "session";
    private static final String WORKER = "worker";

    private WorkerMain() {}

    /**
     * The options of a JVM.
     *
     * @param once whether it serves one session: then it is compiled for little and has a small heap
     */
    static List<String> jvmOptions(boolean once, Workers workers) {
        var all = new ArrayList<String>();
        if (once) {
            all.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xms8m", "-Xmx64m"));
        }
        all.addAll(workers.jvmOptions());
        return all;
    }

    /** The arguments for one session. */
    static List<String> sessionArguments(String text, long id, Plan plan) {
        return List.of(SESSION, text, idle(plan), offload(plan), spin(plan), Long.toString(id));
    }

    /**
     * The arguments for a worker.
     *
     * @param total how many sessions it may have at once
     * @param addresses how many listeners it inherits, from the descriptor behind the wire on
     */
    static List<String> workerArguments(String text, Plan plan, int total, int addresses) {
        return List.of(
                WORKER,
                text,
                idle(plan),
                offload(plan),
                spin(plan),
                Integer.toString(total),
                Long.toString(plan.workers().maxRequests()),
                Integer.toString(addresses));
    }

    /** Nanoseconds; 0 for none. */
    private static String idle(Plan plan) {
        return Long.toString(plan.timeout().map(Plan::nanos).orElse(0L));
    }

    private static String offload(Plan plan) {
        return Boolean.toString(plan.offload());
    }

    /** Nanoseconds. */
    private static String spin(Plan plan) {
        return Long.toString(plan.spin().toNanos());
    }

    /**
     * Does what a server wants, and ends the JVM.
     *
     * @param args as the server has given them
     */
    public static void main(String[] args) {
        int status;
        try {
            Plan plan = plan(args);
            status =
                    args[0].equals(SESSION)
                            ? SessionProcess.run(args[1], plan, Long.parseLong(args[5]))
                            : PreforkProcess.run(
                                    args[1],
                                    plan,
                                    Integer.parseInt(args[5]),
                                    Long.parseLong(args[6]),
                                    Integer.parseInt(args[7]));
        } catch (IOException | OutOfMemoryError e) {
            // Threads that are not to be had are an OutOfMemoryError too.
            System.err.println("sockeye: a process of a server has failed: " + e);
            status = SYSTEM;
        }
        System.exit(status);
    }

    /** What crosses of the server's plan. */
    static Plan plan(String[] args) {
        Plan plan =
                Plan.DEFAULT
                        .offload(Boolean.parseBoolean(args[3]))
                        .spin(Duration.ofNanos(Long.parseLong(args[4])));
        long idle = Long.parseLong(args[2]);
        return idle > 0 ? plan.timeout(Duration.ofNanos(idle)) : plan;
    }

    /** Hears what the server says, until it says nothing more: then it is gone, and so is this process. */
    static void obey(Wire wire, Orders orders) {
        var _ =
                Threads.platform("sockeye-wire")
                        .start(() -> {
                            try {
                                for (var next = wire.receive();
                                        next != null;
                                        next = wire.receive()) {
                                    orders.obey(next.kind());
                                }
                            } catch (IOException _) {
                                // As good as its end.
                            }
                            Runtime.getRuntime().halt(SYSTEM);
                        });
    }

    /** What a process does when it is told to. */
    @FunctionalInterface
    interface Orders {
        /** Must not wait. */
        void obey(Wire.Kind order);
    }
}
