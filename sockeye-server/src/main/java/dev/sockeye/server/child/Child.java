package dev.sockeye.server.child;

import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.ESRCH;
import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;
import static dev.sockeye.sys.Fcntl.F_GETFD;
import static dev.sockeye.sys.Fcntl.O_RDONLY;
import static dev.sockeye.sys.Fcntl.O_WRONLY;
import static dev.sockeye.sys.SignalH.CLD_EXITED;
import static dev.sockeye.sys.SignalH.SIGKILL;
import static dev.sockeye.sys.SignalH.SIGTERM;
import static dev.sockeye.sys.SpawnH.POSIX_SPAWN_SETPGROUP;
import static dev.sockeye.sys.SpawnH.POSIX_SPAWN_SETSIGDEF;
import static dev.sockeye.sys.SpawnH.POSIX_SPAWN_SETSIGMASK;
import static dev.sockeye.sys.SysWait.P_PID;
import static dev.sockeye.sys.SysWait.WEXITED;
import static dev.sockeye.sys.SysWait.WNOWAIT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.server.Exit;
import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Libc;
import dev.sockeye.sys.PosixSpawnFileActions;
import dev.sockeye.sys.PosixSpawnattr;
import dev.sockeye.sys.Siginfo;
import dev.sockeye.sys.Sigset;
import dev.sockeye.sys.StringArray;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A process that this one has started, the leader of a process group of its own: signals of the
 * terminal do not reach it, and ours reach what it has started too.
 *
 * <p>Started by posix_spawn, since a JVM cannot fork: of its threads a copy would have but one. A
 * platform thread waits for its end, which costs far less than the process does, and holds no
 * descriptor; virtual threads wait for that thread. The number of a child stays its own until it is
 * waited for, so signals and the wait exclude each other, and no signal ever reaches another process.
 *
 * <p>Any thread.
 */
public final class Child {
    /** How long a child may take to end by SIGTERM. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Kernel kernel;
    private final int pid;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean reaped;
    private boolean ending;
    private volatile Exit exit = new Exit(0, 0);

    private Child(Kernel kernel, int pid) {
        this.kernel = kernel;
        this.pid = pid;
    }

    /**
     * Starts a program.
     *
     * @throws IOException if it cannot be started: there is none, or no room for another process
     */
    public static Child start(Kernel kernel, Program program) throws IOException {
        var copies = new ArrayList<Integer>();
        try {
            for (int fd : program.descriptors()) {
                copies.add(fd < 0 ? fd : copy(kernel, fd, program.descriptors().size() + 3));
            }
            int pid = spawn(kernel, program, copies);
            sacrifice(pid);
            return new Child(kernel, pid).watched();
        } finally {
            copies.stream().filter(fd -> fd >= 0).forEach(kernel::close);
        }
    }

    /** Beyond all numbers that the child's get, so that none is overwritten before it is copied. */
    private static int copy(Kernel kernel, int fd, int lowest) throws IOException {
        return check("fcntl", kernel.fcntl(fd, F_DUPFD_CLOEXEC, lowest));
    }

    /** Where memory has run out, the kernel shall kill a child and not the server: see proc(5). */
    private static void sacrifice(int pid) {
        try (var score = new FileOutputStream("/proc/" + pid + "/oom_score_adj")) {
            score.write("500".getBytes(US_ASCII));
        } catch (IOException _) {
            // It has ended, or there is no /proc: then the kernel chooses by size alone.
        }
    }

    private static int spawn(Kernel kernel, Program program, List<Integer> copies)
            throws IOException {
        try (var arena = Arena.ofConfined();
                var actions = new PosixSpawnFileActions();
                var attr = new PosixSpawnattr()) {
            var all = Sigset.allocate(arena);
            Sigset.fill(all);
            // The JVM's threads may block signals, and whoever has started it may ignore some.
            check("posix_spawnattr_setsigdefault", attr.setsigdefault(all));
            check("posix_spawnattr_setsigmask", attr.setsigmask(Sigset.allocate(arena)));
            check("posix_spawnattr_setpgroup", attr.setpgroup(0));
            int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP;
            check("posix_spawnattr_setflags", attr.setflags(flags));
            arrange(kernel, actions, copies);
            return check(
                    "posix_spawn " + program.path(),
                    Libc.posix_spawn(
                            program.path(),
                            actions,
                            attr,
                            StringArray.of(program.argv()),
                            StringArray.ofBytes(program.environment())));
        }
    }

    private static void arrange(Kernel kernel, PosixSpawnFileActions actions, List<Integer> copies)
            throws IOException {
        if (kernel.fcntl(2, F_GETFD, 0) < 0) {
            // Closed here: somebody else's file must not become the child's standard error.
            check("posix_spawn_file_actions_addopen", actions.addopen(2, "/dev/null", O_WRONLY, 0));
        }
        for (int i = 0; i < copies.size(); i++) {
            int as = i < 2 ? i : i + 1;
            int fd = copies.get(i);
            if (fd == Program.NULL) {
                check(
                        "posix_spawn_file_actions_addopen",
                        actions.addopen(as, "/dev/null", O_RDONLY, 0));
            } else {
                int from = fd == Program.ERROR ? 2 : fd;
                check("posix_spawn_file_actions_adddup2", actions.adddup2(from, as));
            }
        }
        int beyond = Math.max(3, copies.size() + 1);
        check("posix_spawn_file_actions_addclosefrom_np", actions.addclosefrom(beyond));
    }

    private static int check(String call, int result) throws IOException {
        if (result < 0) {
            throw new ErrnoException(call, -result, null, null, 0);
        }
        return result;
    }

    private Child watched() {
        boolean started = false;
        try {
            var _ =
                    Thread.ofPlatform()
                            .daemon()
                            .inheritInheritableThreadLocals(false)
                            .name("sockeye-child-" + pid)
                            .start(this::reap);
            started = true;
            return this;
        } finally {
            if (!started) {
                // There is no thread to be had; without one it must not stay either.
                var _ = kernel.kill(-pid, SIGKILL);
                reap();
            }
        }
    }

    /** Waits for the end first, and then takes the child out of the table, so that it can be told once. */
    private void reap() {
        var _ = await(WEXITED | WNOWAIT);
        lock.lock();
        try {
            if (ending) {
                // What it leaves behind in its group; the group's number is ours until it is
                // reaped.
                var _ = kernel.kill(-pid, SIGKILL);
            }
            exit = await(WEXITED);
            reaped = true;
        } finally {
            lock.unlock();
            over.countDown();
        }
    }

    private Exit await(int options) {
        try (var arena = Arena.ofConfined()) {
            var info = Siginfo.allocate(arena);
            int result;
            do {
                result = kernel.waitid(P_PID, pid, info, options);
            } while (result == -EINTR);
            if (result < 0) {
                // Who started this JVM has it ignore SIGCHLD, and the kernel keeps no status then.
                return new Exit(0, 0);
            }
            int status = Siginfo.status(info);
            return Siginfo.code(info) == CLD_EXITED ? new Exit(status, 0) : new Exit(0, status);
        }
    }

    /** Its number, which is another's some time after its end. */
    public int pid() {
        return pid;
    }

    /** How it has ended; null while it has not. */
    public @Nullable Exit exit() {
        return over.getCount() == 0 ? exit : null;
    }

    /** Waits for its end. */
    public Exit await() throws InterruptedException {
        over.await();
        return exit;
    }

    /** Waits for its end, and no longer than that: null if the time ran out. */
    public @Nullable Exit await(Duration time) throws InterruptedException {
        return over.await(time.toNanos(), TimeUnit.NANOSECONDS) ? exit : null;
    }

    /** Sends a signal to its process group, unless it has ended. */
    public void signal(int signal) {
        lock.lock();
        try {
            if (!reaped && kernel.kill(-pid, signal) == -ESRCH) {
                // It has made itself a member of another group.
                var _ = kernel.kill(pid, signal);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends it and its process group: by SIGTERM, and after {@link #PATIENCE} by SIGKILL, which cannot be
     * refused. An interrupt ends the patience, and is kept.
     */
    public Exit end() {
        lock.lock();
        try {
            ending = true;
        } finally {
            lock.unlock();
        }
        signal(SIGTERM);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    if (over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                        return exit;
                    }
                    signal(SIGKILL);
                } catch (InterruptedException e) {
                    interrupted = true;
                    signal(SIGKILL);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
