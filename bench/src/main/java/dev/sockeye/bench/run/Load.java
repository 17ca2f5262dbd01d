package dev.sockeye.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The load generator: one run of it is one measurement. */
final class Load {
    static final String PROGRAM = "bench/target/c/load";
    private static final int SECONDS_OF_GRACE = 15;
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private Load() {}

    /** What to ask of it; {@code more} are further options, such as {@code --rate 1000}. */
    record Plan(String scenario, int connections, int size, List<String> more) {
        static Plan of(String scenario, int connections, int size, String... more) {
            return new Plan(scenario, connections, size, List.of(more));
        }

        Plan as(String other, String... options) {
            return new Plan(other, connections, size, List.of(options));
        }

        Plan withConnections(int other) {
            return new Plan(scenario, other, size, more);
        }

        List<String> command(String address, long server) {
            refuseUnlessLoopback(address);
            var command =
                    new ArrayList<>(
                            List.of(PROGRAM, scenario, address, "--server", Long.toString(server)));
            command.addAll(
                    List.of(
                            "--connections",
                            Integer.toString(connections),
                            "--size",
                            Integer.toString(size)));
            command.addAll(more);
            return command;
        }
    }

    /**
     * Loads {@code server} for {@code seconds}, after {@code warmup} seconds that do not count.
     *
     * @param cpu the one CPU that the generator may use, negative for any
     */
    static Sample run(Plan plan, ServerProcess server, double warmup, double seconds, int cpu)
            throws Broken, InterruptedException {
        var command = plan.command(server.address(), server.pid());
        command.addAll(List.of("--warmup", number(warmup), "--seconds", number(seconds)));
        try {
            var process = Children.start(new ProcessBuilder(command), cpu);
            try {
                long patience = (long) Math.ceil(warmup + seconds) + SECONDS_OF_GRACE;
                if (!process.waitFor(patience, TimeUnit.SECONDS))
                    throw new IOException("it came to no end");
                return sample(process)
                        .with("connections", plan.connections)
                        .with("size", plan.size);
            } finally {
                Children.stop(process);
            }
        } catch (IOException e) {
            throw new Broken(
                    "broke under " + plan.scenario + ": " + e.getMessage() + server.said());
        }
    }

    private static Sample sample(Process ended) throws IOException {
        var line = ended.inputReader(UTF_8).readLine();
        if (ended.exitValue() == 0 && line != null) return Sample.parse(line);
        throw new IOException(new String(ended.getErrorStream().readAllBytes(), UTF_8).strip());
    }

    /** Connections that do nothing, until {@link #end} or {@link #close}. */
    record Held(Process process) implements AutoCloseable {
        /** Ends them as their peer does who has no more to say. */
        void end() throws IOException, InterruptedException {
            process.getOutputStream().close();
            process.waitFor(SECONDS_OF_GRACE, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            Children.stop(process);
        }
    }

    /** Makes the connections of an {@code idle} plan, and comes back when each has been served once. */
    static Held hold(Plan plan, ServerProcess server)
            throws Broken, IOException, InterruptedException {
        var process =
                Children.start(
                        new ProcessBuilder(plan.command(server.address(), server.pid())), -1);
        var patience = Thread.ofVirtual().start(() -> stopLate(process));
        var line = process.inputReader().readLine();
        patience.interrupt();
        if (line != null && line.startsWith("idle")) return new Held(process);
        Children.stop(process);
        throw new Broken("did not take " + plan.connections + " connections" + server.said());
    }

    private static void stopLate(Process process) {
        try {
            Thread.sleep(LONGEST_HOLD);
            Children.stop(process);
        } catch (InterruptedException e) {
            // It was in time.
        }
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The address of a target, {@code tcp:127.0.0.1:7} or {@code udp:[::1]:7}, taken apart. */
    static java.net.InetSocketAddress parse(String target) {
        var text = target.replaceFirst("^(tcp|udp):", "");
        int colon = text.lastIndexOf(':');
        try {
            // Digits only: nothing here resolves a name.
            if (!text.substring(0, colon).matches("[0-9.]+|\\[[0-9a-fA-F:]+]"))
                throw new IllegalArgumentException("no numeric address: " + target);
            var host = InetAddress.getByName(text.substring(0, colon));
            return new java.net.InetSocketAddress(
                    host, Integer.parseInt(text.substring(colon + 1)));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException("no numeric address: " + target, e);
        }
    }

    /** Benchmarks load nobody else's machine. */
    static void refuseUnlessLoopback(String target) {
        if (!parse(target).getAddress().isLoopbackAddress())
            throw new IllegalArgumentException("benchmarks stay on loopback: " + target);
    }
}
