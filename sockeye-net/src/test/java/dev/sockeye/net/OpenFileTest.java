package dev.sockeye.net;

import static dev.sockeye.sys.FaultKernel.errno;
import static dev.sockeye.sys.FaultKernel.interruptedBefore;
import static dev.sockeye.sys.FaultKernel.shortCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.sys.Errno;
import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are opened, and sent: by the kernel, and by reading and writing. */
@Timeout(60)
class OpenFileTest {
    /** More than socket buffers hold. */
    private static final int SIZE = 9 << 20;

    @TempDir Path folder;

    private byte[] content = new byte[0];
    private Path path = Path.of("");

    @BeforeEach
    void write() throws IOException {
        content = new byte[SIZE];
        new Random(5).nextBytes(content);
        path = Files.write(folder.resolve("f"), content);
    }

    /** Faults of the calls, by which a transfer must not be told from one without. */
    private static FaultKernel faulty(String name) {
        var kernel = new FaultKernel(Kernel.host());
        return switch (name) {
            case "none" -> kernel;
            case "short" -> kernel.every("sendfile", 2, shortCount(70_001));
            case "interrupted" -> kernel.every("sendfile", 2, interruptedBefore());
            case "no room" -> kernel.every("sendfile", 3, errno(Errno.EAGAIN));
            case "refused" -> kernel.from("sendfile", 1, errno(Errno.EINVAL));
            case "not there" -> kernel.from("sendfile", 1, errno(Errno.ENOSYS));
            case "refused later" -> kernel.from("sendfile", 3, errno(Errno.EINVAL));
            case "plain and short" ->
                    kernel.from("sendfile", 1, errno(Errno.EINVAL))
                            .every("pread", 2, shortCount(1_000))
                            .every("pread", 3, interruptedBefore());
            default -> throw new AssertionError(name);
        };
    }

    static Stream<Arguments> faults() {
        return Family.onEveryThread()
                .flatMap(each ->
                        Stream.of(
                                        "none",
                                        "short",
                                        "interrupted",
                                        "no room",
                                        "refused",
                                        "not there",
                                        "refused later",
                                        "plain and short")
                                .map(fault -> Arguments.of(fault, each.get()[0], each.get()[1])))
                // No event follows an EAGAIN that is a lie, and virtual threads wait for events.
                .filter(each -> each.get()[2] == On.PLATFORM || !"no room".equals(each.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void partsOfFilesArrive(String fault, Family family, On on) throws Exception {
        FaultKernel kernel = faulty(fault);
        try (var network = Network.on(kernel);
                var listener = network.listen(family.free());
                var client = network.connect(listener.local());
                var server = listener.accept();
                var file = network.file(path)) {
            var sender =
                    on.start(() -> {
                        long sent = server.transferFrom(file, 4_097, SIZE - 5_000L);
                        sent += server.transferFrom(file, 0, 10);
                        server.shutdownOutput();
                        return sent;
                    });
            byte[] got = on.start(() -> Talk.drain(client)).get();

            assertThat(sender.get()).isEqualTo(SIZE - 4_990L);
            assertThat(got).hasSize(SIZE - 4_990);
            assertThat(Arrays.mismatch(got, 0, SIZE - 5_000, content, 4_097, SIZE - 903))
                    .isEqualTo(-1);
            assertThat(Arrays.copyOfRange(got, SIZE - 5_000, got.length))
                    .isEqualTo(Arrays.copyOf(content, 10));
            assertThat(kernel.hits("sendfile") > 0).isEqualTo(!fault.equals("none"));
        }
    }

    @Test
    void aFileThatBecomesShorterEndsTheTransferEarly() throws Exception {
        try (var talk = Talk.on(Family.INET4);
                var file = OpenFile.open(path)) {
            assertThat(file.size()).isEqualTo(SIZE);
            try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(1_000);
            }
            assertThat(talk.server().transferFrom(file, 10, SIZE)).isEqualTo(990);
            assertThat(talk.server().transferFrom(file, 5_000, 1)).isZero();
        }
    }

    @Test
    void aReceiverThatDoesNotReadEndsItByTheTimeoutAndTellsWhatWent() throws Exception {
        try (var talk = Talk.on(Family.INET4);
                var file = OpenFile.open(path)) {
            talk.server().timeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> talk.server().transferFrom(file, 0, SIZE))
                    .isInstanceOfSatisfying(
                            DeadlineException.class,
                            e -> {
                                assertThat(e.bytesMoved()).isBetween(1L, SIZE - 1L);
                                assertThat(e.call()).isEqualTo("sendfile");
                            });
        }
    }

    /** sendfile(2) has no MSG_NOSIGNAL: that this lives shows that the JVM ignores SIGPIPE. */
    @Test
    void aPeerThatHasGoneIsAnError() throws Exception {
        try (var talk = Talk.on(Family.UNIX);
                var file = OpenFile.open(path)) {
            talk.client().close();
            assertThatThrownBy(() -> talk.server().transferFrom(file, 0, SIZE))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
        }
    }

    @Test
    void closingTheFileEndsATransferThatWaitsForRoom() throws Exception {
        try (var talk = Talk.on(Family.INET4)) {
            var file = OpenFile.open(path);
            var sender = On.VIRTUAL.start(() -> talk.server().transferFrom(file, 0, SIZE));
            sender.untilBlocked();
            file.close();
            var drained = On.PLATFORM.start(() -> Talk.drain(talk.client()));

            assertThat(sender.failure()).isInstanceOf(ClosedChannelException.class);
            talk.server().close();
            assertThat(drained.get()).hasSizeLessThan(SIZE);
        }
    }

    @Test
    void anAdoptedSocketIsWrittenTo() throws Exception {
        var kernel = new FaultKernel(Kernel.host()).from("sendfile", 1, errno(Errno.EIO));
        try (var network = Network.on(kernel);
                var listener = network.listen(Family.INET4.free());
                var client = network.connect(listener.local());
                var accepted = listener.accept();
                var adopted = network.adoptStream(accepted.duplicate());
                var file = network.file(path)) {
            assertThat(adopted.transferFrom(file, 0, 100)).isEqualTo(100);
            assertThat(client.in().readNBytes(100)).isEqualTo(Arrays.copyOf(content, 100));
            assertThat(kernel.hits("sendfile")).isZero();
        }
    }

    @Test
    void readsNameTheirPlace() throws Exception {
        var file = OpenFile.open(path);
        try (var arena = Arena.ofConfined()) {
            var room = arena.allocate(10);
            assertThat(file.read(room, 7)).isEqualTo(10);
            assertThat(room.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
                    .isEqualTo(Arrays.copyOfRange(content, 7, 17));
            assertThat(file.read(room, SIZE - 3)).isEqualTo(3);
            assertThat(file.read(room, SIZE)).isEqualTo(-1);
            assertThat(file.read(room.asSlice(0, 0), 0)).isZero();
            assertThat(file.modified()).isEqualTo(Files.getLastModifiedTime(path).toInstant());
            assertThatIllegalArgumentException().isThrownBy(() -> file.read(room, -1));
            file.close();
            file.close();
            assertThatThrownBy(() -> file.read(room, 0)).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/c"), "deep");
        Files.createSymbolicLink(folder.resolve("a/up"), Path.of("b"));
        assertThat(
                        new ProcessBuilder("mkfifo", folder.resolve("fifo").toString())
                                .start()
                                .waitFor())
                .isZero();

        assertThatThrownBy(() -> OpenFile.open(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> OpenFile.open(path.resolve("x")))
                .isInstanceOf(NotDirectoryException.class);
        for (String name : new String[] {"fifo", "a"}) {
            assertThatThrownBy(() -> OpenFile.open(folder.resolve(name)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("not a regular file");
        }
        OpenFile.open(link).close();
        assertThatThrownBy(() -> OpenFile.open(folder, Path.of("link")))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> OpenFile.open(folder, Path.of("a/up/c")))
                .isInstanceOf(FileSystemException.class);
        try (var file = OpenFile.open(folder, Path.of("a/b/c"))) {
            assertThat(file.size()).isEqualTo(4);
        }
        for (String elsewhere : new String[] {"../f", "a/../f", "/etc/passwd", ".."}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OpenFile.open(folder, Path.of(elsewhere)));
        }
    }

    @Test
    void theClosedNetworkOpensNone() {
        var network = Network.on(Kernel.host());
        network.close();
        assertThatThrownBy(() -> network.file(path)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void partsBelowNothingAreRefused() throws Exception {
        try (var talk = Talk.on(Family.INET4);
                var file = OpenFile.open(path)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> talk.server().transferFrom(file, -1, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> talk.server().transferFrom(file, 1, -1));
            assertThat(talk.server().transferFrom(file, 0, 0)).isZero();
        }
    }
}
