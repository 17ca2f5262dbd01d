package dev.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.server.handler.Echo;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@link LoopHandler} and {@link LoopSession} promise of calls and threads, on every model. */
class ReactiveTest extends ReactiveBattery {
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void callsComeInOrder(Model model) throws Exception {
        var handler = new LoopCalls();
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            expect(handler, "opened");
            client.send("a");
            expect(handler, "received a");
            client.send("b");
            expect(handler, "received b");
            client.end().expectEnd();
            expect(handler, "ended", "closed");
            var closed = Recorder.next(events.closed);
            assertThat(closed.cause()).isNull();
            assertThat(closed.session().bytesRead()).isEqualTo(2);
            assertThat(closed.session().isOpen()).isFalse();
        }
        assertThat(handler.calls).isEmpty();
        assertThat(events.failed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void onlyALoopsOwnThreadCalls(Model model) throws Exception {
        var threads = ConcurrentHashMap.<String>newKeySet();
        LoopHandler handler =
                (session, data) -> {
                    threads.add(Thread.currentThread().getName());
                    assertThat(session.isOwn()).isTrue();
                    return session.send(data);
                };
        int clients = model.equals(Model.iterative()) ? 1 : 4;
        try (var server = start(model, handler)) {
            var open = new ArrayList<Client>();
            for (int number = 0; number < clients; number++) {
                open.add(Client.connect(server));
                open.getLast().send("x").expect("x");
            }
            for (Client client : open) {
                client.send("y").expect("y");
                client.close();
            }
        }
        switch (model.toString()) {
            case "select" -> assertThat(threads).containsExactly("sockeye-select-0");
            case "poll" -> assertThat(threads).containsExactly("sockeye-poll-0");
            case "epoll:1" -> assertThat(threads).containsExactly("sockeye-epoll-0");
            case "epoll:2" ->
                    assertThat(threads)
                            .containsExactlyInAnyOrder("sockeye-epoll-0", "sockeye-epoll-1");
            case "uring:1" -> assertThat(threads).containsExactly("sockeye-uring-0");
            case "uring:2" ->
                    assertThat(threads)
                            .containsExactlyInAnyOrder("sockeye-uring-0", "sockeye-uring-1");
            default -> assertThat(threads).hasSize(clients);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void tasksRunWhereTheHandlerRuns(Model model) throws Exception {
        var sessions = new LinkedBlockingQueue<LoopSession>();
        var threads = new LinkedBlockingQueue<Thread>();
        var handler =
                new LoopCalls() {
                    @Override
                    public void opened(LoopSession session) {
                        sessions.add(session);
                        threads.add(Thread.currentThread());
                        session.execute(() -> calls.add("task"));
                        calls.add("opened");
                    }
                };
        try (var server = start(model, handler);
                var client = Client.connect(server)) {
            expect(handler, "opened", "task");
            var session = Recorder.next(sessions);
            session.execute(() -> threads.add(Thread.currentThread()));
            assertThat(Recorder.next(threads)).isSameAs(Recorder.next(threads));
            session.execute(() -> {
                throw new IllegalStateException("as planned");
            });
            client.expectEnd();
            assertThat(Recorder.next(events.closed).cause()).hasMessage("as planned");
            expect(handler, "closed by IllegalStateException");
            session.execute(() -> handler.calls.add("too late"));
        }
        assertThat(handler.calls).isEmpty();
    }

    /** Many at once, each with its own conversation. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void servesManyAtOnce(Model model) throws Exception {
        int many =
                switch (model.name()) {
                    case "iterative" -> 1;
                    case "pool" -> 4;
                    case "epoll" -> 2000;
                    case "select" -> 300;
                    default -> 400;
                };
        var clients = new ArrayList<Client>();
        try (var server = start(model, (session, data) -> session.send(data))) {
            try {
                for (int number = 0; number < many; number++) {
                    clients.add(Client.connect(server));
                }
                for (int round = 0; round < 2; round++) {
                    for (int number = 0; number < many; number++) {
                        clients.get(number).send("number " + number + "\n");
                    }
                    for (int number = 0; number < many; number++) {
                        clients.get(number).expect("number " + number + "\n");
                    }
                }
                assertThat(server.counts().open()).isEqualTo(many);
            } finally {
                for (Client client : clients) {
                    client.close();
                }
            }
            for (int number = 0; number < many; number++) {
                assertThat(Recorder.next(events.closed).cause()).isNull();
            }
        }
        assertThat(events.failed).isEmpty();
    }

    /** A model's own shape, where a handler has both. */
    @ParameterizedTest
    @FieldSource("dev.sockeye.server.Place#MODELS")
    void theNativeShapeIsTaken(Model model) throws Exception {
        try (var server =
                        Server.on(Place.TCP4.target(folder))
                                .model(model)
                                .events(events)
                                .start(new Echo());
                var client = Client.connect(server)) {
            client.send("x").expect("x");
            assertThat(Recorder.next(events.opened) instanceof LoopSession)
                    .isEqualTo(Shape.REACTIVE.isNativeTo(model));
        }
    }
}
