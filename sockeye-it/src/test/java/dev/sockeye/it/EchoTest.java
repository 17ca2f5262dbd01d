package dev.sockeye.it;

import static dev.sockeye.it.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job, on streams, at addresses that {@link BatteryTest} has not: other people's programs and our own client agree. */
@Timeout(120)
class EchoTest {
    private static final int MEBIBYTES = 64;

    @TempDir private static Path folder;

    private static Path data;

    @BeforeAll
    static void makeData() {
        data = Bytes.file(folder, MEBIBYTES);
    }

    @Test
    void socatAndConnectAgreeOverAbstractName() {
        Tools.need("socat");
        String name = "sockeye-it-" + ProcessHandle.current().pid();
        try (var server = Sockeye.serve("unix:@" + name)) {
            assertThat(server.ready())
                    .containsExactly(
                            "listening on unix:@" + name + " (model virtual, handler echo)");
            assertEchoesFile(Run.of("socat", "-t30", "STDIO", "ABSTRACT-CONNECT:" + name));
            assertEchoesFile(Sockeye.run("connect", "unix:@" + name));
            server.stop();
        }
    }

    @Test
    void oneServerTakesAddressesOfEveryKind() throws IOException {
        Path path = folder.resolve("mixed");
        try (var server =
                Sockeye.serve("127.0.0.1:0", "[::1]:0", "udp:127.0.0.1:0", "unix:" + path)) {
            assertThat(server.ready().getFirst())
                    .isEqualTo(
                            "listening on tcp:127.0.0.1:"
                                    + server.port()
                                    + " (model virtual, handler echo)");
            assertThat(server.ready().get(2)).endsWith(" (model iterative, handler echo)");
            assertThat(server.targets().getLast()).isEqualTo("unix:" + path);
            for (String target : server.targets()) {
                Ended ended =
                        Sockeye.run(
                                        "connect",
                                        target,
                                        "--eof",
                                        "half",
                                        "--timeout",
                                        "2s",
                                        "--send",
                                        "hi")
                                .in()
                                .end();
                assertThat(ended.text()).as("%s: %s", target, ended).startsWith("hi");
            }
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                assertThat(channel.connect(UnixDomainSocketAddress.of(path))).isTrue();
                assertThat(channel.write(ByteBuffer.wrap(utf8("JDK")))).isEqualTo(3);
                assertThat(channel.read(ByteBuffer.allocate(8))).isEqualTo(3);
            }
            server.stop();
        }
    }

    @Test
    void everyInterfaceTakesBothVersions() {
        Tools.needNc();
        try (var server = Sockeye.serve(":0")) {
            String port = Integer.toString(server.port());
            assertThat(server.target()).startsWith("tcp:[::]:");
            assertEchoes(Run.of("nc", "-N", "127.0.0.1", port));
            assertEchoes(Run.of("nc", "-N", "::1", port));
            server.stop();
        }
    }

    private static void assertEchoes(Run client) {
        byte[] some = Bytes.random(7, 5000);
        Ended ended = client.end(some);
        assertThat(ended.status()).as("%s: %s", client.words(), ended).isZero();
        assertThat(ended.out()).as("%s", client.words()).isEqualTo(some);
    }

    private static void assertEchoesFile(Run client) {
        Path back = folder.resolve("back");
        Ended ended = client.in(data).out(back).end();
        assertThat(ended.status()).as("%s: %s", client.words(), ended).isZero();
        Bytes.assertSame(data, back);
    }
}
