package dev.sockeye.net;

import static dev.sockeye.net.OptCase.flags;
import static dev.sockeye.net.OptCase.set;
import static dev.sockeye.net.SocketKind.UDP4;
import static dev.sockeye.net.SocketKind.UDP6;
import static dev.sockeye.net.SocketKind.UDPLITE4;
import static dev.sockeye.sys.NetinetUdp.UDP_ENCAP_L2TPINUDP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The options of IPPROTO_UDP and IPPROTO_UDPLITE on this kernel. */
class UdpTest extends OptLaw {
    static Stream<OptCase> cases() {
        return Stream.of(
                        flags(UDP4, Udp.CORK, Udp.GRO),
                        flags(UDP6, Udp.NO_CHECK6_RX, Udp.NO_CHECK6_TX),
                        Stream.of(
                                set(UDP4, Udp.ENCAP, UDP_ENCAP_L2TPINUDP),
                                set(UDP4, Udp.SEGMENT, 500),
                                set(UDPLITE4, UdpLite.RECV_CSCOV, 20),
                                set(UDPLITE4, UdpLite.SEND_CSCOV, 20)))
                .flatMap(each -> each);
    }

    @Test
    void gathersWhatIsSent() throws IOException {
        try (var a = DatagramSocket.bind(Family.INET4.free());
                var b = DatagramSocket.connect(a.local())) {
            b.set(Udp.CORK, true);
            b.send(ByteBuffer.allocate(2));
            b.send(ByteBuffer.allocate(3));
            assertThat(a.tryReceive(Message.allocate(9)))
                    .isEqualTo(dev.sockeye.net.Stream.WOULD_BLOCK);
            b.set(Udp.CORK, false);
            assertThat(a.receive(ByteBuffer.allocate(9)).length()).isEqualTo(5);
        }
    }
}
