package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A {@code serve} in this JVM, which is ready; stopped by a signal at the end. */
final class Serving implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("listening on (\\S+) \\(model (\\S+), handler (\\S+)\\)");

    private final TestWorld world;
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final List<String> addresses = new ArrayList<>();
    private boolean stopped;

    /** Waits for as many ready lines. */
    Serving(int addresses, String... args) throws InterruptedException {
        this(new TestWorld(), addresses, args);
    }

    Serving(TestWorld world, int addresses, String... args) throws InterruptedException {
        this.world = world;
        var all = new ArrayList<>(List.of(args));
        all.addFirst("serve");
        Thread.ofPlatform()
                .daemon()
                .name("serve")
                .start(() -> end.complete(world.run(all.toArray(String[]::new))));
        for (int i = 0; i < addresses; i++) {
            String line = world.heard();
            var ready = READY.matcher(line);
            assertThat(ready.matches()).as(line).isTrue();
            this.addresses.add(ready.group(1));
        }
    }

    TestWorld world() {
        return world;
    }

    String address() {
        return addresses.getFirst();
    }

    List<String> addresses() {
        return addresses;
    }

    int port() {
        return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
    }

    /** Raises a signal, and waits until the server that it stops has stopped. */
    void signal(String name) throws InterruptedException {
        world.raise(name);
    }

    /** How the run ended; waits for it. */
    ExitCode end() {
        stopped = true;
        return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (stopped || end.isDone()) {
            return;
        }
        try {
            signal("SIGTERM");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(end()).isEqualTo(ExitCode.DONE);
    }
}
