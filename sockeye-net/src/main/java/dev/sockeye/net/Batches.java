package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EINVAL;
import static dev.sockeye.sys.Errno.EIO;
import static dev.sockeye.sys.SysSocket.MSG_CMSG_CLOEXEC;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;

import dev.sockeye.poll.fd.Fd;
import java.io.IOException;
import java.lang.ref.Reference;

/** sendmmsg(2) and recvmmsg(2) of a {@link MessageBatch}. */
final class Batches {
    private Batches() {}

    static int receive(DatagramSocket socket, MessageBatch batch) throws IOException {
        boolean waitFirst = batch.incoming();
        try {
            long result =
                    socket.fd.awaitBatch(
                            Calls.RECVMMSG,
                            batch,
                            receiving(socket),
                            batch.capacity(),
                            waitFirst,
                            socket.patience());
            return arrived(socket, batch, socket.result("recvmmsg", result));
        } finally {
            Reference.reachabilityFence(socket);
        }
    }

    static int tryReceive(DatagramSocket socket, MessageBatch batch) throws IOException {
        var _ = batch.incoming();
        long count = socket.attempt("recvmmsg", Calls.RECVMMSG, batch, receiving(socket));
        return arrived(socket, batch, count == Stream.WOULD_BLOCK ? 0 : count);
    }

    private static int arrived(DatagramSocket socket, MessageBatch batch, long count) {
        batch.arrived((int) count, socket.kind.domain(), socket.network.kernel());
        return (int) count;
    }

    /** MSG_TRUNC makes the call tell each datagram's true size. */
    private static int receiving(Socket socket) {
        return socket.dontWait | MSG_CMSG_CLOEXEC | MSG_TRUNC;
    }

    static void send(DatagramSocket socket, MessageBatch batch) throws IOException {
        batch.checkOutgoing();
        while (batch.sent() < batch.count()) {
            int train = batch.train(batch.sent());
            if (train > 0 && train > socket.longestInTrain()) {
                sendApart(socket, batch);
            } else {
                sendTogether(socket, batch, train);
            }
        }
    }

    /** One call, for as many messages as can be sent as they are. */
    private static void sendTogether(DatagramSocket socket, MessageBatch batch, int train)
            throws IOException {
        int end = batch.sent() + 1;
        while (end < batch.count()
                && (batch.train(end) == 0 || batch.train(end) <= socket.longestInTrain())) {
            end++;
        }
        long result = call(socket, batch, batch.part(end));
        if (train > 0 && (result == -EIO || result == -EINVAL)) {
            sendApart(socket, batch);
            // It was the train that was refused, and not the datagrams in it.
            socket.longestInTrain(result == -EIO ? 0 : train - 1);
        } else {
            batch.sent((int) checked(socket, batch, result));
        }
    }

    /** The datagrams of one train, one by one. */
    private static void sendApart(DatagramSocket socket, MessageBatch batch) throws IOException {
        MessageBatch.Part rest = batch.apart();
        while (rest.count() > 0) {
            rest = rest.from((int) checked(socket, batch, call(socket, batch, rest)));
        }
        batch.sent(1);
    }

    private static long call(DatagramSocket socket, MessageBatch batch, MessageBatch.Part part) {
        try {
            boolean paused = socket.kind.isUnix() && batch.isAddressed(batch.sent());
            int flags = socket.dontWait | MSG_NOSIGNAL;
            int direction = paused ? 0 : Fd.OUT;
            return socket.fd.await(Calls.SENDMMSG, part, flags, direction, socket.patience());
        } finally {
            Reference.reachabilityFence(socket);
        }
    }

    /** What is not negative, or the exception for it, which names the receiver that was meant. */
    private static long checked(DatagramSocket socket, MessageBatch batch, long result)
            throws IOException {
        if (result < 0) {
            Endpoint to = batch.to(batch.sent());
            throw (to == null
                            ? socket.failure("sendmmsg", null, 0)
                            : socket.failure("sendmmsg", to))
                    .of(result);
        }
        return result;
    }
}
