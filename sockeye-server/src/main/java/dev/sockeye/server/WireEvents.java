package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.Target;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** In a process of a server: tells the server what happens. Any thread. */
class WireEvents implements Events {
    private final Wire wire;

    WireEvents(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void opened(Connection session) {
        wire.trySend(
                new Wire.Message(
                        Wire.Kind.OPENED,
                        session.id(),
                        0,
                        0,
                        session.peer().toString(),
                        session.local().toString()));
    }

    @Override
    public void failed(Endpoint peer, Throwable why) {
        wire.trySend(Wire.Message.of(Wire.Kind.FAILED, peer.toString(), why.toString()));
    }

    @Override
    public void closed(Connection session, @Nullable Throwable cause) {
        boolean silent = cause instanceof SocketTimeoutException;
        wire.trySend(
                new Wire.Message(
                        silent ? Wire.Kind.SILENT : Wire.Kind.CLOSED,
                        session.id(),
                        session.bytesRead(),
                        session.bytesWritten(),
                        "",
                        cause == null ? "" : cause.toString()));
    }

    @Override
    public void shed(Target address, Throwable why, long count) {
        trouble(Wire.Kind.SHED, address, count, why.toString());
    }

    @Override
    public void recovered(Target address, long count) {
        trouble(Wire.Kind.RECOVERED, address, count, "");
    }

    private void trouble(Wire.Kind kind, Target address, long count, String words) {
        wire.trySend(new Wire.Message(kind, 0, count, 0, address.toString(), words));
    }
}
