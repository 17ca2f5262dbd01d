package dev.sockeye.server;

import static dev.sockeye.sys.Fcntl.F_DUPFD_CLOEXEC;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.Network;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.handler.Handlers;
import dev.sockeye.sys.Kernel;
import java.io.IOException;

/** The process of one session of {@code process}, on its side. */
final class SessionProcess {
    private static final int ERROR = 2;

    /** Where /dev/null is. */
    private static final int NULL = WorkerMain.WIRE + 1;

    private SessionProcess() {}

    /**
     * Serves the connection that is descriptor 0 and 1.
     *
     * @param id the session's number
     * @return an exit status
     */
    static int run(String text, Plan setup, long id) throws IOException {
        int connection = moveAway(Kernel.host());
        var wire = new Wire(StreamSocket.adopt(WorkerMain.WIRE));
        Service service;
        try {
            service = Handlers.parse(text).service();
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            wire.send(new Wire.Message(Wire.Kind.CLOSED, id, 0, 0, "", why));
            return WorkerMain.NEVER;
        }
        StreamSocket socket = StreamSocket.adopt(connection);
        var room = new Room(setup.events(new WireEvents(wire)), Network.host(), 1);
        var _ = room.admission().reserve();
        Life life = Sessions.of(room, service).of(id, socket);
        WorkerMain.obey(
                wire,
                order -> {
                    if (order == Wire.Kind.STOP) {
                        room.works().stop();
                    }
                });
        life.run();
        return WorkerMain.DONE;
    }

    /**
     * Takes the connection away from descriptors 0 and 1, before any code runs that may know them as
     * standard input and output: 0 is /dev/null from now on, and 1 is standard error.
     */
    private static int moveAway(Kernel kernel) throws IOException {
        int connection = check("fcntl", kernel.fcntl(0, F_DUPFD_CLOEXEC, NULL + 1));
        check("dup3", kernel.dup3(NULL, 0, 0));
        check("dup3", kernel.dup3(ERROR, 1, 0));
        var _ = kernel.close(NULL);
        return connection;
    }

    private static int check(String call, int result) throws IOException {
        if (result < 0) {
            throw new ErrnoException(call, -result, null, null, 0);
        }
        return result;
    }
}
