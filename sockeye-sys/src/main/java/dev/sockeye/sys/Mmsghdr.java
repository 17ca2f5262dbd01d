package dev.sockeye.sys;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * An array of {@code struct mmsghdr { struct msghdr msg_hdr; unsigned int msg_len; }}: what {@link
 * Kernel#sendmmsg} sends and {@link Kernel#recvmmsg} fills.
 *
 * <p>It owns one native block, in which headers, buffer arrays, addresses and control messages lie,
 * and each {@link #message} keeps its buffers. Reusable: {@link Msghdr#reset()} each message before
 * it is received into again. Not safe for several threads at once. The native memory goes with the
 * object.
 */
public final class Mmsghdr {
    private static final Constants S = Platform.struct("mmsghdr");

    /** The size of one in bytes. */
    public static final int SIZE = S.value("SIZE");

    private static final long HDR = S.value("msg_hdr");
    private static final long LEN = S.value("msg_len");

    private final MemorySegment block;
    private final Msghdr[] messages;
    private final Held one = new Held(1);
    private final Held two = new Held(2);
    private Held holding = one;
    private final boolean isView;

    /** How many messages from the first on are ready to be filled, with buffers that have not changed. */
    private int prepared;

    /**
     * Messages without buffers yet, each as a {@link Msghdr#Msghdr(int, int, int) new Msghdr}.
     *
     * @param capacity how many messages; the kernel takes no more than 1024 in a call
     * @param iovecs how many buffers each may have
     * @param nameBytes the room of each for the address, {@link SockaddrStorage#SIZE} for any; 0 for
     *     none
     * @param controlBytes the room of each for control messages, see {@link Cmsghdr#space}; 0 for none
     */
    public Mmsghdr(int capacity, int iovecs, int nameBytes, int controlBytes) {
        long vector = Math.max(1L, iovecs) * Iovec.SIZE;
        long name = Cmsghdr.align(nameBytes);
        long control = Cmsghdr.align(controlBytes);
        long each = SIZE + vector + name + control;
        var whole = Arena.ofAuto().allocate(Math.max(1, capacity * each), Long.BYTES);
        block = whole.asSlice(0, (long) capacity * SIZE);
        messages = new Msghdr[capacity];
        isView = false;
        long at = block.byteSize();
        for (int i = 0; i < capacity; i++) {
            messages[i] =
                    new Msghdr(
                            block.asSlice(i * (long) SIZE + HDR, Msghdr.SIZE),
                            new Iovec(whole.asSlice(at, vector), iovecs, this::changed),
                            room(whole, at + vector, nameBytes),
                            room(whole, at + vector + name, controlBytes));
            at += vector + name + control;
        }
    }

    private Mmsghdr(MemorySegment block, Msghdr[] messages) {
        this.block = block;
        this.messages = messages;
        this.isView = true;
    }

    private void changed() {
        prepared = 0;
    }

    private static MemorySegment room(MemorySegment whole, long at, int bytes) {
        return bytes == 0 ? MemorySegment.NULL : whole.asSlice(at, bytes);
    }

    /**
     * How many messages there are.
     *
     * @return the constructor's number
     */
    public int capacity() {
        return messages.length;
    }

    /**
     * {@code msg_hdr}: one of the messages.
     *
     * @param index less than the capacity
     * @return always the same object
     */
    public Msghdr message(int index) {
        return messages[index];
    }

    /**
     * {@code msg_len}.
     *
     * @param index less than the capacity
     * @return after a call the bytes that were sent, or received
     */
    public long length(int index) {
        Objects.checkIndex(index, messages.length);
        return Integer.toUnsignedLong(block.get(Layouts.INT, index * (long) SIZE + LEN));
    }

    private void length(int index, long bytes) {
        block.set(Layouts.INT, index * (long) SIZE + LEN, (int) bytes);
    }

    /**
     * {@code &msgvec[first]}: the messages from one on, for the rest of a short sendmmsg.
     *
     * @param first at most the capacity
     * @return a view of the same messages
     */
    public Mmsghdr from(int first) {
        return new Mmsghdr(
                block.asSlice((long) first * SIZE),
                Arrays.copyOfRange(messages, first, messages.length));
    }

    /**
     * Makes so many messages ready for recvmmsg, unless they have stayed so since the last call. Answers
     * how many of them have their buffers in one arena, which {@link #held} then has.
     */
    int prepare(int count) {
        if (prepared == 0 || count > prepared) {
            refuseReadOnly(count);
            int ready = hold(count, one);
            var _ = block(ready);
            prepared = isView ? 0 : ready;
            return ready;
        }
        holding = one;
        return count;
    }

    private void refuseReadOnly(int count) {
        Objects.checkFromToIndex(0, count, messages.length);
        for (int i = 0; i < count; i++) {
            messages[i].iov().refuseReadOnly();
        }
    }

    /** How many of so many messages have their buffers in two arenas, which {@link #held} then has. */
    int holdTwo(int count) {
        return hold(count, two);
    }

    private int hold(int count, Held arenas) {
        Objects.checkFromToIndex(0, count, messages.length);
        arenas.clear();
        holding = arenas;
        for (int i = 0; i < count; i++) {
            if (!messages[i].iov().hold(arenas)) {
                return i;
            }
        }
        return count;
    }

    MemorySegment held(int index) {
        return holding.get(index);
    }

    /** The array as the kernel wants it. */
    MemorySegment block() {
        return block;
    }

    /** The same, for a call with so many messages. */
    MemorySegment block(int count) {
        for (int i = 0; i < count; i++) {
            var _ = messages[i].block(messages[i].iov());
        }
        return block;
    }

    /** A call for the first message alone, whose buffers lie in too many arenas for the array's call. */
    int single(ToLongFunction<Msghdr> call) {
        long result = call.applyAsLong(messages[0]);
        if (result < 0) {
            return (int) result;
        }
        length(0, result);
        return 1;
    }
}
