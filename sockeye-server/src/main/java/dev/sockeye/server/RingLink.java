package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.LinuxIoUring.IORING_CQE_F_SOCK_NONEMPTY;

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
 * A reactive session on io_uring: mostly one multishot receive for its life, and one send at a time; all that a
 * turn has begun is handed over in one call.
 *
 * <p>Back-pressure: a session that wants no input is left receiving until something comes, since mostly it
 * wants some again before that. Then the receive is cancelled, what came meanwhile is held here, and the next
 * receives bring a buffer each. So it is where more comes at once than a small buffer takes, and these are
 * large ones: until one of them has brought no more than a small one takes, and has left nothing in the socket.
 *
 * <p>The kernel sends from the very memory in which the output waits. Bytes count as sent when the completion
 * has told, and wait in the session until then: so what ends a session in order waits for the kernel too.
 */
final class RingLink extends ShardLink implements Completed {
    private static final int FEW = 4 << 10;

    private final RingShard ring;
    private final Request receive;

    /** What is being sent. */
    private @Nullable RingSend send;

    private int fd = -1;
    private boolean wanted;
    private boolean over;

    /** The receive was cancelled, and has not ended yet. */
    private boolean refused;

    /** One large buffer at a time is received, since more came than the session takes, or than a small one. */
    private boolean single;

    /** What has come while the session wanted no input, and the end of it. */
    private @Nullable HeldInput held;

    /** The session waits until it is sent. */
    private boolean awaited;

    private boolean offering;
    private boolean ended;
    private int sent;

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
                            ? receive.recv(fd, ring.large(), 0)
                            : receive.recvMultishot(fd, ring.buffers(), 0));
        }
    }

    private void check(int result) throws SocketException {
        if (result < 0) {
            throw new SocketException(ring.ring().name() + ": " + ring.ring().words(result));
        }
    }

    @Override
    public void completed(Request request, int result) {
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
        boolean full = data.byteSize() >= ring.buffers().size();
        if (single && !refused) {
            single = left || full;
        } else if (!refused && (!wanted || (full && left))) {
            refused = true;
            single = true;
            check(receive.cancel());
        }
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
    static boolean isPassing(int result) {
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
        if (send != null) {
            hurry();
        } else if (block != null) {
            RingSend next = ring.send();
            int count = output.inFirst();
            if (count == output.size() && count <= FEW) {
                check(next.take(this, fd, output));
                done += count;
            } else {
                check(next.start(this, fd, output, block));
            }
            send = next;
        }
        return done;
    }

    /** Few bytes, which count as sent when they were handed over, are sent soon, and that is told. */
    private void hurry() {
        awaited = true;
        execute(this::stayAwake);
    }

    /** In this turn; so the next one has a task, and submits what there is without a sleep. */
    private void stayAwake() {
        execute(RingLink::nothing);
    }

    private static void nothing() {}

    @Override
    public boolean isClear() {
        if (send == null) {
            return true;
        }
        hurry();
        return false;
    }

    /** The descriptor that is lent; negative once the connection was let go. */
    int lent() {
        return fd;
    }

    /** The kernel has taken the few bytes that it was given, or has failed to. */
    void taken(int result) {
        send = null;
        if (fd < 0) {
            return;
        }
        if (result < 0) {
            broke(failed("send", result));
        } else if (awaited) {
            awaited = false;
            session.roomCame();
        }
    }

    /** The kernel is done with what it was given to send. */
    void sent(int result) {
        send = null;
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
            send.cancel();
        }
    }
}
