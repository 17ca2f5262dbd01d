package dev.sockeye.net;

import static dev.sockeye.sys.NetinetTcp.TCP_MD5SIG_FLAG_IFINDEX;
import static dev.sockeye.sys.NetinetTcp.TCP_MD5SIG_FLAG_PREFIX;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sockeye.net.opt.TcpFastopenKey;
import dev.sockeye.net.opt.TcpInfo;
import dev.sockeye.net.opt.TcpMd5Sig;
import dev.sockeye.net.opt.TcpRepairOpt;
import dev.sockeye.net.opt.TcpRepairOptions;
import dev.sockeye.net.opt.TcpRepairWindow;
import dev.sockeye.sys.CStruct;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The codecs of the options of IPPROTO_TCP that are more than a number. */
final class TcpCodecs {
    /** The struct grows with the kernel; there is room for one twice as long as today's. */
    static final Opt.Codec<TcpInfo> INFO = new SoCodecs.Told<>(512, TcpInfo::new);

    static final Opt.Codec<TcpMd5Sig> MD5SIG = new Md5SigCodec();
    static final Opt.Codec<TcpRepairOptions> REPAIR_OPTIONS = new RepairOptionsCodec();
    static final Opt.Codec<TcpRepairWindow> REPAIR_WINDOW = repairWindow();
    static final Opt.Codec<TcpFastopenKey> FASTOPEN_KEY = new FastopenKeyCodec();

    private TcpCodecs() {}

    private static Opt.Codec<TcpRepairWindow> repairWindow() {
        CStruct s = CStruct.named("tcp_repair_window");
        return new StructCodec<>(
                s,
                "SND_WL1,SND_WND,MAX_WINDOW,RCV_WND,RCV_WUP",
                (value, to) -> {
                    s.setInt(to, "snd_wl1", (int) value.sndWl1());
                    s.setInt(to, "snd_wnd", (int) value.sndWnd());
                    s.setInt(to, "max_window", (int) value.maxWindow());
                    s.setInt(to, "rcv_wnd", (int) value.rcvWnd());
                    s.setInt(to, "rcv_wup", (int) value.rcvWup());
                },
                from ->
                        new TcpRepairWindow(
                                s.getU32(from, "snd_wl1"),
                                s.getU32(from, "snd_wnd"),
                                s.getU32(from, "max_window"),
                                s.getU32(from, "rcv_wnd"),
                                s.getU32(from, "rcv_wup")),
                parts -> {
                    long[] of =
                            Arrays.stream(parts).mapToLong(Codecs.UNSIGNED_INT::parse).toArray();
                    return new TcpRepairWindow(of[0], of[1], of[2], of[3], of[4]);
                },
                value ->
                        List.of(
                                value.sndWl1(),
                                value.sndWnd(),
                                value.maxWindow(),
                                value.rcvWnd(),
                                value.rcvWup()));
    }

    /** {@code struct tcp_repair_opt[]}. */
    private static final class RepairOptionsCodec implements Opt.Codec<TcpRepairOptions> {
        private static final CStruct S = CStruct.named("tcp_repair_opt");
        private static final int MOST = 8;

        @Override
        public int size() {
            return MOST * S.size();
        }

        @Override
        public int encode(TcpRepairOptions value, MemorySegment into) {
            int count = value.options().size();
            if (count > MOST) {
                throw new IllegalArgumentException(count + " options, at most " + MOST);
            }
            for (int i = 0; i < count; i++) {
                TcpRepairOpt each = value.options().get(i);
                MemorySegment place = into.asSlice((long) i * S.size(), S.size());
                S.setInt(place, "opt_code", each.code());
                S.setInt(place, "opt_val", (int) each.value());
            }
            return count * S.size();
        }

        @Override
        public TcpRepairOptions decode(MemorySegment from) {
            throw new UnsupportedOperationException("it can only be set");
        }

        @Override
        public TcpRepairOptions parse(String text) {
            return new TcpRepairOptions(Arrays.stream(text.split(",", -1)).map(this::one).toList());
        }

        private TcpRepairOpt one(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("'" + text + "' is not of the form CODE:VALUE");
            }
            return new TcpRepairOpt(
                    Codecs.INT.parse(text.substring(0, colon)),
                    Codecs.UNSIGNED_INT.parse(text.substring(colon + 1)));
        }

        @Override
        public String print(TcpRepairOptions value) {
            return value.options().stream()
                    .map(each -> each.code() + ":" + each.value())
                    .collect(Collectors.joining(","));
        }
    }

    /** {@code struct tcp_md5sig}; as text {@code ADDRESS,PREFIX,IFINDEX,KEY}, the key in hexadecimal. */
    private static final class Md5SigCodec implements Opt.Codec<TcpMd5Sig> {
        private static final CStruct S = CStruct.named("tcp_md5sig");

        @Override
        public int size() {
            return S.size();
        }

        @Override
        public int encode(TcpMd5Sig value, MemorySegment into) {
            into.asSlice(0, S.size()).fill((byte) 0);
            GroupCodecs.storage(S, into, "tcpm_addr", value.address());
            int flags =
                    (value.prefixLength() < 0 ? 0 : TCP_MD5SIG_FLAG_PREFIX)
                            | (value.ifindex() == 0 ? 0 : TCP_MD5SIG_FLAG_IFINDEX);
            S.setU8(into, "tcpm_flags", flags);
            S.setU8(into, "tcpm_prefixlen", Math.max(0, value.prefixLength()));
            S.setInt(into, "tcpm_ifindex", value.ifindex());
            byte[] key = value.key();
            S.setU16(into, "tcpm_keylen", key.length);
            MemorySegment.copy(key, 0, into, JAVA_BYTE, S.offset("tcpm_key"), key.length);
            return S.size();
        }

        @Override
        public TcpMd5Sig decode(MemorySegment from) {
            throw new UnsupportedOperationException("it can only be set");
        }

        @Override
        public TcpMd5Sig parse(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length != 4) {
                // The text may hold the key: it is not repeated.
                throw new IllegalArgumentException("not of the form ADDRESS,PREFIX,IFINDEX,KEY");
            }
            return new TcpMd5Sig(
                    InetAddress.ofLiteral(parts[0]),
                    Codecs.INT.parse(parts[1]),
                    Codecs.INT.parse(parts[2]),
                    secret(parts[3]));
        }

        /** Everything but the key, which shall not end up in a message or a log. */
        @Override
        public String print(TcpMd5Sig value) {
            return value.toString();
        }
    }

    /** 16 or 32 bytes; as text one or two keys in hexadecimal with a comma between. */
    private static final class FastopenKeyCodec implements Opt.Codec<TcpFastopenKey> {
        private static final int LENGTH = 16;

        @Override
        public int size() {
            return 2 * LENGTH;
        }

        @Override
        public int encode(TcpFastopenKey value, MemorySegment into) {
            byte[] bytes = value.bytes();
            MemorySegment.copy(bytes, 0, into, JAVA_BYTE, 0, bytes.length);
            return bytes.length;
        }

        @Override
        public TcpFastopenKey decode(MemorySegment from) {
            if (from.byteSize() < LENGTH) {
                return TcpFastopenKey.NONE;
            }
            byte[] first = from.asSlice(0, LENGTH).toArray(JAVA_BYTE);
            return from.byteSize() < 2 * LENGTH
                    ? new TcpFastopenKey(first)
                    : new TcpFastopenKey(first, from.asSlice(LENGTH, LENGTH).toArray(JAVA_BYTE));
        }

        @Override
        public TcpFastopenKey parse(String text) {
            int comma = text.indexOf(',');
            return comma < 0
                    ? new TcpFastopenKey(secret(text))
                    : new TcpFastopenKey(
                            secret(text.substring(0, comma)), secret(text.substring(comma + 1)));
        }

        /** How many keys, which shall not end up in a message or a log. */
        @Override
        public String print(TcpFastopenKey value) {
            return value.toString();
        }
    }

    private static byte[] secret(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the key is no row of hexadecimal bytes", e.getCause());
        }
    }
}
