package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScenariosTest {
    @Test
    void allOfThemTakeLessThanTwentyFiveMinutes() {
        assertThat(Scenarios.all().stream().mapToDouble(Scenario::estimate).sum())
                .isLessThan(25 * 60);
        var quick = Scenarios.all().stream().map(Scenario::quick);
        assertThat(quick.mapToDouble(Scenario::estimate).sum()).isLessThan(10 * 60);
    }

    @Test
    void eachHasItsOwnName() {
        assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @Test
    void goalsAreAboutContestantsOfTheScenario() {
        for (var scenario : Scenarios.all())
            for (var goal : scenario.goals()) {
                assertThat(scenario.contestants()).as(scenario.name()).contains(goal.ours());
                assertThat(scenario.contestants()).as(scenario.name()).containsAll(goal.peers());
            }
    }

    @Test
    void aNameIsACommand() {
        var epoll = Contestant.of("sockeye-epoll --spin 50us", Contestant.Work.SINK, "tcp", 2);
        assertThat(String.join(" ", epoll.command()))
                .isEqualTo(
                        "./sockeye serve tcp:127.0.0.1:0 --model epoll:2 --handler discard --spin 50us");
        var virtual = Contestant.of("sockeye-virtual", Contestant.Work.ECHO, "tcp", 2);
        assertThat(String.join(" ", virtual.command()))
                .isEqualTo("./sockeye serve tcp:127.0.0.1:0 --model virtual --handler echo");
        var c = Contestant.of("c-recvmmsg", Contestant.Work.ECHO, "udp", 1);
        assertThat(String.join(" ", c.command()))
                .isEqualTo("bench/target/c/twin recvmmsg echo udp:127.0.0.1:0");
        var netty = Contestant.of("netty-uring", Contestant.Work.SOURCE, "tcp", 1);
        assertThat(String.join(" ", netty.command()))
                .endsWith(" dev.sockeye.bench.twin.Twin netty-uring:1 source tcp:127.0.0.1:0");
        var smallest = Contestant.of("jdk-echo", Contestant.Work.ECHO, "tcp", 2);
        assertThat(String.join(" ", smallest.command()))
                .endsWith(" -cp bench/target/sockeye-bench.jar dev.sockeye.bench.twin.JdkEcho");
    }
}
