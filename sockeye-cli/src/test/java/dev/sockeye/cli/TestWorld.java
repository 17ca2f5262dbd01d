package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sockeye.net.Network;
import dev.sockeye.sys.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A world for one run: what goes in is given, what comes out is kept. */
final class TestWorld implements World, Signals {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stderr = new PrintStream(new Lines(), true, UTF_8);
    private final PrintStream text = new PrintStream(out, true, UTF_8);
    private final LinkedBlockingQueue<Consumer<String>> handler = new LinkedBlockingQueue<>();

    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final List<Integer> inherited = new CopyOnWriteArrayList<>();
    private final List<Integer> handedOver = new CopyOnWriteArrayList<>();

    private Network network = Network.host();
    private ReadableByteChannel stdin = channel(new byte[0]);
    private WritableByteChannel stdout = Channels.newChannel(out);
    private int columns = 80;
    private boolean colour;

    private static ReadableByteChannel channel(byte[] bytes) {
        return Channels.newChannel(new ByteArrayInputStream(bytes));
    }

    TestWorld in(byte[] bytes) {
        stdin = channel(bytes);
        return this;
    }

    TestWorld in(String input) {
        return in(input.getBytes(UTF_8));
    }

    TestWorld in(ReadableByteChannel input) {
        stdin = input;
        return this;
    }

    TestWorld out(WritableByteChannel output) {
        stdout = output;
        return this;
    }

    TestWorld on(Network network) {
        this.network = network;
        return this;
    }

    TestWorld variable(String name, Object value) {
        variables.put(name, value.toString());
        return this;
    }

    TestWorld inherits(int fd) {
        inherited.add(fd);
        return this;
    }

    /** The descriptors that became a peer's. */
    List<Integer> handedOver() {
        return handedOver;
    }

    TestWorld columns(int columns) {
        this.columns = columns;
        return this;
    }

    TestWorld coloured() {
        colour = true;
        return this;
    }

    ExitCode run(String... args) {
        return Main.run(this, args);
    }

    /** Words that are separated by spaces; none at all for nothing. */
    ExitCode line(String args) {
        return args.isEmpty() ? run() : run(args.split(" "));
    }

    byte[] out() {
        return out.toByteArray();
    }

    String outText() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    List<String> errLines() {
        return err().lines().toList();
    }

    /** The next line on standard error; waits for it. */
    String heard() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("nothing more was said; before:\n" + err());
        }
        return line;
    }

    /** Raises a signal on this thread, once the run listens to signals. */
    void raise(String signal) throws InterruptedException {
        var told = handler.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (told == null) {
            throw new AssertionError("nobody listens to signals");
        }
        handler.add(told);
        told.accept(signal);
    }

    @Override
    public Registration on(Consumer<String> told) {
        handler.add(told);
        return handler::clear;
    }

    @Override
    public Kernel kernel() {
        return network.kernel();
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public ReadableByteChannel stdin() {
        return stdin;
    }

    @Override
    public WritableByteChannel stdout() {
        return stdout;
    }

    @Override
    public PrintStream text() {
        return text;
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
        return variables.getOrDefault(name, "");
    }

    @Override
    public boolean isInherited(int fd) {
        return inherited.contains(fd);
    }

    @Override
    public void handOver(int fd) {
        handedOver.add(fd);
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public boolean colour(int fd) {
        return colour;
    }

    /** Keeps all bytes, and offers whole lines. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            err.write(b);
            if (b == '\n') {
                lines.add(line.toString(UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
