package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import org.jspecify.annotations.Nullable;

/** Tells a listener, and keeps what it throws away from the server. */
final class Told implements Events {
    private final Events events;

    Told(Events events) {
        this.events = events;
    }

    @Override
    public void listening(Target address) {
        tell(() -> events.listening(address));
    }

    @Override
    public void opened(Connection session) {
        tell(() -> events.opened(session));
    }

    @Override
    public void closed(Connection session, @Nullable Throwable cause) {
        tell(() -> events.closed(session, cause));
    }

    @Override
    public void rejected(Endpoint peer, String why) {
        tell(() -> events.rejected(peer, why));
    }

    @Override
    public void failed(Endpoint peer, Throwable why) {
        tell(() -> events.failed(peer, why));
    }

    @Override
    public void shed(Target address, Throwable why, long count) {
        tell(() -> events.shed(address, why, count));
    }

    @Override
    public void recovered(Target address, long count) {
        tell(() -> events.recovered(address, count));
    }

    @Override
    public void trainsRefused(Target address, int longest) {
        tell(() -> events.trainsRefused(address, longest));
    }

    @Override
    public void lost(Target address, Throwable why) {
        tell(() -> events.lost(address, why));
    }

    @Override
    public void workerStarted(long pid) {
        tell(() -> events.workerStarted(pid));
    }

    @Override
    public void workerEnded(long pid, Exit exit) {
        tell(() -> events.workerEnded(pid, exit));
    }

    @Override
    public void workerFailed(Throwable why) {
        tell(() -> events.workerFailed(why));
    }

    @Override
    public void stopped(Server.Stop how) {
        tell(() -> events.stopped(how));
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable _) {
            // A listener has nobody else to tell, and a session must not end by it.
        }
    }
}
