package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sockeye.sys.SysSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EndpointTest {
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:7007",
                "[::1]:7007",
                "[::]:0",
                "[fe80::1%2]:7007",
                "[fe80::1%4294967295]:7007",
                "[::ffff:127.0.0.1]:7007",
                "[::1]:7007?flowinfo=0xffffffff",
                "unix:/run/x",
                "unix:x",
                "unix:@x",
                "unix:@",
                "unix:",
                "vsock:3:1234",
                "vsock:4294967295:1?flags=1",
                "family:38:00ff",
                "family:38:",
            })
    void printsWhatItRead(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'',              1, 'an address is missing, such as 127.0.0.1:7007'",
        "7007,            1, 'a port alone is no endpoint: write 127.0.0.1:PORT'",
        ":7007,           1, 'an address is missing before the '':'''",
        "tcp:1.2.3.4:80,  1, 'a transport cannot stand here: leave ''tcp:'' out'",
        "tcp:80,          1, 'a transport cannot stand here: leave ''tcp:'' out'",
        "fd:3,            1, 'a transport cannot stand here: leave ''fd:'' out'",
        "family:,         8, 'the family is missing'",
        "family:x:,       8, 'the family is a decimal number, and ''x'' is no digit'",
        "family:65536:,   8, 'the family is over 65535'",
        "family:38,      10, 'the bytes are missing: family:NUMBER:HEX'",
        "family:38:0,    12, 'a byte is two hexadecimal digits'",
        "family:38:0g,   12, '''g'' is no hexadecimal digit'",
    })
    void saysWhereTheMistakeIs(String text, int column, String reason) {
        var e = catchThrowableOfType(AddressFormatException.class, () -> Endpoint.parse(text));

        assertThat(e).isExactlyInstanceOf(AddressFormatException.class);
        assertThat(e.reason()).isEqualTo(reason);
        assertThat(e.index() + 1).isEqualTo(column);
    }

    @Test
    void moreBytesThanFitAreRefused() {
        var text = "family:38:" + "00".repeat(127);

        assertThatExceptionOfType(AddressFormatException.class)
                .isThrownBy(() -> Endpoint.parse(text))
                .satisfies(e -> assertThat(e.index()).isEqualTo(10 + 2 * 126));
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint.Raw(38, new byte[127]));
    }

    @Test
    void resolvesNoName() {
        assertThatExceptionOfType(HostNameException.class)
                .isThrownBy(() -> Endpoint.parse("localhost:7007"));
    }

    @Test
    void knowsItsFamily() {
        assertThat(Endpoint.parse("127.0.0.1:1").family()).isEqualTo(SysSocket.AF_INET);
        assertThat(Endpoint.parse("[::1]:1").family()).isEqualTo(SysSocket.AF_INET6);
        assertThat(Endpoint.parse("unix:@x").family()).isEqualTo(SysSocket.AF_UNIX);
        assertThat(Endpoint.parse("vsock:1:1").family()).isEqualTo(SysSocket.AF_VSOCK);
        assertThat(Endpoint.parse("family:38:00").family()).isEqualTo(38);
    }

    @Test
    void takesTheNumberOfANamedScope() throws IOException {
        int loopback = NetworkInterface.getByName("lo").getIndex();

        assertThat(Endpoint.parse("[fe80::1%lo]:7"))
                .isEqualTo(Endpoint.parse("[fe80::1%" + loopback + "]:7"))
                .hasToString("[fe80::1%" + loopback + "]:7");
    }

    @Test
    void aMappedAddressStaysIpv6() throws IOException {
        var mapped = Inet6Address.getByAddress(null, MAPPED, -1);

        var endpoint = Endpoint.of(mapped, 7);

        assertThat(endpoint).isInstanceOf(Endpoint.Inet6.class);
        assertThat(endpoint).hasToString("[::ffff:127.0.0.1]:7");
        assertThat(((InetSocketAddress) endpoint.toSocketAddress()).getAddress())
                .isInstanceOf(Inet6Address.class);
        assertThat(Endpoint.of(endpoint.toSocketAddress())).isEqualTo(endpoint);
    }

    @Test
    void holdsNoHostName() throws IOException {
        var four = InetAddress.getByAddress("secret", new byte[] {127, 0, 0, 1});
        var six = InetAddress.getByAddress("secret", new byte[16]);

        var inet4 = (Endpoint.Inet4) Endpoint.of(four, 7);
        var inet6 = (Endpoint.Inet6) Endpoint.of(six, 7);

        assertThat(inet4.host()).hasToString("/127.0.0.1");
        assertThat(inet6.host()).hasToString("/0:0:0:0:0:0:0:0");
        assertThat(inet4.toSocketAddress()).hasToString("/127.0.0.1:7");
    }

    @Test
    void theHostHasTheScopeOfTheEndpoint() throws IOException {
        var scoped = Inet6Address.getByAddress(null, linkLocal(), 3);

        assertThat(new Endpoint.Inet6(scoped, 7).scope()).isEqualTo(3);
        assertThat(new Endpoint.Inet6(scoped, 7, 0, 4).host().getScopeId()).isEqualTo(4);
        assertThat(new Endpoint.Inet6(scoped, 7, 0, 0).host()).hasToString("/fe80:0:0:0:0:0:0:1");
        assertThat(new Endpoint.Inet6(scoped, 7)).isNotEqualTo(new Endpoint.Inet6(scoped, 7, 0, 4));
        assertThat(Endpoint.of(new InetSocketAddress(scoped, 7)))
                .isEqualTo(new Endpoint.Inet6(scoped, 7, 0, 3));
    }

    private static byte[] linkLocal() {
        var address = new byte[16];
        address[0] = (byte) 0xFE;
        address[1] = (byte) 0x80;
        address[15] = 1;
        return address;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void portsAreChecked(int port) {
        var four = (Inet4Address) InetAddress.ofLiteral("127.0.0.1");
        var six = (Inet6Address) InetAddress.ofLiteral("::1");

        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint.Inet4(four, port));
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint.Inet6(six, port));
    }

    @Test
    void unixPathsGoToJavaNetAndBack() {
        var path = Endpoint.parse("unix:/run/x");
        var unnamed = Endpoint.parse("unix:");

        assertThat(path.toSocketAddress()).isEqualTo(UnixDomainSocketAddress.of("/run/x"));
        assertThat(Endpoint.of(UnixDomainSocketAddress.of("/run/x"))).isEqualTo(path);
        assertThat(Endpoint.of(unnamed.toSocketAddress())).isEqualTo(unnamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:@x", "unix:/a\\xff", "vsock:1:1", "family:38:00"})
    void whatJavaNetHasNotIsRefused(String text) {
        var endpoint = Endpoint.parse(text);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(endpoint::toSocketAddress)
                .withMessageContaining(text);
    }

    @Test
    void whatIsNoEndpointIsRefused() {
        var unresolved = InetSocketAddress.createUnresolved("localhost", 7);
        var tooLong = UnixDomainSocketAddress.of(Path.of("/" + "x".repeat(107)));
        var strange =
                new SocketAddress() {
                    private static final long serialVersionUID = 1;
                };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(unresolved))
                .withMessageContaining("not resolved");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(tooLong))
                .withMessageContaining("108 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(strange));
    }

    @Test
    void bytesOfOthersAreCopies() {
        var bytes = new byte[] {1, 2};
        var raw = new Endpoint.Raw(38, bytes);
        bytes[0] = 9;
        raw.bytes()[1] = 9;

        assertThat(raw).isEqualTo(new Endpoint.Raw(38, new byte[] {1, 2}));
        assertThat(raw).isNotEqualTo(new Endpoint.Raw(39, new byte[] {1, 2}));
    }

    @Test
    void vsockLiesAsInTheHeader() {
        var endpoint = new Endpoint.Vsock(0x01020304, 0x05060708, 9);
        byte[] little = {0, 0, 8, 7, 6, 5, 4, 3, 2, 1, 9, 0, 0, 0};

        assertThat(endpoint.bytes()).isEqualTo(little);
    }
}
