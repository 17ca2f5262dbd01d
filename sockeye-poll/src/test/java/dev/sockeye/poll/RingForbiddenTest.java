package dev.sockeye.poll;

import static dev.sockeye.sys.Errno.EMFILE;
import static dev.sockeye.sys.Errno.ENOMEM;
import static dev.sockeye.sys.Errno.ENOSYS;
import static dev.sockeye.sys.Errno.EPERM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.sys.FaultKernel;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where io_uring is absent or forbidden the reason is named, and nothing is done in its place. */
@Timeout(60)
class RingForbiddenTest {
    /** seccomp: io_uring_setup is number 425, on every processor; EPERM is what containers answer. */
    private static final String FILTER =
            """
            import ctypes, os, struct, sys
            code = struct.pack("HBBI" * 4,
                0x20, 0, 0, 0,            # the number of the call
                0x15, 0, 1, 425,
                0x06, 0, 0, 0x00050001,   # errno 1
                0x06, 0, 0, 0x7fff0000)   # allowed
            room = ctypes.create_string_buffer(code)
            class Prog(ctypes.Structure):
                _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
            prog = Prog(4, ctypes.addressof(room))
            libc = ctypes.CDLL(None, use_errno=True)
            assert libc.prctl(38, 1, 0, 0, 0) == 0
            assert libc.prctl(22, 2, ctypes.byref(prog), 0, 0) == 0, ctypes.get_errno()
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    private static final String PROGRAM =
            """
            void main() {
                var ring = new dev.sockeye.poll.Ring(dev.sockeye.sys.Kernel.host());
                int result = ring.open();
                IO.println(result + " " + ring.words(result));
            }
            """;

    @Test
    void theReasonIsNamed() {
        assertThat(RingSetup.words(-ENOSYS, ""))
                .startsWith("ENOSYS (")
                .contains("this kernel has no io_uring");
        assertThat(RingSetup.words(-EPERM, "1"))
                .startsWith("EPERM (")
                .contains("kernel.io_uring_disabled is 1", "kernel.io_uring_group");
        assertThat(RingSetup.words(-EPERM, "2")).contains("kernel.io_uring_disabled is 2");
        assertThat(RingSetup.words(-EPERM, "0")).contains("seccomp").doesNotContain("sysctl");
        assertThat(RingSetup.words(-EPERM, "")).contains("seccomp");
        assertThat(RingSetup.words(-ENOMEM, "")).contains("RLIMIT_MEMLOCK");
        assertThat(RingSetup.words(-EMFILE, "")).startsWith("EMFILE (").endsWith(")");
        assertThat(RingSetup.words(Ring.TOO_OLD, "")).startsWith("TOO_OLD").contains("Linux 6.0");
    }

    @Test
    void aKernelThatHasItNotIsAnswered() {
        try (var ring = new Ring(new Kernel() {})) {
            assertThat(ring.open()).isEqualTo(-ENOSYS);
            assertThat(ring.request((_, _) -> {}).nop()).isEqualTo(-ENOSYS);
            assertThat(ring.provide(new RingBuffers(1, 1))).isEqualTo(-ENOSYS);
            assertThat(ring.dispatch(0)).isEqualTo(-ENOSYS);
            assertThat(ring.supports(0)).isFalse();
        }
    }

    @Test
    void aLoopDoesNotStartOnIt() {
        var kernel =
                new FaultKernel(Kernel.host()).from("io_uring_setup", 1, FaultKernel.errno(EPERM));
        try (var loop = new Loop(new Ring(kernel))) {
            assertThat(loop.open()).isEqualTo(-EPERM);
            assertThatThrownBy(loop::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("cannot open the loop: EPERM (");
        }
    }

    /** A process of its own, under a filter that its kernel enforces. */
    @Test
    void aSeccompFilterIsRecognised(@TempDir Path folder) throws Exception {
        var program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        var filter = Files.writeString(folder.resolve("filter.py"), FILTER);
        var said = folder.resolve("said").toFile();
        var builder =
                new ProcessBuilder(
                                "python3",
                                filter.toString(),
                                System.getProperty("java.home") + "/bin/java",
                                "--enable-native-access=dev.sockeye.sys",
                                "-p",
                                System.getProperty("jdk.module.path"),
                                "--add-modules",
                                "dev.sockeye.poll",
                                program.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said);
        Process process = start(builder);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said.toPath()))
                .isEqualTo(
                        "-1 EPERM (Operation not permitted): a seccomp filter forbids io_uring,"
                                + " as containers mostly do\n");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3 here: " + e.getMessage());
            throw new AssertionError(e);
        }
    }
}
