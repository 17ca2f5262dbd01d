package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.Endpoint;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.server.handler.Exec;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SignalH;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PreforkTest {
    @TempDir Path folder;

    private final Recorder events = new Recorder();
    private volatile Server.@Nullable Stop stopped;

    @AfterEach
    void noChildIsLeft() {
        assertThat(Processes.children()).isEmpty();
    }

    private Server.Setup setup(Place place, int workers) {
        return Server.on(place.target(folder))
                .model(Model.prefork(workers))
                .jvmOptions(Processes.TEST_CLASSES)
                .events(events);
    }

    private Server.Setup setup(int workers) {
        return setup(Place.TCP4, workers);
    }

    /** Says which process it is, and does what it is told then. */
    public static final class Who implements Handler {
        /** Has no state. */
        public Who() {}

        @Override
        public void handle(Session session) throws IOException {
            System.out.println("nobody but the log hears this");
            session.writeAll((ProcessHandle.current().pid() + " ").getBytes(US_ASCII));
            switch (session.in().read()) {
                case 't' -> throw new IllegalStateException("thrown");
                case 'x' -> Runtime.getRuntime().halt(9);
                default -> {}
            }
        }
    }

    /** The process that serves a client of {@link Who}. */
    private static long who(Client client) throws IOException {
        var said = new StringBuilder();
        for (byte next = client.read(1)[0]; next != ' '; next = client.read(1)[0]) {
            said.append((char) next);
        }
        return Long.parseLong(said.toString());
    }

    private static void signal(long pid, int signal) {
        assertThat(Kernel.host().kill((int) pid, signal)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void workersEcho(Place place) throws Exception {
        byte[] much = new byte[4 << 20];
        new Random(3).nextBytes(much);
        try (var server = setup(place, 2).start(new Echo())) {
            assertThat(Processes.children()).hasSize(2);
            for (long worker : Processes.children()) {
                assertThat(Processes.arguments(worker)).contains("worker", "echo");
            }
            try (var first = Client.connect(server);
                    var second = Client.connect(server)) {
                second.send("b").expect("b");
                first.expectEcho(much);
                var closed = Recorder.next(events.closed);
                assertThat(closed.cause()).isNull();
                assertThat(closed.session().bytesRead()).isEqualTo(much.length);
                assertThat(closed.session().bytesWritten()).isEqualTo(much.length);
                assertThat(closed.session().local()).isEqualTo(server.local());
                assertThat(server.counts().opened()).isEqualTo(2);
                assertThat(server.counts().open()).isEqualTo(1);
            }
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
        assertThat(events.workersEnded)
                .hasSize(2)
                .extracting(Recorder.WorkerEnded::exit)
                .containsOnly(new Exit(0, 0));
        if (place == Place.UNIX) {
            assertThat(folder.resolve("socket")).doesNotExist();
        }
    }

    /** Who is awake accepts first: only a worker that has its share leaves a connection to the other. */
    @Test
    void eachWorkerAccepts() throws Exception {
        try (var server = setup(2).limit(2).start(Who.class);
                var first = Client.connect(server);
                var second = Client.connect(server)) {
            assertThat(List.of(who(first), who(second)))
                    .containsExactlyInAnyOrderElementsOf(Processes.children());
        }
    }

    @Test
    void aWorkerHasNoOtherDescriptors() throws Exception {
        Path file = Files.createFile(folder.resolve("open"));
        try (var _ = java.nio.channels.FileChannel.open(file);
                var server = setup(1).start("echo");
                var client = Client.connect(server)) {
            client.send("a").expect("a");
            long worker = Processes.children().getFirst();
            assertThat(Processes.descriptors(worker))
                    .contains("0 /dev/null")
                    .noneMatch(fd -> fd.contains(file.getFileName().toString()))
                    .anyMatch(fd -> fd.startsWith("3 socket:"))
                    .anyMatch(fd -> fd.startsWith("4 socket:"));
        }
    }

    @Test
    void aKilledWorkerLosesItsOwnSessionsAndIsReplaced() throws Exception {
        try (var server = setup(2).limit(2).start(Who.class);
                var lost = Client.connect(server);
                var kept = Client.connect(server)) {
            long killed = who(lost);
            long other = who(kept);
            signal(killed, SignalH.SIGKILL);
            lost.expectEnd();
            var failure = (ExitException) Recorder.next(events.failed).what();
            assertThat(failure.exit()).isEqualTo(new Exit(0, SignalH.SIGKILL));
            assertThat(failure.pid()).isEqualTo(killed);
            assertThat(Recorder.next(events.closed).cause()).isSameAs(failure);
            assertThat(Recorder.next(events.workersEnded))
                    .isEqualTo(new Recorder.WorkerEnded(killed, new Exit(0, 9)));
            Recorder.next(events.workersStarted);
            Recorder.next(events.workersStarted);
            long third = Recorder.next(events.workersStarted);
            assertThat(Processes.children()).containsExactlyInAnyOrder(other, third);
            try (var client = Client.connect(server)) {
                assertThat(who(client)).isEqualTo(third);
            }
            kept.send("q").expectEnd();
            assertThat(server.counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatHangsIsReplaced() throws Exception {
        try (var server = setup(1).start("echo");
                var client = Client.connect(server)) {
            client.send("a").expect("a");
            long worker = Recorder.next(events.workersStarted);
            signal(worker, SignalH.SIGSTOP);
            assertThat(Recorder.next(events.workersFailed))
                    .hasMessage("worker process %d does not answer and is ended", worker);
            client.expectEnd();
            assertThat(Recorder.next(events.workersStarted)).isNotEqualTo(worker);
            try (var another = Client.connect(server)) {
                another.send("b").expect("b");
            }
        }
    }

    @Test
    void aWorkerLeavesAfterItsShare() throws Exception {
        try (var server = setup(1).maxRequests(2).start(Who.class)) {
            long worker = Recorder.next(events.workersStarted);
            try (var first = Client.connect(server)) {
                assertThat(who(first)).isEqualTo(worker);
                try (var second = Client.connect(server)) {
                    assertThat(who(second)).isEqualTo(worker);
                    long next = Recorder.next(events.workersStarted);
                    try (var third = Client.connect(server)) {
                        assertThat(who(third)).isEqualTo(next).isNotEqualTo(worker);
                    }
                }
                assertThat(events.workersEnded).as("it still serves the first").isEmpty();
                first.send("q").expectEnd();
            }
            assertThat(Recorder.next(events.workersEnded))
                    .isEqualTo(new Recorder.WorkerEnded(worker, new Exit(0, 0)));
            assertThat(server.counts().failed()).isZero();
        }
    }

    @Test
    void aSignalToTheWorkerLetsItsSessionsEnd() throws Exception {
        try (var server = setup(1).start(Who.class);
                var client = Client.connect(server)) {
            long worker = who(client);
            signal(worker, SignalH.SIGTERM);
            assertThat(Recorder.next(events.workersStarted)).isEqualTo(worker);
            assertThat(Recorder.next(events.workersStarted)).isNotEqualTo(worker);
            client.send("q").expectEnd();
            assertThat(Recorder.next(events.workersEnded))
                    .isEqualTo(new Recorder.WorkerEnded(worker, new Exit(143, 0)));
            assertThat(events.failed).isEmpty();
        }
    }

    @Test
    void failuresAndExitsAreTold() throws Exception {
        try (var server = setup(1).start(Who.class)) {
            try (var client = Client.connect(server)) {
                who(client);
                client.send("t").expectEnd();
            }
            assertThat(Recorder.next(events.failed).what())
                    .isInstanceOf(ChildFailureException.class)
                    .extracting(why -> ((Throwable) why).getMessage())
                    .isEqualTo("java.lang.IllegalStateException: thrown");
            try (var client = Client.connect(server)) {
                who(client);
                client.send("x").expectEnd();
            }
            var failure = (ExitException) Recorder.next(events.failed).what();
            assertThat(failure.exit()).isEqualTo(new Exit(9, 0));
        }
    }

    @Test
    void aSilentPeerIsNoFailure() throws Exception {
        try (var server = setup(1).timeout(Duration.ofMillis(200)).start("echo");
                var client = Client.connect(server)) {
            client.expectEnd();
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(server.counts().failed()).isZero();
        }
    }

    @Test
    void programsRunInWorkersToo() throws Exception {
        try (var server = setup(1).start(new Exec("cat; exit 3"));
                var client = Client.connect(server)) {
            client.send("a").end();
            assertThat(client.readText()).isEqualTo("a");
            assertThat(Recorder.next(events.failed).what().toString())
                    .contains("exec:cat; exit 3")
                    .endsWith("exited with status 3");
        }
    }

    @Test
    void aStopDrains() throws Exception {
        Endpoint local;
        try (var server = setup(2).start("echo");
                var client = Client.connect(server)) {
            local = server.local();
            client.send("a").expect("a");
            try (var stop = new InBackground(() -> stopped = server.stop(Duration.ofSeconds(30)))) {
                Processes.await(
                        "the other worker has ended", () -> Processes.children().size() == 1);
                Processes.await("nobody accepts", () -> !accepts(local));
                client.send("b").expect("b");
                client.end().expectEnd();
                stop.join();
            }
            assertThat(stopped).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    private static boolean accepts(Endpoint server) {
        try (var _ = Client.connect(server)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aCutEndsTheWorkers() throws Exception {
        try (var server = setup(2).start("echo");
                var client = Client.connect(server)) {
            client.send("a").expect("a");
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            assertThat(Processes.children()).isEmpty();
            client.expectEnd();
            assertThat(events.failed).isEmpty();
            assertThat(Recorder.next(events.closed).cause()).isNotNull();
        }
    }

    @Test
    void theLimitIsDealtOut() throws Exception {
        try (var server = setup(2).limit(2).start(Who.class);
                var first = Client.connect(server);
                var second = Client.connect(server);
                var third = Client.connect(server)) {
            assertThat(who(first)).isNotEqualTo(who(second));
            third.channel().configureBlocking(false);
            assertThat(third.channel().read(java.nio.ByteBuffer.allocate(1))).isZero();
            third.channel().configureBlocking(true);
            first.send("q").expectEnd();
            assertThat(who(third)).isPositive();
        }
    }

    @Test
    void limitsThatCannotBeKeptAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setup(2).limit(1).start("echo"))
                .withMessage("a limit of 1 leaves no session for some of the 2 workers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setup(2).limitPerPeer(1).start("echo"))
                .withMessageContaining("no limit per peer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setup(2).startStream(_ -> {}))
                .withMessageContaining("would be lost");
        assertThatIllegalArgumentException().isThrownBy(() -> setup(2).maxRequests(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Model.prefork(100_000));
        assertThatIllegalArgumentException().isThrownBy(() -> Model.prefork(0));
    }

    @Test
    void workersThatCannotServeEndTheStart() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> setup(2).jvmOptions().start(Who.class))
                .withMessageContaining("was not ready")
                .withMessageContaining("there is no class dev.sockeye.server.PreforkTest$Who");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> setup(1).jvmOptions("-Xno-such-option").start("echo"))
                .withMessageContaining("was not ready: it exited with status 1");
    }
}
