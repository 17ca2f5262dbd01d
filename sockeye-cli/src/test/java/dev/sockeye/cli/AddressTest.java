package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sockeye.net.Network;
import dev.sockeye.net.Target;
import dev.sockeye.net.Transport;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AddressTest {
    private static final String ALPHABET = "0127.:[]%@/\\unixdpgramtcfsvkelohst-_ \t\0é";

    @ParameterizedTest
    @CsvSource({
        "7007, tcp:127.0.0.1:7007",
        ":7007, tcp::7007",
        "udp:[::1]:7, udp:[::1]:7",
        "unix:@x, unix:@x",
        "unixdgram:/x, unixdgram:/x",
        "localhost:7007, tcp:localhost:7007",
        "udp:some.host:7, udp:some.host:7"
    })
    void isPrintedAsItIsWritten(String text, String printed) throws Trouble {
        assertThat(Address.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, tcp, tcp:127.0.0.1:0",
        "127.0.0.1:5, tcp, tcp:127.0.0.1:5",
        "[::1], udp, udp:[::1]:0",
        "tcp:127.0.0.1, tcp, tcp:127.0.0.1:0",
        ":5, udp, udp::5",
        "/x, unix, unix:/x",
        "@x, unixdgram, unixdgram:@x",
        "unix:x, unix, unix:x"
    })
    void aSourceNeedsNeitherTransportNorPort(String text, String transport, String printed)
            throws Trouble {
        assertThat(Address.parseSource(text, Transport.of(transport).orElseThrow()))
                .hasToString(printed);
    }

    @Test
    void namesAreResolvedInOrder() throws Trouble {
        Address literal = Address.parse("127.0.0.1:7");
        Address name = Address.parse("udp:localhost:7");

        assertThat(literal.resolve(Network.host(), Duration.ZERO))
                .containsExactly((Target.Address) Target.parse("127.0.0.1:7"));
        assertThat(name.resolve(Network.host(), Duration.ofSeconds(20)))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.transport()).isEqualTo(Transport.UDP));
    }

    /** Whatever is typed is an address or a mistake with its three lines, and never our bug. */
    @Test
    void noTextIsABug() {
        var random = new SplittableRandom(20);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }

            Throwable thrown = catchThrowable(() -> Address.parse(text.toString()));

            if (thrown != null) {
                assertThat(thrown).as("'%s'", text).isInstanceOf(Trouble.class);
            }
        }
    }
}
