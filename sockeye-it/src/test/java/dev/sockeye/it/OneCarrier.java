package dev.sockeye.it;

import dev.sockeye.net.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program for a JVM whose virtual threads have one carrier: while others wait in a call of {@code
 * dev.sockeye.net}, does a ticker still tick? Prints its longest pause, a line for each call, and ends
 * with 1 as soon as one of them held the carrier.
 */
final class OneCarrier {
    /** A planted wait is a second; the pauses of a busy machine are much less. */
    private static final long LIMIT_MILLIS = 400;

    private static final int WAITERS = 3;
    private static final int TICKS = 250;
    private static final Set<Thread.State> PARKED =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final Ticker ticker;

    /** The first round links the calls, which is work and no wait: nobody is judged by it. */
    private boolean warm;

    private OneCarrier(Ticker ticker) {
        this.ticker = ticker;
    }

    /** {@code waits}, {@code planted} or {@code resolve HOST}. */
    public static void main(String[] args) throws IOException {
        try (var ticker = new Ticker()) {
            var here = new OneCarrier(ticker);
            switch (args[0]) {
                case "waits" -> {
                    here.waits();
                    here.warm = true;
                    here.waits();
                }
                case "planted" -> here.planted();
                case "resolve" -> here.resolve(args[1]);
                default -> throw new IllegalArgumentException(args[0]);
            }
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void waits() throws IOException {
        for (Map.Entry<String, Waits.Scene> each : Waits.all().entrySet()) {
            try (var waits = new Waits()) {
                parked(each.getKey(), each.getValue().set(waits));
            }
        }
        try (var waits = new Waits()) {
            var socket = waits.lingering();
            passing("close with SO_LINGER on unsent data", socket::close);
        }
        passing("resolve of an address", () -> Endpoint.resolve("127.0.0.1", 7));
    }

    private void planted() {
        warm = true;
        passing("planted", Waits::planted);
    }

    /** Asks a name server that never answers. */
    private void resolve(String host) {
        passing("resolve of this host", () -> Endpoint.resolve("localhost", 7));
        warm = true;
        parked("resolve", () -> Endpoint.resolve(host, 7));
    }

    /** A call that has to wait: its threads park, and are interrupted in the end. */
    private void parked(String name, Waits.Wait wait) {
        ticker.reset();
        List<Thread> waiters = start(wait);
        for (Thread waiter : waiters) {
            Await.until(
                    () -> PARKED.contains(waiter.getState()),
                    () -> name + " does not wait parked, it is " + waiter.getState());
        }
        ticker.await(warm ? TICKS : 1);
        judge(name);
        for (Thread waiter : waiters) {
            check(waiter.isAlive(), name + " did not have to wait");
            waiter.interrupt();
        }
        awaitEnd(name, waiters);
    }

    /** A call that ends by itself. */
    private void passing(String name, Waits.Wait call) {
        ticker.reset();
        awaitEnd(name, start(call));
        ticker.await(warm ? TICKS : 1);
        judge(name);
    }

    private static List<Thread> start(Waits.Wait wait) {
        var waiters = new ArrayList<Thread>();
        for (int i = 0; i < WAITERS; i++) {
            waiters.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            wait.run();
                        } catch (IOException e) {
                            // By the interrupt, at the end.
                        }
                    }));
        }
        return waiters;
    }

    private static void awaitEnd(String name, List<Thread> waiters) {
        for (Thread waiter : waiters) {
            Await.until(() -> !waiter.isAlive(), () -> name + " does not end");
        }
    }

    private void judge(String name) {
        if (!warm) {
            return;
        }
        long longest = ticker.longestMillis();
        System.out.printf("%s: %d ms%n", name, longest);
        check(longest < LIMIT_MILLIS, name + " held the carrier for " + longest + " ms");
    }

    private static void check(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }
}
