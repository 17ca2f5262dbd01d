package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.MSG_CMSG_CLOEXEC;
import static dev.sockeye.sys.SysSocket.MSG_ERRQUEUE;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.MSG_OOB;
import static dev.sockeye.sys.SysSocket.MSG_PEEK;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Msghdr;
import java.io.IOException;

/** sendmsg(2) and recvmsg(2) of a {@link Message}. */
final class Messages {
    private Messages() {}

    static long send(Socket socket, Message message) throws IOException {
        Msghdr header = message.outgoing(socket.kind.domain());
        int direction = socket.roomFor(message.to());
        return socket.await("sendmsg", Calls.SENDMSG, header, sending(socket, message), direction);
    }

    static long trySend(Socket socket, Message message) throws IOException {
        Msghdr header = message.outgoing(socket.kind.domain());
        return socket.attempt("sendmsg", Calls.SENDMSG, header, sending(socket, message));
    }

    private static int sending(Socket socket, Message message) {
        return socket.dontWait | MSG_NOSIGNAL | message.flags();
    }

    static long receive(Socket socket, Message message) throws IOException {
        Msghdr header = message.incoming();
        int flags = receiving(socket, message);
        int direction = inputFor(socket, flags);
        long result = socket.await("recvmsg", Calls.RECVMSG, header, flags, direction);
        return arrived(socket, message, header, result);
    }

    static long tryReceive(Socket socket, Message message) throws IOException {
        Msghdr header = message.incoming();
        int flags = receiving(socket, message);
        long result = socket.attempt("recvmsg", Calls.RECVMSG, header, flags);
        return result == Stream.WOULD_BLOCK ? result : arrived(socket, message, header, result);
    }

    private static long arrived(Socket socket, Message message, Msghdr header, long result) {
        message.arrived(header, result, socket.kind.domain(), socket.network);
        return message.length();
    }

    /** MSG_TRUNC makes the call answer a datagram's true size; on TCP it would throw bytes away. */
    private static int receiving(Socket socket, Message message) {
        int size = socket.kind.isStream() ? 0 : MSG_TRUNC;
        return socket.dontWait | MSG_CMSG_CLOEXEC | size | message.flags();
    }

    /**
     * Urgent bytes, the queue of errors and a peek at an offset may be missing where there is plain
     * input, and there where that is missing: of them readiness says nothing, and there Fd pauses.
     */
    private static int inputFor(Socket socket, int flags) {
        int apart = MSG_OOB | MSG_ERRQUEUE | (socket.isPeekingAtOffset() ? MSG_PEEK : 0);
        return (flags & apart) != 0 ? 0 : Fd.IN;
    }
}
