package dev.sockeye.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** What Python's socket module says of an option of ours: it takes the descriptor by pidfd_getfd(2). */
final class PythonJudge implements AutoCloseable {
    private static final String SCRIPT =
            """
            import ctypes, os, socket, sys
            libc = ctypes.CDLL(None, use_errno=True)
            process = os.pidfd_open(int(sys.argv[1]))
            for line in sys.stdin:
                fd, level, number, room = map(int, line.split())
                with socket.socket(fileno=libc.syscall(438, process, fd, 0)) as s:
                    print(s.getsockopt(level, number, room).hex(), flush=True)
            """;

    private final Process python;
    private final PrintWriter asks;
    private final BufferedReader says;

    PythonJudge() {
        try {
            python =
                    new ProcessBuilder(
                                    "python3",
                                    "-c",
                                    SCRIPT,
                                    Long.toString(ProcessHandle.current().pid()))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3 here to ask: " + e.getMessage());
            throw new AssertionError(e);
        }
        asks = new PrintWriter(python.getOutputStream(), true, StandardCharsets.US_ASCII);
        says = python.inputReader(StandardCharsets.US_ASCII);
    }

    /** The value's bytes in hexadecimal. */
    String getsockopt(int fd, AnyOpt<?> option) throws IOException {
        int room = Math.min(1024, option.codec().size()); // what Python allows at most
        asks.println(fd + " " + option.level() + " " + option.number() + " " + room);
        return String.valueOf(says.readLine());
    }

    @Override
    public void close() {
        asks.close();
        python.destroyForcibly();
        try {
            var _ = python.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
