package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.server.handler.Echo;
import dev.sockeye.server.handler.Exec;
import dev.sockeye.server.handler.Files;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ProcessTest {
    @TempDir Path folder;

    private final Recorder events = new Recorder();
    private volatile Server.@Nullable Stop stopped;

    @AfterEach
    void noChildIsLeft() {
        assertThat(Processes.children()).isEmpty();
    }

    private Server.Setup setup(Place place) {
        return Server.on(place.target(folder))
                .model(Model.process())
                .jvmOptions(Processes.TEST_CLASSES)
                .events(events);
    }

    private Server serve(Class<? extends Service> type) throws IOException {
        return setup(Place.TCP4).start(type);
    }

    /** Says who it is, where everybody can hear it but the peer, and then to the peer. */
    public static final class Loud implements Handler {
        /** Prints. */
        public Loud() {
            System.out.println("a line that no peer may see");
        }

        @Override
        public void handle(Session session) throws IOException {
            System.out.println("another one");
            int input = System.in.read();
            session.writeAll(
                    (ProcessHandle.current().pid() + " " + input + "\n").getBytes(US_ASCII));
        }
    }

    /** Fails as it is told. */
    public static final class Failing implements Handler {
        /** Does not fail. */
        public Failing() {}

        @Override
        public void handle(Session session) throws IOException {
            switch (new String(session.in().readNBytes(1), US_ASCII)) {
                case "t" -> throw new IllegalStateException("thrown");
                case "x" -> System.exit(7);
                case "h" -> Runtime.getRuntime().halt(8);
                default -> session.writeAll("fine".getBytes(US_ASCII));
            }
        }
    }

    /** Waits for the server's stop. */
    public static final class Patient implements Handler {
        /** Waits for nothing. */
        public Patient() {}

        @Override
        public void handle(Session session) throws IOException, InterruptedException {
            session.onStop(() -> {
                try {
                    session.shutdownInput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            session.writeAll("waiting".getBytes(US_ASCII));
            int input = session.in().read();
            session.writeAll((session.stopping() ? "stop " + input : "no stop").getBytes(US_ASCII));
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void eachSessionIsAProcessThatEchoes(Place place) throws Exception {
        byte[] much = new byte[4 << 20];
        new Random(2).nextBytes(much);
        try (var server = setup(place).start(new Echo());
                var first = Client.connect(server);
                var second = Client.connect(server)) {
            first.send("a").expect("a");
            second.send("b").expect("b");
            var children = Processes.children();
            assertThat(children).hasSize(2);
            for (long child : children) {
                assertThat(Processes.arguments(child)).contains("session", "echo");
                assertThat(Processes.descriptors(child))
                        .contains("0 /dev/null")
                        .filteredOn(fd -> fd.startsWith("1 ") || fd.startsWith("2 "))
                        .extracting(fd -> fd.substring(2))
                        .hasSize(2)
                        .containsOnly(Processes.errorOf(child));
            }
            assertThat(server.counts().open()).isEqualTo(2);
            first.expectEcho(much);
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(much.length + 1);
            assertThat(closed.session().bytesWritten()).isEqualTo(much.length + 1);
            second.end().expectEnd();
        }
    }

    @Test
    void execIsTheProgramItself() throws Exception {
        try (var server = setup(Place.TCP4).start(new Exec("echo $$; cat"));
                var client = Client.connect(server)) {
            String pid = new String(client.read(1), US_ASCII);
            while (!pid.endsWith("\n")) {
                pid += new String(client.read(1), US_ASCII);
            }
            assertThat(Processes.children()).containsExactly(Long.valueOf(pid.strip()));
            client.send("x").end().expect("x");
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
    }

    @Test
    void whatTheHandlerPrintsIsNotThePeers() throws Exception {
        try (var server = serve(Loud.class);
                var client = Client.connect(server)) {
            var words = java.util.List.of(client.readText().split(" ", -1));
            assertThat(Long.parseLong(words.get(0))).isNotEqualTo(ProcessHandle.current().pid());
            assertThat(words.get(1)).as("the end of standard input").isEqualTo("-1\n");
        }
    }

    @Test
    void aFailureThereIsToldHere() throws Exception {
        try (var server = serve(Failing.class)) {
            try (var client = Client.connect(server)) {
                client.send("t").expectEnd();
            }
            assertThat(Recorder.next(events.failed).what())
                    .isInstanceOf(ChildFailureException.class)
                    .hasToString(
                            "dev.sockeye.server.ChildFailureException:"
                                    + " java.lang.IllegalStateException: thrown");
            try (var client = Client.connect(server)) {
                client.send("x").expectEnd();
            }
            var exit = (ExitException) Recorder.next(events.failed).what();
            assertThat(exit.exit()).isEqualTo(new Exit(7, 0));
            try (var client = Client.connect(server)) {
                client.send("h").expectEnd();
            }
            exit = (ExitException) Recorder.next(events.failed).what();
            assertThat(exit.exit()).isEqualTo(new Exit(8, 0));
            try (var client = Client.connect(server)) {
                client.send("f");
                assertThat(client.readText()).isEqualTo("fine");
            }
            assertThat(server.counts().failed()).isEqualTo(3);
        }
    }

    @Test
    void aProcessThatIsKilledEndsItsOwnSession() throws Exception {
        try (var server = setup(Place.TCP4).start("echo");
                var first = Client.connect(server)) {
            first.send("a").expect("a");
            long child = Processes.children().getFirst();
            try (var second = Client.connect(server)) {
                second.send("b").expect("b");
                assertThat(ProcessHandle.of(child).orElseThrow().destroyForcibly()).isTrue();
                first.expectEnd();
                second.send("c").expect("c");
                var exit = (ExitException) Recorder.next(events.failed).what();
                assertThat(exit.exit().signal()).isEqualTo(9);
                assertThat(exit.pid()).isEqualTo(child);
            }
        }
    }

    @Test
    void aSilentPeerIsNoFailure() throws Exception {
        try (var server = setup(Place.TCP4).timeout(Duration.ofMillis(200)).start("echo");
                var client = Client.connect(server)) {
            client.expectEnd();
            assertThat(Recorder.next(events.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(server.counts().failed()).isZero();
        }
    }

    @Test
    void aStopIsToldToTheHandler() throws Exception {
        try (var server = serve(Patient.class);
                var client = Client.connect(server)) {
            client.expect("waiting");
            try (var stop = new InBackground(() -> stopped = server.stop(Duration.ofSeconds(30)))) {
                assertThat(client.readText()).isEqualTo("stop -1");
                stop.join();
            }
            assertThat(stopped).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    @Test
    void aCutEndsTheProcess() throws Exception {
        try (var server = setup(Place.TCP4).start("echo");
                var client = Client.connect(server)) {
            client.send("a").expect("a");
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            assertThat(Processes.children()).isEmpty();
            client.expectEnd();
            assertThat(events.failed).isEmpty();
        }
    }

    @Test
    void theLimitDefers() throws Exception {
        try (var server = setup(Place.TCP4).limit(1).start("echo");
                var first = Client.connect(server);
                var second = Client.connect(server)) {
            second.send("b");
            first.send("a").expect("a");
            assertThat(Processes.children()).hasSize(1);
            first.end().expectEnd();
            second.expect("b");
        }
    }

    @Test
    void whatAnObjectHoldsIsNotLostInSilence() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setup(Place.TCP4).startStream(_ -> {}))
                .withMessageContaining(
                        "would be lost: start the class, or a text such as files:DIR");
        try (var server = setup(Place.TCP4).start(new Files(folder));
                var client = Client.connect(server)) {
            client.send("GET /nothing HTTP/1.0\r\n\r\n");
            assertThat(client.readText()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aHandlerThatIsNotThereInTheProcessIsTold() throws Exception {
        try (var server = setup(Place.TCP4).jvmOptions().start(Loud.class);
                var client = Client.connect(server)) {
            client.expectEnd();
            assertThat(Recorder.next(events.failed).what().toString())
                    .contains("there is no class dev.sockeye.server.ProcessTest$Loud");
        }
    }
}
