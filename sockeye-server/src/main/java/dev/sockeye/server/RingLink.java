package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_F_SOCK_NONEMPTY;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.StreamSocket;
import dev.sockeye.poll.Completed;
import dev.sockeye.poll.Request;
import dev.sockeye.poll.RingMemory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A reactive session on io_uring: one multishot receive for its life, and one send at a time; all that a
 * turn has begun is handed over in one call.
 *
 * <p>Back-pressure: a session that wants no input is left receiving until something comes, since mostly it
 * wants some again before that. Then the receive is cancelled, what came meanwhile is held here, and the next
 * receives bring a buffer each, until one of them has left nothing in the socket.
 *
 * <p>The kernel sends from the very memory in which the output waits. Bytes count as sent when the completion
 * has told, and wait in the session until then: so what ends a session in order waits for the kernel too.
 */
final class RingLink extends ShardLink implements Completed {
    private final RingShard ring;
    private final Request receive;

    /** Made when there is something to send. */
    private @Nullable Request send;

    private int fd = -1;
    private boolean wanted;
    private boolean over;

    /** The receive was cancelled, and has not ended yet. */
    private boolean refused;

    /** One buffer at a time is received, since more came than the session takes, until nothing is left. */
    private boolean single;

    /** What has come while the session wanted no input, and the end of it. */
    private @Nullable HeldInput held;

    private boolean offering;
    private boolean ended;
    private int sent;

    /** Whose first bytes are being sent. */
    private @Nullable ByteQueue sending;

    RingLink(RingShard shard, long id, StreamSocket socket) {
        super(shard, id, socket);
        this.ring = shard;
        this.receive = shard.ring().request(this);
    }

    @Override
    public void open() throws IOException {
        fd = lend();
        wanted = true;
        receive();
    }

    /** Not before what it has brought is read: a multishot one brings up to 32 buffers before it can be ended. */
    private void receive() throws IOException {
        if (wanted && !over && fd >= 0 && isNoneHeld() && !receive.inFlight()) {
            refused = false;
            check(
                    single
                            ? receive.recv(fd, ring.buffers(), 0)
                            : receive.recvMultishot(fd, ring.buffers(), 0));
        }
    }

    private void check(int result) throws SocketException {
        if (result < 0) {
            throw new SocketException(ring.ring().name() + ": " + ring.ring().words(result));
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // requests have no other
    public void completed(Request request, int result) {
        if (request == receive) {
            received(request, result);
        } else {
            sent(result);
        }
    }

    private void received(Request request, int result) {
        try {
            MemorySegment data = request.data();
            if (result > 0 && data != null) {
                arrived(data, (request.flags() & IORING_CQE_F_SOCK_NONEMPTY) != 0);
            } else if (result == 0) {
                over = true;
                ended = true;
                deliver();
            } else if (result == -ENOBUFS || result == -ECANCELED || isPassing(result)) {
                deliver();
            } else {
                throw failed("recv", result);
            }
            receive();
        } catch (IOException e) {
            broke(e);
        }
    }

    /**
     * Bytes have come. Those of which the kernel says that more are there wait for what this round and the
     * next one bring: a message of many buffers is given to the session as one, and its answer is one
     * send, not many small ones that Nagle's algorithm holds up. Not longer, since what is there may be an
     * urgent byte, which is never read.
     */
    private void arrived(MemorySegment data, boolean left) throws IOException {
        if (!wanted && !refused) {
            refused = true;
            single = true;
            check(receive.cancel());
        }
        single &= left;
        boolean moreThere = left && receive.more();
        if (wanted && !moreThere && isNoneHeld() && data.byteSize() <= session.room()) {
            session.received(data);
            return;
        }
        HeldInput pieces = held;
        if (pieces == null) {
            pieces = new HeldInput(shard.blocks());
            held = pieces;
        }
        pieces.append(data, moreThere);
        if (!moreThere || pieces.hasWhole()) {
            deliver();
        } else {
            execute(() -> execute(this::deliver));
        }
    }

    /** Passes on what has come while nobody wanted it, as far as somebody does. */
    private void deliver() {
        HeldInput pieces = held;
        if (wanted && pieces != null && !pieces.isEmpty()) {
            deliver(pieces);
        }
        if (wanted && ended && isNoneHeld()) {
            ended = false;
            session.inputEnded();
        } else if (wanted && !isNoneHeld()) {
            execute(this::deliver);
        }
    }

    private boolean isNoneHeld() {
        HeldInput pieces = held;
        return pieces == null || pieces.isEmpty();
    }

    private void deliver(HeldInput pieces) {
        MemorySegment data = pieces.first(session.room());
        offering = true;
        session.received(data);
        offering = false;
        if (fd < 0) {
            pieces.clear();
            return;
        }
        pieces.consume(data.byteSize());
        try {
            receive();
        } catch (IOException e) {
            broke(e);
        }
    }

    /** Nothing was done, and it is to be tried again. */
    private static boolean isPassing(int result) {
        return result == -EINTR || result == -EAGAIN;
    }

    private ErrnoException failed(String call, int result) {
        return new ErrnoException(
                call, -result, session.local(), session.peer(), session.bytesRead());
    }

    private void broke(IOException why) {
        over = true;
        session.broke(why);
    }

    @Override
    public long send(MemorySegment data) throws IOException {
        return fd < 0 ? Math.max(0, socket.tryWrite(data)) : KEEP; // which tells who has closed it
    }

    @Override
    public int flush(ByteQueue output) throws IOException {
        if (fd < 0) {
            return super.flush(output);
        }
        int done = sent;
        sent = 0;
        output.consume(done);
        RingMemory block = output.first();
        if (block != null) {
            Request request = send;
            if (request == null) {
                request = ring.ring().request(this);
                send = request;
            }
            check(request.send(fd, block, output.from(), output.inFirst(), MSG_NOSIGNAL));
            output.hold();
            sending = output;
        }
        return done;
    }

    private void sent(int result) {
        ByteQueue output = sending;
        if (output != null) {
            synchronized (this) {
                output.release();
            }
        }
        if (fd < 0) {
            return;
        }
        if (result < 0 && !isPassing(result)) {
            broke(failed("send", result));
        } else {
            sent = Math.max(0, result);
            session.roomCame();
        }
    }

    @Override
    public void want(boolean input, boolean room) throws IOException {
        wanted = input;
        if (input && (ended || !isNoneHeld())) {
            execute(this::deliver);
        }
        receive();
    }

    /** Nobody is told any more; the memory of a send is the kernel's until it is done with it. */
    @Override
    void letGo() {
        over = true;
        fd = -1;
        if (held != null && !offering) {
            held.clear();
        }
        ended = false;
        var _ = receive.abandon();
        if (send != null) {
            var _ = send.cancel();
        }
    }
}
