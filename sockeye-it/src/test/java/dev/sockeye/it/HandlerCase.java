package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A handler of {@code serve --handler}, and what its clients must get.
 *
 * @param text of the option, maybe with others behind it; {@code %s} stands for a folder with files
 * @param notOn the models that it cannot run on, with the reason
 */
record HandlerCase(String text, Map<StreamModel, String> notOn, Talk talk) {
    /** What a client does, and must get. */
    @FunctionalInterface
    interface Talk {
        void with(Bout bout) throws Exception;
    }

    private static final String TIME = "\\w+, \\w+ \\d+, \\d{4} \\d\\d:\\d\\d:\\d\\d-\\S+\\r\\n";

    private static final Duration MOMENT = Duration.ofMillis(10);

    private static final String ALONE = "its sessions share no memory: it is refused";

    static final List<HandlerCase> ALL =
            List.of(
                    everywhere("echo", HandlerCase::echo),
                    everywhere("discard", HandlerCase::discard),
                    everywhere("daytime", HandlerCase::daytime),
                    everywhere("chargen", HandlerCase::chargen),
                    new HandlerCase(
                            "chat",
                            Map.of(
                                    StreamModel.ITERATIVE,
                                    "a session has nobody to talk to",
                                    StreamModel.PROCESS,
                                    ALONE,
                                    StreamModel.PREFORK,
                                    ALONE),
                            HandlerCase::chat),
                    everywhere("files:%s", HandlerCase::files),
                    everywhere("files:%s --plain", HandlerCase::files),
                    everywhere("exec:cat", HandlerCase::echo));

    private static HandlerCase everywhere(String text, Talk talk) {
        return new HandlerCase(text, Map.of(), talk);
    }

    private static final Path SITE = site();

    private static Path site() {
        try {
            Path folder = Path.of("target", "battery-site").toAbsolutePath();
            Files.createDirectories(folder);
            Files.write(folder.resolve("data.bin"), Bytes.random(9, 3_000_000));
            Files.writeString(folder.resolve("small.txt"), "small");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words behind {@code --handler}. */
    String word() {
        return text.formatted(SITE);
    }

    /** Why it makes no sense there. */
    Optional<String> reasonAgainst(StreamModel model) {
        return Optional.ofNullable(notOn.get(model));
    }

    private static void echo(Bout bout) throws Exception {
        bout.connect().echoAll(Bytes.random(3, 1_000_000), 1 << 16);
    }

    private static void discard(Bout bout) throws IOException {
        assertThat(bout.connect().send(Bytes.random(1, 1_000_000)).end().readAll()).isEmpty();
    }

    /** A client that sends what nobody reads: that must not turn the answer into a reset. */
    private static void daytime(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(50); i++) {
            try (var peer = bout.connect().send(Bytes.random(i, i * 800))) {
                assertThat(new String(peer.readAll(), US_ASCII)).as("talk %d", i).matches(TIME);
            }
        }
    }

    /** All 95 lines, and clients that do not want the rest. */
    private static void chargen(Bout bout) throws IOException {
        for (int i = 0; i < bout.model().many(20); i++) {
            try (var peer = bout.connect()) {
                String lines = new String(peer.read(96 * 74), US_ASCII);
                assertThat(lines).startsWith(" !\"#$%&").contains("\r\n!\"#$%&'");
                assertThat(lines.substring(95 * 74)).isEqualTo(lines.substring(0, 74));
            }
        }
    }

    /** Everybody gets what one says, in order, and with the speaker's name in front. */
    private static void chat(Bout bout) throws IOException {
        List<Peer> others = bout.connectAll(3);
        var speaker = bout.connect();
        // Who has come is in the talk when another gets a line of his, and only then gets all.
        var heard = new StringBuilder();
        for (int i = 0; i < others.size(); i++) {
            while (heard.indexOf("here " + i) < 0) {
                others.get(i).send(utf8("here " + i + "\n"));
                Await.elapse(MOMENT);
                heard.append(speaker.pending());
            }
        }
        for (int i = 0; i < 100; i++) {
            speaker.send(utf8("line " + i + "\n"));
        }
        for (Peer each : others) {
            for (int i = 0; i < 100; ) {
                String line = each.line();
                assertThat(line).matches("<user\\d+> (here \\d|line " + i + ")");
                i += line.contains("here") ? 0 : 1;
            }
        }
    }

    /** Many requests in one write; and what curl gets, which also knows Unix sockets. */
    private static void files(Bout bout) throws IOException {
        var peer = bout.connect();
        String one = "GET /small.txt HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = "GET /no-such HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        peer.send(utf8(one.repeat(50) + last));
        String answers = new String(peer.readAll(), US_ASCII);
        assertThat(answers.split("HTTP/1.1 200 OK\r\n", -1)).as("the 50 answers").hasSize(51);
        assertThat(answers).contains("HTTP/1.1 404 ");
        peer.close();
        curl(bout);
    }

    private static void curl(Bout bout) throws IOException {
        Tools.need("curl");
        try (var folder = new TempFolder()) {
            Path back = folder.path().resolve("back");
            Ended ended =
                    Run.of("curl", "-sS", "--fail", "--max-time", "30", "-o")
                            .and(back.toString())
                            .and(url(bout, "data.bin"))
                            .in()
                            .end();
            assertThat(ended.status()).as("%s", ended).isZero();
            Bytes.assertSame(SITE.resolve("data.bin"), back);
        }
    }

    private static String[] url(Bout bout, String file) {
        String target = bout.subject().target(bout.family());
        String rest = target.substring(target.indexOf(':') + 1);
        return bout.family().isTcp()
                ? new String[] {"http://" + rest + "/" + file}
                : new String[] {"--unix-socket", rest, "http://localhost/" + file};
    }

    @Override
    public String toString() {
        return text.replaceFirst(":\\S*", "");
    }
}
