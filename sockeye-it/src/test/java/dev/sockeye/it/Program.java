package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that runs, and is dead for certain after {@link #close}: it, and what it started, each by
 * its own process id. What it writes is read as it comes, so it never waits for us.
 */
final class Program implements AutoCloseable {
    /** A reader tells whoever waits; this is for the case that it has ended. */
    private static final long LOOK_MILLIS = 100;

    private final String name;
    private final Process process;
    private final Captured out = new Captured();
    private final List<String> lines = new ArrayList<>();
    private final Thread outReader;
    private final Thread errReader;

    /** Next line of {@link #lines} that {@link #line} looks at. */
    private int next;

    private boolean errEnded;

    Program(String name, Process process) {
        this.name = name;
        this.process = process;
        this.outReader =
                Thread.ofPlatform().daemon().name("stdout of " + name).start(this::readOut);
        this.errReader =
                Thread.ofPlatform().daemon().name("stderr of " + name).start(this::readErr);
    }

    /** A stream's bytes that can be looked at while they come. */
    private static final class Captured extends ByteArrayOutputStream {
        synchronized void append(byte[] bytes, int count) {
            write(bytes, 0, count);
            notifyAll();
        }
    }

    private void readOut() {
        byte[] buffer = new byte[1 << 16];
        try (InputStream from = process.getInputStream()) {
            for (int count; (count = from.read(buffer)) >= 0; ) {
                out.append(buffer, count);
            }
        } catch (IOException e) {
            // Closed by the end of the test.
        }
        out.append(buffer, 0);
    }

    private void readErr() {
        try (BufferedReader from = process.errorReader()) {
            for (String line; (line = from.readLine()) != null; ) {
                add(line);
            }
        } catch (IOException e) {
            // Closed by the end of the test.
        }
        synchronized (lines) {
            errEnded = true;
            lines.notifyAll();
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    long pid() {
        return process.pid();
    }

    /** The process as {@code /proc} shows it. */
    Proc proc() {
        return new Proc(pid());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All of standard error so far. */
    String err() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** All of standard output so far. */
    byte[] out() {
        return out.toByteArray();
    }

    /** Waits for the next line of standard error that matches as a whole. */
    Matcher line(String regex) {
        Pattern wanted = Pattern.compile(regex);
        var deadline = new Deadline();
        synchronized (lines) {
            while (true) {
                while (next < lines.size()) {
                    Matcher found = wanted.matcher(lines.get(next++));
                    if (found.matches()) {
                        return found;
                    }
                }
                if (errEnded || deadline.isOver()) {
                    throw new AssertionError(
                            name + " said no line like \"" + regex + "\" but:\n" + err());
                }
                try {
                    lines.wait(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }
        }
    }

    /** Waits until standard output has so many bytes. */
    byte[] out(int count) {
        var deadline = new Deadline();
        synchronized (out) {
            while (out.size() < count) {
                if (!outReader.isAlive() || deadline.isOver()) {
                    throw new AssertionError(
                            name + " wrote " + out.size() + " bytes, not " + count + "; " + err());
                }
                try {
                    out.wait(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    throw interrupted(e);
                }
            }
            return out.toByteArray();
        }
    }

    /** Waits for the first line of standard output. */
    String outLine() {
        for (int count = 1; ; ) {
            String text = new String(out(count), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            if (end >= 0) {
                return text.substring(0, end);
            }
            count = out().length + 1;
        }
    }

    /** When {@link Run#PATIENCE} is over. */
    private static final class Deadline {
        private final long start = System.nanoTime();

        boolean isOver() {
            return System.nanoTime() - start > Run.PATIENCE.toNanos();
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }

    /** Writes to its standard input; a program that reads no more is no failure. */
    void write(byte... bytes) {
        OutputStream in = process.getOutputStream();
        try {
            in.write(bytes);
            in.flush();
        } catch (IOException e) {
            // It has closed its input, or is dead: what it did then is for the test to judge.
        }
    }

    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // As in write.
        }
    }

    /** Sends a signal, such as {@code TERM}. */
    void signal(String signal) {
        try {
            assertThat(
                            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                                    .start()
                                    .waitFor())
                    .as("kill -%s %s", signal, name)
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for its end. */
    Ended end() {
        return end(Run.PATIENCE);
    }

    Ended end(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        name + " did not end in " + patience + "; it said: " + err());
            }
            outReader.join(Run.PATIENCE.toMillis());
            errReader.join(Run.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return new Ended(process.exitValue(), out(), err());
    }

    @Override
    public void close() {
        for (ProcessHandle child : process.descendants().toList()) {
            var _ = child.destroyForcibly();
        }
        var _ = process.destroyForcibly();
        closeInput();
        try {
            var _ = process.waitFor(Run.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            outReader.join(Run.PATIENCE.toMillis());
            errReader.join(Run.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
