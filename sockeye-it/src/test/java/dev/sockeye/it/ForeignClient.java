package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;

/**
 * A client that is not ours, or our own command: sends, says the end, and gets all of it back.
 *
 * @param notOn the families that it cannot speak, with the reason
 */
record ForeignClient(String name, Map<Family, String> notOn, Talk talk) {
    /** Sends these bytes to the server's address and gets the same back. */
    @FunctionalInterface
    interface Talk {
        void echo(Subject subject, Family family, byte[] bytes) throws Exception;
    }

    static final List<ForeignClient> ALL =
            List.of(
                    everywhere("nc", ForeignClient::nc),
                    everywhere("ncat", ForeignClient::ncat),
                    everywhere("socat", ForeignClient::socat),
                    everywhere("python", ForeignClient::python),
                    everywhere("java.nio", ForeignClient::channel),
                    new ForeignClient(
                            "java.net",
                            Map.of(Family.UNIX, "java.net.Socket has no Unix addresses"),
                            ForeignClient::socket),
                    everywhere("sockeye connect", ForeignClient::connect));

    private static ForeignClient everywhere(String name, Talk talk) {
        return new ForeignClient(name, Map.of(), talk);
    }

    Optional<String> reasonAgainst(Family family) {
        return Optional.ofNullable(notOn.get(family));
    }

    private static void nc(Subject subject, Family family, byte[] bytes) {
        Tools.needNc();
        run(Run.of("nc", "-N").and(netcat(subject, family)), bytes);
    }

    private static void ncat(Subject subject, Family family, byte[] bytes) {
        Tools.need("ncat");
        run(Run.of("ncat").and(netcat(subject, family)), bytes);
    }

    private static String[] netcat(Subject subject, Family family) {
        String[] words = Marks.words(subject.address(family));
        return family.isTcp() ? words : new String[] {"-U", words[0]};
    }

    private static void socat(Subject subject, Family family, byte[] bytes) {
        Tools.need("socat");
        // Such as tcp:[::1]:40123.
        String target = subject.target(family);
        String rest = target.substring(target.indexOf(':') + 1);
        String address = (family.isTcp() ? "TCP:" : "UNIX-CONNECT:") + rest;
        run(Run.of("socat", "-t30", "STDIO", address), bytes);
    }

    private static void python(Subject subject, Family family, byte[] bytes) {
        Tools.need("python3");
        run(
                Run.of("python3", "-c", Tools.text("peer.py") + Tools.text("echo.py"))
                        .and(Marks.words(subject.address(family))),
                bytes);
    }

    private static void connect(Subject subject, Family family, byte[] bytes) {
        run(Sockeye.run("connect", subject.target(family)), bytes);
    }

    private static void run(Run client, byte[] bytes) {
        try (var folder = new TempFolder()) {
            Path sent = folder.path().resolve("sent");
            Path back = folder.path().resolve("back");
            Files.write(sent, bytes);
            Ended ended = client.in(sent).out(back).end();
            assertThat(ended.status()).as("%s: %s", client.words(), ended).isZero();
            Bytes.assertSame(sent, back);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void channel(Subject subject, Family family, byte[] bytes) throws Exception {
        try (var peer = Peer.connect(subject.address(family))) {
            peer.echoAll(bytes, 1 << 14);
        }
    }

    private static void socket(Subject subject, Family family, byte[] bytes) throws Exception {
        var address = (InetSocketAddress) subject.address(family);
        try (Socket socket = Clients.connect(address)) {
            var writing =
                    new FutureTask<Void>(() -> {
                        socket.getOutputStream().write(bytes);
                        socket.shutdownOutput();
                        return null;
                    });
            var _ = Thread.ofVirtual().start(writing);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes);
            writing.get();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
