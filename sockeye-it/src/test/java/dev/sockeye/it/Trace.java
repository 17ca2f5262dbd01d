package dev.sockeye.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The system calls that some threads of a process begin while something happens. What they waited in
 * before is not among them; what they wait in at the end is.
 */
final class Trace {
    /** {@code 4711 recvfrom(7, ...) = 64}; the ends of calls, of signals and of threads look different. */
    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\w+)\\(.*");

    private static final Duration QUIET = Duration.ofMillis(100);

    /**
     * A call.
     *
     * @param thread its name, as the kernel keeps it
     * @param line as strace prints it
     */
    record Call(String name, String thread, String line) {}

    private final List<Call> calls;

    private Trace(List<Call> calls) {
        this.calls = calls;
    }

    /** Something that may fail. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * Traces a process while the work is done, and until the threads have done what follows from it.
     *
     * @param threads a pattern of their names
     */
    static Trace of(Program program, Path file, String threads, Work work) {
        Tools.need("strace");
        try (var strace =
                Run.of("strace", "-f", "-s", "16", "-o", file.toString())
                        .and("-p", Long.toString(program.pid()))
                        .in()
                        .start()) {
            assumeTrue(isAttached(strace), "strace may not attach: " + strace.err());
            awaitWaiting(program, file, threads);
            int before = awaitQuiet(program, file, threads, 0).calls.size();
            work.run();
            Trace all = awaitQuiet(program, file, threads, before + 1);
            Trace trace = new Trace(all.calls.subList(before, all.calls.size()));
            strace.signal("INT");
            strace.end();
            return trace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAttached(Program strace) {
        try {
            strace.line(".*Process \\d+ attached.*");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** Until strace has seen what each of the threads waits in. */
    private static void awaitWaiting(Program program, Path file, String threads) {
        Await.until(
                () -> {
                    var seen = new HashSet<Integer>();
                    for (String line : lines(file)) {
                        Matcher call = LINE.matcher(line);
                        if (call.matches()) {
                            seen.add(Integer.valueOf(call.group(1)));
                        }
                    }
                    return program.proc().threadNames().entrySet().stream()
                            .filter(thread -> thread.getValue().matches(threads))
                            .allMatch(thread -> seen.contains(thread.getKey()));
                },
                () -> "some threads wait in no call: " + program.proc().threadNames());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Until no more calls come, and there are at least so many. What waited when strace came goes round once:
     * attaching ends an epoll_wait with EINTR.
     */
    private static Trace awaitQuiet(Program program, Path file, String threads, int least) {
        var last = new Trace[] {new Trace(List.of())};
        Await.until(
                () -> {
                    int before = last[0].calls.size();
                    Await.elapse(QUIET);
                    last[0] = parse(file, threads, program.proc().threadNames());
                    return before >= least && last[0].calls.size() == before;
                },
                () -> "the process makes calls without end: " + last[0]);
        return last[0];
    }

    /** A thread's first line is the call that it waited in when strace came. */
    private static Trace parse(Path file, String threads, Map<Integer, String> names) {
        var calls = new ArrayList<Call>();
        var begun = new HashSet<Integer>();
        for (String line : lines(file)) {
            Matcher call = LINE.matcher(line);
            if (call.matches() && !begun.add(Integer.valueOf(call.group(1)))) {
                String thread = names.getOrDefault(Integer.valueOf(call.group(1)), "?");
                if (thread.matches(threads)) {
                    calls.add(new Call(call.group(2), thread, line));
                }
            }
        }
        return new Trace(calls);
    }

    /** How often each call was made. */
    Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        for (Call call : calls) {
            counts.merge(call.name(), 1, Integer::sum);
        }
        return counts;
    }

    /** All lines, for the message of an assertion. */
    @Override
    public String toString() {
        return calls.stream()
                .map(call -> call.thread() + ": " + call.line())
                .collect(Collectors.joining("\n", "calls seen:\n", "\n"));
    }
}
