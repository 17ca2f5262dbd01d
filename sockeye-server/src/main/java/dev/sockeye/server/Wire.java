package dev.sockeye.server;

import dev.sockeye.net.ErrnoException;
import dev.sockeye.net.StreamSocket;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a server and one of its processes say to each other, over a pair of Unix sockets. The end of the
 * stream is a message too, which no death can keep back: to the process that the server is gone, and to the
 * server that the process is.
 *
 * <p>Any thread may send; one receives.
 */
final class Wire implements AutoCloseable {
    /** The longest text of a message in characters; writeUTF has room for three bytes of each. */
    private static final int LONGEST = 16_000;

    /** What a message is about. */
    enum Kind {
        /** Of a worker: it accepts from now on. */
        READY,
        /** Of a worker: it cannot do what it is for; why. */
        BROKEN,
        /** Of a worker: a session has begun, from a peer, at a local address. */
        OPENED,
        /** A session of a peer has failed; why. */
        FAILED,
        /** A session is over; what ended it before its time, or nothing. */
        CLOSED,
        /** A session is over, since its peer was silent for too long; what the time-out says. */
        SILENT,
        /** Of a worker: descriptors, threads or memory are used up at a local address; why. */
        SHED,
        /** Of a worker: that trouble is over at a local address. */
        RECOVERED,
        /** Of a worker: it accepts nothing more, and ends when its sessions have. */
        LEAVING,
        /** Of the server: are you there? */
        PING,
        /** Of a worker: I am. */
        PONG,
        /** Of the server: take nothing new, and end when the work in hand is done. */
        STOP,
        /** Of the server: end now. */
        CUT
    }

    /**
     * A message.
     *
     * @param session its number in its process
     * @param read the bytes that it has read; of SHED and RECOVERED the connections that were shed
     * @param written the bytes that it has written
     * @param where a peer or a local address, as text
     * @param words what else there is to say
     */
    record Message(Kind kind, long session, long read, long written, String where, String words) {
        static Message of(Kind kind) {
            return of(kind, "", "");
        }

        static Message of(Kind kind, String where, String words) {
            return new Message(kind, 0, 0, 0, where, words);
        }
    }

    private final StreamSocket socket;
    private final DataInputStream in;
    private final ReentrantLock lock = new ReentrantLock();

    Wire(StreamSocket socket) {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.in()));
    }

    /** Sends a message, and waits while the other side does not read. */
    void send(Message message) throws IOException {
        byte[] bytes = bytes(message);
        lock.lock();
        try {
            socket.writeAll(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** The same where it is no matter if the other side has gone: its end is told elsewhere. */
    void trySend(Message message) {
        try {
            send(message);
        } catch (IOException _) {
            // The receiver meets the end of the stream.
        }
    }

    private static byte[] bytes(Message message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF(message.kind.name());
        out.writeLong(message.session);
        out.writeLong(message.read);
        out.writeLong(message.written);
        out.writeUTF(message.where);
        String words = message.words;
        out.writeUTF(words.length() <= LONGEST ? words : words.substring(0, LONGEST));
        return bytes.toByteArray();
    }

    /** The next message; null at the end of the stream. */
    @Nullable Message receive() throws IOException {
        try {
            var kind = Kind.valueOf(in.readUTF());
            return new Message(
                    kind, in.readLong(), in.readLong(), in.readLong(), in.readUTF(), in.readUTF());
        } catch (EOFException | ErrnoException _) {
            // Who dies with messages unread leaves a reset in the place of the end.
            return null;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
