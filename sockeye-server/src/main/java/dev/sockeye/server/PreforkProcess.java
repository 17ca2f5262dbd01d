package dev.sockeye.server;

import dev.sockeye.net.Socket;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.net.Target;
import dev.sockeye.server.handler.Handlers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker process of {@code prefork}, on its side: a server with the model {@code virtual} on listeners
 * that it has inherited.
 *
 * <p>It leaves, that is accepts nothing more and ends when its sessions have, when the server says so, when
 * it has served its share, and on SIGTERM or SIGINT. Questions of the server are answered by a virtual
 * thread, as those that run the sessions: a worker whose carriers are all held by something does not answer.
 */
final class PreforkProcess {
    /** Where the listeners begin. */
    private static final int FIRST = WorkerMain.WIRE + 1;

    private final Wire wire;
    private final Running running;
    private final AtomicBoolean leaving = new AtomicBoolean();

    private PreforkProcess(Wire wire, Running running) {
        this.wire = wire;
        this.running = running;
    }

    /**
     * Serves.
     *
     * @param total how many sessions at once, or {@link Plan#UNSET}
     * @param most how many sessions until it leaves
     * @param addresses how many listeners there are
     * @return an exit status
     */
    static int run(String text, Plan setup, int total, long most, int addresses)
            throws IOException {
        var wire = new Wire(StreamSocket.adopt(WorkerMain.WIRE));
        NamedService service;
        try {
            service = Handlers.parse(text);
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            wire.send(Wire.Message.of(Wire.Kind.BROKEN, "", why));
            return WorkerMain.NEVER;
        }
        Plan plan = setup;
        for (int fd = FIRST; fd < FIRST + addresses; fd++) {
            plan = plan.also(new Target.Descriptor(fd), List.of());
        }
        if (total != Plan.UNSET) {
            plan = plan.limit(total, Integer.MAX_VALUE);
        }
        var events = new Counting(wire, most);
        Running running =
                Running.start(plan.events(events), service.service(), Optional.of(service.text()));
        var worker = new PreforkProcess(wire, running);
        events.whenServed(worker::leave);
        return worker.serve();
    }

    private int serve() throws IOException {
        WorkerMain.obey(wire, this::obey);
        // A signal to all processes of a service must not cut what the server lets drain.
        Runtime.getRuntime().addShutdownHook(new Thread(this::drain, "sockeye-drain"));
        wire.send(Wire.Message.of(Wire.Kind.READY));
        try {
            var _ = running.await();
            return WorkerMain.DONE;
        } catch (InterruptedException e) {
            return WorkerMain.SYSTEM;
        } finally {
            // Over before anybody said so: that is no leave, and the next one comes after a pause.
            leaving.set(true);
        }
    }

    private void obey(Wire.Kind order) {
        switch (order) {
            case PING -> begin("sockeye-pong", () -> wire.trySend(Wire.Message.of(Wire.Kind.PONG)));
            case STOP -> leave();
            case CUT -> begin("sockeye-cut", () -> running.stop(Duration.ZERO));
            default -> throw new IllegalStateException("the server says " + order);
        }
    }

    private void leave() {
        begin("sockeye-leave", this::drain);
    }

    private void drain() {
        if (leaving.compareAndSet(false, true)) {
            wire.trySend(Wire.Message.of(Wire.Kind.LEAVING));
        }
        var _ = running.stop(Socket.FOREVER);
    }

    private static void begin(String name, Runnable work) {
        var _ = Threads.virtual(name).start(work);
    }

    /** Tells the server, and counts what has been served. */
    private static final class Counting extends WireEvents {
        private final AtomicLong left;
        private final AtomicBoolean served = new AtomicBoolean();
        private volatile Runnable whenServed = () -> {};

        Counting(Wire wire, long most) {
            super(wire);
            this.left = new AtomicLong(most);
        }

        void whenServed(Runnable action) {
            whenServed = action;
            if (served.get()) {
                action.run();
            }
        }

        @Override
        public void opened(Connection session) {
            super.opened(session);
            if (left.decrementAndGet() == 0) {
                served.set(true);
                whenServed.run();
            }
        }
    }
}
