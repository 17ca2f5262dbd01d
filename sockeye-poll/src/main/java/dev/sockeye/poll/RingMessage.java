package dev.sockeye.poll;

import dev.sockeye.sys.Msghdr;

/**
 * A message that {@link Request#sendmsg} sends and {@link Request#recvmsg} fills: one buffer, an
 * address, control messages and flags, in memory that nobody can free while the kernel uses it.
 */
public final class RingMessage {
    private final RingMemory memory;
    private final Msghdr header;

    /**
     * A message with its lengths {@linkplain Msghdr#reset reset}.
     *
     * @param bytes the room for its data, more than 0
     * @param nameBytes the room for the address; 0 for none
     * @param controlBytes the room for control messages; 0 for none
     */
    public RingMessage(int bytes, int nameBytes, int controlBytes) {
        memory = new RingMemory(bytes);
        header = new Msghdr(1, nameBytes, controlBytes);
    }

    /**
     * The data.
     *
     * @return always the same memory
     */
    public RingMemory memory() {
        return memory;
    }

    /**
     * Address, control messages and flags. Its {@link Msghdr#iov} is set when a request is started.
     *
     * @return always the same object
     */
    public Msghdr header() {
        return header;
    }

    /** The header with so many bytes of the data. */
    Msghdr of(int length) {
        var _ = memory.from(0, length);
        header.iov().count(0);
        header.iov().set(0, memory.segment().asSlice(0, length));
        return header;
    }
}
