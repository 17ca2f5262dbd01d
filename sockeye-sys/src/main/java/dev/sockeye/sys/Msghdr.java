package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * {@code struct msghdr}: what {@link Kernel#sendmsg} sends and {@link Kernel#recvmsg} fills:
 * buffers, an address, control messages and flags.
 *
 * <p>It owns its native block, with the room for the address and the control messages, and its
 * {@link Iovec} keeps the buffers. Reusable: {@link #reset()} before each recvmsg, since the kernel
 * overwrites the lengths. Not safe for several threads at once. The native memory goes with the
 * object.
 */
public final class Msghdr {
    private static final Constants S = Platform.struct("msghdr");

    /** The size of the C struct in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long NAME = S.value("msg_name");
    private static final long NAMELEN = S.value("msg_namelen");
    private static final long IOV = S.value("msg_iov");
    private static final long IOVLEN = S.value("msg_iovlen");
    private static final long CONTROL = S.value("msg_control");
    private static final long CONTROLLEN = S.value("msg_controllen");
    private static final long FLAGS = S.value("msg_flags");

    private final MemorySegment block;
    private final MemorySegment name;
    private final MemorySegment control;

    /** What came last: most messages of a socket bring the same control messages. */
    private MemorySegment controlReceived = MemorySegment.NULL;

    private Iovec iov;

    /**
     * A message without buffers yet, and with its lengths {@linkplain #reset() reset}.
     *
     * @param iovecs how many buffers it may have
     * @param nameBytes the room for the address, {@link SockaddrStorage#SIZE} for any; 0 for none
     * @param controlBytes the room for control messages, see {@link Cmsghdr#space}; 0 for none
     */
    public Msghdr(int iovecs, int nameBytes, int controlBytes) {
        this(
                Arena.ofAuto().allocate(SIZE, Long.BYTES),
                new Iovec(iovecs),
                room(nameBytes),
                room(controlBytes));
    }

    /** One in somebody else's block. */
    Msghdr(MemorySegment block, Iovec iov, MemorySegment name, MemorySegment control) {
        this.block = block;
        this.iov = iov;
        this.name = name;
        this.control = control;
        block.set(ValueLayout.ADDRESS, NAME, name);
        block.set(ValueLayout.ADDRESS, CONTROL, control);
        reset();
    }

    private static MemorySegment room(int bytes) {
        return bytes == 0 ? MemorySegment.NULL : Arena.ofAuto().allocate(bytes, Long.BYTES);
    }

    /** Opens the whole room for address and control messages, and clears the flags. */
    public void reset() {
        nameLength((int) name.byteSize());
        controlLength(control.byteSize());
        block.set(Layouts.INT, FLAGS, 0);
    }

    /**
     * {@code msg_name}: the room for the address.
     *
     * @return the whole room; {@link #nameLength()} tells how much of it counts
     */
    public MemorySegment name() {
        return name;
    }

    /**
     * {@code msg_namelen}.
     *
     * @return after recvmsg the address's true length, 0 if there is none
     */
    public int nameLength() {
        return block.get(Layouts.INT, NAMELEN);
    }

    /**
     * Sets {@code msg_namelen}.
     *
     * @param value how much of {@link #name()} sendmsg takes (0: the connected peer) or recvmsg may
     *     fill
     */
    public void nameLength(int value) {
        Objects.checkFromToIndex(0, value, name.byteSize());
        block.set(Layouts.INT, NAMELEN, value);
    }

    /**
     * {@code msg_iov}: the buffers.
     *
     * @return always the same object
     */
    public Iovec iov() {
        return iov;
    }

    /**
     * {@code msg_control}: the room for control messages.
     *
     * @return the whole room; {@link #controlLength()} tells how much of it counts
     */
    public MemorySegment control() {
        return control;
    }

    /**
     * The control messages that recvmsg has brought, for {@link Cmsghdr#first}.
     *
     * @return {@link #control()} cut to {@link #controlLength()}
     */
    public MemorySegment controlReceived() {
        long length = Math.min(controlLength(), control.byteSize());
        if (controlReceived.byteSize() != length) {
            controlReceived = control.asSlice(0, length);
        }
        return controlReceived;
    }

    /**
     * {@code msg_controllen}.
     *
     * @return after recvmsg the bytes filled
     */
    public long controlLength() {
        return block.get(Layouts.LONG, CONTROLLEN);
    }

    /**
     * Sets {@code msg_controllen}.
     *
     * @param value how much of {@link #control()} sendmsg takes or recvmsg may fill
     */
    public void controlLength(long value) {
        Objects.checkFromToIndex(0, value, control.byteSize());
        block.set(Layouts.LONG, CONTROLLEN, value);
    }

    /**
     * {@code msg_flags}.
     *
     * @return after recvmsg MSG_TRUNC, MSG_CTRUNC, MSG_OOB, MSG_EOR, MSG_ERRQUEUE, ...
     */
    public int flags() {
        return block.get(Layouts.INT, FLAGS);
    }

    /** Makes a call with other buffers in place of this message's own. */
    long with(Iovec buffers, LongSupplier call) {
        var own = iov;
        iov = buffers;
        try {
            return call.getAsLong();
        } finally {
            iov = own;
            // The block points to the other ones.
            own.changed();
        }
    }

    /** The struct as the kernel wants it, with these buffers. */
    MemorySegment block(Iovec buffers) {
        block.set(ValueLayout.ADDRESS, IOV, buffers.block());
        block.set(Layouts.LONG, IOVLEN, buffers.count());
        return block;
    }
}
