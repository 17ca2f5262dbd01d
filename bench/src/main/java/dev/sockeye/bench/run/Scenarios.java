package dev.sockeye.bench.run;

import static dev.sockeye.bench.run.Contestant.Work.ECHO;
import static dev.sockeye.bench.run.Contestant.Work.SINK;
import static dev.sockeye.bench.run.Contestant.Work.SOURCE;
import static dev.sockeye.bench.run.Goal.atLeast;
import static dev.sockeye.bench.run.Goal.atMost;
import static dev.sockeye.bench.run.Metric.BYTES;
import static dev.sockeye.bench.run.Metric.CPU;
import static dev.sockeye.bench.run.Metric.CPU_BYTES;
import static dev.sockeye.bench.run.Metric.FIRST_ECHO;
import static dev.sockeye.bench.run.Metric.HELD;
import static dev.sockeye.bench.run.Metric.OPERATIONS;
import static dev.sockeye.bench.run.Metric.P50;
import static dev.sockeye.bench.run.Metric.P99;
import static dev.sockeye.bench.run.Scenario.Kind.HALF_RATE;
import static dev.sockeye.bench.run.Scenario.Kind.IDLE;
import static dev.sockeye.bench.run.Scenario.Kind.START;
import static dev.sockeye.bench.run.Scenario.Kind.TALK;

import java.util.ArrayList;
import java.util.List;

/** All scenarios, in the order of the report. The goals are those that the project set itself before it measured. */
final class Scenarios {
    private static final int ROUNDS = 9;

    /** A thread that waits has a descriptor of its own: so many fit into 20,000 with all models. */
    private static final int IDLE_CONNECTIONS = 9000;

    /** Event loops on the JVM that are not ours. */
    private static final String[] LOOPS = {"jdk-nio", "netty-nio", "netty-epoll", "netty-uring"};

    private static final List<String> STREAM_MODELS =
            List.of(
                    "c-epoll",
                    "c-uring",
                    "c-thread",
                    "jdk-nio",
                    "jdk-virtual",
                    "netty-nio",
                    "netty-epoll",
                    "netty-uring",
                    "sockeye-epoll",
                    "sockeye-uring",
                    "sockeye-virtual");

    private static final List<String> TWO_CPUS =
            List.of("c-epoll", "jdk-virtual", "netty-epoll", "sockeye-epoll", "sockeye-virtual");

    private static final List<String> GROWING =
            List.of(
                    "c-epoll",
                    "jdk-virtual",
                    "netty-epoll",
                    "sockeye-epoll",
                    "sockeye-uring",
                    "sockeye-virtual");

    private static final List<String> TRAINS =
            List.of("c-gso", "jdk-datagram", "netty-datagram-gso", "sockeye-batch");

    private static final String SPINNING = "sockeye-epoll --spin 50us";

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                echo(64),
                echo(1000),
                freeEcho(64),
                freeEcho(1000),
                churn(),
                rate(),
                udpEcho(),
                trainSink(),
                trainEcho(),
                bulkIn(),
                bulkOut(),
                latency(),
                idle(),
                start(),
                growingConnections(),
                growingSizes());
    }

    private static Scenario echo(int connections) {
        var work = "TCP echo 64 B, " + Metric.whole(connections) + " connections";
        var goals = new ArrayList<Goal>();
        goals.add(atMost(work + ", epoll", "sockeye-epoll", CPU, 1.00, "c-epoll"));
        goals.add(atLeast(work + ", epoll", "sockeye-epoll", OPERATIONS, 1.10, LOOPS));
        goals.add(atMost(work + ", epoll", "sockeye-epoll", P99, 1.00, LOOPS));
        goals.add(atMost(work + ", io_uring", "sockeye-uring", CPU, 1.00, "c-uring"));
        goals.add(atLeast(work + ", io_uring", "sockeye-uring", OPERATIONS, 1.15, LOOPS));
        goals.add(
                atLeast(
                        work + ", virtual threads",
                        "sockeye-virtual",
                        OPERATIONS,
                        1.30,
                        "jdk-virtual"));
        goals.add(atMost(work + ", virtual threads", "sockeye-virtual", CPU, 0.75, "jdk-virtual"));
        goals.add(
                atLeast(
                        work + ", virtual threads",
                        "sockeye-virtual",
                        OPERATIONS,
                        1.40,
                        "c-thread"));
        var plan = Load.Plan.of("pingpong", connections, 64);
        return tcp(
                "echo-" + connections,
                work,
                TALK,
                true,
                ECHO,
                List.of(plan),
                STREAM_MODELS,
                1,
                goals);
    }

    private static Scenario freeEcho(int connections) {
        var work = "TCP echo 64 B, " + Metric.whole(connections) + " connections, both CPUs free";
        var goals =
                List.of(
                        atLeast(work, "sockeye-virtual", OPERATIONS, 1.40, "jdk-virtual"),
                        atLeast(work, "sockeye-virtual", OPERATIONS, 0.90, "c-epoll"));
        var plan = Load.Plan.of("pingpong", connections, 64);
        return tcp(
                "free-echo-" + connections,
                work,
                TALK,
                false,
                ECHO,
                List.of(plan),
                TWO_CPUS,
                1,
                goals);
    }

    private static Scenario churn() {
        var work = "Connect, echo of 64 B, close";
        var goals =
                List.of(
                        atLeast(work + ", reactive", "sockeye-epoll", OPERATIONS, 1.00, LOOPS),
                        atLeast(
                                work + ", blocking",
                                "sockeye-virtual",
                                OPERATIONS,
                                1.40,
                                "jdk-virtual"));
        var plan = Load.Plan.of("churn", 64, 64);
        return tcp("churn", work, TALK, true, ECHO, List.of(plan), STREAM_MODELS, 0.7, goals);
    }

    private static Scenario rate() {
        var work = "TCP echo 64 B, 64 connections, at a fixed rate";
        var models =
                List.of(
                        "c-epoll",
                        "jdk-nio",
                        "jdk-virtual",
                        "netty-epoll",
                        "sockeye-epoll",
                        "sockeye-uring",
                        "sockeye-virtual");
        var goals =
                List.of(
                        atMost(work, "sockeye-epoll", P99, 1.00, "jdk-nio", "netty-epoll"),
                        atMost(work, "sockeye-virtual", P99, 1.00, "jdk-virtual"));
        var plan = Load.Plan.of("rate", 64, 64);
        return tcp("rate", work, HALF_RATE, true, ECHO, List.of(plan), models, 0.8, goals);
    }

    private static Scenario udpEcho() {
        var work = "UDP echo 64 B";
        var models =
                List.of(
                        "c-recvmmsg",
                        "c-recvfrom",
                        "jdk-datagram",
                        "netty-datagram-nio",
                        "netty-datagram-epoll",
                        "sockeye-batch",
                        "sockeye-iterative");
        var goals =
                List.of(
                        atLeast(
                                work + ", in batches",
                                "sockeye-batch",
                                OPERATIONS,
                                1.50,
                                "jdk-datagram"),
                        atMost(work + ", in batches", "sockeye-batch", CPU, 0.90, "c-recvmmsg"));
        var plan = Load.Plan.of("udp-echo", 16, 64, "--window", "16");
        return udp("udp-echo", work, ECHO, plan, models, goals);
    }

    private static Scenario trainSink() {
        var work = "UDP trains of 1,000 B, sink";
        var goals =
                List.of(
                        atLeast(work, "sockeye-batch", OPERATIONS, 8, "jdk-datagram"),
                        atLeast(work, "sockeye-batch", OPERATIONS, 0.95, "c-gso"));
        var plan = Load.Plan.of("train-sink", 1, 1000, "--train", "60");
        return udp("train-sink", work, SINK, plan, TRAINS, goals);
    }

    private static Scenario trainEcho() {
        var work = "UDP trains of 1,000 B, echo";
        var goals =
                List.of(
                        atLeast(work, "sockeye-batch", OPERATIONS, 16, "jdk-datagram"),
                        atLeast(work, "sockeye-batch", OPERATIONS, 0.95, "c-gso"));
        // So many in flight fit into the receive buffer of a socket as the kernel makes it: nobody
        // loses any.
        var plan = Load.Plan.of("train-echo", 1, 1000, "--train", "30", "--window", "3");
        return udp("train-echo", work, ECHO, plan, TRAINS, goals);
    }

    private static Scenario bulkIn() {
        var work = "TCP bulk to the server, pieces of 64 KiB";
        var models =
                List.of(
                        "c-thread",
                        "c-epoll",
                        "jdk-thread",
                        "jdk-virtual",
                        "netty-nio",
                        "netty-epoll",
                        "sockeye-thread",
                        "sockeye-virtual",
                        "sockeye-epoll");
        var goals = new ArrayList<Goal>();
        for (var ours : List.of("sockeye-thread", "sockeye-virtual")) {
            var row = work + ", " + ours.substring(8);
            goals.add(atLeast(row, ours, BYTES, 0.95, "c-thread"));
            goals.add(atMost(row, ours, CPU_BYTES, 0.90, "jdk-" + ours.substring(8)));
            goals.add(atLeast(row, ours, BYTES, 2.30, "netty-nio", "netty-epoll"));
        }
        var plan = Load.Plan.of("in", 1, 64 << 10);
        return tcp("bulk-in", work, TALK, true, SINK, List.of(plan), models, 0.7, goals);
    }

    private static Scenario bulkOut() {
        var work = "TCP bulk from the server";
        var models =
                List.of(
                        "c-thread",
                        "c-epoll",
                        "jdk-thread",
                        "jdk-virtual",
                        "netty-epoll",
                        "sockeye-thread",
                        "sockeye-virtual",
                        "sockeye-epoll");
        var plan = Load.Plan.of("out", 1, 64 << 10);
        return tcp("bulk-out", work, TALK, true, SOURCE, List.of(plan), models, 0.7, List.of());
    }

    private static Scenario latency() {
        var work = "Latency, one connection";
        var sleepers = new String[] {"c-thread", "c-epoll", "jdk-thread", "jdk-virtual"};
        var models = new ArrayList<>(List.of(sleepers));
        models.addAll(List.of("sockeye-thread", "sockeye-virtual", "sockeye-epoll", SPINNING));
        var goals = new ArrayList<Goal>();
        for (var model : List.of("thread", "virtual")) {
            goals.add(atMost(work + ", " + model, "sockeye-" + model, P50, 1.00, "jdk-" + model));
            goals.add(atMost(work + ", " + model, "sockeye-" + model, P99, 1.00, "jdk-" + model));
        }
        goals.add(atMost(work + ", bounded spin", SPINNING, P50, 0.30, sleepers));
        var plan = Load.Plan.of("pingpong", 1, 64);
        return tcp("latency", work, TALK, true, ECHO, List.of(plan), models, 0.5, goals);
    }

    private static Scenario idle() {
        var work = "Idle connection, memory";
        var models =
                List.of(
                        "c-epoll",
                        "c-thread",
                        "jdk-nio",
                        "jdk-virtual",
                        "netty-epoll",
                        "sockeye-epoll",
                        "sockeye-uring",
                        "sockeye-virtual",
                        "sockeye-thread");
        var goals =
                List.of(
                        atMost(work + ", epoll", "sockeye-epoll", HELD, 256),
                        atMost(work + ", io_uring", "sockeye-uring", HELD, 256),
                        atMost(work + ", virtual threads", "sockeye-virtual", HELD, 2500));
        var plan = Load.Plan.of("idle", IDLE_CONNECTIONS, 64);
        return new Scenario(
                "idle", work, IDLE, true, "tcp", ECHO, List.of(plan), models, 3, 1, goals);
    }

    private static Scenario start() {
        var work = "Start to the first echo";
        var models =
                List.of(
                        Contestant.SMALLEST,
                        "jdk-virtual",
                        "netty-epoll",
                        "c-epoll",
                        "sockeye-virtual",
                        "sockeye-epoll");
        var goals = List.of(atMost(work, "sockeye-virtual", FIRST_ECHO, 1.50, Contestant.SMALLEST));
        var plan = Load.Plan.of("start", 1, 64);
        return new Scenario(
                "start", work, START, false, "tcp", ECHO, List.of(plan), models, 15, 0, goals);
    }

    private static Scenario growingConnections() {
        var points = new ArrayList<Load.Plan>();
        for (int connections : new int[] {1, 10, 100, 1000, 10_000})
            points.add(Load.Plan.of("pingpong", connections, 64));
        return growing("growth-connections", "More connections, echo of 64 B", points);
    }

    private static Scenario growingSizes() {
        var points = new ArrayList<Load.Plan>();
        for (int size : new int[] {1, 64, 1 << 10, 16 << 10, 128 << 10, 1 << 20})
            points.add(Load.Plan.of("pingpong", 16, size));
        return growing("growth-sizes", "Larger messages, 16 connections", points);
    }

    private static Scenario growing(String name, String title, List<Load.Plan> points) {
        return new Scenario(
                name, title, TALK, true, "tcp", ECHO, points, GROWING, 3, 0.5, List.of());
    }

    private static Scenario tcp(
            String name,
            String title,
            Scenario.Kind kind,
            boolean pinned,
            Contestant.Work work,
            List<Load.Plan> points,
            List<String> contestants,
            double seconds,
            List<Goal> goals) {
        return new Scenario(
                name,
                title,
                kind,
                pinned,
                "tcp",
                work,
                points,
                contestants,
                ROUNDS,
                seconds,
                goals);
    }

    private static Scenario udp(
            String name,
            String title,
            Contestant.Work work,
            Load.Plan plan,
            List<String> contestants,
            List<Goal> goals) {
        return new Scenario(
                name,
                title,
                TALK,
                true,
                "udp",
                work,
                List.of(plan),
                contestants,
                ROUNDS,
                0.6,
                goals);
    }
}
