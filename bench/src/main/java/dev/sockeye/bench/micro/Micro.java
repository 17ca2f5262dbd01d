package dev.sockeye.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs those that a pattern finds, and writes {@code FOLDER/jmh.json} and {@code FOLDER/jmh.tsv}. */
final class Micro {
    private Micro() {}

    public static void main(String[] args) throws IOException, RunnerException {
        var folder = Path.of(args[0]);
        var options =
                new OptionsBuilder()
                        .include(args.length > 1 ? args[1] : ".*")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.milliseconds(500))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(500))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .resultFormat(ResultFormatType.JSON)
                        .result(folder.resolve("jmh.json").toString())
                        .build();
        Files.write(folder.resolve("jmh.tsv"), table(new Runner(options).run()));
    }

    private static Collection<String> table(Collection<RunResult> results) {
        var lines = new ArrayList<String>();
        lines.add("benchmark\tsize\tns/op\terror\tB/op");
        for (var result : results) {
            var name = result.getParams().getBenchmark();
            var time = result.getPrimaryResult();
            var bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s\t%s\t%.1f\t%.1f\t%.0f",
                            name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                            result.getParams().getParamsKeys().contains("size")
                                    ? result.getParams().getParam("size")
                                    : "",
                            time.getScore(),
                            time.getScoreError(),
                            bytes == null ? 0.0 : bytes.getScore()));
        }
        return lines;
    }
}
