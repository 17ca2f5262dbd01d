package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.StreamSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServeTest {
    private static StreamSocket client(Serving serving) throws IOException {
        return StreamSocket.connect(Endpoint.parse(serving.address().replaceFirst("^tcp:", "")));
    }

    private static String ask(String address, String text) {
        var world = new TestWorld().in(text);
        assertThat(world.run("connect", address, "--timeout", "5s"))
                .as(world.err())
                .isEqualTo(ExitCode.DONE);
        return world.outText();
    }

    @Test
    void saysWhereItListensForEveryAddress(@TempDir Path folder) throws Exception {
        String path = "unix:" + folder.resolve("s");
        String datagrams = "unixdgram:" + folder.resolve("d");
        try (var serving =
                new Serving(
                        6,
                        "127.0.0.1:0",
                        "udp:127.0.0.1:0",
                        path,
                        "unix:@sockeye-cli-serve",
                        datagrams,
                        "0")) {
            List<String> ready = serving.world().errLines();
            assertThat(ready.get(0))
                    .matches(
                            "listening on tcp:127\\.0\\.0\\.1:[1-9]\\d* \\(model virtual, handler"
                                    + " echo\\)");
            assertThat(ready.get(1))
                    .matches(
                            "listening on udp:127\\.0\\.0\\.1:[1-9]\\d* \\(model iterative, handler"
                                    + " echo\\)");
            assertThat(ready)
                    .contains("listening on " + path + " (model virtual, handler echo)")
                    .contains("listening on unix:@sockeye-cli-serve (model virtual, handler echo)")
                    .contains("listening on " + datagrams + " (model iterative, handler echo)");
            for (String address : serving.addresses().subList(0, 4)) {
                if (!address.startsWith("udp:")) {
                    assertThat(ask(address, "hello " + address)).isEqualTo("hello " + address);
                }
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {":0", "udp::0", "[::1]:0", "udp:[::1]:0"})
    void servesIpv6(String address) throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (var serving = new Serving(1, address)) {
            String wildcard = address.startsWith("udp::") ? "udp:[::]:" : "tcp:[::]:";
            if (address.endsWith("]:0")) {
                assertThat(serving.address()).contains("[::1]:");
            } else {
                assertThat(serving.address()).startsWith(wildcard);
                assertThat(serving.address()).doesNotEndWith(":0");
            }
        }
    }

    private static boolean hasIpv6() throws IOException {
        Path addresses = Path.of("/proc/net/if_inet6");
        return Files.exists(addresses) && !Files.readString(addresses).isEmpty();
    }

    @Test
    void aNameIsServedOnItsAddresses() throws Exception {
        try (var serving = new Serving(1, "localhost:0", "-q")) {
            assertThat(serving.address()).matches("tcp:(127\\.0\\.0\\.1|\\[::1\\]):\\d+");
            assertThat(ask(serving.address(), "x")).isEqualTo("x");
        }
    }

    @Test
    void theModelIsForTheKindThatHasIt() throws Exception {
        try (var serving = new Serving(2, "127.0.0.1:0", "udp:127.0.0.1:0", "--model", "thread")) {
            assertThat(serving.world().errLines().get(0)).endsWith("(model thread, handler echo)");
            assertThat(serving.world().errLines().get(1))
                    .endsWith("(model iterative, handler echo)");
        }
    }

    @Test
    void servesFiles(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("index.html"), "<p>page</p>");
        try (var serving = new Serving(1, "127.0.0.1:0", "--handler", "files:" + folder)) {
            assertThat(serving.world().err()).contains("handler files:" + folder + ")");
            assertThat(ask(serving.address(), "GET / HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.")
                    .endsWith("<p>page</p>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discard", "daytime"})
    void servesOtherHandlers(String handler) throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0", "--handler", handler)) {
            String answer = ask(serving.address(), "hello");
            assertThat(answer).matches(handler.equals("discard") ? "" : "[^\n]+\r?\n");
        }
    }

    @Test
    void optionsAreForTheAddressesThatHaveThem() throws Exception {
        try (var serving =
                new Serving(
                        2,
                        "127.0.0.1:0",
                        "udp:127.0.0.1:0",
                        "-o",
                        "TCP_NODELAY=1",
                        "-o",
                        "SO_RCVBUF=65536")) {
            assertThat(ask(serving.address(), "x")).isEqualTo("x");
        }
    }

    @Test
    void aValueThatTheKernelRefusesIsUsage() {
        var world = new TestWorld();

        assertThat(world.line("serve 0 -o IP_TTL=1000")).isEqualTo(ExitCode.USAGE);

        assertThat(world.err()).contains("why: setsockopt IP_TTL: EINVAL (Invalid argument)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGINT", "SIGTERM"})
    void theFirstSignalLetsSessionsEnd(String signal) throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0");
                var client = client(serving)) {
            client.writeAll("x".getBytes(UTF_8));
            assertThat(client.read(new byte[1])).isEqualTo(1);
            var stopping = raise(serving, signal);
            assertThat(serving.world().heard())
                    .isEqualTo(
                            signal
                                    + ": stopping; sessions open: 1, for up to 10s; a second signal"
                                    + " cuts them");
            client.writeAll("still here".getBytes(UTF_8));
            assertThat(client.in().readNBytes(10)).isEqualTo("still here".getBytes(UTF_8));
            client.shutdownOutput();
            assertThat(serving.end()).isEqualTo(ExitCode.DONE);
            assertThat(stopping.await()).isTrue();
            assertThat(serving.world().heard()).isEqualTo("stopped: sessions 1");
        }
    }

    @Test
    void theSecondSignalCuts() throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0", "--grace", "1h");
                var client = client(serving)) {
            client.writeAll("x".getBytes(UTF_8));
            assertThat(client.read(new byte[1])).isEqualTo(1);
            var stopping = raise(serving, "SIGTERM");
            assertThat(serving.world().heard()).contains("SIGTERM: stopping");
            serving.signal("SIGINT");
            assertThat(serving.end()).isEqualTo(ExitCode.DONE);
            assertThat(stopping.await()).isTrue();
            assertThat(serving.world().heard()).contains("FORCED").contains("sessions 1");
        }
    }

    @Test
    void theGraceHasAnEnd() throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0", "--grace", "50ms", "-q");
                var client = client(serving)) {
            client.writeAll("x".getBytes(UTF_8));
            assertThat(client.read(new byte[1])).isEqualTo(1);
            serving.signal("SIGTERM");
            assertThat(serving.end()).isEqualTo(ExitCode.DONE);
            assertThat(serving.world().heard()).as("said in spite of -q").contains("FORCED");
        }
    }

    /** A signal, whose handler waits until the server has stopped. */
    private static Background<Boolean> raise(Serving serving, String signal) {
        return Background.start(() -> {
            serving.signal(signal);
            return true;
        });
    }

    @Test
    void verboseSaysEverySession() throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0", "-v")) {
            assertThat(ask(serving.address(), "hello")).isEqualTo("hello");
            assertThat(serving.world().heard())
                    .matches("opened 1 127\\.0\\.0\\.1:\\d+ on 127\\.0\\.0\\.1:\\d+");
            assertThat(serving.world().heard())
                    .matches("closed 1 127\\.0\\.0\\.1:\\d+ after 5 bytes read and 5 written");
        }
    }

    @Test
    void whoIsRejectedIsSaid() throws Exception {
        try (var serving = new Serving(1, "127.0.0.1:0", "--limit-per-peer", "1");
                var first = client(serving)) {
            first.writeAll("x".getBytes(UTF_8));
            assertThat(first.read(new byte[1])).isEqualTo(1);
            try (var second = client(serving)) {
                assertThat(serving.world().heard()).startsWith("rejected 127.0.0.1:");
                assertThat(second.read(new byte[1])).isEqualTo(-1);
            }
        }
    }

    @Test
    void aPortInUseIsNo() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var world = new TestWorld();
            String address = "tcp:127.0.0.1:" + taken.getLocalPort();

            assertThat(world.run("serve", "127.0.0.1:0", address)).isEqualTo(ExitCode.NO);

            assertThat(world.errLines())
                    .containsExactly(
                            "sockeye: cannot listen on " + address,
                            "  why: bind: EADDRINUSE (Address already in use)",
                            "  try: take another port (0 is any free one), or see who has it: ss"
                                    + " -lntup");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNo() {
        var world = new TestWorld();

        assertThat(world.line("serve 192.0.2.1:0")).isEqualTo(ExitCode.NO);

        assertThat(world.err())
                .startsWith(
                        "sockeye: cannot listen on tcp:192.0.2.1:0\n  why: bind: EADDRNOTAVAIL");
    }

    @Test
    void aPathWithoutItsFolderIsNo(@TempDir Path folder) {
        var world = new TestWorld();
        String address = "unix:" + folder.resolve("no/s");

        assertThat(world.run("serve", address)).isEqualTo(ExitCode.NO);

        assertThat(world.err()).contains("cannot listen on " + address).contains("bind: ENOENT");
    }

    @Test
    void aFolderThatIsNotThereIsNo(@TempDir Path folder) throws IOException {
        var world = new TestWorld();
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(world.run("serve", "0", "--handler", "files:" + folder.resolve("no")))
                .isEqualTo(ExitCode.NO);
        assertThat(world.run("serve", "0", "--handler", "files:" + file)).isEqualTo(ExitCode.NO);

        assertThat(world.err())
                .contains("cannot serve the files of '" + folder.resolve("no") + "'")
                .contains("why: there is no such file or folder")
                .contains("why: it is no folder");
    }

    @Test
    void aNameThatDoesNotResolveIsNo() {
        var world = new TestWorld();

        assertThat(world.line("serve no-such-host.invalid:0")).isEqualTo(ExitCode.NO);

        assertThat(world.err())
                .startsWith("sockeye: cannot resolve the name 'no-such-host.invalid'\n")
                .contains("getaddrinfo");
    }
}
