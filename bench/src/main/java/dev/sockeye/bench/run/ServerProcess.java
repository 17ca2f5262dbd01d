package dev.sockeye.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A contestant that serves. Any thread may stop it; a thread of its own reads what it says. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("listening on ((?:tcp|udp):\\S+) .*");
    private static final int SECONDS_TO_READY = 20;
    private static final int WORDS = 500;

    private final Contestant contestant;
    private final Process process;
    private final long started;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();

    /** Written by the thread that reads them. */
    private volatile String words = "";

    /** The address of the ready line, and when it came, by {@link System#nanoTime}. */
    private record Ready(String address, long at) {}

    private ServerProcess(Contestant contestant, Process process, long started) {
        this.contestant = contestant;
        this.process = process;
        this.started = started;
    }

    /**
     * Starts it and waits until it can serve.
     *
     * @param cpu the one CPU that it may use, negative for any
     */
    static ServerProcess start(Contestant contestant, int cpu) throws Broken, InterruptedException {
        if (!Files.exists(Path.of(contestant.built())))
            throw new Broken("was not built: no " + contestant.built());
        var builder = new ProcessBuilder(contestant.command());
        builder.environment().putAll(contestant.environment());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        ServerProcess server;
        try {
            long started = System.nanoTime();
            server = new ServerProcess(contestant, Children.start(builder, cpu), started);
        } catch (IOException e) {
            throw new Broken("cannot be started: " + e.getMessage());
        }
        Thread.ofPlatform().daemon().name("words of " + contestant.name()).start(server::listen);
        try {
            server.ready.get(SECONDS_TO_READY, TimeUnit.SECONDS);
            return server;
        } catch (ExecutionException | TimeoutException e) {
            server.close();
            throw new Broken("was not ready" + server.said());
        }
    }

    /** The address of a ready line, empty for any other line. */
    static Optional<String> address(String line) {
        var matcher = READY.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private void listen() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null; ) {
                long at = System.nanoTime();
                var address = address(line);
                if (address.isPresent()) ready.complete(new Ready(address.get(), at));
                else if (words.length() < WORDS) words = words + ' ' + line;
            }
            ready.completeExceptionally(new IOException("no ready line"));
        } catch (IOException | UncheckedIOException e) {
            ready.completeExceptionally(e);
        }
    }

    String address() {
        return ready.join().address();
    }

    long pid() {
        return process.pid();
    }

    /** The time of its start, by {@link System#nanoTime}. */
    long started() {
        return started;
    }

    /** Nanoseconds from exec to the ready line. */
    long timeToReady() {
        return ready.join().at() - started;
    }

    /** What it said besides its ready line, and how it ended, as the end of a sentence. */
    String said() {
        var end = process.isAlive() ? "" : ", ended with status " + process.exitValue();
        return end + (words.isEmpty() ? "" : ": " + words.strip());
    }

    @Override
    public void close() {
        Children.stop(process);
    }

    @Override
    public String toString() {
        return contestant.name() + " " + process.pid();
    }
}
