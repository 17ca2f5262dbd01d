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
    void offloadCrossesToTheProcessesOfAServer() {
        Plan off = Plan.DEFAULT.offload(false);

        assertThat(WorkerMain.sessionArguments("echo", 1, off)).contains("false");
        assertThat(WorkerMain.workerArguments("echo", off, 1, 1)).contains("false");
        assertThat(WorkerMain.workerArguments("echo", Plan.DEFAULT, 1, 1)).contains("true");
    }
}
