package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.SOCK_STREAM;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The calls that move bytes of files and sockets inside the kernel. */
@Timeout(20)
class FileCallsTest {
    private static final int MOVE = Fcntl.SPLICE_F_MOVE | Fcntl.SPLICE_F_NONBLOCK;

    @TempDir Path folder;

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);
    private MemorySegment room = NULL;

    @BeforeEach
    void open() {
        room = sockets.arena.allocate(100, 8);
    }

    @AfterEach
    void close() {
        sockets.close();
    }

    private MemorySegment path(String name) {
        return sockets.arena.allocateFrom(folder.resolve(name).toString(), StandardCharsets.UTF_8);
    }

    private int file(String content) throws IOException {
        Files.writeString(folder.resolve("f"), content);
        return sockets.keep(
                "openat",
                kernel.openat(Fcntl.AT_FDCWD, path("f"), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0));
    }

    private int[] pipe() throws IOException {
        var ends = sockets.arena.allocate(8, 4);
        Errno.check("pipe2", kernel.pipe2(ends, Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK));
        int read = sockets.keep("pipe2", ends.getAtIndex(JAVA_INT, 0));
        return new int[] {read, sockets.keep("pipe2", ends.getAtIndex(JAVA_INT, 1))};
    }

    @Test
    void openatMakesAFileWithItsModeAndRefusesLinks() throws IOException {
        int flags = Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_WRONLY | Fcntl.O_CLOEXEC;
        int made = sockets.keep("openat", kernel.openat(-1, path("made"), flags, 0400));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("made"));
        int directory = sockets.keep("openat", kernel.openat(-1, path("."), Fcntl.O_PATH, 0));
        var name = sockets.arena.allocateFrom("link");

        assertThat(kernel.fcntl(made, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
        assertThat((int) Files.getAttribute(folder.resolve("made"), "unix:mode") & 0777)
                .isEqualTo(0400);
        assertThat(kernel.openat(-1, path("made"), flags, 0400)).isEqualTo(-Errno.EEXIST);
        assertThat(kernel.openat(-1, path("none"), 0, 0)).isEqualTo(-Errno.ENOENT);
        assertThat(sockets.keep("openat", kernel.openat(directory, name, 0, 0))).isPositive();
        assertThat(kernel.openat(directory, name, Fcntl.O_NOFOLLOW, 0)).isEqualTo(-Errno.ELOOP);
        assertThat(kernel.openat(-1, name, 0, 0)).isEqualTo(-Errno.EBADF);
    }

    @Test
    void preadReadsFromAPlaceOn() throws IOException {
        int fd = file("0123456789");

        assertThat(kernel.pread(fd, room, 4, 3)).isEqualTo(4);
        assertThat(Sockets.text(room, 4)).isEqualTo("3456");
        assertThat(kernel.pread(fd, room, 4, 8)).isEqualTo(2);
        assertThat(kernel.pread(fd, room, 4, 10)).isZero();
        assertThat(kernel.pread(fd, room, 4, -1)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.pread(pipe()[0], room, 4, 0)).isEqualTo(-Errno.ESPIPE);
        assertThat(kernel.read(fd, room, 1)).as("the file offset").isEqualTo(1);
        assertThat(Sockets.text(room, 1)).isEqualTo("0");
    }

    @Test
    void sendfileSendsFromItsOffset() throws IOException {
        int fd = file("0123456789");
        var pair = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        var offset = sockets.arena.allocateFrom(JAVA_LONG, 7);

        assertThat(kernel.sendfile(pair[0], fd, offset, 100)).isEqualTo(3);
        assertThat(offset.get(JAVA_LONG, 0)).isEqualTo(10);
        assertThat(kernel.sendfile(pair[0], fd, offset, 100)).as("the end").isZero();
        assertThat(kernel.sendfile(pair[0], fd, NULL, 2)).isEqualTo(2);
        assertThat(Sockets.text(room, kernel.recv(pair[1], room, 100, 0))).isEqualTo("78901");
        assertThat(kernel.sendfile(pair[0], pair[1], NULL, 1)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.sendfile(-1, fd, NULL, 1)).isEqualTo(-Errno.EBADF);
    }

    /** No flag keeps the signal away: that the JVM lives shows who does. */
    @Test
    void sendfileAndSpliceToAPeerThatHasGoneAnswerEpipe() throws IOException {
        int fd = file("0123456789");
        var pair = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        int[] pipe = pipe();
        kernel.write(pipe[1], sockets.bytes("x"), 1);
        sockets.close(pair[1]);

        assertThat(kernel.sendfile(pair[0], fd, NULL, 4)).isEqualTo(-Errno.EPIPE);
        assertThat(kernel.splice(pipe[0], NULL, pair[0], NULL, 1, MOVE)).isEqualTo(-Errno.EPIPE);
    }

    @Test
    void spliceMovesThroughAPipe() throws IOException {
        var left = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        var right = sockets.pair(SOCK_STREAM | SysSocket.SOCK_NONBLOCK);
        int[] pipe = pipe();

        assertThat(kernel.splice(left[1], NULL, pipe[1], NULL, 100, MOVE)).isEqualTo(-Errno.EAGAIN);
        kernel.send(left[0], sockets.bytes("through"), 7, 0);
        assertThat(kernel.splice(left[1], NULL, pipe[1], NULL, 100, MOVE)).isEqualTo(7);
        assertThat(kernel.splice(pipe[0], NULL, right[0], NULL, 4, MOVE)).isEqualTo(4);
        assertThat(kernel.splice(pipe[0], NULL, right[0], NULL, 100, MOVE)).isEqualTo(3);
        assertThat(kernel.splice(pipe[0], NULL, right[0], NULL, 1, MOVE)).isEqualTo(-Errno.EAGAIN);
        assertThat(Sockets.text(room, kernel.recv(right[1], room, 4, 0))).isEqualTo("thro");
        kernel.shutdown(left[0], SysSocket.SHUT_WR);
        assertThat(kernel.splice(left[1], NULL, pipe[1], NULL, 100, MOVE)).as("the end").isZero();
        assertThat(kernel.splice(left[1], NULL, right[0], NULL, 1, MOVE)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void spliceTakesAnOffsetOfAFile() throws IOException {
        int fd = file("0123456789");
        int[] pipe = pipe();
        var offset = sockets.arena.allocateFrom(JAVA_LONG, 6);

        assertThat(kernel.splice(fd, offset, pipe[1], NULL, 3, 0)).isEqualTo(3);
        assertThat(offset.get(JAVA_LONG, 0)).isEqualTo(9);
        assertThat(Sockets.text(room, kernel.read(pipe[0], room, 100))).isEqualTo("678");
        assertThat(kernel.splice(pipe[0], offset, pipe[1], NULL, 3, 0)).isEqualTo(-Errno.ESPIPE);
    }

    @Test
    void countsCanBeCutShort() throws IOException {
        var faulty =
                new FaultKernel(kernel)
                        .every("sendfile", 1, FaultKernel.shortCount(2))
                        .every("splice", 1, FaultKernel.shortCount(1))
                        .every("pread", 1, FaultKernel.shortCount(3));
        int fd = file("0123456789");
        int[] pipe = pipe();
        var offset = sockets.arena.allocateFrom(JAVA_LONG, 0);

        assertThat(faulty.sendfile(pipe[1], fd, offset, 100)).isEqualTo(2);
        assertThat(faulty.splice(fd, offset, pipe[1], NULL, 100, 0)).isEqualTo(1);
        assertThat(faulty.pread(fd, room, 100, 0)).isEqualTo(3);
        assertThat(Sockets.text(room, kernel.read(pipe[0], room, 100))).isEqualTo("012");
    }
}
