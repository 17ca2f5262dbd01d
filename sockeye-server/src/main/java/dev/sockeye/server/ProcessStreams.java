package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.child.Command;
import dev.sockeye.server.child.Jvm;
import dev.sockeye.server.handler.Chat;
import dev.sockeye.server.handler.Exec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * {@code process}: each session has a process of its own, a program or a JVM; a virtual thread accepts, and
 * one for each session waits for its process.
 */
final class ProcessStreams implements Engine<Door.Stream> {
    private final Room room;
    private final ProcessLife.Starter starter;

    /**
     * An engine that has started nothing.
     *
     * @throws IllegalArgumentException if the handler has no text and cannot be made in another process
     * @throws UnsupportedModelException if there is no java to start
     */
    ProcessStreams(Room room, Service service, Optional<String> text) {
        this.room = room;
        if (service instanceof Exec exec) {
            this.starter = (_, socket) -> program(exec, socket);
        } else {
            String crossing = text(Model.process(), service, text);
            Class<?> type = service.getClass();
            this.starter =
                    (session, socket) -> SessionJvm.start(room, type, crossing, session, socket);
        }
    }

    private static ProcessLife.Server program(Exec exec, StreamSocket socket) throws IOException {
        Command command = Command.start(exec.command(), socket);
        return new ProcessLife.Server() {
            @Override
            public void serve(StreamSession session) throws InterruptedException, ExitException {
                command.await();
            }

            @Override
            public void end() {
                command.end();
            }
        };
    }

    /** The text by which a handler crosses to another process. */
    static String text(Model model, Service service, Optional<String> text) {
        if (service instanceof Chat) {
            throw new IllegalArgumentException(
                    "model "
                            + model
                            + " has sessions in several processes, where those of chat would not hear"
                            + " each other");
        }
        if (!Jvm.isThere()) {
            throw new UnsupportedModelException(
                    model, "there is no bin/java in " + System.getProperty("java.home"));
        }
        return text.orElseThrow(() ->
                new IllegalArgumentException(
                        "model "
                                + model
                                + " makes its handler anew in other processes, where the fields of this "
                                + service.getClass().getName()
                                + " would be lost: start the class, or a text such as files:DIR"));
    }

    @Override
    public void serve(Door.Stream door) {
        Sessions sessions = (id, socket) -> new ProcessLife(room, starter, id, socket);
        new AcceptLoop(room, door, sessions, ProcessStreams::begin, false)
                .start(Threads.virtual("sockeye-accept " + door.address()));
    }

    private static void begin(Life session) {
        try {
            ((ProcessLife) session).start(Threads.virtual("sockeye-session-" + session.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
