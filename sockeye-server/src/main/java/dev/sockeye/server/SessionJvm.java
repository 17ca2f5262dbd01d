package dev.sockeye.server;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.child.Child;
import dev.sockeye.server.child.Jvm;
import dev.sockeye.server.child.Program;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that serves one session ({@link SessionProcess}): it has the connection as its descriptors 0 and 1,
 * and ends with the session.
 */
final class SessionJvm implements ProcessLife.Server {
    private final Wire wire;
    private final Child child;

    private SessionJvm(Wire wire, Child child) {
        this.wire = wire;
        this.child = child;
    }

    /** Starts it for a session, with the handler of a text, whose class it needs. */
    static SessionJvm start(
            Room room, Class<?> type, String text, StreamSession session, StreamSocket socket)
            throws IOException {
        StreamSocket[] pair = room.network().pair();
        try (StreamSocket theirs = pair[1]) {
            Kernel kernel = room.network().kernel();
            int connection = socket.duplicate();
            try {
                int line = theirs.duplicate();
                try {
                    Program program =
                            Jvm.program(
                                    room.plan().workers().main(),
                                    type,
                                    WorkerMain.jvmOptions(true, room.plan().workers()),
                                    WorkerMain.sessionArguments(text, session.id(), room.plan()),
                                    List.of(connection, connection, line, Program.NULL));
                    return new SessionJvm(new Wire(pair[0]), Child.start(kernel, program));
                } finally {
                    var _ = kernel.close(line);
                }
            } finally {
                var _ = kernel.close(connection);
            }
        } catch (Throwable t) {
            pair[0].close();
            throw t;
        }
    }

    @Override
    public void serve(StreamSession session) throws Exception {
        Wire.Message last;
        Exit exit;
        try {
            session.onStop(() -> wire.trySend(Wire.Message.of(Wire.Kind.STOP)));
            last = awaitClosed();
            // The peer is not kept waiting for the end of the JVM.
            session.close();
            exit = child.await();
        } catch (Throwable t) {
            end();
            throw t;
        }
        wire.close();
        if (last == null) {
            throw new ExitException("the session's process", child.pid(), exit);
        }
        session.served(last.read(), last.written());
        IOException cause = cause(last);
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public void end() {
        var _ = child.end();
        wire.close();
    }

    /** How it has ended; null if it died before it could say so. */
    private Wire.@Nullable Message awaitClosed() throws IOException {
        Wire.Message last = null;
        for (var next = wire.receive(); next != null; next = wire.receive()) {
            if (next.kind() == Wire.Kind.CLOSED || next.kind() == Wire.Kind.SILENT) {
                last = next;
            }
        }
        return last;
    }

    /** What has ended a session, as far as it crosses to another process. */
    static @Nullable IOException cause(Wire.Message end) {
        if (end.words().isEmpty()) {
            return null;
        }
        return end.kind() == Wire.Kind.SILENT
                ? new SocketTimeoutException(end.words())
                : new ChildFailureException(end.words());
    }
}
