package dev.sockeye.net;

import static dev.sockeye.sys.NetinetUdp.SOL_UDP;
import static dev.sockeye.sys.NetinetUdp.UDP_GRO;
import static dev.sockeye.sys.NetinetUdp.UDP_SEGMENT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.sockeye.sys.Cmsghdr;
import dev.sockeye.sys.Mmsghdr;
import dev.sockeye.sys.Msghdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a {@link MessageBatch} are trains: datagrams of one size, one behind the other, that
 * go through the kernel as one (UDP_SEGMENT, UDP_GRO). Joins datagrams to the last message, and takes a
 * train apart.
 *
 * <p>For the batch's thread.
 */
final class Trains {
    /** The longest train: what one datagram of IPv4 can carry. */
    static final int LONGEST = 65_507;

    /** How many datagrams a train may have in every kernel that knows trains (UDP_MAX_SEGMENTS). */
    private static final int SEGMENTS = 64;

    private final Mmsghdr messages;
    private final MemorySegment unit = Arena.ofAuto().allocate(JAVA_SHORT);

    /** The size of the datagrams of each message; 0 for a single datagram. */
    private final int[] sizes;

    /** How much control data each message has without what makes it a train. */
    private final int[] plainControls;

    private @Nullable Mmsghdr apart;
    private boolean joining;

    /** Where the last message that was added lies; more may be joined to it. */
    private MemorySegment lastAround = MemorySegment.NULL;

    private long lastFrom;
    private long lastSize;

    Trains(Mmsghdr messages) {
        this.messages = messages;
        this.sizes = new int[messages.capacity()];
        this.plainControls = new int[messages.capacity()];
    }

    /** Whether datagrams are joined. */
    void joining(boolean on) {
        joining = on;
    }

    /** The size of the datagrams of a message; 0 where it is a single one. */
    int size(int index) {
        return sizes[index];
    }

    // What was received

    /** Looks whether a message that came is a train. */
    void arrived(int index) {
        sizes[index] = gathered(messages.message(index));
    }

    /** UDP_GRO, an int in its control message. */
    private static int gathered(Msghdr message) {
        if (message.controlLength() == 0) {
            return 0;
        }
        MemorySegment control = message.controlReceived();
        for (long at = Cmsghdr.first(control); at >= 0; at = Cmsghdr.next(control, at)) {
            if (Controls.is(control, at, SOL_UDP, UDP_GRO)) {
                long size = at + Cmsghdr.len(0);
                return size + Integer.BYTES > control.byteSize()
                        ? 0
                        : control.get(JAVA_INT_UNALIGNED, size);
            }
        }
        return 0;
    }

    // What is sent

    /** How many bytes of a train with datagrams of this size one message takes: whole datagrams, one at least. */
    long most(int size) {
        return joining ? Math.min(SEGMENTS, Math.max(1, LONGEST / size)) * (long) size : size;
    }

    /** Takes a message in as a single datagram, with so much control data: the last one from now on. */
    void append(int index, MemorySegment around, long from, long size, int control) {
        sizes[index] = 0;
        plainControls[index] = control;
        messages.message(index).controlLength(control);
        lie(index, around, from, size);
    }

    /** Makes the last message a train of datagrams of this size. */
    void couple(int last, int size) {
        Msghdr message = messages.message(last);
        sizes[last] = size;
        unit.set(JAVA_SHORT, 0, (short) size);
        message.controlLength(
                Cmsghdr.put(message.control(), plainControls[last], SOL_UDP, UDP_SEGMENT, unit));
    }

    /** Whether the last message can be a train that ends in this datagram, if both go the same way. */
    boolean continues(int last, MemorySegment around, long from, long more) {
        if (!joining || lastFrom + lastSize != from || !lastAround.equals(around)) {
            return false;
        }
        long size = sizes[last] > 0 ? sizes[last] : lastSize;
        return size > 0
                && more > 0
                && more <= size
                && lastSize % size == 0
                && lastSize < size * SEGMENTS
                && lastSize + more <= LONGEST;
    }

    /** Whether the last message and the next one, with so much control data, have the same receiver and source. */
    boolean sameWay(int lastIndex, int control) {
        Msghdr last = messages.message(lastIndex);
        Msghdr next = messages.message(lastIndex + 1);
        int name = last.nameLength();
        return name == next.nameLength()
                && control == plainControls[lastIndex]
                && MemorySegment.mismatch(last.name(), 0, name, next.name(), 0, name) < 0
                && MemorySegment.mismatch(last.control(), 0, control, next.control(), 0, control)
                        < 0;
    }

    /** Joins so many bytes behind the last message to it. */
    void join(int last, long more) {
        if (sizes[last] == 0) {
            couple(last, (int) lastSize);
        }
        lie(last, lastAround, lastFrom, lastSize + more);
    }

    private void lie(int last, MemorySegment around, long from, long size) {
        lastAround = around;
        lastFrom = from;
        lastSize = size;
        messages.message(last).iov().set(0, around, from, size);
    }

    /** The datagrams of a train, each as a message of its own. */
    MessageBatch.Part apart(int index) {
        Mmsghdr each = apart;
        if (each == null) {
            each = new Mmsghdr(SEGMENTS, 1, SockaddrCodec.CAPACITY, Answers.ROOM);
            apart = each;
        }
        Msghdr train = messages.message(index);
        MemorySegment data = train.iov().segment(0);
        int control = plainControls[index];
        int size = sizes[index];
        int parts = 0;
        for (long at = 0; at < data.byteSize(); at += size) {
            Msghdr one = each.message(parts++);
            SockaddrCodec.copy(train, one);
            MemorySegment.copy(train.control(), 0, one.control(), 0, control);
            one.controlLength(control);
            one.iov().set(0, data.asSlice(at, Math.min(size, data.byteSize() - at)));
        }
        return new MessageBatch.Part(each, parts);
    }
}
