package dev.sockeye.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs and files say, line by line. */
class LinesTest {
    @Test
    void aLineOfTheGeneratorIsASample() {
        var sample =
                Sample.parse(
                        "scenario=pingpong connections=64 seconds=0.5 ops=50000 p99_ns=1200 server_cpu_ns=250000000"
                                + " load_cpu_ns=475000000 foreign_cpu_ns=-10000000");
        assertThat(sample.values()).doesNotContainKey("scenario");
        assertThat(Metric.OPERATIONS.of(sample)).isEqualTo(100_000);
        assertThat(Metric.CPU.of(sample)).isEqualTo(5000);
        assertThat(Metric.P99.of(sample)).isEqualTo(1200);
        assertThat(Metric.LOAD.of(sample)).isCloseTo(95, within(1e-9));
        assertThat(sample.foreignShare()).isCloseTo(-0.02, within(1e-9));
        assertThat(Metric.BYTES.of(sample)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "idle", "=3", "ops=10 then", "scenario=churn"})
    void whatIsNoSuchLineIsRefused(String line) {
        assertThatThrownBy(() -> Sample.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReadyLineNamesTheAddress() {
        assertThat(
                        ServerProcess.address(
                                "listening on tcp:127.0.0.1:7007 (model virtual, handler echo)"))
                .contains("tcp:127.0.0.1:7007");
        assertThat(ServerProcess.address("listening on udp:[::1]:9 (model batch:1, handler echo)"))
                .contains("udp:[::1]:9");
        assertThat(ServerProcess.address("now listening on tcp:127.0.0.1:7007 (x)")).isEmpty();
        assertThat(ServerProcess.address("listening on unix:/tmp/x (x)")).isEmpty();
    }

    @Test
    void targetsBeyondLoopbackAreRefused() {
        var plan = Load.Plan.of("pingpong", 2, 64, "--train", "3");
        assertThat(plan.command("tcp:[::1]:80", 5))
                .isEqualTo(
                        List.of(
                                Load.PROGRAM,
                                "pingpong",
                                "tcp:[::1]:80",
                                "--server",
                                "5",
                                "--connections",
                                "2",
                                "--size",
                                "64",
                                "--train",
                                "3"));
        for (var target :
                List.of(
                        "tcp:192.0.2.1:80",
                        "udp:[2001:db8::1]:80",
                        "tcp:0.0.0.0:80",
                        "tcp:localhost:80"))
            assertThatThrownBy(() -> plan.command(target, 5))
                    .as(target)
                    .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aListOfCpusMayHaveRanges() {
        assertThat(Machine.cpus("0-2,5,7-8")).containsExactly(0, 1, 2, 5, 7, 8);
        assertThat(Machine.cpus("3")).containsExactly(3);
    }

    @Test
    void theHeapOfSerialHasTwoGenerations() {
        var heap =
                Memory.Heap.parse(
                        """
                        2525:
                        DefNew     total 116224K, used 4K [0x0000000687400000, 0x000000068f210000, 0x0000000704d50000)
                         eden space 103360K,   0% used [0x0000000687400000, 0x0000000687400000, 0x000000068d8f0000)
                        Tenured    total 258048K, used 3766K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)
                         the  space 258048K,   1% used [0x0000000704d50000, 0x00000007050fd968, 0x0000000714950000)
                        """);
        assertThat(heap).isEqualTo(new Memory.Heap(3770 << 10, 0x687400000L, 0x800000000L));
    }

    @Test
    void theHeapOfG1IsOne() {
        var heap =
                Memory.Heap.parse(
                        """
                        2592:
                        garbage-first heap   total reserved 6172672K, committed 393216K, used 28918K [0x0000000687400000, 0x0000000800000000)
                         region size 4096K, 7 young (28672K), 1 survivors (4096K)
                        """);
        assertThat(heap).isEqualTo(new Memory.Heap(28918 << 10, 0x687400000L, 0x800000000L));
        assertThatThrownBy(() -> Memory.Heap.parse("2592:\nno such process"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pagesOfTheHeapAreLeftOut() {
        var smaps =
                """
                687400000-68f210000 rw-p 00000000 00:00 0
                Rss:               900 kB
                Pss:               900 kB
                7f0000000000-7f0000021000 rw-p 00000000 00:00 0
                Pss:                40 kB
                Pss_Dirty:          40 kB
                7f0000400000-7f0000421000 r-xp 00000000 fe:00 42 /usr/lib/libc.so.6
                Pss:                 2 kB
                """;
        assertThat(Memory.outside(new Memory.Heap(0, 0x687400000L, 0x800000000L), smaps))
                .isEqualTo(42 << 10);
        assertThat(Memory.outside(Memory.Heap.NONE, smaps)).isEqualTo(942 << 10);
    }

    @Test
    void aResultIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
        var result = new Result();
        result.fact("scenario", "churn");
        result.command("c-epoll", "taskset -c 1 twin epoll:1");
        result.command("jdk-nio", "java Twin");
        result.command("netty-nio", "java Twin netty");
        result.add("jdk-nio", 1, new Sample(Map.of("connections", 1.0, "size", 64.0, "ops", 7.0)));
        result.add(
                "c-epoll",
                2,
                new Sample(Map.of("connections", 1.0, "size", 64.0, "seconds", 0.25, "ops", 8.0)));
        result.add(
                "c-epoll",
                1,
                new Sample(Map.of("connections", 1.0, "size", 64.0, "seconds", 0.25, "ops", 6.0)));
        result.broken("netty-nio", "broke:\n\tso it is");
        var file = folder.resolve("performance/churn.tsv");
        result.write(file);
        var read = Result.read(file);
        assertThat(read.fact("scenario")).isEqualTo("churn");
        assertThat(read.commands()).isEqualTo(result.commands());
        assertThat(read.broken()).containsExactly(Map.entry("netty-nio", "broke: so it is"));
        assertThat(read.contestants()).containsExactly("c-epoll", "jdk-nio");
        assertThat(read.points()).containsExactly(new Result.Point(1, 64));
        assertThat(read.values("c-epoll", Metric.OPERATIONS)).containsExactly(24, 32);
        assertThat(read.values("jdk-nio", Metric.OPERATIONS)).containsExactly(Double.NaN);
    }
}
