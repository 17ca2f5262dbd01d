package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.sys.NetinetIn;
import dev.sockeye.sys.SysSocket;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransportTest {
    @Test
    void knowsTheArgumentsOfSocket() {
        assertThat(Transport.TCP.type()).isEqualTo(SysSocket.SOCK_STREAM);
        assertThat(Transport.TCP.protocol()).isEqualTo(NetinetIn.IPPROTO_TCP);
        assertThat(Transport.UDP.type()).isEqualTo(SysSocket.SOCK_DGRAM);
        assertThat(Transport.UDP.protocol()).isEqualTo(NetinetIn.IPPROTO_UDP);
        assertThat(Transport.UNIX.type()).isEqualTo(SysSocket.SOCK_STREAM);
        assertThat(Transport.UNIX.protocol()).isZero();
        assertThat(Transport.UNIXDGRAM.type()).isEqualTo(SysSocket.SOCK_DGRAM);
        assertThat(Transport.SEQPACKET.type()).isEqualTo(SysSocket.SOCK_SEQPACKET);
        assertThat(Transport.VSOCK.type()).isEqualTo(SysSocket.SOCK_STREAM);
        assertThat(Transport.PACKET.type()).isEqualTo(SysSocket.SOCK_RAW);
        assertThat(Transport.FD.type()).isZero();
    }

    @Test
    void fallsIntoKinds() {
        assertThat(words(Transport::isStream)).isEqualTo("tcp unix vsock ");
        assertThat(words(Transport::isDatagram)).isEqualTo("udp unixdgram ");
        assertThat(words(Transport::isInternet)).isEqualTo("tcp udp ");
        assertThat(words(Transport::isUnix)).isEqualTo("unix unixdgram seqpacket ");
    }

    private static String words(Predicate<Transport> kind) {
        var words = new StringBuilder();
        Transport.all().stream().filter(kind).forEach(each -> words.append(each).append(' '));
        return words.toString();
    }
}
