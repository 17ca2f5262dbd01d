package dev.sockeye.net;

import static dev.sockeye.net.OptCase.flags;
import static dev.sockeye.net.OptCase.set;
import static dev.sockeye.net.SocketKind.ICMP4;
import static dev.sockeye.net.SocketKind.TCP4;
import static dev.sockeye.net.SocketKind.UDP4;
import static dev.sockeye.sys.NetinetIn.IPPROTO_ICMP;
import static dev.sockeye.sys.NetinetIn.IP_PMTUDISC_DO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.net.opt.GroupFilter;
import dev.sockeye.net.opt.GroupReq;
import dev.sockeye.net.opt.GroupSourceReq;
import dev.sockeye.net.opt.MReqSource;
import dev.sockeye.net.opt.MReqn;
import dev.sockeye.net.opt.MsfFilter;
import dev.sockeye.net.opt.PortRange;
import dev.sockeye.sys.Errno;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options of IPPROTO_IP on this kernel. */
class IpTest extends OptLaw {
    private static final Inet4Address GROUP = four("239.77.1.2");
    private static final Inet4Address LOOPBACK = four("127.0.0.1");
    private static final Inet4Address OTHER = four("127.0.0.9");

    private static Inet4Address four(String text) {
        return Inet4Address.ofLiteral(text);
    }

    private static int lo() throws IOException {
        return NetworkInterface.getByName("lo").getIndex();
    }

    static Stream<OptCase> cases() throws IOException {
        return Stream.of(
                        flags(TCP4, Ip.BIND_ADDRESS_NO_PORT),
                        flags(UDP4, Ip.CHECKSUM, Ip.FREEBIND, Ip.MULTICAST_ALL, Ip.MULTICAST_LOOP),
                        flags(ICMP4, Ip.HDRINCL, Ip.NODEFRAG, Ip.RECVFRAGSIZE),
                        flags(UDP4, Ip.PASSSEC, Ip.PKTINFO, Ip.RECVERR, Ip.RECVERR_RFC4884),
                        flags(UDP4, Ip.RECVOPTS, Ip.RECVORIGDSTADDR, Ip.RECVTOS, Ip.RECVTTL),
                        flags(UDP4, Ip.RETOPTS, Ip.TRANSPARENT),
                        Stream.of(
                                set(TCP4, Ip.LOCAL_PORT_RANGE, new PortRange(40_000, 40_100)),
                                set(TCP4, Ip.MINTTL, 255),
                                set(UDP4, Ip.MTU_DISCOVER, IP_PMTUDISC_DO),
                                set(UDP4, Ip.MULTICAST_IF, LOOPBACK),
                                set(UDP4, Ip.MULTICAST_TTL, 9),
                                set(UDP4, Ip.OPTIONS, new byte[] {1, 1, 1, 0}),
                                set(UDP4, Ip.TOS, 0xB8),
                                set(UDP4, Ip.TTL, 17),
                                set(UDP4, Ip.UNICAST_IF, lo())))
                .flatMap(each -> each);
    }

    @Test
    void choosesAPortOfTheRange() throws IOException {
        var range = new PortRange(40_200, 40_260);
        try (var listener = Listener.bind(Family.INET4.free(), Ip.LOCAL_PORT_RANGE.to(range))) {
            assertThat(((Endpoint.Inet4) listener.local()).port()).isBetween(40_200, 40_260);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(9, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(0, 65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Opt.parse("IP_LOCAL_PORT_RANGE=9"))
                .withMessageContaining("LOW-HIGH");
    }

    @Test
    void tellsThePathAndTheProtocol() throws IOException {
        int mtu = Integer.parseInt(Files.readString(Path.of("/sys/class/net/lo/mtu")).strip());
        try (var talk = Talk.on(Family.INET4);
                var raw = ICMP4.open()) {
            // The most that an IPv4 packet's length field can say is less than the MTU of lo.
            assertThat(talk.client().get(Ip.MTU)).isEqualTo(Math.min(mtu, 65_535)).isPositive();
            assertThat(raw.get(Ip.PROTOCOL)).isEqualTo(IPPROTO_ICMP);
        }
    }

    /** It is asked for once: the second time is an error. */
    @Test
    void takesPacketsWithRouterAlert() throws IOException {
        try (var raw = ICMP4.open()) {
            assertThat(raw.get(Ip.ROUTER_ALERT)).isFalse();
            raw.set(Ip.ROUTER_ALERT, true);
            assertThat(raw.get(Ip.ROUTER_ALERT)).isTrue();
            assertThatThrownBy(() -> raw.set(Ip.ROUTER_ALERT, true))
                    .hasMessageContaining("EADDRINUSE");
        }
    }

    /** /proc/net/igmp lists the groups of an interface, their numbers in the machine's byte order. */
    private static boolean isJoined() throws IOException {
        return Files.readString(Path.of("/proc/net/igmp")).contains("02014DEF");
    }

    @Test
    void joinsAndLeaves() throws IOException {
        try (var socket = UDP4.open()) {
            socket.set(Ip.ADD_MEMBERSHIP, new MReqn(GROUP, lo()));
            assertThat(isJoined()).isTrue();
            socket.set(Ip.DROP_MEMBERSHIP, new MReqn(GROUP, LOOPBACK, 0));
            assertThat(isJoined()).isFalse();
            socket.set(Ip.MCAST_JOIN_GROUP, new GroupReq(lo(), GROUP));
            assertThat(isJoined()).isTrue();
            socket.set(Ip.MCAST_LEAVE_GROUP, new GroupReq(lo(), GROUP));
            assertThat(isJoined()).isFalse();
            socket.set(Opt.parse("IP_ADD_MEMBERSHIP=239.77.1.2,0.0.0.0," + lo()));
            socket.set(Opt.parse("MCAST_LEAVE_GROUP=" + lo() + ",239.77.1.2"));
            assertThat(isJoined()).isFalse();
            assertThatThrownBy(() -> socket.set(Ip.DROP_MEMBERSHIP, new MReqn(GROUP, lo())))
                    .isInstanceOfSatisfying(
                            ErrnoException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
        }
    }

    @Test
    void listsTheSourcesOfAGroup() throws IOException {
        var all = new MReqn(GROUP, LOOPBACK, 0);
        try (var socket = UDP4.open()) {
            socket.set(Ip.ADD_SOURCE_MEMBERSHIP, new MReqSource(GROUP, LOOPBACK, LOOPBACK));
            assertThat(socket.getWith(Ip.MSFILTER_OF, all))
                    .isEqualTo(new MsfFilter(GROUP, LOOPBACK, true, List.of(LOOPBACK)));
            socket.set(Ip.ADD_SOURCE_MEMBERSHIP, new MReqSource(GROUP, LOOPBACK, OTHER));
            assertThat(socket.getWith(Ip.MSFILTER_OF, all).sources())
                    .containsExactlyInAnyOrder(LOOPBACK, OTHER);
            socket.set(Ip.DROP_SOURCE_MEMBERSHIP, new MReqSource(GROUP, LOOPBACK, LOOPBACK));
            assertThat(socket.getWith(Ip.MSFILTER_OF, all).sources()).containsExactly(OTHER);

            var none = new MsfFilter(GROUP, LOOPBACK, false, List.of());
            socket.set(Ip.MSFILTER, none);
            assertThat(socket.getWith(Ip.MSFILTER_OF, all)).isEqualTo(none);
            socket.set(Ip.BLOCK_SOURCE, new MReqSource(GROUP, LOOPBACK, OTHER));
            assertThat(socket.getWith(Ip.MSFILTER_OF, all).sources()).containsExactly(OTHER);
            socket.set(Ip.UNBLOCK_SOURCE, new MReqSource(GROUP, LOOPBACK, OTHER));
            assertThat(socket.getWith(Ip.MSFILTER_OF, all)).isEqualTo(none);
            var text = Opt.parse("IP_MSFILTER=include,239.77.1.2,127.0.0.1,127.0.0.9");
            socket.set(text);
            assertThat(socket.getWith(Ip.MSFILTER_OF, all)).isEqualTo(text.value());
        }
    }

    @Test
    void listsTheSourcesOfAGroupOfEitherVersion() throws IOException {
        var all = new GroupReq(lo(), GROUP);
        var other = new GroupSourceReq(lo(), GROUP, OTHER);
        try (var socket = UDP4.open()) {
            socket.set(Ip.MCAST_JOIN_SOURCE_GROUP, new GroupSourceReq(lo(), GROUP, LOOPBACK));
            socket.set(Ip.MCAST_JOIN_SOURCE_GROUP, other);
            socket.set(Ip.MCAST_LEAVE_SOURCE_GROUP, new GroupSourceReq(lo(), GROUP, LOOPBACK));
            assertThat(socket.getWith(Ip.MCAST_MSFILTER_OF, all))
                    .isEqualTo(new GroupFilter(lo(), GROUP, true, List.of(OTHER)));
            var none = new GroupFilter(lo(), GROUP, false, List.of());
            socket.set(Ip.MCAST_MSFILTER, none);
            socket.set(Ip.MCAST_BLOCK_SOURCE, other);
            assertThat(socket.getWith(Ip.MCAST_MSFILTER_OF, all).sources()).containsExactly(OTHER);
            socket.set(Ip.MCAST_UNBLOCK_SOURCE, other);
            assertThat(socket.getWith(Ip.MCAST_MSFILTER_OF, all)).isEqualTo(none);
            var six = Inet6Address.ofLiteral("ff02::7");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.set(Ip.MCAST_JOIN_GROUP, new GroupReq(1, six)))
                    .withMessageContaining("is no Inet4Address");
        }
    }

    /** What a blocked source sends does not come, what another one sends does. */
    @Test
    void receivesFromTheOtherSourcesOnly() throws IOException {
        try (var receiver = DatagramSocket.bind(Endpoint.parse("0.0.0.0:0"));
                var blocked = DatagramSocket.bind(Endpoint.parse("127.0.0.9:0"));
                var heard = DatagramSocket.bind(Endpoint.parse("127.0.0.1:0"))) {
            receiver.timeout(Duration.ofSeconds(20));
            receiver.set(Ip.ADD_MEMBERSHIP, new MReqn(GROUP, lo()));
            receiver.set(Ip.BLOCK_SOURCE, new MReqSource(GROUP, LOOPBACK, OTHER));
            var to = Endpoint.of(GROUP, ((Endpoint.Inet4) receiver.local()).port());
            for (var sender : List.of(blocked, heard)) {
                sender.set(Ip.MULTICAST_IF_INDEX, new MReqn(GROUP, lo()));
                sender.send(ByteBuffer.allocate(1), to);
            }
            assertThat(receiver.receive(ByteBuffer.allocate(9)).from()).isEqualTo(heard.local());
            assertThat(receiver.tryReceive(Message.allocate(9)))
                    .isEqualTo(dev.sockeye.net.Stream.WOULD_BLOCK);
        }
    }
}
