package dev.sockeye.cli;

import dev.sockeye.server.Server;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What signals do to a server: the first SIGINT or SIGTERM lets the sessions end, and a second one cuts
 * them; SIGHUP says what there is, since there is nothing to read anew. Each signal comes on a thread of
 * its own, which waits here until the server has stopped.
 */
final class Stopper implements Consumer<String> {
    private static final String HANGUP = "SIGHUP";

    private final Duration grace;
    private final Talk talk;
    private final Notify notify;

    private @Nullable Server server;
    private int signals;

    /** Whether a SIGHUP came before the server ran. */
    private boolean asked;

    private volatile String name = "";

    Stopper(Duration grace, Talk talk, Notify notify) {
        this.grace = grace;
        this.talk = talk;
        this.notify = notify;
    }

    /** The server runs. A signal that came before counts now, on this thread. */
    void started(Server server) {
        int before;
        boolean early;
        synchronized (this) {
            this.server = server;
            before = signals;
            early = asked;
        }
        if (early) {
            sayWhatThereIs(server);
        }
        if (before > 0) {
            stop(server, before);
        }
    }

    @Override
    public void accept(String signal) {
        if (signal.equals(HANGUP)) {
            hangUp();
            return;
        }
        Server running;
        int count;
        synchronized (this) {
            name = signal;
            running = server;
            count = ++signals;
        }
        if (running != null) {
            stop(running, count);
        }
    }

    private void hangUp() {
        Server running;
        synchronized (this) {
            running = server;
            asked = running == null;
        }
        if (running != null) {
            sayWhatThereIs(running);
        }
    }

    private void sayWhatThereIs(Server running) {
        Server.Counts counts = running.counts();
        talk.say(Text.STILL_SERVING.of(HANGUP, counts.open(), Summary.of(counts)));
    }

    private void stop(Server running, int count) {
        if (count > 1) {
            var _ = running.stop(Duration.ZERO);
            return;
        }
        notify.send(Notify.STOPPING);
        long open = running.counts().open();
        if (open > 0) {
            talk.say(Text.DRAINING.of(name, open, Values.text(grace)));
        } else {
            talk.say(Text.STOPPING.of(name));
        }
        var _ = running.stop(grace);
    }
}
