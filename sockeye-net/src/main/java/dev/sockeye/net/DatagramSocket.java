package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.NetinetIn.IPPROTO_UDP;
import static dev.sockeye.sys.SysSocket.MSG_NOSIGNAL;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;

import dev.sockeye.poll.fd.Fd;
import dev.sockeye.sys.Kernel;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket that sends and receives datagrams: UDP over IPv4 and IPv6, Unix datagrams.
 *
 * <p>A datagram is sent and received whole, or not at all; it may be empty. One that is larger than the
 * buffer it is received into loses its end, which {@link Received#truncated} tells. For buffers see the
 * table of {@link Stream}.
 *
 * <p>Connected, by {@link #connect} or {@link #connectTo}, it has one peer: {@code send} needs no
 * address, and nothing is received from anybody else. UDP then also tells that nobody listens there: as
 * ECONNREFUSED of a later call.
 *
 * <p>Any thread, at any time, several at once.
 */
public final class DatagramSocket extends Socket {
    /** Negative until the kernel was asked. */
    private volatile int longestInTrain = -1;

    DatagramSocket(Network network, int number, Kind kind, int dontWait) {
        super(network, number, kind, dontWait);
        if (isUdp() && network.kernel().equals(Kernel.host())) {
            fd.shortReadsDrain(true); // as for TCP
        }
    }

    private boolean isUdp() {
        return kind.protocol() == IPPROTO_UDP;
    }

    /**
     * Opens a datagram socket and binds it.
     *
     * @param at where; port 0 for a free one, which {@link #local} tells
     * @param options set before bind(2)
     * @return the socket
     * @throws IOException if an option or the address is refused
     */
    public static DatagramSocket bind(Endpoint at, Opt.Setting<?>... options) throws IOException {
        return Network.host().datagram(at, options);
    }

    /**
     * Opens a datagram socket and connects it. Nothing is sent: whether somebody is there only shows
     * later.
     *
     * @param to the peer
     * @param options set before connect(2)
     * @return the socket
     * @throws IOException if an option or the address is refused
     */
    public static DatagramSocket connect(Endpoint to, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().datagramTo(to, options);
    }

    /**
     * Opens a datagram socket, binds it and connects it.
     *
     * @param to the peer
     * @param from this side; port 0 for a free one
     * @param options set before bind(2)
     * @return the socket
     * @throws IOException if an option or one of the addresses is refused
     */
    public static DatagramSocket connect(Endpoint to, Endpoint from, Opt.Setting<?>... options)
            throws IOException {
        return Network.host().datagramTo(to, from, options);
    }

    /**
     * {@code socketpair(AF_UNIX, SOCK_DGRAM)}: two sockets that are connected to each other.
     *
     * @return the two
     * @throws IOException if the kernel refuses
     */
    public static DatagramSocket[] pair() throws IOException {
        return Network.host().datagramPair();
    }

    /**
     * Takes over the descriptor of a datagram socket, one that was inherited for instance. It is used
     * without setting O_NONBLOCK, which others that share it would see.
     *
     * @param fd the descriptor, from now on closed by nobody else
     * @return the socket
     * @throws IOException if it is no datagram socket; then it is left alone
     */
    public static DatagramSocket adopt(int fd) throws IOException {
        return Network.host().adoptDatagram(fd);
    }

    /**
     * {@code connect} with AF_UNSPEC: takes the peer away again. Linux then also takes away a port that
     * it chose itself; the socket is bound to it again, which fails where somebody else was faster.
     *
     * @throws IOException if the kernel refuses
     */
    public void disconnect() throws IOException {
        Endpoint before = local();
        Connecting.dissolve(this);
        switch (local()) {
            case Endpoint.Inet4(var host, int port)
                    when port == 0 && before instanceof Endpoint.Inet4 four ->
                    bindTo(new Endpoint.Inet4(host, four.port()));
            case Endpoint.Inet6(var host, int port, int flow, int scope)
                    when port == 0 && before instanceof Endpoint.Inet6 six ->
                    bindTo(new Endpoint.Inet6(host, six.port(), flow, scope));
            default -> {}
        }
    }

    /**
     * {@code recvfrom}: receives a datagram, and waits while there is none.
     *
     * @param into where its bytes go
     * @return who sent it, and how long it is
     * @throws IOException if the wait ends before, or the kernel has an error
     * @throws IllegalArgumentException if the segment is read-only
     */
    public Received receive(MemorySegment into) throws IOException {
        var datagram = incoming(into);
        int flags = dontWait | MSG_TRUNC;
        return received(datagram, await("recvfrom", Calls.RECVFROM, datagram, flags, Fd.IN));
    }

    /**
     * {@link #receive(MemorySegment)} into the room that is left in a buffer.
     *
     * @param into its position moves by the datagram's length
     * @return who sent it, and how long it is
     * @throws IOException if the wait ends before, or the kernel has an error
     * @throws IllegalArgumentException if the buffer is read-only
     */
    public Received receive(ByteBuffer into) throws IOException {
        Received received = receive(Buffers.room(into));
        var _ = Buffers.advance(into, received.length());
        return received;
    }

    /**
     * {@code recvfrom} of a datagram that is there now.
     *
     * @param into where its bytes go
     * @return who sent it, and how long it is; empty where there is none
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the segment is read-only
     */
    public Optional<Received> tryReceive(MemorySegment into) throws IOException {
        var datagram = incoming(into);
        long size = attempt("recvfrom", Calls.RECVFROM, datagram, dontWait | MSG_TRUNC);
        return size == Stream.WOULD_BLOCK
                ? Optional.empty()
                : Optional.of(received(datagram, size));
    }

    /**
     * {@link #tryReceive(MemorySegment)} into the room that is left in a buffer.
     *
     * @param into its position moves by the datagram's length
     * @return who sent it, and how long it is; empty where there is none
     * @throws IOException if the kernel has an error
     * @throws IllegalArgumentException if the buffer is read-only
     */
    public Optional<Received> tryReceive(ByteBuffer into) throws IOException {
        Optional<Received> received = tryReceive(Buffers.room(into));
        received.ifPresent(datagram -> Buffers.advance(into, datagram.length()));
        return received;
    }

    /**
     * {@code recvmmsg}: receives as many datagrams as there are and the batch has room for, and waits
     * while there is none.
     *
     * @param batch what it received replaces what it held before
     * @return how many, at least 1
     * @throws IOException if the wait ends before, or the kernel has an error
     */
    public int receive(MessageBatch batch) throws IOException {
        return Batches.receive(this, batch);
    }

    /**
     * {@code recvmmsg} of the datagrams that are there now.
     *
     * @param batch what it received replaces what it held before
     * @return how many; 0 where there is none
     * @throws IOException if the kernel has an error
     */
    public int tryReceive(MessageBatch batch) throws IOException {
        return Batches.tryReceive(this, batch);
    }

    private Calls.Datagram incoming(MemorySegment into) {
        return new Calls.Datagram(Buffers.room(into), kind.domain(), null);
    }

    private static Received received(Calls.Datagram datagram, long size) {
        Endpoint from = Objects.requireNonNull(datagram.endpoint, "sender");
        return new Received(from, Math.min(size, datagram.data.byteSize()), size);
    }

    /**
     * {@code send}: sends a datagram to the connected peer, and waits while there is no room for it.
     *
     * @param data its bytes
     * @throws IOException if the wait ends before, or the kernel has an error, such as EMSGSIZE
     */
    public void send(MemorySegment data) throws IOException {
        send(data, null, "send");
    }

    /**
     * {@link #send(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves to the limit
     * @throws IOException if the wait ends before, or the kernel has an error, such as EMSGSIZE
     */
    public void send(ByteBuffer data) throws IOException {
        send(MemorySegment.ofBuffer(data));
        var _ = data.position(data.limit());
    }

    /**
     * {@code sendto}: sends a datagram, and waits while there is no room for it.
     *
     * @param data its bytes
     * @param to the receiver
     * @throws IOException if the wait ends before, or the kernel has an error, such as EMSGSIZE
     */
    public void send(MemorySegment data, Endpoint to) throws IOException {
        send(data, Objects.requireNonNull(to, "to"), "sendto");
    }

    /**
     * {@link #send(MemorySegment, Endpoint)} of what remains in a buffer.
     *
     * @param data its position moves to the limit
     * @param to the receiver
     * @throws IOException if the wait ends before, or the kernel has an error, such as EMSGSIZE
     */
    public void send(ByteBuffer data, Endpoint to) throws IOException {
        send(MemorySegment.ofBuffer(data), to);
        var _ = data.position(data.limit());
    }

    /**
     * {@code sendmmsg}: sends the datagrams of a batch from {@link MessageBatch#sent} on, in their order
     * and all of them, and waits while there is no room. A train that the kernel or the device does not
     * cut (EIO, EINVAL) is sent datagram by datagram, and so are later ones like it.
     *
     * @param batch what, and where to
     * @throws IOException if the wait ends before, or the kernel refuses the datagram at {@link
     *     MessageBatch#sent}: the same call goes on with it, and after {@link MessageBatch#skip} with the
     *     one behind it
     */
    public void send(MessageBatch batch) throws IOException {
        Batches.send(this, batch);
    }

    /**
     * The largest datagrams that this socket sends as a train (UDP_SEGMENT); larger ones are sent one by
     * one. A kernel without trains, and a device that computes no checksums (EIO), make it 0; a path that
     * takes no datagrams so large (EINVAL) makes it less than what was refused.
     *
     * @return in bytes
     */
    public int longestInTrain() {
        int known = longestInTrain;
        if (known < 0) {
            known = sendsTrains() ? Trains.LONGEST : 0;
            longestInTrain = known;
        }
        return known;
    }

    void longestInTrain(int bytes) {
        longestInTrain = bytes;
    }

    /** A kernel before 4.18 would send a whole train as one datagram. */
    private boolean sendsTrains() {
        if (!isUdp()) {
            return false;
        }
        try {
            return get(Udp.SEGMENT) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void send(MemorySegment data, @Nullable Endpoint to, String call) throws IOException {
        try {
            var datagram = new Calls.Datagram(data, kind.domain(), to);
            int flags = dontWait | MSG_NOSIGNAL;
            sent(call, to, fd.await(Calls.SENDTO, datagram, flags, roomFor(to), patience()));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private boolean trySend(MemorySegment data, @Nullable Endpoint to, String call)
            throws IOException {
        try {
            var datagram = new Calls.Datagram(data, kind.domain(), to);
            long result = fd.call(Calls.SENDTO, datagram, dontWait | MSG_NOSIGNAL);
            if (result == -EAGAIN) {
                return false;
            }
            sent(call, to, result);
            return true;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** A failure names the receiver that was meant. */
    private void sent(String call, @Nullable Endpoint to, long result) throws IOException {
        if (result < 0) {
            throw (to == null ? failure(call, null, 0) : failure(call, to)).of(result);
        }
    }

    /**
     * {@code send} where there is room now.
     *
     * @param data its bytes
     * @return false where it would have to wait
     * @throws IOException if the kernel has an error, such as EMSGSIZE
     */
    public boolean trySend(MemorySegment data) throws IOException {
        return trySend(data, null, "send");
    }

    /**
     * {@code sendto} where there is room now.
     *
     * @param data its bytes
     * @param to the receiver
     * @return false where it would have to wait
     * @throws IOException if the kernel has an error, such as EMSGSIZE
     */
    public boolean trySend(MemorySegment data, Endpoint to) throws IOException {
        return trySend(data, Objects.requireNonNull(to, "to"), "sendto");
    }

    /**
     * {@link #trySend(MemorySegment)} of what remains in a buffer.
     *
     * @param data its position moves to the limit where it was sent
     * @return false where it would have to wait
     * @throws IOException if the kernel has an error, such as EMSGSIZE
     */
    public boolean trySend(ByteBuffer data) throws IOException {
        return moved(data, trySend(MemorySegment.ofBuffer(data)));
    }

    /**
     * {@link #trySend(MemorySegment, Endpoint)} of what remains in a buffer.
     *
     * @param data its position moves to the limit where it was sent
     * @param to the receiver
     * @return false where it would have to wait
     * @throws IOException if the kernel has an error, such as EMSGSIZE
     */
    public boolean trySend(ByteBuffer data, Endpoint to) throws IOException {
        return moved(data, trySend(MemorySegment.ofBuffer(data), to));
    }

    private static boolean moved(ByteBuffer data, boolean sent) {
        if (sent) {
            var _ = data.position(data.limit());
        }
        return sent;
    }
}
