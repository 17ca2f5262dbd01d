package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.StreamSocket;
import java.util.Optional;

/** A session that a worker process serves, as its server knows it: nothing here can touch it. */
final class RemoteSession implements Connection {
    private final long id;
    private final Endpoint local;
    private final Endpoint peer;
    private final PreforkWorker worker;
    private volatile long read;
    private volatile long written;
    private volatile boolean open = true;

    RemoteSession(long id, Endpoint local, Endpoint peer, PreforkWorker worker) {
        this.id = id;
        this.local = local;
        this.peer = peer;
        this.worker = worker;
    }

    /** It is over there. */
    void end(long bytesRead, long bytesWritten) {
        read = bytesRead;
        written = bytesWritten;
        open = false;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public Endpoint peer() {
        return peer;
    }

    @Override
    public long bytesRead() {
        return read;
    }

    @Override
    public long bytesWritten() {
        return written;
    }

    @Override
    public boolean stopping() {
        return worker.isStopping();
    }

    @Override
    public void onStop(Runnable action) {
        throw elsewhere();
    }

    @Override
    public Optional<StreamSocket> socket() {
        return Optional.empty();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        throw elsewhere();
    }

    private UnsupportedOperationException elsewhere() {
        return new UnsupportedOperationException(this + " is served by " + worker);
    }

    @Override
    public String toString() {
        return "session " + id + " of " + peer;
    }
}
