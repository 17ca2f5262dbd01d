package dev.sockeye.server;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.Errno.ECANCELED;
import static dev.sockeye.sys.Errno.EINTR;
import static dev.sockeye.sys.Errno.ENOBUFS;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.StreamSocket;
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
 * wants some again before that. Then the receive is cancelled, and what came meanwhile is held here: at
 * most what the loop's buffers hold.
 *
 * <p>A send is a copy of the first bytes that wait. They count as sent when its completion has told, and
 * wait in the session until then: so what ends a session in order waits for the kernel too.
 */
final class RingLink extends ShardLink {
    private final RingShard ring;
    private final Request receive;
    private final Request send;
    private int fd = -1;
    private boolean wanted;
    private boolean over;

    /** What has come while the session wanted no input, and the end of it. */
    private final HeldInput held;

    private boolean offering;
    private boolean ended;
    private int sent;
    private @Nullable RingMemory piece;

    RingLink(RingShard shard, Room room, LoopHandler handler, long id, StreamSocket socket) {
        super(shard, room, handler, id, socket);
        this.ring = shard;
        this.held = new HeldInput(shard);
        this.receive = shard.ring().request(this::received);
        this.send = shard.ring().request((_, result) -> sent(result));
    }

    @Override
    public void open() throws IOException {
        fd = lend();
        wanted = true;
        receive();
    }

    private void receive() throws IOException {
        if (wanted && !over && fd >= 0 && !receive.inFlight()) {
            check(receive.recvMultishot(fd, ring.buffers(), 0));
        }
    }

    private void check(int result) throws SocketException {
        if (result < 0) {
            throw new SocketException(ring.ring().name() + ": " + ring.ring().words(result));
        }
    }

    private void received(Request request, int result) {
        try {
            MemorySegment buffer = request.buffer();
            if (result > 0 && buffer != null) {
                arrived(buffer.asSlice(0, result));
            } else if (result == 0) {
                over = true;
                ended = true;
                deliver();
            } else if (result != -ENOBUFS && result != -ECANCELED && !isPassing(result)) {
                throw failed("recv", result);
            }
            receive();
        } catch (IOException e) {
            broke(e);
        }
    }

    private void arrived(MemorySegment data) throws IOException {
        if (!wanted) {
            check(receive.cancel());
        }
        if (wanted && held.isEmpty()) {
            session.received(data);
        } else {
            held.append(data);
            deliver();
        }
    }

    /** Passes on what has come while nobody wanted it, as far as somebody does. */
    private void deliver() {
        if (wanted && !held.isEmpty()) {
            MemorySegment data = held.first(session.room());
            offering = true;
            session.received(data);
            offering = false;
            if (fd < 0) {
                held.clear();
            } else {
                held.consume(data.byteSize());
            }
        }
        if (wanted && ended && held.isEmpty()) {
            ended = false;
            session.inputEnded();
        } else if (wanted && !held.isEmpty()) {
            execute(this::deliver);
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
        if (fd < 0) {
            return Math.max(0, socket.tryWrite(data)); // which tells who has closed it
        }
        if (send.inFlight()) {
            return 0;
        }
        int done = sent;
        sent = 0;
        long left = data.byteSize() - done;
        if (left > 0) {
            begin(data, done, left);
        } else {
            giveBack();
        }
        return done;
    }

    private void begin(MemorySegment data, long from, long left) throws IOException {
        RingMemory memory = piece;
        if (memory == null || memory.segment().byteSize() < left) {
            giveBack();
            memory = ring.piece(left);
            piece = memory;
        }
        int count = (int) Math.min(left, memory.segment().byteSize());
        MemorySegment.copy(data, from, memory.segment(), 0, count);
        check(send.send(fd, memory, 0, count, MSG_NOSIGNAL));
    }

    private void sent(int result) {
        if (result < 0 && !isPassing(result)) {
            broke(failed("send", result));
        } else {
            sent = Math.max(0, result);
            session.roomCame();
        }
    }

    private void giveBack() {
        if (piece != null) {
            ring.free(piece);
            piece = null;
        }
    }

    @Override
    public void want(boolean input, boolean room) throws IOException {
        wanted = input;
        if (input && (ended || !held.isEmpty())) {
            execute(this::deliver);
        }
        receive();
    }

    /** Nobody is told any more; the memory of a send is the kernel's until it is done with it. */
    @Override
    void letGo() {
        over = true;
        fd = -1;
        if (send.inFlight()) {
            piece = null;
        }
        giveBack();
        if (!offering) {
            held.clear();
        }
        ended = false;
        var _ = receive.abandon();
        var _ = send.abandon();
    }
}
