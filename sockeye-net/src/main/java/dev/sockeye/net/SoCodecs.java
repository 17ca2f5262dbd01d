package dev.sockeye.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.sockeye.net.opt.MemInfo;
import dev.sockeye.net.opt.PeerGroups;
import dev.sockeye.net.opt.SockTxtime;
import dev.sockeye.net.opt.Timestamping;
import dev.sockeye.net.opt.Ucred;
import dev.sockeye.sys.CStruct;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The codecs of the options of SOL_SOCKET that are more than a number. */
final class SoCodecs {
    static final Opt.Codec<Ucred> UCRED = ucred();
    static final Opt.Codec<Timestamping> TIMESTAMPING = timestamping();
    static final Opt.Codec<SockTxtime> TXTIME = txtime();

    /** {@code uint32_t[SK_MEMINFO_VARS]}. */
    static final Opt.Codec<MemInfo> MEMINFO =
            new Told<>(
                    9 * Integer.BYTES,
                    from -> {
                        long[] of =
                                IntStream.range(0, 9)
                                        .mapToLong(i -> Integer.toUnsignedLong(at(from, i)))
                                        .toArray();
                        return new MemInfo(
                                of[0], of[1], of[2], of[3], of[4], of[5], of[6], of[7], of[8]);
                    });

    /** {@code gid_t[]}; NGROUPS_MAX is 65,536. */
    static final Opt.Codec<PeerGroups> PEERGROUPS =
            new Told<>(
                    65_536 * Integer.BYTES,
                    from -> {
                        var gids = new ArrayList<Long>();
                        for (int i = 0; i < from.byteSize() / Integer.BYTES; i++) {
                            gids.add(Integer.toUnsignedLong(at(from, i)));
                        }
                        return new PeerGroups(gids);
                    });

    /** A descriptor, which gets its owner here. */
    static final Opt.Codec<PidFd> PIDFD = new PidFdCodec();

    private SoCodecs() {}

    private static int at(MemorySegment from, int index) {
        long offset = (long) index * Integer.BYTES;
        return offset + Integer.BYTES <= from.byteSize() ? from.get(JAVA_INT_UNALIGNED, offset) : 0;
    }

    private static Opt.Codec<Ucred> ucred() {
        CStruct s = CStruct.named("ucred");
        return new Told<>(
                s.size(),
                from ->
                        new Ucred(
                                s.getInt(from, "pid"),
                                s.getU32(from, "uid"),
                                s.getU32(from, "gid")));
    }

    private static Opt.Codec<Timestamping> timestamping() {
        CStruct s = CStruct.named("so_timestamping");
        return new StructCodec<>(
                s,
                "FLAGS,BIND_PHC",
                (value, to) -> {
                    s.setInt(to, "flags", value.flags());
                    s.setInt(to, "bind_phc", value.bindPhc());
                },
                from -> new Timestamping(s.getInt(from, "flags"), s.getInt(from, "bind_phc")),
                parts -> new Timestamping(Codecs.INT.parse(parts[0]), Codecs.INT.parse(parts[1])),
                value -> List.of("0x" + Integer.toHexString(value.flags()), value.bindPhc()));
    }

    private static Opt.Codec<SockTxtime> txtime() {
        CStruct s = CStruct.named("sock_txtime");
        return new StructCodec<>(
                s,
                "CLOCK,FLAGS",
                (value, to) -> {
                    s.setInt(to, "clockid", value.clock());
                    s.setInt(to, "flags", value.flags());
                },
                from -> new SockTxtime(s.getInt(from, "clockid"), s.getInt(from, "flags")),
                parts -> new SockTxtime(Codecs.INT.parse(parts[0]), Codecs.INT.parse(parts[1])),
                value -> List.of(value.clock(), "0x" + Integer.toHexString(value.flags())));
    }

    /** The codec of what can only be read. */
    record Told<T>(int size, Function<MemorySegment, T> read) implements Opt.Codec<T> {
        @Override
        public int encode(T value, MemorySegment into) {
            throw new UnsupportedOperationException("it can only be read");
        }

        @Override
        public T decode(MemorySegment from) {
            return read.apply(from);
        }

        @Override
        public T parse(String text) {
            throw new IllegalArgumentException("it can only be read");
        }
    }

    private static final class PidFdCodec implements Options.Owning<PidFd> {
        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public PidFd own(Network network, MemorySegment answer) {
            return new PidFd(network, answer.get(JAVA_INT, 0));
        }

        @Override
        public int encode(PidFd value, MemorySegment into) {
            throw new UnsupportedOperationException("it can only be read");
        }

        @Override
        public PidFd decode(MemorySegment from) {
            throw new UnsupportedOperationException("a descriptor needs an owner: Socket.get");
        }

        @Override
        public PidFd parse(String text) {
            throw new IllegalArgumentException("it can only be read");
        }
    }
}
