package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {
    private final Result result = new Result();

    /** Nine rounds of one second, with so many operations more in each than in the one before. */
    private void rounds(
            String name, double operations, double step, double cpuShare, double loadShare) {
        result.command(name, name);
        for (int round = 1; round <= 9; round++) {
            var values =
                    Map.of(
                            "ops",
                            operations + round * step,
                            "seconds",
                            1.0,
                            "server_cpu_ns",
                            cpuShare * 1e9,
                            "load_cpu_ns",
                            loadShare * 1e9);
            result.add(name, round, new Sample(values));
        }
    }

    @Test
    void theBestPeerIsTheOneToBeat() {
        rounds("sockeye-epoll", 130, 0, 1, 0.5);
        rounds("jdk-nio", 100, 0, 1, 0.5);
        rounds("netty-epoll", 110, 0, 1, 0.5);
        var goal =
                Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 1.2, "jdk-nio", "netty-epoll");
        var verdict = goal.judge(result).orElseThrow();
        assertThat(verdict.peer()).isEqualTo("netty-epoll");
        assertThat(verdict.figure()).isEqualTo(130.0 / 110);
        assertThat(verdict.reached()).isFalse();
        assertThat(verdict.blurred()).isFalse();
        assertThat(verdict.byCpu()).isFalse();
    }

    @Test
    void theBestServerInCIsAskedTheSame() {
        rounds("sockeye-epoll", 100, 0, 1, 0.5);
        rounds("jdk-nio", 100, 0, 1, 0.5);
        rounds("c-thread", 90, 0, 1.2, 0.5);
        rounds("c-epoll", 103, 0, 0.9, 0.5);
        var more = Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 1.1, "jdk-nio");
        assertThat(more.judgeC(result).orElseThrow().figure()).isEqualTo(1.03);
        var less = Goal.atMost("", "sockeye-epoll", Metric.CPU, 0.8, "jdk-nio");
        assertThat(less.judgeC(result).orElseThrow().figure()).isLessThan(0.9);
        var againstC = Goal.atMost("", "sockeye-epoll", Metric.CPU, 1, "c-epoll");
        assertThat(againstC.judgeC(result)).isEmpty();
    }

    @Test
    void ofCpuTimeTheLeastIsTheBest() {
        rounds("sockeye-epoll", 100, 0, 0.5, 0.5);
        rounds("jdk-nio", 100, 0, 1, 0.5);
        rounds("netty-epoll", 100, 0, 0.8, 0.5);
        var goal = Goal.atMost("", "sockeye-epoll", Metric.CPU, 0.625, "jdk-nio", "netty-epoll");
        var verdict = goal.judge(result).orElseThrow();
        assertThat(verdict.peer()).isEqualTo("netty-epoll");
        assertThat(verdict.reached()).isTrue();
    }

    /** Reached is what the interval touches, and a figure that is nearer to the goal than the noise is wide says so. */
    @Test
    void anIntervalThatTouchesTheGoalReachesIt() {
        rounds("sockeye-epoll", 100, 4, 1, 0.5);
        rounds("c-epoll", 120, 0, 1, 0.5);
        var near =
                Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 1.02, "c-epoll")
                        .judge(result)
                        .orElseThrow();
        assertThat(near.figure()).isEqualTo(1.0);
        assertThat(near.interval().high()).isGreaterThan(1.02);
        assertThat(near.reached()).isTrue();
        assertThat(near.blurred()).isTrue();
        var far =
                Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 2, "c-epoll")
                        .judge(result)
                        .orElseThrow();
        assertThat(far.reached()).isFalse();
        assertThat(far.blurred()).isFalse();
    }

    /** The generator gives both the same; ours takes half the CPU time, so it could do twice as much. */
    @Test
    void whereTheGeneratorIsTheLimitCpuDecides() {
        rounds("sockeye-epoll", 100, 0, 0.4, 0.97);
        rounds("jdk-nio", 100, 0, 0.8, 0.6);
        var goal = Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 1.5, "jdk-nio");
        var verdict = goal.judge(result).orElseThrow();
        assertThat(verdict.byCpu()).isTrue();
        assertThat(verdict.figure()).isEqualTo(2.0);
        assertThat(verdict.reached()).isTrue();
    }

    @Test
    void aGoalWithoutPeersIsAboutTheFigureItself() {
        result.command("sockeye-epoll", "");
        for (int round = 1; round <= 3; round++)
            result.add("sockeye-epoll", round, new Sample(Map.of("held_bytes", 200.0 + round)));
        var goal = Goal.atMost("", "sockeye-epoll", Metric.HELD, 202);
        assertThat(goal.judge(result).orElseThrow().reached()).isTrue();
        assertThat(
                        Goal.atMost("", "sockeye-epoll", Metric.HELD, 200)
                                .judge(result)
                                .orElseThrow()
                                .reached())
                .isFalse();
    }

    @Test
    void whoeverWasLeftOutIsNotJudged() {
        rounds("sockeye-epoll", 100, 0, 1, 0.5);
        rounds("jdk-nio", 100, 0, 1, 0.5);
        result.broken("jdk-nio", "broke");
        var goal = Goal.atLeast("", "sockeye-epoll", Metric.OPERATIONS, 1.5, "jdk-nio");
        assertThat(goal.judge(result)).isEmpty();
        result.broken("sockeye-epoll", "broke too");
        assertThat(Goal.atMost("", "sockeye-epoll", Metric.CPU, 1).judge(result)).isEmpty();
    }
}
