package dev.sockeye.net;

import static dev.sockeye.sys.NetinetIn.MCAST_EXCLUDE;
import static dev.sockeye.sys.NetinetIn.MCAST_INCLUDE;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sockeye.net.opt.GroupFilter;
import dev.sockeye.net.opt.GroupReq;
import dev.sockeye.net.opt.GroupSourceReq;
import dev.sockeye.net.opt.Ip6MReq;
import dev.sockeye.net.opt.MReqSource;
import dev.sockeye.net.opt.MReqn;
import dev.sockeye.net.opt.MsfFilter;
import dev.sockeye.sys.CStruct;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codecs of memberships in multicast groups, and of the addresses in them. */
final class GroupCodecs {
    /** {@code struct in_addr}. */
    static final Opt.Codec<Inet4Address> IN_ADDR = new InAddrCodec();

    static final Opt.Codec<MReqn> MREQN = mreqn();
    static final Opt.Codec<MReqSource> MREQ_SOURCE = mreqSource();
    static final Opt.Codec<Ip6MReq> MREQ6 = mreq6();
    static final Opt.Codec<MsfFilter> MSFILTER = new MsfCodec();
    static final Opt.Codec<GroupReq> GROUP4 = group(Inet4Address.class);
    static final Opt.Codec<GroupReq> GROUP6 = group(Inet6Address.class);
    static final Opt.Codec<GroupSourceReq> GROUP_SOURCE4 = groupSource(Inet4Address.class);
    static final Opt.Codec<GroupSourceReq> GROUP_SOURCE6 = groupSource(Inet6Address.class);
    static final Opt.Codec<GroupFilter> GROUP_FILTER4 = new FilterCodec(Inet4Address.class);
    static final Opt.Codec<GroupFilter> GROUP_FILTER6 = new FilterCodec(Inet6Address.class);

    /** Far more than net.ipv4.igmp_max_msf and net.ipv6.mld_max_msf let anybody list. */
    private static final int MOST_SOURCES = 256;

    private GroupCodecs() {}

    static int number(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    static Inet4Address four(int number) {
        return JavaNet.inet4(ByteBuffer.allocate(4).putInt(number).array());
    }

    static Inet4Address four(String text) {
        return Inet4Address.ofLiteral(text);
    }

    static Inet6Address six(String text) {
        return (Inet6Address) checked(Inet6Address.class, Inet6Address.ofLiteral(text));
    }

    static void six(CStruct s, MemorySegment to, String field, Inet6Address address) {
        MemorySegment.copy(address.getAddress(), 0, to, JAVA_BYTE, s.offset(field), 16);
    }

    static Inet6Address six(CStruct s, MemorySegment from, String field) {
        return JavaNet.scoped(s.slice(from, field, 16).toArray(JAVA_BYTE), 0);
    }

    private static Opt.Codec<MReqn> mreqn() {
        CStruct s = CStruct.named("ip_mreqn");
        return new StructCodec<>(
                s,
                "GROUP,ADDRESS,IFINDEX",
                (value, to) -> {
                    s.setNetInt(to, "imr_multiaddr", number(value.group()));
                    s.setNetInt(to, "imr_address", number(value.address()));
                    s.setInt(to, "imr_ifindex", value.ifindex());
                },
                from ->
                        new MReqn(
                                four(s.getNetInt(from, "imr_multiaddr")),
                                four(s.getNetInt(from, "imr_address")),
                                s.getInt(from, "imr_ifindex")),
                parts -> new MReqn(four(parts[0]), four(parts[1]), Codecs.INT.parse(parts[2])),
                value -> List.of(text(value.group()), text(value.address()), value.ifindex()));
    }

    private static Opt.Codec<MReqSource> mreqSource() {
        CStruct s = CStruct.named("ip_mreq_source");
        return new StructCodec<>(
                s,
                "GROUP,ADDRESS,SOURCE",
                (value, to) -> {
                    s.setNetInt(to, "imr_multiaddr", number(value.group()));
                    s.setNetInt(to, "imr_interface", number(value.address()));
                    s.setNetInt(to, "imr_sourceaddr", number(value.source()));
                },
                from ->
                        new MReqSource(
                                four(s.getNetInt(from, "imr_multiaddr")),
                                four(s.getNetInt(from, "imr_interface")),
                                four(s.getNetInt(from, "imr_sourceaddr"))),
                parts -> new MReqSource(four(parts[0]), four(parts[1]), four(parts[2])),
                value -> List.of(text(value.group()), text(value.address()), text(value.source())));
    }

    private static Opt.Codec<Ip6MReq> mreq6() {
        CStruct s = CStruct.named("ipv6_mreq");
        return new StructCodec<>(
                s,
                "GROUP,IFINDEX",
                (value, to) -> {
                    six(s, to, "ipv6mr_multiaddr", value.address());
                    s.setInt(to, "ipv6mr_interface", value.ifindex());
                },
                from ->
                        new Ip6MReq(
                                six(s, from, "ipv6mr_multiaddr"),
                                s.getInt(from, "ipv6mr_interface")),
                parts -> new Ip6MReq(six(parts[0]), Codecs.INT.parse(parts[1])),
                value -> List.of(text(value.address()), value.ifindex()));
    }

    private static Opt.Codec<GroupReq> group(Class<? extends InetAddress> version) {
        CStruct s = CStruct.named("group_req");
        return new StructCodec<>(
                s,
                "IFINDEX,GROUP",
                (value, to) -> {
                    s.setInt(to, "gr_interface", value.ifindex());
                    storage(s, to, "gr_group", checked(version, value.group()));
                },
                from -> new GroupReq(s.getInt(from, "gr_interface"), storage(s, from, "gr_group")),
                parts -> new GroupReq(Codecs.INT.parse(parts[0]), address(version, parts[1])),
                value -> List.of(value.ifindex(), text(value.group())));
    }

    private static Opt.Codec<GroupSourceReq> groupSource(Class<? extends InetAddress> version) {
        CStruct s = CStruct.named("group_source_req");
        return new StructCodec<>(
                s,
                "IFINDEX,GROUP,SOURCE",
                (value, to) -> {
                    s.setInt(to, "gsr_interface", value.ifindex());
                    storage(s, to, "gsr_group", checked(version, value.group()));
                    storage(s, to, "gsr_source", checked(version, value.source()));
                },
                from ->
                        new GroupSourceReq(
                                s.getInt(from, "gsr_interface"),
                                storage(s, from, "gsr_group"),
                                storage(s, from, "gsr_source")),
                parts ->
                        new GroupSourceReq(
                                Codecs.INT.parse(parts[0]),
                                address(version, parts[1]),
                                address(version, parts[2])),
                value -> List.of(value.ifindex(), text(value.group()), text(value.source())));
    }

    static InetAddress checked(Class<? extends InetAddress> version, InetAddress address) {
        if (!version.isInstance(address)) {
            throw new IllegalArgumentException(
                    address.getHostAddress() + " is no " + version.getSimpleName());
        }
        return address;
    }

    private static InetAddress address(Class<? extends InetAddress> version, String text) {
        return checked(version, InetAddress.ofLiteral(text));
    }

    static String text(InetAddress address) {
        return address.getHostAddress();
    }

    /** {@code struct sockaddr_storage}. */
    static void storage(CStruct s, MemorySegment to, String field, InetAddress address) {
        var _ =
                SockaddrCodec.encode(
                        Endpoint.of(address, 0), s.slice(to, field, SockaddrCodec.CAPACITY));
    }

    static InetAddress storage(CStruct s, MemorySegment from, String field) {
        return address(s.slice(from, field, SockaddrCodec.CAPACITY));
    }

    private static InetAddress address(MemorySegment storage) {
        return switch (SockaddrCodec.decode(storage, SockaddrCodec.CAPACITY, AF_INET6)) {
            case Endpoint.Inet4(var host, _) -> host;
            case Endpoint.Inet6(var host, _, _, _) -> host;
            case Endpoint other ->
                    throw new IllegalStateException("the kernel answered with " + other);
        };
    }

    private static final class InAddrCodec implements Opt.Codec<Inet4Address> {
        @Override
        public int size() {
            return Integer.BYTES;
        }

        @Override
        public int encode(Inet4Address value, MemorySegment into) {
            MemorySegment.copy(value.getAddress(), 0, into, JAVA_BYTE, 0, Integer.BYTES);
            return Integer.BYTES;
        }

        @Override
        public Inet4Address decode(MemorySegment from) {
            return JavaNet.inet4(from.asSlice(0, Integer.BYTES).toArray(JAVA_BYTE));
        }

        @Override
        public Inet4Address parse(String text) {
            return four(text);
        }

        @Override
        public String print(Inet4Address value) {
            return text(value);
        }
    }

    /** {@code include:} or {@code exclude:}, and the addresses with commas between. */
    private static String text(boolean include, List<? extends InetAddress> addresses) {
        return addresses.stream()
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(",", include ? "include," : "exclude,", ""));
    }

    private static boolean include(String word) {
        return switch (word) {
            case "include" -> true;
            case "exclude" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "'" + word + "' is neither include nor exclude");
        };
    }

    /** The parts of a filter's text. */
    private static <T> T parts(String text, Function<String[], T> read) {
        String[] parts = text.split(",", -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not of the form include|exclude,GROUP,INTERFACE,SOURCE...");
        }
        return read.apply(parts);
    }

    private static int counted(int sources) {
        if (sources > MOST_SOURCES) {
            throw new IllegalArgumentException(
                    sources + " sources, and there is room for " + MOST_SOURCES);
        }
        return sources;
    }

    /** {@code struct ip_msfilter}, which ends with as many addresses as there are. */
    private static final class MsfCodec implements Opt.Codec<MsfFilter> {
        private static final CStruct S = CStruct.named("ip_msfilter");
        private static final int LIST = S.offset("imsf_slist");

        @Override
        public int size() {
            return LIST + MOST_SOURCES * Integer.BYTES;
        }

        @Override
        public int encode(MsfFilter value, MemorySegment into) {
            int count = counted(value.sources().size());
            S.setNetInt(into, "imsf_multiaddr", number(value.group()));
            S.setNetInt(into, "imsf_interface", number(value.address()));
            S.setInt(into, "imsf_fmode", value.include() ? MCAST_INCLUDE : MCAST_EXCLUDE);
            S.setInt(into, "imsf_numsrc", count);
            for (int i = 0; i < count; i++) {
                var _ = IN_ADDR.encode(value.sources().get(i), into.asSlice(LIST + 4L * i, 4));
            }
            return LIST + Integer.BYTES * count;
        }

        @Override
        public MsfFilter decode(MemorySegment from) {
            var sources = new ArrayList<Inet4Address>();
            for (long at = LIST; at + Integer.BYTES <= from.byteSize(); at += Integer.BYTES) {
                sources.add(IN_ADDR.decode(from.asSlice(at, Integer.BYTES)));
            }
            return new MsfFilter(
                    four(S.getNetInt(from, "imsf_multiaddr")),
                    four(S.getNetInt(from, "imsf_interface")),
                    S.getInt(from, "imsf_fmode") == MCAST_INCLUDE,
                    sources);
        }

        @Override
        public MsfFilter parse(String text) {
            return parts(
                    text,
                    parts ->
                            new MsfFilter(
                                    four(parts[1]),
                                    four(parts[2]),
                                    include(parts[0]),
                                    Arrays.stream(parts).skip(3).map(GroupCodecs::four).toList()));
        }

        @Override
        public String print(MsfFilter value) {
            return text(
                    value.include(),
                    Stream.concat(
                                    Stream.of(value.group(), value.address()),
                                    value.sources().stream())
                            .toList());
        }
    }

    /** What getsockopt wants to know of IP_MSFILTER: the group, the interface, and how much room there is. */
    static int ask(MReqn membership, MemorySegment into) {
        MsfCodec.S.setNetInt(into, "imsf_multiaddr", number(membership.group()));
        MsfCodec.S.setNetInt(into, "imsf_interface", number(membership.address()));
        MsfCodec.S.setInt(into, "imsf_numsrc", MOST_SOURCES);
        return MSFILTER.size();
    }

    /** {@code struct group_filter}, which ends with as many addresses as there are. */
    private record FilterCodec(Class<? extends InetAddress> version)
            implements Opt.Codec<GroupFilter> {
        private static final CStruct S = CStruct.named("group_filter");
        private static final int LIST = S.offset("gf_slist");

        @Override
        public int size() {
            return LIST + MOST_SOURCES * SockaddrCodec.CAPACITY;
        }

        @Override
        public int encode(GroupFilter value, MemorySegment into) {
            int count = counted(value.sources().size());
            int length = LIST + count * SockaddrCodec.CAPACITY;
            into.asSlice(0, length).fill((byte) 0);
            S.setInt(into, "gf_interface", value.ifindex());
            storage(S, into, "gf_group", checked(version, value.group()));
            S.setInt(into, "gf_fmode", value.include() ? MCAST_INCLUDE : MCAST_EXCLUDE);
            S.setInt(into, "gf_numsrc", count);
            for (int i = 0; i < count; i++) {
                Endpoint source = Endpoint.of(checked(version, value.sources().get(i)), 0);
                var _ = SockaddrCodec.encode(source, source(into, i));
            }
            return length;
        }

        private static MemorySegment source(MemorySegment filter, int index) {
            return filter.asSlice(
                    LIST + (long) index * SockaddrCodec.CAPACITY, SockaddrCodec.CAPACITY);
        }

        @Override
        public GroupFilter decode(MemorySegment from) {
            long room = (from.byteSize() - LIST) / SockaddrCodec.CAPACITY;
            long count = Math.min(S.getU32(from, "gf_numsrc"), room);
            var sources = new ArrayList<InetAddress>();
            for (int i = 0; i < count; i++) {
                sources.add(address(source(from, i)));
            }
            return new GroupFilter(
                    S.getInt(from, "gf_interface"),
                    storage(S, from, "gf_group"),
                    S.getInt(from, "gf_fmode") == MCAST_INCLUDE,
                    sources);
        }

        @Override
        public GroupFilter parse(String text) {
            return parts(
                    text,
                    parts ->
                            new GroupFilter(
                                    Codecs.INT.parse(parts[2]),
                                    GroupCodecs.address(version, parts[1]),
                                    include(parts[0]),
                                    Arrays.stream(parts)
                                            .skip(3)
                                            .map(each -> GroupCodecs.address(version, each))
                                            .toList()));
        }

        @Override
        public String print(GroupFilter value) {
            String sources =
                    value.sources().stream()
                            .map(each -> "," + each.getHostAddress())
                            .collect(Collectors.joining());
            return text(value.include(), List.of(value.group())) + "," + value.ifindex() + sources;
        }
    }

    /** What getsockopt wants to know of MCAST_MSFILTER: the group, the interface, and how much room there is. */
    static int ask(GroupReq membership, MemorySegment into) {
        FilterCodec.S.setInt(into, "gf_interface", membership.ifindex());
        storage(FilterCodec.S, into, "gf_group", membership.group());
        FilterCodec.S.setInt(into, "gf_numsrc", MOST_SOURCES);
        return GROUP_FILTER4.size();
    }
}
