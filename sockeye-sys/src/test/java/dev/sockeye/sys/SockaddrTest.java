package dev.sockeye.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of every shape, and what the kernel makes of them. */
@Timeout(20)
class SockaddrTest {
    private final Kernel kernel = Kernel.host();
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    /**
     * Binds a Unix socket and answers the address that the kernel then tells, cut to its length.
     */
    private MemorySegment bound(MemorySegment address) throws Exception {
        int fd = Errno.check("socket", kernel.socket(SysSocket.AF_UNIX, SysSocket.SOCK_STREAM, 0));
        try {
            Errno.check("bind", kernel.bind(fd, address, (int) address.byteSize()));
            var told = arena.allocate(SockaddrStorage.SIZE);
            var length = arena.allocateFrom(ValueLayout.JAVA_INT, SockaddrStorage.SIZE);
            Errno.check("getsockname", kernel.getsockname(fd, told, length));
            return told.asSlice(0, length.get(ValueLayout.JAVA_INT, 0));
        } finally {
            kernel.close(fd);
        }
    }

    @Test
    void aPathEndsWithAZeroThatCounts(@TempDir Path folder) throws Exception {
        var path = folder.resolve("söcket").toString();
        var bytes = path.getBytes(UTF_8);
        var address = SockaddrUn.path(arena, bytes);

        assertThat(address.byteSize()).isEqualTo(2 + bytes.length + 1);
        var told = bound(address);
        assertThat(told.byteSize()).isEqualTo(address.byteSize());
        int length = (int) told.byteSize();
        assertThat(SockaddrUn.name(told, length)).isEqualTo(bytes);
        assertThat(SockaddrUn.isAbstract(told, length)).isFalse();
        assertThat(SockaddrUn.isUnnamed(told, length)).isFalse();
        assertThat(Files.exists(Path.of(path))).isTrue();
    }

    @Test
    void anAbstractNameHasAnyBytesAndNoZeroAtItsEnd() throws Exception {
        byte[] name = {'s', 'k', 0, (byte) 0xff, 0, (byte) ProcessHandle.current().pid(), 0};
        var address = SockaddrUn.abstractName(arena, name);

        assertThat(address.byteSize()).isEqualTo(2 + 1 + name.length);
        var told = bound(address);
        assertThat(told.byteSize()).isEqualTo(address.byteSize());
        assertThat(SockaddrUn.isAbstract(told, (int) told.byteSize())).isTrue();
        assertThat(SockaddrUn.name(told, (int) told.byteSize())).isEqualTo(name);
    }

    @Test
    void theLongestNamesFitAndLongerOnesAreRefused() throws Exception {
        assertThat(SockaddrUn.NAME_MAX).isEqualTo(107);
        var longest = "n".repeat(SockaddrUn.NAME_MAX).getBytes(UTF_8);
        var told = bound(SockaddrUn.abstractName(arena, longest));

        assertThat(SockaddrUn.name(told, (int) told.byteSize())).isEqualTo(longest);
        assertThat(SockaddrUn.path(arena, longest).byteSize()).isEqualTo(SockaddrUn.SIZE);
        assertThatThrownBy(() -> SockaddrUn.path(arena, new byte[108]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path has 108 bytes, at most 107 fit");
        assertThatThrownBy(() -> SockaddrUn.abstractName(arena, new byte[108]))
                .hasMessage("abstract name has 108 bytes, at most 107 fit");
    }

    @Test
    void anUnnamedAddressLetsTheKernelChoose() throws Exception {
        var unnamed = SockaddrUn.unnamed(arena);
        assertThat(unnamed.byteSize()).isEqualTo(2);
        assertThat(SockaddrUn.isUnnamed(unnamed, 2)).isTrue();
        assertThat(SockaddrUn.name(unnamed, 2)).isEmpty();

        var told = bound(unnamed);
        assertThat(SockaddrUn.isAbstract(told, (int) told.byteSize())).isTrue();
        assertThat(SockaddrUn.name(told, (int) told.byteSize())).hasSize(5);
    }

    @Test
    void aPathOf108BytesWithoutAZeroIsReadToItsLength(@TempDir Path folder) throws Exception {
        var start = folder + "/";
        var path = (start + "p".repeat(108 - start.length())).getBytes(UTF_8);
        var address = Sockaddr.of(arena, SysSocket.AF_UNIX, path);

        var told = bound(address);
        assertThat(told.byteSize()).isEqualTo(2 + 108 + 1);
        assertThat(SockaddrUn.name(told, (int) told.byteSize())).isEqualTo(path);
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> SockaddrUn.path(arena, new byte[0])).hasMessage("path is empty");
        assertThatThrownBy(() -> SockaddrUn.path(arena, new byte[] {'a', 0, 'b'}))
                .hasMessage("path has a 0 in it");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 43, 255, 65535})
    void anyFamilyRoundTripsAsBytes(int family) {
        byte[] data = {1, 0, -1, 4};
        var address = Sockaddr.of(arena, family, data);

        assertThat(address.byteSize()).isEqualTo(6);
        assertThat(Sockaddr.family(address)).isEqualTo(family);
        assertThat(Sockaddr.data(address, 6)).isEqualTo(data);
        assertThat(Sockaddr.data(address, 4)).isEqualTo(new byte[] {1, 0});
        assertThat(Sockaddr.data(address, 2)).isEmpty();
        assertThat(Sockaddr.data(address, 0)).isEmpty();
        assertThat(Sockaddr.data(address, 200)).isEqualTo(data);
    }

    @Test
    void wrongPortsAndLengthsAreRefused() {
        var address = SockaddrIn.of(arena, 0, 65535);
        assertThat(SockaddrIn.port(address)).isEqualTo(65535);
        assertThatThrownBy(() -> SockaddrIn.of(arena, 0, 65536))
                .hasMessage("port 65536 is not in 0..65535");
        assertThatThrownBy(() -> SockaddrIn.port(address, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SockaddrIn6.of(arena, new byte[4], 1, 0, 0))
                .hasMessage("4 bytes given, not 16");
    }
}
