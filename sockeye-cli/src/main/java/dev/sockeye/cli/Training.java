package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sockeye.net.Network;
import dev.sockeye.sys.Kernel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs every verb once in one JVM, which the build records for the cache that makes later starts
 * quick. It says nothing, and talks to itself only.
 */
public final class Training {
    private static final long PATIENCE = 10;

    private Training() {}

    /**
     * Runs the training and ends the JVM, as the command does.
     *
     * @param args none
     * @throws Exception if a run did not end as it should
     */
    public static void main(String[] args) throws Exception {
        run();
        System.exit(ExitCode.DONE.status());
    }

    /** The training alone: afterwards nothing is open, and nothing runs. */
    static void run() throws Exception {
        expect(ExitCode.USAGE, new Run("").command());
        expect(ExitCode.DONE, new Run("").command("--version"));
        expect(ExitCode.DONE, new Run("").command("--help"));
        expect(ExitCode.DONE, new Run("").command("serve", "--help"));
        expect(ExitCode.DONE, new Run("").command("help", "connect"));
        expect(ExitCode.USAGE, new Run("").command("serve", "--modle", "virtual"));
        expect(ExitCode.NO, new Run("").command("connect", "unix:@sockeye-training-nobody"));
        new ProcessSignals().on(_ -> {}).close();
        streams();
        Path folder = Files.createTempDirectory("sockeye-training");
        try {
            Files.writeString(folder.resolve("index.html"), "trained\n");
            talk(
                    "echo",
                    "hello\n",
                    "127.0.0.1:0",
                    "udp:127.0.0.1:0",
                    "unix:" + folder.resolve("s"));
            talk("files:" + folder, "GET / HTTP/1.0\r\n\r\n", "127.0.0.1:0");
        } finally {
            Files.deleteIfExists(folder.resolve("index.html"));
            Files.delete(folder);
        }
    }

    /** Standard streams without a byte: whoever trains may have none, or one that never ends. */
    private static void streams() {
        var world = new ProcessWorld();
        var _ = world.stdin();
        var _ = world.stdout();
        var _ = world.columns();
        var _ = world.colour(2);
    }

    /** A server, a connection to each of its addresses, and a stop by signal. */
    private static void talk(String handler, String text, String... addresses) throws Exception {
        var server = new Run("");
        var args = new ArrayList<String>(List.of("serve", "--handler", handler));
        args.addAll(List.of(addresses));
        var result = new LinkedBlockingQueue<ExitCode>();
        Thread.ofPlatform()
                .daemon()
                .start(() -> result.add(server.command(args.toArray(String[]::new))));
        for (int i = 0; i < addresses.length; i++) {
            String line = server.heard();
            String bound = line.substring(line.indexOf(" on ") + 4, line.indexOf(" (model"));
            if (bound.startsWith("udp:")) {
                // On a busy machine no reply may come in time: it is trained all the same.
                var _ = new Run(text).command("connect", bound, "--timeout", "300ms");
            } else {
                expect(ExitCode.DONE, new Run(text).command("connect", bound, "-v"));
            }
        }
        server.stop("SIGTERM");
        expect(ExitCode.DONE, result.poll(PATIENCE, TimeUnit.SECONDS));
    }

    private static void expect(ExitCode expected, @Nullable ExitCode actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + ", was " + actual);
        }
    }

    /** A run with its own streams and signals. */
    private static final class Run implements World, Signals {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final PrintStream stderr = new PrintStream(new Lines(lines), true, US_ASCII);
        private final ReadableByteChannel stdin;
        private volatile Consumer<String> onSignal = _ -> {};

        Run(String input) {
            stdin = Channels.newChannel(new ByteArrayInputStream(input.getBytes(US_ASCII)));
        }

        ExitCode command(String... args) {
            return Main.run(this, args);
        }

        String heard() throws InterruptedException {
            String line = lines.poll(PATIENCE, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("silent");
            }
            return line;
        }

        void stop(String signal) {
            onSignal.accept(signal);
        }

        @Override
        public Registration on(Consumer<String> handler) {
            onSignal = handler;
            return () -> onSignal = _ -> {};
        }

        @Override
        public Kernel kernel() {
            return Kernel.host();
        }

        @Override
        public Network network() {
            return Network.host();
        }

        @Override
        public ReadableByteChannel stdin() {
            return stdin;
        }

        @Override
        public WritableByteChannel stdout() {
            return new NullChannel();
        }

        @Override
        public PrintStream text() {
            return new PrintStream(OutputStream.nullOutputStream());
        }

        @Override
        public PrintStream stderr() {
            return stderr;
        }

        @Override
        public Signals signals() {
            return this;
        }

        @Override
        public String variable(String name) {
            return "";
        }

        @Override
        public boolean isInherited(int fd) {
            return false;
        }

        @Override
        public void handOver(int fd) {
            // No descriptor of this run is anybody else's.
        }

        @Override
        public int columns() {
            return Terminal.DEFAULT_COLUMNS;
        }

        @Override
        public boolean colour(int fd) {
            return false;
        }
    }

    /** Standard error, line by line. */
    private static final class Lines extends OutputStream {
        private final BlockingQueue<String> lines;
        private final StringBuilder line = new StringBuilder();

        Lines(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        public synchronized void write(int b) throws IOException {
            if (b == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            } else {
                line.append((char) b);
            }
        }
    }
}
