package dev.sockeye.server;

import dev.sockeye.net.Endpoint;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.server.child.Child;
import dev.sockeye.sys.SignalH;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One worker process of {@code prefork}, from its start until it has been waited for: what it tells becomes
 * the server's events and counts. One virtual thread reads what it says, another asks every second whether
 * it is still there. Any thread.
 *
 * <p>A worker that has not answered ten questions is hung: stopped, or without a thread that could run a
 * session. Questions are counted and not time, so that a server which was itself stopped for a while does
 * not blame its workers for that.
 */
final class PreforkWorker extends Works.Work {
    private static final long QUESTION = TimeUnit.SECONDS.toNanos(1);

    /** How many questions may be without an answer. */
    private static final int HUNG = 10;

    /** How many questions a worker's start may take. */
    private static final int START = 60;

    /** How long a worker may take to end after it has ended what it says. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Room room;
    private final Wire wire;
    private final Child child;
    private final Map<Long, RemoteSession> sessions = new HashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> succession = new CompletableFuture<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile int open;
    private long shed;
    private String broken = "";

    private PreforkWorker(Room room, Wire wire, Child child) {
        this.room = room;
        this.wire = wire;
        this.child = child;
    }

    /** Starts a process. */
    interface Starter {
        /**
         * Starts it.
         *
         * @param line a descriptor of what becomes its end of the wire
         */
        Child start(int line) throws IOException;
    }

    /** Starts a worker, and enters it into the room. */
    static PreforkWorker start(Room room, Starter starter) throws IOException {
        StreamSocket[] pair = room.network().pair();
        PreforkWorker worker;
        try (StreamSocket theirs = pair[1]) {
            int line = theirs.duplicate();
            try {
                worker = new PreforkWorker(room, new Wire(pair[0]), starter.start(line));
            } finally {
                var _ = room.network().kernel().close(line);
            }
        } catch (Throwable t) {
            pair[0].close();
            throw t;
        }
        room.works().enter(worker);
        Threads.virtual("sockeye-worker-" + worker.child.pid()).start(worker::live);
        Threads.virtual("sockeye-questions-" + worker.child.pid()).start(worker::ask);
        return worker;
    }

    /** Completed when it accepts, with an exception if it has ended before. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /**
     * Waits until another worker is due in its place.
     *
     * @return true if it leaves of its own accord, false if it has ended
     */
    boolean awaitSuccession() throws InterruptedException {
        try {
            return succession.get();
        } catch (ExecutionException e) {
            throw new AssertionError("nobody completes it so", e);
        }
    }

    boolean isStopping() {
        return room.works().isStopping();
    }

    private void live() {
        try {
            for (var next = wire.receive(); next != null; next = wire.receive()) {
                heed(next);
            }
        } catch (IOException | RuntimeException e) {
            // Nothing that it says can be relied on any more; what follows ends it.
            room.events().workerFailed(e);
        } finally {
            end();
        }
    }

    private void heed(Wire.Message message) {
        switch (message.kind()) {
            case READY -> {
                unanswered.set(0);
                room.events().workerStarted(child.pid());
                ready.complete(null);
            }
            case BROKEN -> broken = message.words();
            case OPENED -> opened(message);
            case FAILED -> failed(message);
            case CLOSED, SILENT -> closed(message);
            case SHED -> {
                room.tally().troubles.increment();
                var why = new ChildFailureException(message.words());
                room.events().shed(Target.parse(message.where()), why, shed(message));
            }
            case RECOVERED -> room.events().recovered(Target.parse(message.where()), shed(message));
            case LEAVING -> succession.complete(true);
            case PONG -> unanswered.set(0);
            case PING, STOP, CUT -> throw new IllegalStateException("a worker says " + message);
        }
    }

    /** Adds what the worker has shed since it last told, and answers what all have. */
    private long shed(Wire.Message message) {
        long more = message.read() - shed;
        shed = message.read();
        return room.tally().shed.addAndGet(more);
    }

    private void opened(Wire.Message message) {
        var session =
                new RemoteSession(
                        room.tally().ids.incrementAndGet(),
                        Endpoint.parse(message.words()),
                        Endpoint.parse(message.where()),
                        this);
        sessions.put(message.session(), session);
        open = sessions.size();
        room.tally().opened.increment();
        room.events().opened(session);
    }

    private void failed(Wire.Message message) {
        room.tally().failed.increment();
        var why = new ChildFailureException(message.words());
        room.events().failed(Endpoint.parse(message.where()), why);
    }

    private void closed(Wire.Message message) {
        RemoteSession session = sessions.remove(message.session());
        open = sessions.size();
        if (session != null) {
            session.end(message.read(), message.written());
            room.tally().ended.increment();
            room.events().closed(session, SessionJvm.cause(message));
        }
    }

    /** The wire has ended, and the process is about to, or is made to. */
    private void end() {
        Exit exit = awaitEnd();
        try {
            lose(exit);
            room.events().workerEnded(child.pid(), exit);
        } finally {
            wire.close();
            String why = broken.isEmpty() ? "it " + exit : broken;
            ready.completeExceptionally(
                    new ChildFailureException("worker " + child + " was not ready: " + why));
            succession.complete(false);
            gone.countDown();
            room.works().leave(this);
        }
    }

    private Exit awaitEnd() {
        try {
            Exit exit = child.await(ENDING);
            return exit == null ? child.end() : exit;
        } catch (InterruptedException e) {
            return child.end();
        }
    }

    /** What it had open is lost with it. */
    private void lose(Exit exit) {
        for (RemoteSession session : sessions.values()) {
            var why = new ExitException("worker", child.pid(), exit);
            session.end(0, 0);
            room.tally().ended.increment();
            if (!isStopping()) {
                room.tally().failed.increment();
                room.events().failed(session.peer(), why);
            }
            room.events().closed(session, why);
        }
        sessions.clear();
        open = 0;
    }

    private void ask() {
        try {
            while (!gone.await(QUESTION, TimeUnit.NANOSECONDS)) {
                int missed = unanswered.incrementAndGet();
                if (missed > (ready.isDone() ? HUNG : START)) {
                    hung();
                    return;
                }
                wire.trySend(Wire.Message.of(Wire.Kind.PING));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it; without it the worker is only not asked any more.
        }
    }

    private void hung() {
        room.events()
                .workerFailed(new IOException("worker " + child + " does not answer and is ended"));
        child.signal(SignalH.SIGKILL);
    }

    @Override
    public void finish() {
        wire.trySend(Wire.Message.of(Wire.Kind.STOP));
    }

    @Override
    public boolean servesPeer() {
        return open > 0;
    }

    @Override
    public void cut() {
        wire.trySend(Wire.Message.of(Wire.Kind.CUT));
        var _ = Threads.virtual("sockeye-cut-" + child.pid()).start(this::endSoon);
    }

    private void endSoon() {
        try {
            if (!gone.await(Child.PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                var _ = child.end();
            }
        } catch (InterruptedException e) {
            var _ = child.end();
        }
    }

    @Override
    public @Nullable Thread thread() {
        return null;
    }

    @Override
    public String toString() {
        return "worker " + child;
    }
}
