package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.IPV6_FL_A_GET;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.sockeye.net.opt.FlowLabelReq;
import dev.sockeye.net.opt.Ip6MtuInfo;
import dev.sockeye.net.opt.PortRange;
import dev.sockeye.sys.CStruct;
import dev.sockeye.sys.SockaddrIn6;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The codecs of the options of IP and IPv6 that are more than a number and no group. */
final class IpCodecs {
    static final Opt.Codec<PortRange> PORT_RANGE = new PortRangeCodec();
    static final Opt.Codec<FlowLabelReq> FLOWLABEL = flowLabel();
    static final Opt.Codec<Ip6MtuInfo> MTUINFO = mtuInfo();

    private static final int LABEL = 0xFFFFF;

    private IpCodecs() {}

    private static Opt.Codec<Ip6MtuInfo> mtuInfo() {
        CStruct s = CStruct.named("ip6_mtuinfo");
        return new SoCodecs.Told<>(
                s.size(),
                from -> {
                    MemorySegment address = s.slice(from, "ip6m_addr", SockaddrIn6.SIZE);
                    return new Ip6MtuInfo(
                            JavaNet.scoped(SockaddrIn6.addr(address), SockaddrIn6.scopeId(address)),
                            s.getU32(from, "ip6m_mtu"));
                });
    }

    private static Opt.Codec<FlowLabelReq> flowLabel() {
        CStruct s = CStruct.named("in6_flowlabel_req");
        return new StructCodec<>(
                s,
                "DESTINATION,LABEL,ACTION,SHARE,FLAGS,EXPIRES,LINGER",
                (value, to) -> {
                    if ((value.label() & ~LABEL) != 0) {
                        throw new IllegalArgumentException(
                                "label 0x"
                                        + Integer.toHexString(value.label())
                                        + " has over 20 bits");
                    }
                    GroupCodecs.six(s, to, "flr_dst", value.destination());
                    s.setNetInt(to, "flr_label", value.label());
                    s.setU8(to, "flr_action", value.action());
                    s.setU8(to, "flr_share", value.share());
                    s.setU16(to, "flr_flags", value.flags());
                    s.setU16(to, "flr_expires", value.expires());
                    s.setU16(to, "flr_linger", value.linger());
                },
                from ->
                        new FlowLabelReq(
                                GroupCodecs.six(s, from, "flr_dst"),
                                s.getNetInt(from, "flr_label") & LABEL,
                                s.getU8(from, "flr_action"),
                                s.getU8(from, "flr_share"),
                                s.getU16(from, "flr_flags"),
                                s.getU16(from, "flr_expires"),
                                s.getU16(from, "flr_linger")),
                parts ->
                        new FlowLabelReq(
                                GroupCodecs.six(parts[0]),
                                Codecs.INT.parse(parts[1]),
                                Codecs.INT.parse(parts[2]),
                                Codecs.INT.parse(parts[3]),
                                Codecs.INT.parse(parts[4]),
                                Codecs.INT.parse(parts[5]),
                                Codecs.INT.parse(parts[6])),
                value ->
                        List.of(
                                GroupCodecs.text(value.destination()),
                                "0x" + Integer.toHexString(value.label()),
                                value.action(),
                                value.share(),
                                value.flags(),
                                value.expires(),
                                value.linger()));
    }

    /** What getsockopt wants to know of IPV6_FLOWLABEL_MGR: whose label. */
    static int ask(Integer flags, MemorySegment into) {
        CStruct s = CStruct.named("in6_flowlabel_req");
        s.setU8(into, "flr_action", IPV6_FL_A_GET);
        s.setU16(into, "flr_flags", flags);
        return s.size();
    }

    /** {@code uint32_t}: the first port in the low half, the last in the high half. */
    private static final class PortRangeCodec implements Opt.Codec<PortRange> {
        private static final int HALF = 16;

        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(PortRange value, MemorySegment into) {
            into.set(JAVA_INT, 0, value.high() << HALF | value.low());
            return Integer.BYTES;
        }

        @Override
        public PortRange decode(MemorySegment from) {
            int both = from.get(JAVA_INT, 0);
            return new PortRange(both & 0xFFFF, both >>> HALF);
        }

        @Override
        public PortRange parse(String text) {
            String[] parts = text.split("-", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("'" + text + "' is not of the form LOW-HIGH");
            }
            return new PortRange(Codecs.INT.parse(parts[0]), Codecs.INT.parse(parts[1]));
        }

        @Override
        public String print(PortRange value) {
            return value.low() + "-" + value.high();
        }
    }
}
