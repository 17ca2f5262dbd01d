package dev.sockeye.net;

import dev.sockeye.sys.CStruct;
import dev.sockeye.sys.SockExtendedErr;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/** The data of control messages, as the kernel wants it. */
final class ControlBytes {
    private static final CStruct STAMPS = CStruct.named("scm_timestamping");

    /** {@code struct timespec} with 64-bit time. */
    private static final int TIMESPEC = 2 * Long.BYTES;

    private ControlBytes() {}

    static byte[] of(int... words) {
        var bytes = new byte[words.length * Integer.BYTES];
        natural(bytes).asIntBuffer().put(words);
        return bytes;
    }

    static byte[] of(long... words) {
        var bytes = new byte[words.length * Long.BYTES];
        natural(bytes).asLongBuffer().put(words);
        return bytes;
    }

    static byte[] of(Endpoint endpoint) {
        var address = MemorySegment.ofArray(new byte[SockaddrCodec.CAPACITY]);
        int length = SockaddrCodec.encode(endpoint, address);
        return address.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** {@code struct sock_extended_err} and the offender's address behind it. */
    static byte[] of(Control.RecvErr error) {
        byte[] offender = error.offender().map(ControlBytes::of).orElse(new byte[0]);
        var bytes = new byte[SockExtendedErr.SIZE + offender.length];
        natural(bytes)
                .putInt(error.errno())
                .put((byte) error.origin())
                .put((byte) error.icmpType())
                .put((byte) error.icmpCode())
                .put((byte) 0)
                .putInt((int) error.info())
                .putInt((int) error.data())
                .put(offender);
        return bytes;
    }

    /** Three times: the kernel's, an unused one, the device's. */
    static byte[] of(Control.Timestamping stamps) {
        var bytes = new byte[STAMPS.size()];
        put(natural(bytes), 0, stamps.software());
        put(natural(bytes), 2 * TIMESPEC, stamps.hardware());
        return bytes;
    }

    private static void put(ByteBuffer bytes, int at, Optional<Instant> time) {
        time.ifPresent(when ->
                bytes.putLong(at, when.getEpochSecond()).putLong(at + Long.BYTES, when.getNano()));
    }

    private static ByteBuffer natural(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
