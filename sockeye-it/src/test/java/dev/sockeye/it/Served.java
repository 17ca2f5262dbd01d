package dev.sockeye.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A server that is ready, as its ready lines told. It is dead after {@link #close}. */
final class Served implements AutoCloseable {
    private final Program program;
    private final List<String> ready = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    Served(Program program, int addresses) {
        this.program = program;
        for (int i = 0; i < addresses; i++) {
            var line = program.line("listening on (\\S+) \\(model \\S+, handler .+\\)");
            ready.add(line.group());
            targets.add(line.group(1));
        }
    }

    Program program() {
        return program;
    }

    Proc proc() {
        return program.proc();
    }

    /** The ready lines, one for each address. */
    List<String> ready() {
        return ready;
    }

    /** The first address as the server prints it, such as {@code tcp:127.0.0.1:40123}. */
    String target() {
        return targets.getFirst();
    }

    /** All addresses as the server prints them. */
    List<String> targets() {
        return targets;
    }

    /** The port of the first address. */
    int port() {
        return port(0);
    }

    int port(int address) {
        String target = targets.get(address);
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    /** The first address for Java's own sockets. */
    InetSocketAddress address() {
        boolean six = target().contains("[");
        return new InetSocketAddress(InetAddress.ofLiteral(six ? "::1" : "127.0.0.1"), port());
    }

    /** Asks for a stop by SIGTERM, and waits for the end, which is a good one. */
    Ended stop() {
        program.signal("TERM");
        Ended ended = program.end();
        assertThat(ended.status()).as("status after SIGTERM; %s", ended).isZero();
        return ended;
    }

    @Override
    public void close() {
        program.close();
    }
}
