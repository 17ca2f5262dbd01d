package dev.sockeye.net;

import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_CTRUNC;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;

import dev.sockeye.sys.Msghdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What sendmsg(2) sends and recvmsg(2) brings: bytes in one or several segments, an address, control
 * messages and flags. Made once and used again and again: {@link Socket#send(Message)} leaves it as it
 * was, {@link Socket#receive(Message)} replaces only what is said to be received.
 *
 * {@snippet :
 * var message = Message.allocate(1500);
 * socket.receive(message);
 * var asked = message.control(Control.PktInfo.class).orElseThrow();
 * socket.send(Message.of(message.received()).to(message.from()).with(asked.answer()));
 * }
 *
 * <p>Native segments are used where they lie, and their arena cannot be closed meanwhile. Heap segments
 * are copied through a block that the message keeps; {@link #allocate} needs none.
 *
 * <p>For one thread at a time.
 */
public final class Message {
    /** The room for received control messages, unless {@link #controlRoom} says otherwise: {@value}. */
    public static final int CONTROL_ROOM = 256;

    private MemorySegment[] data;
    private @Nullable Endpoint to;
    private List<Control> controls = List.of();
    private int controlRoom = CONTROL_ROOM;
    private int flags;

    private @Nullable Msghdr header;
    private MemorySegment staging = MemorySegment.NULL;

    private @Nullable Endpoint from;
    private long length;
    private long size;
    private int receivedFlags;
    private List<Control> received = List.of();

    private Message(MemorySegment... data) {
        this.data = data;
    }

    /**
     * A message of these bytes, or with this room.
     *
     * @param data sent, or filled, one behind the other
     * @return the message
     */
    public static Message of(MemorySegment... data) {
        return new Message(data.clone());
    }

    /**
     * A message of what remains in these buffers now, or with this room. Their positions are not moved.
     *
     * @param data sent, or filled, one behind the other
     * @return the message
     */
    public static Message of(ByteBuffer... data) {
        return new Message(
                Arrays.stream(data).map(MemorySegment::ofBuffer).toArray(MemorySegment[]::new));
    }

    /**
     * A message with room of its own, which the kernel fills and reads without a copy.
     *
     * @param bytes how much room; {@link #data()} is where
     * @return the message
     */
    public static Message allocate(long bytes) {
        return new Message(block(bytes));
    }

    private static MemorySegment block(long bytes) {
        return Arena.ofAuto().allocate(bytes, Buffers.ALIGNMENT);
    }

    /**
     * Takes other segments instead of the present ones.
     *
     * @param data sent, or filled, one behind the other
     * @return this
     */
    public Message data(MemorySegment... data) {
        this.data = data.clone();
        return this;
    }

    /**
     * The segments that are sent, or filled.
     *
     * @return unmodifiable
     */
    public List<MemorySegment> data() {
        return List.of(data);
    }

    /**
     * Sets where it goes.
     *
     * @param to the receiver; where none is set it goes to the connected peer
     * @return this
     */
    public Message to(Endpoint to) {
        this.to = Objects.requireNonNull(to, "to");
        return this;
    }

    /**
     * Adds a control message to be sent along.
     *
     * @param control the control message
     * @return this
     */
    public Message with(Control control) {
        var more = new ArrayList<Control>(controls);
        more.add(Objects.requireNonNull(control, "control"));
        controls = more;
        return this;
    }

    /**
     * Sets the flags of the call, besides those that every call here has (MSG_NOSIGNAL when it is sent;
     * MSG_CMSG_CLOEXEC, and for datagrams MSG_TRUNC, when it is received).
     *
     * @param flags {@code MSG_} values, such as MSG_OOB or MSG_PEEK
     * @return this
     */
    public Message flags(int flags) {
        this.flags = flags;
        return this;
    }

    /**
     * Sets how much room there is for received control messages.
     *
     * @param bytes with their headers; 0 for none
     * @return this
     */
    public Message controlRoom(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative room: " + bytes);
        }
        controlRoom = bytes;
        return this;
    }

    /**
     * Forgets the receiver, the control messages, the flags and what was received; keeps the segments.
     *
     * @return this
     */
    public Message clear() {
        to = null;
        controls = List.of();
        flags = 0;
        forget();
        return this;
    }

    /**
     * Who sent what was received.
     *
     * @return of a Unix socket that was not bound, {@link UnixName#unnamed()}
     * @throws IllegalStateException if nothing was received, or on a stream, which gives no address:
     *     there it is {@link Stream#peer()}
     */
    public Endpoint from() {
        if (from == null) {
            throw new IllegalStateException("no address was received");
        }
        return from;
    }

    /**
     * How many bytes were received into the segments.
     *
     * @return 0 also at the end of a stream
     */
    public long length() {
        return length;
    }

    /**
     * How many bytes the received datagram had.
     *
     * @return more than {@link #length()} where there was too little room
     */
    public long size() {
        return size;
    }

    /**
     * The received bytes, where the message has one segment.
     *
     * @return that segment, cut to {@link #length()}
     * @throws IllegalStateException if there are several segments
     */
    public MemorySegment received() {
        if (data.length != 1) {
            throw new IllegalStateException("the message has " + data.length + " segments");
        }
        return data[0].asSlice(0, length);
    }

    /**
     * MSG_TRUNC: whether the received datagram had more bytes than there was room for. They are lost.
     *
     * @return true where bytes are missing
     */
    public boolean truncated() {
        return (receivedFlags & MSG_TRUNC) != 0;
    }

    /**
     * MSG_CTRUNC: whether there were more control messages than there was room for. They are lost, and
     * descriptors among them were closed by the kernel.
     *
     * @return true where control messages are missing
     */
    public boolean controlTruncated() {
        return (receivedFlags & MSG_CTRUNC) != 0;
    }

    /**
     * {@code msg_flags} as recvmsg(2) left them.
     *
     * @return {@code MSG_} values
     */
    public int receivedFlags() {
        return receivedFlags;
    }

    /**
     * The received control messages. Descriptors (SCM_RIGHTS) were closed on arrival, and their message
     * is a {@link Control.Unknown} with -1 in place of each; see {@link Control.SenderPidFd} for those of
     * processes.
     *
     * @return unmodifiable, in the order of arrival
     */
    public List<Control> controls() {
        return received;
    }

    /**
     * The first received control message of a kind.
     *
     * @param <C> the kind
     * @param kind its class
     * @return empty where none came
     */
    public <C extends Control> Optional<C> control(Class<C> kind) {
        for (Control each : received) {
            if (kind.isInstance(each)) {
                return Optional.of(kind.cast(each));
            }
        }
        return Optional.empty();
    }

    @Nullable Endpoint to() {
        return to;
    }

    int flags() {
        return flags;
    }

    private void forget() {
        for (Control each : received) {
            if (each instanceof Control.SenderPidFd(PidFd process) && !process.isClaimed()) {
                process.close();
            }
        }
        from = null;
        length = 0;
        size = 0;
        receivedFlags = 0;
        received = List.of();
    }

    /** The header for sendmsg(2), filled; to be sent by a socket of this family. */
    Msghdr outgoing(int domain) {
        long space = Controls.space(controls, domain);
        Msghdr header = header(space);
        header.nameLength(to == null ? 0 : SockaddrCodec.encode(to, header.name()));
        header.controlLength(space == 0 ? 0 : Controls.encode(controls, domain, header.control()));
        lay(header, stage(), true);
        return header;
    }

    /** The header for recvmsg(2), with all its room. */
    Msghdr incoming() {
        for (MemorySegment each : data) {
            var _ = Buffers.room(each);
        }
        forget();
        Msghdr header = header(controlRoom);
        header.reset();
        header.controlLength(controlRoom);
        lay(header, stage(), false);
        return header;
    }

    /** Takes over what recvmsg(2) brought. */
    void arrived(Msghdr header, long result, int domain, Network network) {
        received = Controls.decode(header.controlReceived(), network);
        receivedFlags = header.flags();
        long room = header.iov().byteSize();
        length = Math.min(result, room);
        size = result;
        from =
                header.nameLength() == 0 && domain != AF_UNIX
                        ? null
                        : SockaddrCodec.decode(header.name(), header.nameLength(), domain);
        long staged = 0;
        long left = length;
        for (MemorySegment each : data) {
            long part = Math.min(left, each.byteSize());
            if (!each.isNative()) {
                MemorySegment.copy(staging, staged, each, 0, part);
                staged += each.byteSize();
            }
            left -= part;
        }
    }

    private Msghdr header(long controlBytes) {
        Msghdr present = header;
        if (present == null
                || present.iov().capacity() < data.length
                || present.control().byteSize() < controlBytes) {
            present = new Msghdr(data.length, SockaddrCodec.CAPACITY, (int) controlBytes);
            header = present;
        }
        return present;
    }

    /** Sees to it that the staging block has room for all heap segments; false where there are none. */
    private boolean stage() {
        long heap = 0;
        boolean any = false;
        for (MemorySegment each : data) {
            if (!each.isNative()) {
                heap += each.byteSize();
                any = true;
            }
        }
        if (heap > staging.byteSize()) {
            staging = block(heap);
        }
        return any;
    }

    /** Points the header to the segments, and to the staging block in place of those on the heap. */
    private void lay(Msghdr header, boolean staged, boolean fill) {
        var iov = header.iov();
        long at = 0;
        for (int i = 0; i < data.length; i++) {
            MemorySegment each = data[i];
            if (staged && !each.isNative()) {
                MemorySegment place = staging.asSlice(at, each.byteSize());
                at += each.byteSize();
                iov.set(i, fill ? place.copyFrom(each) : place);
            } else {
                iov.set(i, each);
            }
        }
        iov.count(data.length);
    }
}
