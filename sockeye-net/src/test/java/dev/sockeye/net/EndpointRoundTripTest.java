package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every endpoint and target, tried on many. The seed is the test's parameter. */
@Timeout(60)
class EndpointRoundTripTest {
    private static final int MANY = 2_000;
    private static final String ALPHABET =
            "0123456789abcdefxX.:[]%/@\\?=-_ \tudpixgrasvcknflow\u00e9\uff11\u200b\0\ud83d\ude00";

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void parseReadsWhatAnEndpointPrints(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            var endpoint = endpoints.next();
            var read = Endpoint.parse(endpoint.toString());

            assertThat(read).isEqualTo(endpoint).hasSameHashCodeAs(endpoint);
            assertThat(read).hasToString(endpoint.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void parseReadsWhatATargetPrints(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            var target = endpoints.target();

            assertThat(Target.parse(target.toString())).isEqualTo(target);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void printedTextMovesNoCursor(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            assertThat(endpoints.next().toString()).matches("[^\\p{Cntrl}\\p{Cf}\\p{Cs}]*");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void anyTextIsReadOrRefusedAtAPlaceInIt(long seed) {
        var endpoints = new RandomEndpoints(seed);
        var random = endpoints.random();
        for (int i = 0; i < MANY; i++) {
            var text = mutated(endpoints.target().toString(), random);
            try {
                var target = Target.parse(text);

                assertThat(Target.parse(target.toString())).isEqualTo(target);
            } catch (AddressFormatException e) {
                assertThat(e.text()).isEqualTo(text);
                assertThat(e.index()).isBetween(0, text.length());
            } catch (RuntimeException e) {
                fail("on " + Escape.visible(text), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void theJdkReadsTheSameAddress(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            var four = endpoints.inet4();
            var six = endpoints.inet6();

            assertThat(InetAddress.ofLiteral(hostOf(four.toString()))).isEqualTo(four.host());
            assertThat(jdkBytes(hostOf(six.toString()))).isEqualTo(six.host().getAddress());
            assertThat(Endpoint.parse("[" + full(six.host()) + "]:0"))
                    .isEqualTo(new Endpoint.Inet6(six.host(), 0, 0, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void whatWeReadTheJdkReadsToo(long seed) {
        var endpoints = new RandomEndpoints(seed);
        var random = endpoints.random();
        int read = 0;
        for (int i = 0; i < MANY; i++) {
            var host = hostOf(endpoints.inet6().toString());
            var text = mutated(host, random);
            try {
                if (Endpoint.parse("[" + text + "]:0") instanceof Endpoint.Inet6 six
                        && six.scope() == 0) {
                    assertThat(jdkBytes(text)).as(text).isEqualTo(six.host().getAddress());
                    read++;
                }
            } catch (AddressFormatException _) {
                // The JDK reads more than we do, odd spellings of scopes and dotted numbers.
            }
        }
        assertThat(read).as("mutations that are addresses still").isPositive();
    }

    @ParameterizedTest
    @MethodSource("dev.sockeye.net.RandomEndpoints#seeds")
    void javaNetAndBack(long seed) {
        var endpoints = new RandomEndpoints(seed);
        for (int i = 0; i < MANY; i++) {
            var four = endpoints.inet4();
            var six = endpoints.inet6();
            int scope = Math.max(0, six.scope());
            var plain = new Endpoint.Inet6(six.host(), six.port(), 0, scope);

            assertThat(Endpoint.of(four.toSocketAddress())).isEqualTo(four);
            assertThat(Endpoint.of(plain.toSocketAddress())).isEqualTo(plain);
            assertThat(four.toSocketAddress())
                    .isEqualTo(new InetSocketAddress(four.host(), four.port()));
        }
    }

    /** The JDK turns v4-mapped addresses into IPv4; here they are turned back. */
    private static byte[] jdkBytes(String text) {
        var address = Inet6Address.ofLiteral(text).getAddress();
        if (address.length == 16) {
            return address;
        }
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0};
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }

    private static String hostOf(String endpoint) {
        int end = endpoint.lastIndexOf(':');
        var host = endpoint.substring(0, end);
        return host.startsWith("[")
                ? host.substring(1, host.length() - 1).replaceFirst("%.*", "")
                : host;
    }

    private static String full(Inet6Address host) {
        return host.getHostAddress().replaceFirst("%.*", "");
    }

    /** One to three characters dropped, doubled, swapped or replaced. */
    private static String mutated(String text, SplittableRandom random) {
        var out = new StringBuilder(text);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(out.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> out.insert(at, c);
                case 1 -> out.replace(at, Math.min(out.length(), at + 1), "");
                case 2 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf(c));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 2)));
            }
        }
        return out.toString();
    }
}
