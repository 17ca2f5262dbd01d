package dev.sockeye.server;

import static dev.sockeye.sys.Errno.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.Network;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.CountingKernel;
import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.ForwardingKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that a model makes for a session fails once, as its manual page says it can: the session
 * may end by it, the server stays up, serves the next one, stops in order and leaves nothing open. So
 * do the calls of the start, which may fail then, and those of the stop.
 */
@Timeout(120)
class ErrnosTest {
    /**
     * From the manual pages of section 2; for accept(2) also what Linux hands over from the connection.
     * EAGAIN is left out where it is an answer and not a failure: a kernel that gives it although there
     * is something does not announce the same thing again to those who watch for edges.
     */
    private static final Map<String, List<Integer>> ERRNOS =
            Map.ofEntries(
                    Map.entry(
                            "accept4",
                            List.of(
                                    ECONNABORTED,
                                    EINTR,
                                    EMFILE,
                                    ENFILE,
                                    ENOBUFS,
                                    ENOMEM,
                                    EPERM,
                                    EPROTO,
                                    ENETDOWN,
                                    EHOSTUNREACH)),
                    Map.entry(
                            "IORING_OP_ACCEPT",
                            List.of(ECONNABORTED, EINTR, EMFILE, ENFILE, ENOMEM)),
                    Map.entry("IORING_OP_ASYNC_CANCEL", List.of(EALREADY, ENOENT)),
                    Map.entry("IORING_OP_RECV", List.of(ECONNRESET, EINTR, ENOBUFS, ENOMEM)),
                    Map.entry("IORING_OP_SEND", List.of(ECONNRESET, EINTR, ENOMEM, EPIPE)),
                    Map.entry("bind", List.of(EACCES, EADDRINUSE, ENOMEM)),
                    Map.entry("close", List.of(EINTR, EIO)),
                    Map.entry("epoll_create1", List.of(EMFILE, ENFILE, ENOMEM)),
                    Map.entry("epoll_ctl", List.of(ENOMEM, ENOSPC)),
                    Map.entry("epoll_wait", List.of(EINTR)),
                    Map.entry("eventfd", List.of(EMFILE, ENFILE, ENOMEM)),
                    Map.entry("getsockname", List.of(ENOBUFS)),
                    Map.entry("io_uring_enter", List.of(EAGAIN, EBUSY, EINTR)),
                    Map.entry("io_uring_register", List.of(ENOMEM)),
                    Map.entry("io_uring_setup", List.of(EMFILE, ENFILE, ENOMEM, EPERM)),
                    Map.entry("listen", List.of(EADDRINUSE)),
                    Map.entry("mmap", List.of(EAGAIN, ENOMEM)),
                    Map.entry("poll", List.of(EINTR, ENOMEM)),
                    Map.entry("read", List.of(EAGAIN, EINTR)),
                    Map.entry("recv", List.of(EINTR, ECONNREFUSED, ECONNRESET, ENOMEM, ETIMEDOUT)),
                    Map.entry("select", List.of(EINTR, ENOMEM)),
                    Map.entry("send", List.of(EINTR, ECONNRESET, ENOBUFS, ENOMEM, EPIPE)),
                    Map.entry("setsockopt", List.of(ENOMEM, ENOPROTOOPT)),
                    Map.entry("shutdown", List.of(ENOBUFS, ENOTCONN)),
                    Map.entry("socket", List.of(EACCES, EMFILE, ENFILE, ENOBUFS, ENOMEM)),
                    Map.entry("statx", List.of(EACCES, ENOMEM)),
                    Map.entry("unlink", List.of(EACCES, EBUSY, EIO, EROFS)),
                    Map.entry("write", List.of(EINTR)));

    /**
     * Calls that a manual page lets fail only for a wrong argument, or for one that we do not use; and
     * the poll of a ring, which answers many times: a failure that is made up would not end it.
     */
    private static final Set<String> NEVER_FAIL =
            Set.of("IORING_OP_POLL_ADD", "clock_gettime", "fcntl", "getrlimit");

    /** A server that is out of descriptors accepts one connection to close it. */
    private static final Set<Integer> SHED = Set.of(EMFILE, ENFILE);

    private static final int TIMES = 3;
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** The one thread that all networks share. */
    private static final String CLEANER = " sockeye-cleaner";

    @TempDir Path folder;

    static Stream<Arguments> all() {
        return Place.MODELS.stream()
                .flatMap(model ->
                        Stream.of(Shape.values()).map(shape -> Arguments.of(model, shape)));
    }

    /** When the faults are planted. */
    private enum When {
        START,
        SESSION,
        STOP
    }

    /** One server with one fault: the n-th call from a moment on answers an errno. */
    private record Trial(When when, String call, int nth, int errno) {
        /** In the place of its deed, where that would leave no descriptor behind. */
        void plant(FaultKernel kernel) {
            kernel.at(
                    call,
                    nth,
                    switch (call) {
                        case "close" -> this::afterTheDeed;
                        case "IORING_OP_ACCEPT" -> this::inPlaceOfADescriptor;
                        default -> FaultKernel.errno(errno);
                    });
        }

        /** close(2) closes, whatever it answers. */
        private long afterTheDeed(ForwardingKernel.Invocation made) {
            made.proceed();
            return -errno;
        }

        /** The kernel has accepted when its completion comes. */
        private long inPlaceOfADescriptor(ForwardingKernel.Invocation made) {
            int descriptor = (int) made.proceed();
            if (descriptor >= 0) {
                Kernel.host().close(descriptor);
            }
            return -errno;
        }

        @Override
        public String toString() {
            return when + ": call " + nth + " of " + call + " answers " + Errno.name(errno);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCallOfASessionMayFail(Model model, Shape shape) throws Exception {
        run(When.SESSION, model, shape, Place.TCP4);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCallOfTheStartMayFail(Model model, Shape shape) throws Exception {
        run(When.START, model, shape, Place.TCP4);
        run(When.START, model, shape, Place.UNIX);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCallOfTheStopMayFail(Model model, Shape shape) throws Exception {
        run(When.STOP, model, shape, Place.TCP4);
        run(When.STOP, model, shape, Place.UNIX);
    }

    private void run(When when, Model model, Shape shape, Place place) throws Exception {
        var hits = new TreeMap<String, Long>();
        for (String call : calls(when, model, shape, place)) {
            for (int nth = 1; nth <= TIMES; nth++) {
                for (int errno : ERRNOS.getOrDefault(call, List.of())) {
                    var trial = new Trial(when, call, nth, errno);
                    hits.merge(call, attempt(trial, model, shape, place), Long::sum);
                }
            }
        }
        assertThat(hits.values()).as("faults that struck").anyMatch(count -> count > 0);
    }

    /** Those that a server makes at that time, without those that have no way to fail. */
    private Set<String> calls(When when, Model model, Shape shape, Place place) throws Exception {
        var kernel = new CountingKernel(Kernel.host());
        var calls = new TreeSet<String>();
        try (var network = Network.on(kernel);
                var server = start(network, model, shape, place)) {
            if (when != When.START) {
                kernel.reset();
                talk(server);
            }
            if (when == When.STOP) {
                kernel.reset();
                server.stop(GRACE);
            }
            calls.addAll(kernel.counts().keySet());
        }
        calls.removeAll(NEVER_FAIL);
        assertThat(ERRNOS.keySet()).as("calls with a line here").containsAll(calls);
        return calls;
    }

    private Server start(Network network, Model model, Shape shape, Place place)
            throws IOException {
        return Server.on(place.target(folder))
                .model(model)
                .network(network)
                .start(shape.of(new Echo()));
    }

    /** Answers how often the fault struck. */
    private long attempt(Trial trial, Model model, Shape shape, Place place) throws Exception {
        List<String> before = open();
        var kernel = new FaultKernel(Kernel.host());
        try (var network = Network.on(kernel)) {
            if (trial.when() == When.START) {
                trial.plant(kernel);
            }
            try (var server = start(network, model, shape, place)) {
                serve(trial, kernel, server);
            } catch (IOException | UnsupportedModelException e) {
                assertThat(trial.when()).as("%s: %s", trial, e).isEqualTo(When.START);
            }
        } catch (Throwable t) {
            throw new AssertionError(trial.toString(), t);
        }
        // What could not be removed then may be now.
        Files.deleteIfExists(folder.resolve("socket"));
        assertNothingIsLeft(trial, before);
        return kernel.hits(trial.call());
    }

    private static void serve(Trial trial, FaultKernel kernel, Server server) throws Exception {
        if (trial.when() == When.SESSION) {
            trial.plant(kernel);
            tryToTalk(server);
        }
        if (trial.when() != When.STOP) {
            kernel.clear();
        }
        if (SHED.contains(trial.errno())) {
            // The fault may have struck after that session, and sheds the next one.
            tryToTalk(server);
        }
        talk(server);
        if (trial.when() == When.STOP) {
            trial.plant(kernel);
        }
        assertThat(server.stop(GRACE)).isEqualTo(Server.Stop.GRACEFUL);
    }

    /** It may be cut; it is not left waiting. */
    private static void tryToTalk(Server server) throws IOException {
        try (var client = Client.connect(server)) {
            var _ = client.send("hello").end().readAll();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // Cut.
        }
    }

    private static void talk(Server server) throws IOException {
        try (var client = Client.connect(server)) {
            client.send("hello").expect("hello");
            client.end().expectEnd();
        }
    }

    /** The descriptors that are not the JVM's own, and our threads. */
    private static List<String> open() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            var open = new ArrayList<String>();
            for (Path each : all.toList()) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:") || target.startsWith("anon_inode:")) {
                        open.add(each.getFileName() + " -> " + target);
                    }
                } catch (NoSuchFileException e) {
                    // Closed since.
                }
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("sockeye-")) {
                    open.add(thread.threadId() + " " + thread.getName());
                }
            }
            open.removeIf(each -> each.endsWith(CLEANER));
            return open;
        }
    }

    /** The last session may be closing still. */
    private static void assertNothingIsLeft(Trial trial, List<String> before) throws IOException {
        long start = System.nanoTime();
        List<String> left = left(before);
        while (!left.isEmpty() && System.nanoTime() - start < GRACE.toNanos()) {
            LockSupport.parkNanos(1_000_000);
            left = left(before);
        }
        assertThat(left).as("left open, or running, by %s", trial).isEmpty();
    }

    private static List<String> left(List<String> before) throws IOException {
        List<String> left = open();
        left.removeAll(before);
        return left;
    }
}
