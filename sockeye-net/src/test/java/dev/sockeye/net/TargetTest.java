package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TargetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    7007                         | tcp:127.0.0.1:7007
                    0                            | tcp:127.0.0.1:0
                    tcp:7007                     | tcp:127.0.0.1:7007
                    udp:53                       | udp:127.0.0.1:53
                    127.0.0.1:7007               | tcp:127.0.0.1:7007
                    0.0.0.0:0                    | tcp:0.0.0.0:0
                    255.255.255.255:65535        | tcp:255.255.255.255:65535
                    :7007                        | tcp::7007
                    udp::0                       | udp::0
                    [::]:7007                    | tcp:[::]:7007
                    [::1]:7007                   | tcp:[::1]:7007
                    udp:[FE80::1%1]:53           | udp:[fe80::1%1]:53
                    [::1%lo]:80                  | tcp:[::1%1]:80
                    [::ffff:127.0.0.1]:80        | tcp:[::ffff:127.0.0.1]:80
                    [::ffff:7f00:1]:80           | tcp:[::ffff:127.0.0.1]:80
                    [2001:0db8:0:0:1:0:0:1]:80   | tcp:[2001:db8::1:0:0:1]:80
                    [1:2:3:4:5:6:7::]:80         | tcp:[1:2:3:4:5:6:7:0]:80
                    [::1]:80?flowinfo=0x1F       | tcp:[::1]:80?flowinfo=0x1f
                    unix:/run/x                  | unix:/run/x
                    unix:run/x                   | unix:run/x
                    unix:7007                    | unix:7007
                    unix:/a b:c?d                | unix:/a b:c?d
                    unix:@name                   | unix:@name
                    unix:@                       | unix:@
                    unix:@\\x00\\xFF\\\\é        | unix:@\\x00\\xff\\\\é
                    unix:\\x40name               | unix:\\x40name
                    unixdgram:/run/x             | unixdgram:/run/x
                    unixdgram:@name              | unixdgram:@name
                    seqpacket:/run/x             | seqpacket:/run/x
                    vsock:3:1234                 | vsock:3:1234
                    vsock:4294967295:4294967295  | vsock:4294967295:4294967295
                    vsock:3:1234?flags=1         | vsock:3:1234?flags=1
                    packet:eth0                  | packet:eth0
                    packet:eth0.100@if3          | packet:eth0.100@if3
                    fd:0                         | fd:0
                    fd:2147483647                | fd:2147483647
                    """)
    void readsAndPrints(String text, String printed) {
        var target = Target.parse(text);

        assertThat(target).hasToString(printed);
        assertThat(Target.parse(printed)).isEqualTo(target);
    }

    @Test
    void aPortWithoutHostIsDual() {
        assertThat(Target.parse(":7007"))
                .isEqualTo(new Target.Address(Transport.TCP, Endpoint.parse("[::]:7007"), true))
                .isNotEqualTo(Target.parse("[::]:7007"));
    }

    @Test
    void eachKindHasItsTransport() {
        assertThat(Target.parse("udp:53").transport()).isSameAs(Transport.UDP);
        assertThat(Target.parse("seqpacket:x").transport()).isSameAs(Transport.SEQPACKET);
        assertThat(Target.parse("fd:3")).isEqualTo(new Target.Descriptor(3));
        assertThat(Target.parse("fd:3").transport()).isSameAs(Transport.FD);
        assertThat(Target.parse("packet:lo")).isEqualTo(new Target.Interface("lo"));
        assertThat(Target.parse("packet:lo").transport()).isSameAs(Transport.PACKET);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:7007,          tcp, localhost,        7007, 0",
        "tcp:localhost:0,         tcp, localhost,        0,    4",
        "udp:ns.example.org.:53,  udp, ns.example.org.,  53,   4",
        "_srv.EXAMPLE.org:80,     tcp, _srv.EXAMPLE.org, 80,   0",
        "1.2.3.4a:80,             tcp, 1.2.3.4a,         80,   0",
        "3com.com:80,             tcp, 3com.com,         80,   0",
        "bücher.example:80,       tcp, bücher.example,   80,   0",
        "例子.测试:80,              tcp, 例子.测试,          80,   0",
    })
    void aHostNameIsToldFromNonsense(
            String text, String transport, String host, int port, int index) {
        var e = catchThrowableOfType(HostNameException.class, () -> Target.parse(text));

        assertThat(e.transport().word()).isEqualTo(transport);
        assertThat(e.host()).isEqualTo(host);
        assertThat(e.port()).isEqualTo(port);
        assertThat(e.index()).isEqualTo(index);
        assertThat(e).hasMessageContaining("'" + host + "' is a host name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:@x", "vsock:1:2", "family:38:00", "unix:"})
    void tcpGoesWithInternetAddressesOnly(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target.Address(Transport.TCP, Endpoint.parse(endpoint)))
                .withMessageContaining("tcp has no target at " + endpoint);
    }

    @Test
    void aUnixTargetHasAName() {
        var unnamed = new Endpoint.Unix(UnixName.unnamed());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target.Address(Transport.UNIX, unnamed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "[::1]:1", "[::%1]:1", "[::]:1?flowinfo=0x1"})
    void dualGoesWithAnyAddressOnly(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target.Address(Transport.TCP, Endpoint.parse(endpoint), true))
                .withMessageContaining("dual");
    }

    @Test
    void numbersAndNamesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Descriptor(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Interface("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Interface(""));
    }

    @Test
    void everyWordNamesItsTransport() {
        for (Transport each : Transport.all()) {
            assertThat(Transport.of(each.word())).containsSame(each);
            assertThat(each).hasToString(each.word());
        }
        assertThat(Transport.of("TCP")).isEmpty();
        assertThat(Transport.of("")).isEmpty();
    }
}
