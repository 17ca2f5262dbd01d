package dev.sockeye.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Children: started with posix_spawn, signalled, waited for, and what they find. */
@Timeout(20)
class ProcessCallsTest {
    private static final List<String> ENVIRONMENT = List.of("Sockeye=1");

    private final Kernel kernel = Kernel.host();
    private final Sockets sockets = new Sockets(kernel);
    private final PosixSpawnFileActions actions = new PosixSpawnFileActions();
    private final PosixSpawnattr attr = new PosixSpawnattr();

    @AfterEach
    void close() {
        actions.close();
        attr.close();
        sockets.close();
    }

    private int spawn(String... argv) {
        var words = StringArray.of(List.of(argv));
        return Libc.posix_spawn(argv[0], actions, attr, words, StringArray.of(ENVIRONMENT));
    }

    /** Waits for a child's end, and answers what waitid tells. */
    private MemorySegment end(int pid) {
        var info = Siginfo.allocate(sockets.arena);
        assertThat(kernel.waitid(SysWait.P_PID, pid, info, SysWait.WEXITED)).isZero();
        assertThat(Siginfo.pid(info)).isEqualTo(pid);
        assertThat(Siginfo.signo(info)).isEqualTo(SignalH.SIGCHLD);
        return info;
    }

    private int exitStatus(int pid) {
        assertThat(pid).isPositive();
        var info = end(pid);
        assertThat(Siginfo.code(info)).isEqualTo(SignalH.CLD_EXITED);
        return Siginfo.status(info);
    }

    /** What a program writes to its descriptor 1, and its exit status. */
    private String output(String... argv) throws IOException {
        var ends = sockets.arena.allocate(8, 4);
        Errno.check("pipe2", kernel.pipe2(ends, Fcntl.O_CLOEXEC));
        int read = sockets.keep("pipe2", ends.getAtIndex(ValueLayout.JAVA_INT, 0));
        int write = sockets.keep("pipe2", ends.getAtIndex(ValueLayout.JAVA_INT, 1));
        assertThat(actions.adddup2(write, 1)).isZero();
        assertThat(actions.addclosefrom(3)).isZero();
        int status = exitStatus(spawn(argv));
        sockets.close(write);
        var room = sockets.arena.allocate(65_536);
        return Sockets.text(room, kernel.read(read, room, room.byteSize())) + status;
    }

    @Test
    void anExitStatusIsTold() {
        int pid = spawn("/bin/sh", "-c", "exit 42");
        var info = end(pid);

        assertThat(Siginfo.code(info)).isEqualTo(SignalH.CLD_EXITED);
        assertThat(Siginfo.status(info)).isEqualTo(42);
        assertThat(Siginfo.uid(info)).isZero();
        assertThat(kernel.waitid(SysWait.P_PID, pid, info, SysWait.WEXITED))
                .as("it is gone")
                .isEqualTo(-Errno.ECHILD);
    }

    @Test
    void aProgramThatIsNotThereIsAnErrorOfTheCall() {
        assertThat(spawn("/no/such/program")).isEqualTo(-Errno.ENOENT);
        assertThat(spawn("/etc/passwd")).isEqualTo(-Errno.EACCES);
        assertThat(actions.adddup2(1000, 0)).isZero();
        assertThat(spawn("/bin/true")).isEqualTo(-Errno.EBADF);
        assertThat(kernel.waitid(SysWait.P_ALL, 0, sockets.arena.allocate(128), SysWait.WEXITED))
                .as("no zombie is left of them")
                .isEqualTo(-Errno.ECHILD);
    }

    @Test
    void descriptorsAreAsTheActionsSay() throws IOException {
        int open = sockets.socket(SysSocket.AF_UNIX, SysSocket.SOCK_STREAM);
        assertThat(kernel.fcntl(open, Fcntl.F_SETFD, 0)).isZero();
        assertThat(actions.addopen(0, "/dev/null", Fcntl.O_RDONLY, 0)).isZero();

        String each = "for fd in 0 1 2 3 4 5 6 7 8 9 " + open + "; do ";
        String told = each + "[ ! -e /proc/$$/fd/$fd ] || readlink /proc/$$/fd/$fd; done";
        assertThat(output("/bin/sh", "-c", told).lines())
                .hasSize(4)
                .startsWith("/dev/null")
                .endsWith("0");
    }

    @Test
    void aFileIsClosedAndOneIsMade() throws IOException {
        Path file = Files.createTempFile("sockeye", ".spawn");
        try {
            assertThat(actions.addopen(7, file.toString(), Fcntl.O_WRONLY, 0)).isZero();
            assertThat(actions.adddup2(7, 1)).isZero();
            assertThat(actions.addclose(7)).isZero();
            assertThat(exitStatus(spawn("/bin/sh", "-c", "echo made; [ ! -e /proc/$$/fd/7 ]")))
                    .isZero();
            assertThat(file).hasContent("made\n");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theEnvironmentIsWhatIsGiven() throws IOException {
        assertThat(output("/usr/bin/env")).isEqualTo("Sockeye=1\n0");

        var odd = new byte[] {'O', '=', (byte) 0xff, 'x'};
        int pid =
                Libc.posix_spawn(
                        "/bin/sh",
                        null,
                        null,
                        StringArray.of(List.of("sh", "-c", "[ \"$O\" = \"$(printf '\\377x')\" ]")),
                        StringArray.ofBytes(List.of(odd)));
        assertThat(exitStatus(pid)).isZero();
    }

    @Test
    void signalsAreReset() throws IOException {
        var all = Sigset.allocate(sockets.arena);
        Sigset.fill(all);
        var blocked = Sigset.allocate(sockets.arena);
        Sigset.add(blocked, SignalH.SIGUSR1);
        assertThat(attr.setsigdefault(all)).isZero();
        assertThat(attr.setsigmask(blocked)).isZero();
        int flags = SpawnH.POSIX_SPAWN_SETSIGDEF | SpawnH.POSIX_SPAWN_SETSIGMASK;
        assertThat(attr.setflags(flags)).isZero();
        assertThat(output("/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"))
                .isEqualTo("SigBlk:\t0000000000000200\nSigIgn:\t0000000000000000\n0");
        assertThat(attr.setflags(1 << 14)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void aProcessGroupOfItsOwn() {
        assertThat(attr.setpgroup(0)).isZero();
        assertThat(attr.setflags(SpawnH.POSIX_SPAWN_SETPGROUP)).isZero();
        int pid = spawn("/bin/sh", "-c", "sleep 100; :");

        assertThat(kernel.kill(-pid, 0)).isZero();
        assertThat(kernel.kill(-pid, SignalH.SIGTERM)).isZero();
        var info = end(pid);
        assertThat(Siginfo.code(info)).isEqualTo(SignalH.CLD_KILLED);
        assertThat(Siginfo.status(info)).isEqualTo(SignalH.SIGTERM);
    }

    @Test
    void aChildIsWaitedForThroughItsDescriptor() throws IOException {
        int pid = spawn("/bin/sleep", "100");
        int pidfd = sockets.keep("pidfd_open", kernel.pidfd_open(pid, 0));
        var info = Siginfo.allocate(sockets.arena);
        int options = SysWait.WEXITED | SysWait.WNOHANG;

        assertThat(kernel.waitid(SysWait.P_PIDFD, pidfd, info, options)).isZero();
        assertThat(Siginfo.pid(info)).as("nothing to tell yet").isZero();
        assertThat(kernel.pidfd_send_signal(pidfd, 0, MemorySegment.NULL, 0)).isZero();
        int kill = SignalH.SIGKILL;
        assertThat(kernel.pidfd_send_signal(pidfd, kill, MemorySegment.NULL, 0)).isZero();
        assertThat(kernel.waitid(SysWait.P_PIDFD, pidfd, info, SysWait.WEXITED)).isZero();
        assertThat(Siginfo.pid(info)).isEqualTo(pid);
        assertThat(Siginfo.status(info)).isEqualTo(kill);
        assertThat(kernel.pidfd_send_signal(pidfd, 0, MemorySegment.NULL, 0))
                .isEqualTo(-Errno.ESRCH);
        assertThat(kernel.kill(pid, 0)).isEqualTo(-Errno.ESRCH);
        assertThat(kernel.waitid(SysWait.P_PID, 1, info, SysWait.WEXITED)).isEqualTo(-Errno.ECHILD);
        assertThat(kernel.waitid(SysWait.P_PID, 1, info, 0)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void aNumberIsMadeToStandForAnotherFile() throws IOException {
        var pair = sockets.pair(SysSocket.SOCK_STREAM);
        int number = sockets.keep("dup", kernel.dup(0));

        assertThat(kernel.dup3(pair[0], number, Fcntl.O_CLOEXEC)).isEqualTo(number);
        assertThat(kernel.fcntl(number, Fcntl.F_GETFD, 0)).isEqualTo(Fcntl.FD_CLOEXEC);
        assertThat(kernel.write(number, sockets.bytes("same"), 4)).isEqualTo(4);
        var room = sockets.arena.allocate(4);
        assertThat(kernel.read(pair[1], room, 4)).isEqualTo(4);
        assertThat(kernel.dup3(number, number, 0)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void whatCannotBeAStringOfCIsRefused() {
        assertThatThrownBy(() -> StringArray.of(List.of("a\0b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spawn("/bin/tr\0ue")).isInstanceOf(IllegalArgumentException.class);
        assertThat(StringArray.of(List.of("a", "")).count()).isEqualTo(2);
        actions.close();
        attr.close();
        assertThatThrownBy(() -> spawn("/bin/true")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> actions.addclose(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> attr.setflags(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signalsHaveNames() {
        assertThat(SignalH.name(9)).contains("SIGKILL");
        assertThat(SignalH.name(SignalH.SIGTERM)).contains("SIGTERM");
        assertThat(SignalH.name(64)).isEmpty();
    }
}
