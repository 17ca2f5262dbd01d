package dev.sockeye.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.net.So;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Chat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Chat}: what one peer says the others hear. */
@Timeout(60)
class ChatTest {
    private static final Target LOOPBACK = Target.parse("127.0.0.1:0");

    private final Recorder recorder = new Recorder();
    private final List<Client> talk = new ArrayList<>();

    @TempDir Path folder;

    @AfterEach
    void leave() throws IOException {
        for (Client client : talk) {
            client.close();
        }
    }

    private Server serve() throws IOException {
        return Server.on(LOOPBACK).events(recorder).start(new Chat());
    }

    private Client join(Server server) throws Exception {
        return join(Client.connect(server));
    }

    /**
     * Takes part from now on: it has said an empty line, which those before it have heard. The first has
     * begun a line, which nobody hears, with an a.
     */
    private Client join(Client client) throws Exception {
        talk.add(client);
        client.send(talk.size() == 1 ? "a" : "\n");
        Connection session = Recorder.next(recorder.opened);
        while (talk.size() == 1 && session.bytesRead() == 0) {
            Thread.onSpinWait();
        }
        for (Client before : talk.subList(0, talk.size() - 1)) {
            String joined = "<user" + session.id() + "> ";
            while (!line(before).equals(joined)) {
                // Another one's.
            }
        }
        return client;
    }

    /**
     * Reads lines, and passes over the empty ones by which others have joined: who comes while such a line
     * is on its way may hear it too.
     */
    private static void hear(Client client, String lines) throws IOException {
        for (String line : lines.lines().toList()) {
            String heard;
            do {
                heard = line(client);
            } while (heard.matches("<user\\d+> "));
            assertThat(heard).isEqualTo(line);
        }
    }

    private static String line(Client client) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] next = client.read(1);
        while (next[0] != '\n') {
            line.writeBytes(next);
            next = client.read(1);
        }
        return line.toString(UTF_8);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrent")
    void aLineReachesAllOthersAndNotItsOwnPeer(Model model, Place place) throws Exception {
        try (var server =
                Server.on(place.target(folder)).model(model).events(recorder).start(new Chat())) {
            Client one = join(server);
            Client two = join(server);
            Client three = join(server);
            two.send("hello all\n");
            hear(one, "<user2> hello all\n");
            hear(three, "<user2> hello all\n");
            three.send("hi\r\n");
            hear(two, "<user3> hi\n");
            hear(one, "<user3> hi\n");
            two.close();
            Recorder.next(recorder.closed);
            three.send("who is left?\n");
            hear(one, "<user3> who is left?\n");
        }
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a\tb", "a\tb"),
                Arguments.of("gr\u00fc\u00df \u4f60\u597d", "gr\u00fc\u00df \u4f60\u597d"),
                Arguments.of("\u001b[31mred\u0007", "\\033[31mred\\007"),
                Arguments.of("\u0001\u007f\u009b", "\\001\\177\\302\\233"),
                Arguments.of("a\rb", "a\\015b"));
    }

    /** What a terminal would obey is shown as octal numbers; the tab stays, and every letter. */
    @ParameterizedTest
    @MethodSource("texts")
    void whatCouldHarmATerminalIsEscaped(String said, String heard) throws Exception {
        try (var server = serve()) {
            Client one = join(server);
            Client two = join(server);
            two.send((said + "\n").getBytes(UTF_8));
            hear(one, "<user2> " + heard + "\n");
            two.send(new byte[] {'x', (byte) 0xff, 'y', '\n'});
            hear(one, "<user2> x\ufffdy\n");
        }
    }

    @Test
    void aLineIsOneHoweverItArrivesAndTheLastNeedsNoEnd() throws Exception {
        try (var server = serve()) {
            Client one = join(server);
            Client two = join(server);
            for (char c : "byte by byte\n".toCharArray()) {
                two.send(String.valueOf(c));
            }
            hear(one, "<user2> byte by byte\n");
            two.send("three\nin\none\n");
            hear(one, "<user2> three\n<user2> in\n<user2> one\n");
            two.send("the last").end();
            hear(one, "<user2> the last\n");
            two.expectEnd();
        }
    }

    /** In pieces of at most 4,096 bytes, none of which ends within a character. */
    @Test
    void aLongLineIsBroken() throws Exception {
        try (var server = serve()) {
            Client one = join(server);
            Client two = join(server);
            two.send(("a" + "\u00fc".repeat(5000) + "\n").getBytes(UTF_8));
            String heard =
                    "<user2> a"
                            + "\u00fc".repeat(2047)
                            + "\n<user2> "
                            + "\u00fc".repeat(2048)
                            + "\n<user2> "
                            + "\u00fc".repeat(905)
                            + "\n";
            hear(one, heard);
            two.send("b".repeat(4096) + "\n" + "c".repeat(4097) + "\n");
            hear(one, "<user2> " + "b".repeat(4096) + "\n");
            hear(one, "<user2> " + "c".repeat(4096) + "\n<user2> c\n");
        }
    }

    /** Its lines are kept, it holds up nobody, and gets them all when it reads. */
    @Test
    void aSlowReaderGetsItsLinesLater() throws Exception {
        try (var server =
                Server.on(LOOPBACK, So.SNDBUF.to(4096)).events(recorder).start(new Chat())) {
            Client slow = join(Client.narrow(server));
            Client sender = join(server);
            Client quick = join(server);
            String line = "l".repeat(1000);
            for (int number = 0; number < 150; number++) {
                sender.send(number + line + "\n");
                hear(quick, "<user2> " + number + line + "\n");
            }
            for (int number = 0; number < 150; number++) {
                hear(slow, "<user2> " + number + line + "\n");
            }
            // And what was kept is forgotten: nothing comes twice, and there is room again.
            sender.send("more\n");
            hear(slow, "<user2> more\n");
            assertThat(recorder.failed).isEmpty();
        }
    }

    @Test
    void whoeverNeverReadsIsDroppedAndTheOthersHearEverything() throws Exception {
        try (var server =
                Server.on(LOOPBACK, So.SNDBUF.to(4096)).events(recorder).start(new Chat())) {
            var _ = join(Client.narrow(server));
            Client sender = join(server);
            Client quick = join(server);
            String line = "l".repeat(4000);
            int said = 0;
            while (recorder.failed.isEmpty()) {
                sender.send(line + "\n");
                hear(quick, "<user2> " + line + "\n");
                said++;
            }
            assertThat(said).as("lines of 4 KB kept before the drop").isBetween(64, 5000);
            assertThat(Recorder.next(recorder.failed).what())
                    .asString()
                    .contains("dropped from the talk: the peer does not read");
            assertThat(Recorder.next(recorder.closed).session().id()).isEqualTo(1);
            assertThat(server.counts().failed()).isEqualTo(1);
        }
    }

    /** Everybody speaks and reads at once; nobody waits for another. */
    @ParameterizedTest
    @MethodSource("dev.sockeye.server.Place#concurrent")
    void aCrowdHearsEveryLineInItsOrder(Model model, Place place) throws Exception {
        int peers = 12;
        int lines = 300;
        try (var server =
                Server.on(place.target(folder)).model(model).events(recorder).start(new Chat())) {
            for (int number = 0; number < peers; number++) {
                var _ = join(server);
            }
            talk.getFirst().send("\n");
            for (Client other : talk.subList(1, peers)) {
                hear(other, "<user1> a\n");
            }
            var background = new ArrayList<InBackground>();
            for (Client client : talk) {
                background.add(new InBackground(() -> say(client, lines)));
                background.add(new InBackground(() -> hearAll(client, peers - 1, lines)));
            }
            for (InBackground each : background) {
                each.join();
            }
        }
    }

    private static void say(Client client, int lines) throws IOException {
        for (int number = 0; number < lines; number++) {
            client.send("line " + number + "\n");
        }
    }

    private static void hearAll(Client client, int others, int lines) throws IOException {
        Map<String, Integer> next = new HashMap<>();
        for (int left = others * lines; left > 0; ) {
            String line = line(client);
            String[] words = line.split(" ", -1);
            if (words[1].isEmpty()) {
                continue;
            }
            int number = next.merge(words[0], 1, Integer::sum) - 1;
            assertThat(line).isEqualTo(words[0] + " line " + number);
            left--;
        }
        assertThat(next).hasSize(others);
    }

    @Test
    void aPeerThatIsResetHarmsNobody() throws Exception {
        try (var server = serve()) {
            Client one = join(server);
            Client two = join(server);
            Client three = join(server);
            two.send("half a li");
            two.reset();
            for (int number = 0; number < 100; number++) {
                three.send("still here\n");
                hear(one, "<user3> still here\n");
            }
            assertThat(Recorder.next(recorder.closed).session().id()).isEqualTo(2);
        }
    }

    @Test
    void aStopEndsTheTalkInOrder() throws Exception {
        try (var server = serve()) {
            Client one = join(server);
            Client two = join(server);
            assertThat(server.stop(Duration.ofSeconds(20))).isEqualTo(Server.Stop.GRACEFUL);
            assertThat(one.readText()).isEmpty();
            // What the first had begun to say is its last line, for whoever is still there: both
            // end at once.
            assertThat(two.readText()).matches("(<user1> a\n)?");
        }
    }

    @Test
    void whoListensIsNotIdleAndWhoIsLeftAloneIs() throws Exception {
        try (var server =
                Server.on(LOOPBACK)
                        .timeout(Duration.ofSeconds(1))
                        .events(recorder)
                        .start(new Chat())) {
            Client listener = join(server);
            Client speaker = join(server);
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                speaker.send("on and on\n");
                hear(listener, "<user2> on and on\n");
            }
            assertThat(recorder.closed).isEmpty();
            speaker.end();
            speaker.expectEnd();
            listener.expectEnd();
            assertThat(Recorder.next(recorder.closed).cause()).isNull();
            assertThat(Recorder.next(recorder.closed).cause())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
