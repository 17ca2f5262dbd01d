package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Endpoint;
import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Listener;
import dev.sockeye.net.Target;
import dev.sockeye.net.UnixName;
import dev.sockeye.server.handler.Echo;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of a Unix socket: a stale one is replaced, nothing else is, and ours goes with us. */
@Timeout(30)
class UnixPathTest {
    @TempDir Path folder;

    private Path path;
    private Endpoint endpoint;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("socket");
        endpoint = new Endpoint.Unix(UnixName.path(path));
    }

    private Server start(String transport) throws IOException {
        return Server.on(Target.parse(transport + ":" + path)).start(new Echo());
    }

    private boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void expectInUse(String transport) {
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> start(transport))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE))
                .withMessageContaining(path.toString());
        assertThat(exists()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unixdgram"})
    void isRemovedAtTheEnd(String transport) throws Exception {
        try (var server = start(transport)) {
            assertThat(exists()).isTrue();
            server.stop(Duration.ZERO);
            assertThat(exists()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unixdgram"})
    void aStaleOneIsReplaced(String transport) throws Exception {
        // Closing does not remove the file, as when a server was killed.
        Listener.bind(endpoint).close();
        assertThat(exists()).isTrue();
        try (var _ = start(transport)) {
            assertThat(exists()).isTrue();
        }
        assertThat(exists()).isFalse();
        DatagramSocket.bind(endpoint).close();
        try (var _ = start(transport)) {
            assertThat(exists()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "unixdgram"})
    void aLiveOneIsNot(String transport) throws Exception {
        try (var _ = Listener.bind(endpoint)) {
            expectInUse(transport);
        }
        Files.delete(path);
        try (var _ = DatagramSocket.bind(endpoint)) {
            expectInUse(transport);
        }
    }

    /** A connect that is not answered at once does not mean that nobody is there. */
    @Test
    void oneWithAFullBacklogIsNot() throws Exception {
        try (var _ = Listener.bind(endpoint, 0);
                var _ = Client.connect(endpoint)) {
            expectInUse("unix");
        }
    }

    @Test
    void aFileThatIsNoSocketIsNot() throws Exception {
        Files.writeString(path, "precious");
        expectInUse("unix");
        expectInUse("unixdgram");
        assertThat(Files.readString(path)).isEqualTo("precious");
    }

    @Test
    void aDirectoryIsNot() throws Exception {
        Files.createDirectory(path);
        expectInUse("unix");
    }

    @Test
    void aLinkToAStaleOneIsNot() throws Exception {
        Path real = folder.resolve("real");
        Listener.bind(new Endpoint.Unix(UnixName.path(real))).close();
        Files.createSymbolicLink(path, real);
        expectInUse("unix");
        assertThat(Files.exists(real)).isTrue();
    }

    @Test
    void whatTookItsPlaceIsLeftAlone() throws Exception {
        try (var server = start("unix")) {
            Files.delete(path);
            Files.writeString(path, "precious");
            server.stop(Duration.ZERO);
        }
        assertThat(Files.readString(path)).isEqualTo("precious");
        Files.delete(path);
        try (var first = start("unix")) {
            Files.delete(path);
            try (var second = start("unix");
                    var client = Client.connect(second)) {
                first.stop(Duration.ZERO);
                assertThat(exists()).as("the second one's").isTrue();
                client.send("x").expect("x");
            }
            assertThat(exists()).isFalse();
        }
    }

    @Test
    void theServerItselfRefusesASecondOne() throws Exception {
        try (var server = start("unix")) {
            expectInUse("unix");
            try (var client = Client.connect(server)) {
                client.send("x").expect("x");
            }
        }
    }

    @Test
    void anAbstractNameHasNoFile() throws Exception {
        String name = "unix:@sockeye-test-" + ProcessHandle.current().pid() + "-" + path.hashCode();
        try (var server = Server.on(Target.parse(name)).start(new Echo());
                var client = dev.sockeye.net.StreamSocket.connect(server.local())) {
            client.writeAll(new byte[] {1});
            assertThat(client.read(new byte[1])).isEqualTo(1);
        }
        try (var _ = Server.on(Target.parse(name)).start(new Echo())) {
            assertThat(exists()).isFalse();
        }
    }

    @Test
    void aNameOfAnyBytesIsHandled() throws Exception {
        byte[] bytes = (folder + "/so\0cket").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        bytes[bytes.length - 5] = (byte) 0xff;
        var odd = new Endpoint.Unix(UnixName.path(bytes));
        var target = new Target.Address(dev.sockeye.net.Transport.UNIX, odd);
        Listener.bind(odd).close();
        try (var server = Server.on(target).start(new Echo())) {
            assertThat(server.local()).isEqualTo(odd);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
