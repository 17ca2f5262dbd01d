package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sockeye.net.DatagramSocket;
import dev.sockeye.net.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Tells the service manager how far the command is, as sd_notify(3) says: a datagram to the Unix socket
 * that {@code NOTIFY_SOCKET} names. Nothing without that variable. Any thread.
 */
final class Notify {
    static final String READY = "READY=1";
    static final String STOPPING = "STOPPING=1";

    private static final String VARIABLE = "NOTIFY_SOCKET";

    /** A manager that does not read holds us up no longer than this. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final World world;
    private final Talk talk;

    Notify(World world, Talk talk) {
        this.world = world;
        this.talk = talk;
    }

    /** Sends a state. That it could not be sent is said, and no reason not to serve. */
    void send(String state) {
        String where = world.variable(VARIABLE);
        if (where.isEmpty()) {
            return;
        }
        try {
            var target = (Target.Address) Target.parse("unixdgram:" + where);
            try (DatagramSocket socket = world.network().datagramTo(target.endpoint())) {
                socket.timeout(PATIENCE);
                socket.send(ByteBuffer.wrap(state.getBytes(UTF_8)));
            }
        } catch (IOException e) {
            talk.say(Text.NOT_NOTIFIED.of(VARIABLE, where, Causes.words(e)));
        } catch (IllegalArgumentException e) {
            talk.say(Text.NOT_NOTIFIED.of(VARIABLE, where, String.valueOf(e.getMessage())));
        }
    }
}
