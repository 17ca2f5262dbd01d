package dev.sockeye.it;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes one byte after another to a socket, a tenth of a second apart, until the peer has enough. */
final class Drops {
    private static final long PERIOD_MILLIS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Socket socket;
    private final byte[] bytes;
    private int next;

    Drops(Socket socket, byte[] bytes) {
        this.socket = socket;
        this.bytes = bytes;
        var _ = clock.scheduleAtFixedRate(this::drop, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void drop() {
        try {
            if (next < bytes.length) {
                socket.getOutputStream().write(bytes[next++]);
            }
        } catch (IOException e) {
            clock.shutdown();
        }
    }

    /** Writes nothing more. */
    void end() {
        clock.close();
    }
}
