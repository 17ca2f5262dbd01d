package dev.sockeye.bench.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Memory of idle connections: each contestant is started anew, looked at, given the connections, and looked at again. */
final class Idle {
    private static final Load.Plan WARM = Load.Plan.of("pingpong", 64, 64);
    private static final Load.Plan WARM_ACCEPT = Load.Plan.of("churn", 16, 64);

    private Idle() {}

    static void run(Scenario scenario, List<Contestant> contestants, Result result)
            throws IOException, InterruptedException {
        int cpu = Machine.cpus().getLast();
        for (int round = 1; round <= scenario.rounds(); round++) {
            for (var contestant : contestants) {
                if (result.broken().containsKey(contestant.name())) continue;
                try (var server = ServerProcess.start(contestant, cpu)) {
                    result.add(contestant.name(), round, measure(scenario, contestant, server));
                } catch (Broken e) {
                    result.broken(contestant.name(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static Sample measure(Scenario scenario, Contestant contestant, ServerProcess server)
            throws Broken, IOException, InterruptedException {
        // What the first connections load, compile and allocate is no connection's.
        Load.run(WARM, server, 0.5, scenario.seconds(), -1);
        Load.run(WARM_ACCEPT, server, 0.1, scenario.seconds(), -1);
        var plan = scenario.points().getFirst();
        var before = Memory.of(server.pid(), contestant.isJvm());
        try (var idle = Load.hold(plan, server)) {
            var with = Memory.of(server.pid(), contestant.isJvm());
            idle.end();
            return sample(plan.connections(), before, with).with("size", plan.size());
        }
    }

    private static Sample sample(int connections, Memory before, Memory with) {
        double each = connections;
        double heap = (with.heap() - before.heap()) / each;
        double outside = (with.outside() - before.outside()) / each;
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("connections", each);
        values.put("held_bytes", heap + outside);
        values.put("heap_bytes", heap);
        values.put("outside_bytes", outside);
        values.put("rss_bytes", (with.rss() - before.rss()) / each);
        return new Sample(values);
    }
}
