package dev.sockeye.bench.run;

import java.util.List;

/**
 * One row of the run: what is done, by whom, and what it is to show.
 *
 * @param name of its files and on the command line
 * @param title in the report
 * @param pinned server and generator on a CPU each; otherwise both are free, and models have as many threads as CPUs
 * @param transport {@code tcp} or {@code udp}
 * @param points each is measured in each round; more than one are the points of a curve
 * @param contestants by the names of {@link Contestant#of}; the first one is the measure of the others
 * @param rounds how often each is measured
 * @param seconds how long each time
 */
record Scenario(
        String name,
        String title,
        Kind kind,
        boolean pinned,
        String transport,
        Contestant.Work work,
        List<Load.Plan> points,
        List<String> contestants,
        int rounds,
        double seconds,
        List<Goal> goals) {

    enum Kind {
        /** The load generator talks to each in turn. */
        TALK,
        /** The same in an open loop, at half the throughput of the slowest one's closed loop. */
        HALF_RATE,
        /** Idle connections are held, and memory is looked at. */
        IDLE,
        /** Each is started again and again. */
        START
    }

    /** The same in less time: for trying, not for figures. */
    Scenario quick() {
        var fewer =
                kind == Kind.IDLE
                        ? List.of(points.getFirst().as("idle").withConnections(1000))
                        : points;
        return new Scenario(
                name,
                title,
                kind,
                pinned,
                transport,
                work,
                fewer,
                contestants,
                quickRounds(),
                0.2,
                goals);
    }

    private int quickRounds() {
        return kind == Kind.IDLE || points.size() > 1 ? 1 : 3;
    }

    Metric throughput() {
        return isBulk() ? Metric.BYTES : Metric.OPERATIONS;
    }

    Metric cpu() {
        return isBulk() ? Metric.CPU_BYTES : Metric.CPU;
    }

    private boolean isBulk() {
        return List.of("in", "out").contains(points.getFirst().scenario());
    }

    /** What it takes, in seconds: measured times, what stands around them, and the starts. */
    double estimate() {
        int servers = contestants.size();
        long jvms =
                contestants.stream().filter(name -> !Contestant.family(name).equals("c")).count();
        double warm = jvms * (Contest.WARMUP + 0.6) + (servers - jvms) * Contest.WARMUP_C;
        return switch (kind) {
            case TALK, HALF_RATE ->
                    warm + servers * rounds * points.size() * (seconds + Contest.SETTLE + 0.05);
            case IDLE -> servers * rounds * 4.5;
            case START -> servers * (rounds + 1) * 0.4;
        };
    }
}
