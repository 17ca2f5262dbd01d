package dev.sockeye.server.child;

import static dev.sockeye.sys.Fcntl.F_GETFL;
import static dev.sockeye.sys.Fcntl.F_SETFL;
import static dev.sockeye.sys.Fcntl.O_NONBLOCK;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.Exit;
import dev.sockeye.server.ExitException;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.util.List;

/** A command of the shell's at work on a connection, which is lent to it as its descriptors 0 and 1. */
public final class Command {
    private static final String SHELL = "/bin/sh";

    private final String text;
    private final StreamSocket socket;
    private final Child child;

    private Command(String text, StreamSocket socket, Child child) {
        this.text = text;
        this.socket = socket;
        this.child = child;
    }

    /**
     * Starts it.
     *
     * @throws IOException if there is no room for another process, or no descriptor for it
     */
    public static Command start(String text, StreamSocket socket) throws IOException {
        Kernel kernel = socket.network().kernel();
        int fd = socket.duplicate();
        try {
            // A program expects that its reads wait.
            setBlocking(kernel, fd, true);
            var argv = List.of("sh", "-c", text);
            var environment = Ucspi.environment(socket.local(), socket.peer());
            var program = new Program(SHELL, argv, environment, List.of(fd, fd));
            return new Command(text, socket, Child.start(kernel, program));
        } catch (Throwable t) {
            setBlocking(kernel, fd, false);
            throw t;
        } finally {
            var _ = kernel.close(fd);
        }
    }

    /**
     * Waits until it has ended; an interrupt ends it.
     *
     * @throws ExitException if it ends otherwise than with status 0
     */
    public void await() throws InterruptedException, ExitException {
        Exit exit;
        try {
            exit = child.await();
        } catch (InterruptedException e) {
            end();
            throw e;
        }
        takeBack();
        if (!exit.isSuccess()) {
            throw new ExitException("exec:" + text, child.pid(), exit);
        }
    }

    /** Ends it before its time. */
    public void end() {
        var _ = child.end();
    }

    /**
     * Our own reads and writes must not block, and O_NONBLOCK belongs to all who share the socket. Where
     * there is no descriptor to set it by, the socket is closed here and now, without a linger.
     */
    private void takeBack() {
        try {
            Kernel kernel = socket.network().kernel();
            int fd = socket.duplicate();
            setBlocking(kernel, fd, false);
            var _ = kernel.close(fd);
        } catch (IOException _) {
            socket.close();
        }
    }

    private static void setBlocking(Kernel kernel, int fd, boolean yes) {
        int flags = kernel.fcntl(fd, F_GETFL, 0);
        var _ = kernel.fcntl(fd, F_SETFL, yes ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
    }
}
