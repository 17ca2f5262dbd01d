package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Exec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExecTest {
    @TempDir Path folder;

    private final Recorder events = new Recorder();
    private volatile Server.@Nullable Stop stopped;

    @BeforeEach
    @AfterEach
    void noChildIsLeft() {
        assertThat(Processes.children()).isEmpty();
    }

    private Server serve(Model model, Place place, String command) throws IOException {
        return Server.on(place.target(folder)).model(model).events(events).start(new Exec(command));
    }

    private Server serve(String command) throws IOException {
        return serve(Model.virtual(), Place.TCP4, command);
    }

    private ExitException failure() throws InterruptedException {
        Object why = Recorder.next(events.failed).what();
        assertThat(why).isInstanceOf(ExitException.class);
        return (ExitException) why;
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void catEchoes(Model model, Place place) throws Exception {
        byte[] much = new byte[4 << 20];
        new Random(1).nextBytes(much);
        try (var server = serve(model, place, "cat");
                var client = Client.connect(server)) {
            client.expectEcho(much);
            assertThat(Recorder.next(events.closed).cause()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#all")
    void theVariablesAreThoseOfUcspi(Model model, Place place) throws Exception {
        String variables =
                "$PROTO $TCPREMOTEIP $TCPREMOTEPORT $TCPLOCALIP $TCPLOCALPORT"
                        + " $TCP6REMOTEIP $TCP6LOCALPORT $UNIXLOCALPATH";
        try (var server = serve(model, place, "echo " + variables);
                var client = Client.connect(server)) {
            String said = client.readText();
            String port = port(server);
            switch (place) {
                case TCP4 ->
                        assertThat(said)
                                .matches(
                                        "TCP 127\\.0\\.0\\.1 \\d+ 127\\.0\\.0\\.1 "
                                                + port
                                                + " *\n");
                case TCP6 ->
                        assertThat(said)
                                .matches("TCP6 ::1 \\d+ ::1 " + port + " ::1 " + port + " *\n");
                case UNIX -> assertThat(said).isEqualTo("UNIX " + folder.resolve("socket") + "\n");
            }
        }
    }

    @Test
    void anIpv4PeerOfADualSocketIsOneOfIpv4() throws Exception {
        var exec = new Exec("echo $PROTO $TCPREMOTEIP $TCP6REMOTEIP");
        try (var server = Server.on(Target.parse(":0")).start(exec);
                var client = Client.connect(Endpoint.parse("127.0.0.1:" + port(server)))) {
            assertThat(client.readText()).isEqualTo("TCP 127.0.0.1\n");
        }
    }

    private static String port(Server server) {
        String local = server.local().toString();
        return local.substring(local.lastIndexOf(':') + 1);
    }

    @Test
    void nothingOfThisProcessReachesTheProgram() throws Exception {
        // The JDK's sockets are not close-on-exec.
        try (var server = serve("for fd in /proc/$$/fd/*; do readlink $fd; done");
                var first = Client.connect(server);
                var second = Client.connect(server)) {
            List<String> files = new ArrayList<>(first.readText().lines().toList());
            assertThat(files.subList(0, 2)).allMatch(file -> file.startsWith("socket:"));
            assertThat(files.get(0)).isEqualTo(files.get(1));
            assertThat(files.subList(3, files.size()))
                    .as("what the shell opens to list them")
                    .allMatch(file -> file.startsWith("/proc/"));
            assertThat(second.readText()).contains("socket:");
        }
    }

    @Test
    void itsReadsWait() throws Exception {
        try (var server = serve("head -c 3; cat >/dev/null");
                var client = Client.connect(server)) {
            client.send("a");
            client.expect("");
            client.send("bcdef").end();
            assertThat(client.readText()).isEqualTo("abc");
        }
    }

    @Test
    void itsLastBytesArriveThoughInputIsLeft() throws Exception {
        try (var server = serve("head -c 100000 /dev/zero");
                var client = Client.connect(server)) {
            client.send(new byte[50_000]);
            assertThat(client.readAll()).hasSize(100_000);
        }
    }

    @Test
    void itsExitStatusIsTold() throws Exception {
        try (var server = serve("echo sorry; exit 42");
                var client = Client.connect(server)) {
            assertThat(client.readText()).isEqualTo("sorry\n");
            var failure = failure();
            assertThat(failure.exit()).isEqualTo(new Exit(42, 0));
            assertThat(failure.pid()).isPositive();
            assertThat(failure)
                    .hasMessage(
                            "exec:echo sorry; exit 42 (process %d) exited with status 42",
                            failure.pid());
            assertThat(Recorder.next(events.closed).cause()).isSameAs(failure);
            assertThat(server.counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void aProgramThatIsNotThereIsTold() throws Exception {
        try (var server = serve("/no/such/program 2>/dev/null");
                var client = Client.connect(server)) {
            client.expectEnd();
            assertThat(failure().exit()).isEqualTo(new Exit(127, 0));
        }
    }

    @Test
    void aProgramThatKillsItselfIsTold() throws Exception {
        try (var server = serve("kill -SEGV $$");
                var client = Client.connect(server)) {
            client.expectEnd();
            assertThat(failure()).hasMessageEndingWith("was ended by SIGSEGV");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "trap '' TERM; "})
    void aCutEndsItAndWhatItHasStarted(String trap) throws Exception {
        try (var server = serve(trap + "sleep 1000 & echo $$ $! .; wait; wait");
                var client = Client.connect(server)) {
            var said = new StringBuilder();
            while (said.indexOf(".") < 0) {
                said.append(new String(client.read(1), US_ASCII));
            }
            List<String> pids = List.of(said.toString().split(" ", -1));
            assertThat(server.stop(Duration.ZERO)).isEqualTo(Server.Stop.FORCED);
            assertThat(events.failed).as("a cut is no failure").isEmpty();
            for (String pid : pids.subList(0, 2)) {
                Processes.await(pid, () -> Processes.isGone(Long.parseLong(pid)));
            }
        }
    }

    @Test
    void aSessionDrains() throws Exception {
        try (var server = serve("read line; echo got $line");
                var client = Client.connect(server)) {
            Recorder.next(events.opened);
            try (var stop = new InBackground(() -> stopped = server.stop(Duration.ofSeconds(30)))) {
                Processes.await("no more accepts", () -> !accepts(server));
                client.send("it\n");
                assertThat(client.readText()).isEqualTo("got it\n");
                stop.join();
            }
            assertThat(stopped).isEqualTo(Server.Stop.GRACEFUL);
        }
    }

    private static boolean accepts(Server server) {
        try (var _ = Client.connect(server)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void blankCommandsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Exec(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exec("a\0b"));
        assertThat(new Exec("date -u")).hasToString("exec:date -u");
    }
}
