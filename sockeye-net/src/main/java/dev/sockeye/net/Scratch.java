package dev.sockeye.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.poll.fd.Stripes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory for one address or one option value. Taken for a call, and given back after it. */
final class Scratch {
    /** Room for an option; longer ones are rare and get memory of their own. */
    static final int OPTION = 256;

    private static final Stripes<Scratch> KEPT = new Stripes<>(Scratch::new);

    /** Room for every address. */
    final MemorySegment address;

    /** A {@code socklen_t}. */
    final MemorySegment length;

    /** {@link #OPTION} bytes. */
    final MemorySegment option;

    private Scratch() {
        MemorySegment block =
                Arena.ofAuto().allocate(SockaddrCodec.CAPACITY + OPTION + 64L, Buffers.ALIGNMENT);
        address = block.asSlice(0, SockaddrCodec.CAPACITY);
        option = block.asSlice(SockaddrCodec.CAPACITY, OPTION);
        length = block.asSlice(SockaddrCodec.CAPACITY + (long) OPTION, Integer.BYTES);
    }

    static Scratch take() {
        return KEPT.take();
    }

    void give() {
        KEPT.give(this);
    }

    /** Says how much room there is for an address. */
    Scratch open() {
        length.set(JAVA_INT, 0, SockaddrCodec.CAPACITY);
        return this;
    }

    /** The same for IPv4, see {@link SockaddrCodec#packed}. */
    long packed() {
        return SockaddrCodec.packed(address, length.get(JAVA_INT, 0));
    }

    /** The address that a call left. */
    Endpoint endpoint(int domain) {
        return SockaddrCodec.decode(address, length.get(JAVA_INT, 0), domain);
    }
}
