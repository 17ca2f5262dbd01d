package dev.sockeye.net;

import static dev.sockeye.sys.Errno.EAGAIN;
import static dev.sockeye.sys.SysSocket.AF_UNIX;
import static dev.sockeye.sys.SysSocket.MSG_TRUNC;

import dev.sockeye.sys.Kernel;
import dev.sockeye.sys.Mmsghdr;
import dev.sockeye.sys.Msghdr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many datagrams for one call: what recvmmsg(2) brings, or what sendmmsg(2) sends. Made once, with its
 * headers and its memory, and used again and again. Addresses stay as the kernel writes them: an {@link
 * Endpoint} is made for a datagram only when it is asked for.
 *
 * {@snippet :
 * var questions = MessageBatch.allocate(64, 2048);
 * var answers = MessageBatch.allocate(64, 2048).trains(true);
 * while (true) {
 *     int count = socket.receive(questions);
 *     answers.clear();
 *     for (int i = 0; i < count; i++) {
 *         answers.answer(questions, i, questions.data(i));
 *     }
 *     socket.send(answers);
 * }
 * }
 *
 * <p>Native segments are sent from where they lie: they must stay as they are until the batch was sent.
 * Heap segments are copied to the batch's own memory when they are added.
 *
 * <p>For one thread at a time.
 */
public final class MessageBatch {
    private final MemorySegment block;
    private final MemorySegment[] rooms;

    /** What was received into each room last: most datagrams are as long as the one before. */
    private final MemorySegment[] views;

    private final Mmsghdr messages;
    private final Trains trains;
    private final Habit habit = new Habit();

    /** The first messages for a call, by their number. */
    private final @Nullable Part[] parts;

    private boolean received;
    private int count;
    private int sent;

    /** How many of the messages are not ready to receive into. */
    private int touched;

    /** Where the free memory begins. */
    private long used;

    /** Which message the last one answers; changes of a batch's content are counted. */
    private @Nullable MessageBatch answered;

    private int answeredIndex;
    private long answeredContent;
    private long content;

    private MessageBatch(int messages, long bytes) {
        long room = (bytes + Buffers.ALIGNMENT - 1) / Buffers.ALIGNMENT * Buffers.ALIGNMENT;
        this.block = Arena.ofAuto().allocate(messages * room, Buffers.ALIGNMENT);
        this.rooms = new MemorySegment[messages];
        Arrays.setAll(rooms, i -> block.asSlice(i * room, bytes));
        this.views = rooms.clone();
        this.messages = new Mmsghdr(messages, 1, SockaddrCodec.CAPACITY, Message.CONTROL_ROOM);
        this.parts = new Part[messages + 1];
        this.trains = new Trains(this.messages);
        this.touched = messages;
    }

    /** Some of the messages, for one call. */
    record Part(Mmsghdr messages, int count) {
        Part from(int first) {
            return new Part(messages.from(first), count - first);
        }
    }

    /**
     * A batch with memory of its own.
     *
     * @param messages how many datagrams it can hold, 1 to 1024
     * @param bytes the room to receive each into, at least 1; 64 KiB where {@link Udp#GRO} is on. To send
     *     it has as much in all
     * @return the batch
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public static MessageBatch allocate(int messages, long bytes) {
        if (messages < 1 || messages > 1024 || bytes < 1) {
            throw new IllegalArgumentException(
                    "1 to 1024 messages of at least 1 byte, not " + messages + " of " + bytes);
        }
        return new MessageBatch(messages, bytes);
    }

    /**
     * Whether datagrams that are added one behind the other in the batch's memory, or in that of the batch
     * they {@link #answer}, all of one size and to one receiver, are joined to a train (UDP_SEGMENT), which
     * goes through the kernel as one. The receiver sees no difference. Initially not.
     *
     * @param on whether they are
     * @return this
     */
    public MessageBatch trains(boolean on) {
        trains.joining(on);
        return this;
    }

    /**
     * How many messages it can hold.
     *
     * @return the number it was made with
     */
    public int capacity() {
        return messages.capacity();
    }

    /**
     * How many messages it holds, a train being one.
     *
     * @return those that were received, or added
     */
    public int count() {
        return count;
    }

    // What was received

    /**
     * The bytes of a message.
     *
     * @param index less than {@link #count}
     * @return a view, until the next receive
     */
    public MemorySegment data(int index) {
        if (!received) {
            return message(index).iov().segment(0);
        }
        long size = Math.min(size(index), rooms[index].byteSize());
        if (views[index].byteSize() != size) {
            views[index] = rooms[index].asSlice(0, size);
        }
        return views[index];
    }

    /**
     * How many bytes a received datagram had.
     *
     * @param index less than {@link #count}
     * @return more than {@link #data} has where there was too little room
     */
    public long size(int index) {
        return messages.length(Objects.checkIndex(index, count));
    }

    /**
     * MSG_TRUNC: whether a received datagram had more bytes than there was room for. They are lost.
     *
     * @param index less than {@link #count}
     * @return true where bytes are missing
     */
    public boolean truncated(int index) {
        return (flags(index) & MSG_TRUNC) != 0;
    }

    /**
     * {@code msg_flags} as recvmmsg(2) left them.
     *
     * @param index less than {@link #count}
     * @return {@code MSG_} values
     */
    public int flags(int index) {
        return message(index).flags();
    }

    /**
     * Who sent a received message, or receives an added one.
     *
     * @param index less than {@link #count}
     * @return a new endpoint; empty where there is no address: the peer is the connected one, or a Unix
     *     socket without a name
     */
    public Optional<Endpoint> peer(int index) {
        return Optional.ofNullable(to(index));
    }

    /**
     * The peer's address as the kernel wrote it.
     *
     * @param index less than {@link #count}
     * @return a {@code struct sockaddr_*}, a view until the batch is used again; of size 0 where there is
     *     no address
     */
    public MemorySegment address(int index) {
        Msghdr message = message(index);
        return message.name().asSlice(0, Math.min(message.nameLength(), SockaddrCodec.CAPACITY));
    }

    /**
     * The peer's port, without an endpoint being made.
     *
     * @param index less than {@link #count}
     * @return 0 to 65535; -1 where there is no address, or one without ports
     */
    public int port(int index) {
        Msghdr message = message(index);
        return SockaddrCodec.port(message.name(), message.nameLength());
    }

    /**
     * The size of the datagrams of a train: received as one (UDP_GRO), or joined to be sent as one.
     *
     * @param index less than {@link #count}
     * @return in bytes, the last one may be shorter; 0 where the message is a single datagram
     */
    public int segmentSize(int index) {
        return trains.size(Objects.checkIndex(index, count));
    }

    /**
     * The control messages of a received message. Descriptors were closed on arrival, as with {@link
     * Message#controls}.
     *
     * @param index less than {@link #count}
     * @return a new unmodifiable list, in the order of arrival
     */
    public List<Control> controls(int index) {
        return Controls.decode(message(index).controlReceived());
    }

    /**
     * The first control message of a kind.
     *
     * @param <C> the kind
     * @param index less than {@link #count}
     * @param kind its class
     * @return empty where none came
     */
    public <C extends Control> Optional<C> control(int index, Class<C> kind) {
        return controls(index).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private Msghdr message(int index) {
        return messages.message(Objects.checkIndex(index, count));
    }

    // What is sent

    /**
     * Empties it, to be filled by {@link #add} and {@link #answer}.
     *
     * @return this
     */
    public MessageBatch clear() {
        received = false;
        count = 0;
        sent = 0;
        used = 0;
        answered = null;
        content++;
        return this;
    }

    /**
     * The memory of the batch that no added message lies in, for a datagram that is made in place: the
     * part of it that is added next is taken.
     *
     * @return a view
     */
    public MemorySegment free() {
        return block.asSlice(used);
    }

    /**
     * Adds a datagram for the connected peer.
     *
     * @param data its bytes
     * @return false if there is no room left for it: send the batch and clear it first
     * @throws IllegalArgumentException if it is on the heap and does not fit an empty batch
     * @throws IllegalStateException if the batch holds what was received
     */
    public boolean add(MemorySegment data) {
        Msghdr message = next();
        long from = begin(data);
        if (message == null || from < 0) {
            return false;
        }
        message.nameLength(0);
        commit(around(data, this), from, data.byteSize(), 0);
        return true;
    }

    /**
     * Adds a datagram.
     *
     * @param data its bytes
     * @param to the receiver
     * @return false if there is no room left for it: send the batch and clear it first
     * @throws IllegalArgumentException if it is on the heap and does not fit an empty batch
     * @throws IllegalStateException if the batch holds what was received
     */
    public boolean add(MemorySegment data, Endpoint to) {
        Msghdr message = next();
        long from = begin(data);
        if (message == null || from < 0) {
            return false;
        }
        message.nameLength(SockaddrCodec.encode(to, message.name()));
        commit(around(data, this), from, data.byteSize(), 0);
        return true;
    }

    /**
     * Adds a datagram for the sender of a received one, to leave from the address that was asked where
     * {@link Ip#PKTINFO} or {@link Ip6#RECVPKTINFO} told that.
     *
     * @param questions another batch, which must stay as it is until this one was sent
     * @param index which of its messages is answered
     * @param data the bytes of the answer
     * @return false if there is no room left for it: send the batch and clear it first
     * @throws IllegalArgumentException if it is on the heap and does not fit an empty batch
     * @throws IllegalStateException if the batch holds what was received
     */
    public boolean answer(MessageBatch questions, int index, MemorySegment data) {
        checkOutgoing();
        if (!data.isNative()) {
            checkFits(data);
            return answerWithCopy(questions, index, data);
        }
        MemorySegment around = around(data, questions);
        long from = data.address() - around.address();
        return answer(questions, index, around, from, data.byteSize());
    }

    /**
     * {@link #answer(MessageBatch, int, MemorySegment)} with a copy in the batch's own memory: the data may
     * change at once, and small answers to one sender lie beside each other, as a train.
     *
     * @param questions another batch
     * @param index which of its messages is answered
     * @param data the bytes of the answer
     * @return false if there is no room left for it: send the batch and clear it first
     * @throws IllegalStateException if the batch holds what was received
     */
    public boolean answerWithCopy(MessageBatch questions, int index, MemorySegment data) {
        checkOutgoing();
        long size = data.byteSize();
        if (size > block.byteSize() - used) {
            return false;
        }
        MemorySegment.copy(data, 0, block, used, size);
        return answer(questions, index, block, used, size);
    }

    private boolean answer(
            MessageBatch questions, int index, MemorySegment around, long from, long size) {
        if (isSameQuestion(questions, index) && continues(around, from, size)) {
            join(around, from, size);
            return true;
        }
        Msghdr message = next();
        if (message == null) {
            return false;
        }
        commit(around, from, size, address(questions, index, message));
        answered = questions;
        answeredIndex = index;
        answeredContent = questions.content;
        return true;
    }

    /**
     * Adds a train of datagrams for the sender of a received message, as {@link #answer(MessageBatch, int,
     * MemorySegment)} would add one after the other: the fastest answer to a train that came in is that
     * train itself, from where it lies.
     *
     * @param questions another batch, which must stay as it is until this one was sent
     * @param index which of its messages is answered
     * @param train the bytes of the datagrams, one behind the other, in native memory
     * @param size how many bytes each has, at least 1; the last one may be shorter
     * @return how many bytes were added, whole datagrams from the front: fewer than the train has where
     *     there is no room left
     * @throws IllegalArgumentException if the train is on the heap, or the size is less than 1
     * @throws IllegalStateException if the batch holds what was received
     */
    public long answer(MessageBatch questions, int index, MemorySegment train, int size) {
        checkTrain(train, size);
        long most = trains.most(size);
        MemorySegment around = around(train, questions);
        long from = train.address() - around.address();
        long at = 0;
        Msghdr message = next();
        while (at < train.byteSize() && message != null) {
            long part = Math.min(most, train.byteSize() - at);
            append(around, from + at, part, address(questions, index, message));
            if (part > size) {
                trains.couple(count - 1, size);
            }
            at += part;
            message = next();
        }
        return at;
    }

    /** Makes a message one for the sender of a received one. Answers how much control data it has. */
    private static int address(MessageBatch questions, int index, Msghdr message) {
        Msghdr question = questions.message(index);
        SockaddrCodec.copy(question, message);
        return question.controlLength() == 0
                ? 0
                : (int) Answers.write(question.controlReceived(), message.control());
    }

    private static void checkTrain(MemorySegment train, int size) {
        if (!train.isNative() || size < 1) {
            throw new IllegalArgumentException(
                    "a train is native memory in datagrams of 1 byte at least, not "
                            + size
                            + " of "
                            + train);
        }
    }

    /** Whether the last message answers this one too: then both go the same way. */
    private boolean isSameQuestion(MessageBatch questions, int index) {
        return answered == questions
                && answeredIndex == index
                && answeredContent == questions.content;
    }

    private @Nullable Msghdr next() {
        checkOutgoing();
        return count < capacity() ? messages.message(count) : null;
    }

    /** The segment of which a native one is a part, as far as known; a heap one is copied to our memory. */
    private MemorySegment around(MemorySegment data, MessageBatch questions) {
        if (!data.isNative() || holds(data)) {
            return block;
        }
        return questions.holds(data) ? questions.block : data;
    }

    /** Where a datagram begins in what is around it; negative where there is no room for a copy of it. */
    private long begin(MemorySegment data) {
        if (data.isNative()) {
            return data.address() - around(data, this).address();
        }
        checkFits(data);
        if (data.byteSize() > block.byteSize() - used) {
            return -1;
        }
        MemorySegment.copy(data, 0, block, used, data.byteSize());
        return used;
    }

    private void checkFits(MemorySegment data) {
        if (data.byteSize() > block.byteSize()) {
            throw new IllegalArgumentException(
                    data.byteSize() + " bytes do not fit " + block.byteSize());
        }
    }

    private boolean holds(MemorySegment data) {
        long at = data.address() - block.address();
        return at >= 0 && at + data.byteSize() <= block.byteSize();
    }

    /** Takes the next message in, or what it holds into the one before it. */
    private void commit(MemorySegment around, long from, long size, int control) {
        if (continues(around, from, size) && trains.sameWay(count - 1, control)) {
            answered = null;
            touched = Math.max(touched, count + 1);
            join(around, from, size);
        } else {
            append(around, from, size, control);
        }
    }

    /** Takes the next message in as one of its own. */
    private void append(MemorySegment around, long from, long size, int control) {
        answered = null;
        trains.append(count++, around, from, size, control);
        touched = Math.max(touched, count);
        take(around, from + size);
    }

    /** Whether the last message, if it was not sent yet, can be a train that ends in this datagram. */
    private boolean continues(MemorySegment around, long from, long size) {
        return count > sent && trains.continues(count - 1, around, from, size);
    }

    private void join(MemorySegment around, long from, long size) {
        trains.join(count - 1, size);
        take(around, from + size);
    }

    /** Memory of our own in which a message lies is not free any more. */
    private void take(MemorySegment around, long end) {
        if (around.equals(block)) {
            used = Math.max(used, end);
        }
    }

    /**
     * How many messages were sent.
     *
     * @return the index of the one that is sent next, or was refused
     */
    public int sent() {
        return sent;
    }

    /**
     * Leaves the message at {@link #sent} out, with all datagrams of it if it is a train.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public void skip() {
        sent = Objects.checkIndex(sent, count) + 1;
    }

    // For the calls

    /** Makes the messages ready to be filled. Answers whether it is better to wait before that. */
    boolean incoming() {
        for (int i = 0; i < touched; i++) {
            messages.message(i).reset();
            if (!received) {
                messages.message(i).iov().set(0, rooms[i]);
            }
        }
        clear();
        received = true;
        touched = 0;
        return habit.waitsFirst();
    }

    /** recvmmsg(2), once. */
    long receive(Kernel kernel, int fd, int flags) {
        long result = kernel.recvmmsg(fd, messages, capacity(), flags, MemorySegment.NULL);
        if (result == -EAGAIN) {
            habit.missed();
        }
        return result;
    }

    /** Takes over what recvmmsg(2) brought. */
    void arrived(int messagesReceived, int domain, Kernel kernel) {
        count = messagesReceived;
        touched = messagesReceived;
        habit.came(count > 1 && count == capacity());
        for (int i = 0; domain != AF_UNIX && i < count; i++) {
            trains.arrived(i);
        }
        for (int i = 0; domain == AF_UNIX && i < count; i++) {
            Controls.refuseDescriptors(messages.message(i).controlReceived(), kernel);
        }
    }

    /** The size of the datagrams of a train that is to be sent; 0 for a single datagram. */
    int train(int index) {
        return trains.size(index);
    }

    boolean isAddressed(int index) {
        return message(index).nameLength() > 0;
    }

    @Nullable Endpoint to(int index) {
        Msghdr message = message(index);
        return message.nameLength() == 0
                ? null
                : SockaddrCodec.decode(message.name(), message.nameLength(), 0);
    }

    void checkOutgoing() {
        if (received) {
            throw new IllegalStateException("the batch holds what was received: clear it first");
        }
    }

    /** What is to be sent next, up to a message. */
    Part part(int end) {
        if (sent > 0) {
            return new Part(messages.from(sent), end - sent);
        }
        Part known = parts[end];
        if (known == null) {
            known = new Part(messages, end);
            parts[end] = known;
        }
        return known;
    }

    /** The datagrams of the train that is next, each as a message of its own. */
    Part apart() {
        return trains.apart(Objects.checkIndex(sent, count));
    }

    /** So many more were sent. */
    void sent(int more) {
        sent += more;
    }
}
