package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void offloadIsOnAtFirstAndStaysAsItWasSet() {
        Plan off = Plan.DEFAULT.offload(false);

        assertThat(Plan.DEFAULT.offload()).isTrue();
        assertThat(
                        List.of(
                                off.also(Target.parse("127.0.0.1:0"), List.of()),
                                off.model(Model.thread()),
                                off.limit(2, 1),
                                off.limitPerPeer(1),
                                off.timeout(Duration.ofSeconds(1)),
                                off.grace(Duration.ofSeconds(1)),
                                off.backlog(1),
                                off.events(Events.NONE),
                                off.network(Network.host()),
                                off.workers(Workers.DEFAULT.maxRequests(1))))
                .noneMatch(Plan::offload);
    }

    @Test
    void whatSessionsGoByCrossesToTheProcessesOfAServer() {
        Plan told =
                Plan.DEFAULT
                        .offload(false)
                        .spin(Duration.ofNanos(4711))
                        .timeout(Duration.ofSeconds(7));

        crosses(told);
        crosses(Plan.DEFAULT);
    }

    private static void crosses(Plan plan) {
        for (var arguments :
                List.of(
                        WorkerMain.sessionArguments("echo", 1, plan),
                        WorkerMain.workerArguments("echo", plan, 1, 1))) {
            Plan there = WorkerMain.plan(arguments.toArray(String[]::new));
            assertThat(there.offload()).isEqualTo(plan.offload());
            assertThat(there.spin()).isEqualTo(plan.spin());
            assertThat(there.timeout()).isEqualTo(plan.timeout());
        }
    }
}
