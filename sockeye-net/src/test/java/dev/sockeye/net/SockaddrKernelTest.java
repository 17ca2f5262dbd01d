package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel makes of addresses that we write, and we of those that it writes. */
@Timeout(30)
class SockaddrKernelTest {
    private static final int NAMES = 200;

    private final Kernel kernel = Kernel.host();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment address = arena.allocate(SockaddrCodec.CAPACITY, 8);
    private final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);

    @TempDir private Path folder;

    @AfterEach
    void free() {
        arena.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "127.1.2.3:0", "[::1]:0", "[::ffff:127.0.0.1]:0"})
    void aPortIsChosen(String text) throws IOException {
        var bound = bound(Endpoint.parse(text));

        assertThat(bound).hasToString(text.substring(0, text.length() - 1) + portOf(bound));
        assertThat(portOf(bound)).isBetween(1, 65535);
    }

    private static int portOf(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Inet4(_, int port) -> port;
            case Endpoint.Inet6(_, int port, _, _) -> port;
            case Endpoint other -> throw new AssertionError(other);
        };
    }

    @Test
    void pathsOfEveryLengthAreFiles() throws IOException {
        int room = UnixName.MAX_PATH - folder.toString().length() - 1;
        for (int size = 1; size <= room; size++) {
            var path = folder.resolve("x".repeat(size));
            var endpoint = new Endpoint.Unix(UnixName.path(path));

            assertThat(bound(endpoint)).isEqualTo(endpoint);
            assertThat(Files.exists(path)).isTrue();
        }
    }

    /** Linux takes a path that fills the struct and reports one byte more than the struct has. */
    @Test
    void aPathWithoutRoomForItsNulComesBackAsBytes() throws IOException {
        var path = (folder + "/" + "x".repeat(108)).getBytes(StandardCharsets.UTF_8);
        var raw = new Endpoint.Raw(SysSocket.AF_UNIX, Arrays.copyOf(path, 108));

        assertThat(bound(raw).toString()).startsWith(raw.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:@", "unix:@sockeye\\x00\\x00test", "unix:@\\xff\\\\sockeye"})
    void abstractNamesAreBytes(String text) throws IOException {
        var endpoint = Endpoint.parse(text);

        assertThat(bound(endpoint)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void abstractNamesOfAnyBytes(long seed) throws IOException {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < NAMES; i++) {
            var name = UnixName.abstractName(endpoints.bytes(UnixName.MAX_ABSTRACT));
            var endpoint = new Endpoint.Unix(name);

            assertThat(bound(endpoint)).isEqualTo(endpoint);
        }
    }

    @Test
    void noNameLetsTheKernelChooseOne() throws IOException {
        assertThat(bound(Endpoint.parse("unix:")).toString()).matches("unix:@[0-9a-f]{5}");
    }

    @Test
    void aSocketThatIsNotBoundHasNoName() throws IOException {
        int fd = open(SysSocket.AF_UNIX);
        try {
            assertThat(name(fd)).isEqualTo(new Endpoint.Unix(UnixName.unnamed()));
        } finally {
            kernel.close(fd);
        }
    }

    private Endpoint bound(Endpoint endpoint) throws IOException {
        int fd = open(endpoint.family());
        try {
            int size = SockaddrCodec.encode(endpoint, address);
            Errno.check("bind", kernel.bind(fd, address, size));
            return name(fd);
        } finally {
            kernel.close(fd);
        }
    }

    private int open(int family) throws IOException {
        int type = SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC;
        return Errno.check("socket", kernel.socket(family, type, 0));
    }

    private Endpoint name(int fd) throws IOException {
        length.set(ValueLayout.JAVA_INT, 0, SockaddrCodec.CAPACITY);
        Errno.check("getsockname", kernel.getsockname(fd, address, length));
        return SockaddrCodec.decode(address, length.get(ValueLayout.JAVA_INT, 0), 0);
    }
}
