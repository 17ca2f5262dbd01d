package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the file of a Unix socket: before, during and after. */
@Timeout(60)
class UnixPathTest {
    private static final int NO = 1;

    @TempDir private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("socket");
    }

    private static String echo(Path at) {
        return Sockeye.run("connect", "unix:" + at, "--send", "hello").in().end().text();
    }

    private void assertRefused() {
        Ended ended = Sockeye.run("serve", "unix:" + path).in().end();
        assertThat(ended.status()).as("%s", ended).isEqualTo(NO);
        assertThat(ended.err()).contains("bind: EADDRINUSE");
    }

    @Test
    void removedAtTheEnd() {
        try (var server = Sockeye.serve("unix:" + path)) {
            assertThat(path).exists();
            server.stop();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void staleOneIsReplaced() throws IOException {
        leaveStale();
        try (var server = Sockeye.serve("unix:" + path)) {
            assertThat(echo(path)).isEqualTo("hello");
            server.stop();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void oneOfAKilledServerIsReplaced() {
        try (var killed = Sockeye.serve("unix:" + path)) {
            killed.program().signal("KILL");
            assertThat(killed.program().end().status()).isEqualTo(128 + 9);
        }
        assertThat(path).exists();
        try (var server = Sockeye.serve("unix:" + path)) {
            assertThat(echo(path)).isEqualTo("hello");
            server.stop();
        }
    }

    /** Java leaves the file when it closes the socket. */
    private void leaveStale() throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).exists();
    }

    @Test
    void liveOneIsLeftAlone() {
        try (var first = Sockeye.serve("unix:" + path)) {
            assertRefused();
            assertThat(echo(path)).isEqualTo("hello");
            first.stop();
        }
    }

    /** It accepts nothing and has no room left, but it is there. */
    @Test
    void busyOneIsLeftAlone() throws IOException {
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var _ = channel.bind(UnixDomainSocketAddress.of(path), 1)) {
            var clients = new ArrayList<SocketChannel>();
            try {
                for (int i = 0; i < 2; i++) {
                    clients.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
                }
                assertRefused();
                assertThat(path).exists();
            } finally {
                for (var client : clients) {
                    client.close();
                }
            }
        }
    }

    @Test
    void plainFileIsLeftAlone() throws IOException {
        Files.writeString(path, "precious");
        assertRefused();
        assertThat(path).hasContent("precious");
    }

    @Test
    void linkIsLeftAlone() throws IOException {
        Path other = folder.resolve("other");
        try (var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(other));
        }
        Files.createSymbolicLink(path, other);
        assertRefused();
        assertThat(path).isSymbolicLink();
        assertThat(other).exists();
    }

    @Test
    void successorsFileIsNotRemoved() throws IOException {
        try (var first = Sockeye.serve("unix:" + path)) {
            Files.delete(path);
            try (var second = Sockeye.serve("unix:" + path)) {
                first.stop();
                assertThat(path).as("the second server's").exists();
                assertThat(echo(path)).isEqualTo("hello");
                second.stop();
            }
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void abstractNameLeavesNoFile() {
        String name = "@sockeye-it-" + ProcessHandle.current().pid() + "-path";
        try (var server = Sockeye.serve("unix:" + name)) {
            assertThat(Sockeye.run("serve", "unix:" + name).in().end().status()).isEqualTo(NO);
            server.stop();
        }
        assertThat(Path.of(name)).doesNotExist();
    }
}
