package dev.sockeye.net;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.SignalH;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that stands for a process, and for no other one that gets its number later: {@link
 * So#PEERPIDFD}. Close-on-exec.
 *
 * <p>Any thread, at any time, {@link #close} too. One that becomes unreachable is closed by its {@link
 * Network}, as a socket is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>
 */
public final class PidFd implements AutoCloseable {
    private static final String PID = "Pid:";

    private static final Fd.Call<@Nullable Void> SIGNAL =
            (kernel, fd, _, signal) -> kernel.pidfd_send_signal(fd, signal, MemorySegment.NULL, 0);

    private final Network network;
    private final Leaks.Entry fd;
    private volatile boolean claimed;

    PidFd(Network network, int number) {
        this.network = network;
        this.fd = network.watch(this, number);
    }

    /**
     * The process's number, from {@code /proc/self/fdinfo}.
     *
     * @return its number; -1 if it has ended and was waited for, 0 if it is in another pid namespace
     * @throws IOException if there is no {@code /proc} here
     */
    public int pid() throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd.number()))) {
                if (line.startsWith(PID)) {
                    return Integer.parseInt(line.substring(PID.length()).strip());
                }
            }
            throw new IOException("/proc/self/fdinfo/" + fd.number() + " names no process");
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Waits until the process has ended.
     *
     * @param within how long; zero for not at all
     * @return whether it has
     * @throws IOException if the thread is interrupted, or the descriptor is closed
     */
    public boolean hasEnded(Duration within) throws IOException {
        try {
            long result = fd.ready(Fd.IN, Times.nanos(within));
            return result != 0 && result != Fd.DEADLINE && checked("poll", result) != 0;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * {@code pidfd_send_signal(2)}: sends the process a signal.
     *
     * @param signal a number of {@link SignalH}; 0 only tells whether it could be sent
     * @throws IOException if it has ended and was waited for (ESRCH), or it is not allowed (EPERM)
     */
    public void signal(int signal) throws IOException {
        try {
            checked("pidfd_send_signal", fd.call(SIGNAL, null, signal));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Somebody wants it: it is not closed with the message that brought it. */
    void claim() {
        claimed = true;
    }

    boolean isClaimed() {
        return claimed;
    }

    private static long checked(String call, long result) throws IOException {
        if (result < 0) {
            throw new Failure(call, null, null, null, 0).of(result);
        }
        return result;
    }

    /**
     * Whether nobody has closed it here.
     *
     * @return false once {@link #close} was called
     */
    public boolean isOpen() {
        return fd.isOpen();
    }

    /** Closes the descriptor; the process goes on. Does nothing the second time, and throws nothing. */
    @Override
    public void close() {
        network.forget(fd);
        fd.close();
    }

    @Override
    public String toString() {
        return "PidFd[" + fd + (fd.isOpen() ? "]" : ", closed]");
    }
}
