package dev.sockeye.server.handler;

import dev.sockeye.net.StreamSocket;
import dev.sockeye.server.ExitException;
import dev.sockeye.server.Handler;
import dev.sockeye.server.Session;
import dev.sockeye.server.child.Command;
import java.io.IOException;

/**
 * Serves each session by a program: {@code /bin/sh -c COMMAND} with the connection as its standard input
 * and output, as inetd and tcpserver do it. On {@code process} and on every other model alike, the program
 * is all that there is of the session; the model only has somebody wait for it.
 *
 * <ul>
 *   <li>Descriptors 0 and 1 are the connection, blocking; 2 is this process's standard error; there are no
 *       others.
 *   <li>The environment is this process's, with the variables of <a
 *       href="https://cr.yp.to/proto/ucspi.txt">UCSPI</a>: {@code PROTO} (TCP, TCP6, UNIX), {@code
 *       TCPREMOTEIP}, {@code TCPREMOTEPORT}, {@code TCPLOCALIP}, {@code TCPLOCALPORT}; for IPv6 also {@code
 *       TCP6REMOTEIP} and so on; {@code UNIXLOCALPATH}, {@code UNIXREMOTEPATH}.
 *   <li>It leads a process group of its own, its signals are as by default and none is blocked.
 *   <li>The session ends when the program ends, whoever else may hold the connection by then. Another exit
 *       status than 0, or a signal, is an {@link ExitException}: 127 is the shell's word for a program that
 *       is not there.
 *   <li>When the server cuts the session, the group gets SIGTERM, and SIGKILL two seconds later.
 * </ul>
 *
 * <p>The {@linkplain dev.sockeye.server.Server.Setup#timeout idle time} does not hold here: nobody but the
 * program sees its traffic. What the peer sends and the program does not read is read and thrown away at
 * the end, within bounds, so that the program's last bytes arrive.
 *
 * <p>Any thread; one object serves all sessions.
 */
public final class Exec implements Handler {
    private final String command;

    /**
     * Runs a command.
     *
     * @param command for the shell
     * @throws IllegalArgumentException if it is blank, or has a 0 in it
     */
    public Exec(String command) {
        if (command.isBlank() || command.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("exec needs a command, not \"" + command + "\"");
        }
        this.command = command;
    }

    /**
     * What it runs.
     *
     * @return the command
     */
    public String command() {
        return command;
    }

    @Override
    public void handle(Session session) throws IOException, InterruptedException, ExitException {
        StreamSocket socket =
                session.socket()
                        .orElseThrow(() ->
                                new UnsupportedOperationException(
                                        "exec needs a socket to hand over, and "
                                                + session
                                                + " has none"));
        Command.start(command, socket).await();
    }

    @Override
    public String toString() {
        return "exec:" + command;
    }
}
