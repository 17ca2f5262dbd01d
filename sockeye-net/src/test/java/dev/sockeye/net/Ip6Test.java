package dev.sockeye.net;

import static dev.sockeye.net.OptCase.flags;
import static dev.sockeye.net.OptCase.set;
import static dev.sockeye.net.SocketKind.ICMP6;
import static dev.sockeye.net.SocketKind.RAW6;
import static dev.sockeye.net.SocketKind.TCP6;
import static dev.sockeye.net.SocketKind.UDP6;
import static dev.sockeye.sys.NetinetIn.IPV6_FL_A_GET;
import static dev.sockeye.sys.NetinetIn.IPV6_FL_F_CREATE;
import static dev.sockeye.sys.NetinetIn.IPV6_FL_S_EXCL;
import static dev.sockeye.sys.NetinetIn.IPV6_PMTUDISC_DO;
import static dev.sockeye.sys.NetinetIn.IPV6_PREFER_SRC_COA;
import static dev.sockeye.sys.NetinetIn.IPV6_PREFER_SRC_PUBLIC;
import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.opt.FlowLabelReq;
import dev.sockeye.net.opt.GroupFilter;
import dev.sockeye.net.opt.GroupReq;
import dev.sockeye.net.opt.GroupSourceReq;
import dev.sockeye.net.opt.Ip6MReq;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options of IPPROTO_IPV6 on this kernel. */
class Ip6Test extends OptLaw {
    private static final Inet6Address GROUP = six("ff05::77:12");
    private static final Inet6Address LOOPBACK = six("::1");

    /** Eight bytes of padding: the next header, the length beyond these, PadN with four zeros. */
    private static final byte[] PADDING = {0, 0, 1, 4, 0, 0, 0, 0};

    private static Inet6Address six(String text) {
        return (Inet6Address) Inet6Address.ofLiteral(text);
    }

    private static int lo() throws IOException {
        return NetworkInterface.getByName("lo").getIndex();
    }

    static Stream<OptCase> cases() throws IOException {
        return Stream.of(
                        flags(UDP6, Ip6.AUTOFLOWLABEL, Ip6.DONTFRAG, Ip6.FLOWINFO),
                        flags(UDP6, Ip6.FLOWINFO_SEND, Ip6.FREEBIND, Ip6.MULTICAST_ALL),
                        flags(ICMP6, Ip6.HDRINCL),
                        flags(RAW6, Ip6.ROUTER_ALERT_ISOLATE),
                        flags(UDP6, Ip6.MULTICAST_LOOP, Ip6.RECVDSTOPTS, Ip6.RECVERR),
                        flags(UDP6, Ip6.RECVERR_RFC4884, Ip6.RECVFRAGSIZE, Ip6.RECVHOPLIMIT),
                        flags(UDP6, Ip6.RECVHOPOPTS, Ip6.RECVORIGDSTADDR, Ip6.RECVPATHMTU),
                        flags(UDP6, Ip6.RECVPKTINFO, Ip6.RECVRTHDR, Ip6.RECVTCLASS),
                        flags(UDP6, Ip6.TRANSPARENT, Ip6.V6ONLY),
                        Stream.of(
                                set(
                                        UDP6,
                                        Ip6.ADDR_PREFERENCES,
                                        IPV6_PREFER_SRC_PUBLIC | IPV6_PREFER_SRC_COA),
                                set(RAW6, Ip6.CHECKSUM, 2),
                                set(UDP6, Ip6.DSTOPTS, PADDING),
                                set(UDP6, Ip6.HOPOPTS, PADDING),
                                set(TCP6, Ip6.MINHOPCOUNT, 255),
                                set(UDP6, Ip6.MTU_DISCOVER, IPV6_PMTUDISC_DO),
                                set(UDP6, Ip6.MULTICAST_HOPS, 9),
                                set(UDP6, Ip6.MULTICAST_IF, lo()),
                                set(UDP6, Ip6.RTHDRDSTOPTS, PADDING),
                                set(UDP6, Ip6.TCLASS, 0xB8),
                                set(UDP6, Ip6.UNICAST_HOPS, 18),
                                set(UDP6, Ip6.UNICAST_IF, lo())))
                .flatMap(each -> each);
    }

    @Test
    void tellsThePath() throws IOException {
        int mtu = Integer.parseInt(Files.readString(Path.of("/sys/class/net/lo/mtu")).strip());
        try (var talk = Talk.on(Family.INET6)) {
            assertThat(talk.client().get(Ip6.MTU)).isEqualTo(mtu);
            assertThat(talk.client().get(Ip6.PATHMTU).mtu()).isEqualTo(mtu);
            assertThat(talk.client().get(Ip6.PATHMTU).address()).isEqualTo(six("::"));
            talk.client().set(Ip6.MTU, 1280);
            assertThatThrownBy(() -> talk.client().set(Ip6.MTU, 1279))
                    .hasMessageContaining("it takes 0, or 1280 and more");
        }
    }

    @Test
    void becomesAnIpv4Socket() throws IOException {
        try (var listener = Listener.bind(Endpoint.parse("127.0.0.1:0"));
                var socket = TCP6.open()) {
            int port = ((Endpoint.Inet4) listener.local()).port();
            socket.connectTo(Endpoint.parse("[::ffff:127.0.0.1]:" + port));
            assertThat(socket.get(Ip6.ADDRFORM)).isEqualTo(AF_INET6);
            socket.set(Ip6.ADDRFORM, AF_INET);
            assertThat(socket.get(So.DOMAIN)).isEqualTo(AF_INET);
        }
    }

    /** /proc/net/igmp6 lists the groups of each interface, in hexadecimal without colons. */
    private static boolean isJoined() throws IOException {
        return Files.readString(Path.of("/proc/net/igmp6"))
                .contains("ff050000000000000000000000770012");
    }

    @Test
    void joinsAndLeaves() throws IOException {
        try (var socket = UDP6.open()) {
            socket.set(Ip6.ADD_MEMBERSHIP, new Ip6MReq(GROUP, lo()));
            assertThat(isJoined()).isTrue();
            socket.set(Ip6.DROP_MEMBERSHIP, new Ip6MReq(GROUP, lo()));
            assertThat(isJoined()).isFalse();
            socket.set(Ip6.MCAST_JOIN_GROUP, new GroupReq(lo(), GROUP));
            assertThat(isJoined()).isTrue();
            socket.set(Ip6.MCAST_LEAVE_GROUP, new GroupReq(lo(), GROUP));
            assertThat(isJoined()).isFalse();
            socket.set(Opt.parse("MCAST_JOIN_GROUP=" + lo() + ",ff05::77:12"));
            assertThat(isJoined()).isTrue();
            socket.set(Opt.parse("IPV6_DROP_MEMBERSHIP=ff05::77:12," + lo()));
            assertThat(isJoined()).isFalse();
        }
    }

    @Test
    void listsTheSourcesOfAGroup() throws IOException {
        var all = new GroupReq(lo(), GROUP);
        var source = new GroupSourceReq(lo(), GROUP, LOOPBACK);
        try (var socket = UDP6.open()) {
            socket.set(Ip6.MCAST_JOIN_SOURCE_GROUP, source);
            assertThat(socket.getWith(Ip6.MCAST_MSFILTER_OF, all))
                    .isEqualTo(new GroupFilter(lo(), GROUP, true, List.of(LOOPBACK)));
            socket.set(Ip6.MCAST_LEAVE_SOURCE_GROUP, source);
            assertThatThrownBy(() -> socket.getWith(Ip6.MCAST_MSFILTER_OF, all))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
            socket.set(Ip6.MCAST_JOIN_GROUP, all);
            socket.set(Ip6.MCAST_BLOCK_SOURCE, source);
            assertThat(socket.getWith(Ip6.MCAST_MSFILTER_OF, all))
                    .isEqualTo(new GroupFilter(lo(), GROUP, false, List.of(LOOPBACK)));
            socket.set(Ip6.MCAST_UNBLOCK_SOURCE, source);
            var text = Opt.parse("MCAST_MSFILTER=include,ff05::77:12," + lo() + ",::1,::2");
            socket.set(text);
            assertThat(socket.getWith(Ip6.MCAST_MSFILTER_OF, all)).isEqualTo(text.value());
        }
    }

    /** A host has anycast addresses within its own prefixes only. */
    @Test
    void wantsAnycastAddressesOfItsPrefixes() throws IOException {
        var anycast = new Ip6MReq(six("fd77::7"), lo());
        try (var socket = UDP6.open()) {
            for (var option : List.of(Ip6.JOIN_ANYCAST, Ip6.LEAVE_ANYCAST)) {
                assertThatThrownBy(() -> socket.set(option, anycast))
                        .isInstanceOf(ErrnoException.class)
                        .hasMessageContaining(option + "=fd77:0:0:0:0:0:0:7," + lo());
            }
        }
    }

    @Test
    void takesAFlowLabel() throws IOException {
        var label =
                new FlowLabelReq(
                        LOOPBACK, 0x12345, IPV6_FL_A_GET, IPV6_FL_S_EXCL, IPV6_FL_F_CREATE, 60, 6);
        try (var talk = Talk.on(Family.INET6);
                var socket = UDP6.open()) {
            socket.set(Ip6.FLOWLABEL_MGR, label);
            assertThat(Files.readString(Path.of("/proc/net/ip6_flowlabel"))).contains("12345");
            var text = Ip6.FLOWLABEL_MGR.to(label).toString();
            assertThat(Opt.parse(text).value()).isEqualTo(label);
            talk.client().set(Ip6.FLOWINFO_SEND, true);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            socket.set(
                                    Ip6.FLOWLABEL_MGR,
                                    new FlowLabelReq(LOOPBACK, 1 << 20, 0, 0, 0, 0, 0)))
                    .withMessageContaining("over 20 bits");
        }
    }

    /** Only sockets of IPPROTO_RAW get such packets. */
    @Test
    void getsRouterAlerts() throws IOException {
        try (var socket = RAW6.open()) {
            assertThat(socket.get(Ip6.ROUTER_ALERT_ISOLATE)).isFalse();
            socket.set(Ip6.ROUTER_ALERT, 0);
            socket.set(Ip6.ROUTER_ALERT, -1);
        }
    }
}
