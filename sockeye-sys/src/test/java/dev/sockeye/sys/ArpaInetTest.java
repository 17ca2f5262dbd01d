package dev.sockeye.sys;

import static dev.sockeye.sys.SysSocket.AF_INET;
import static dev.sockeye.sys.SysSocket.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Byte order and addresses as text: some by hand, very many against the C library. */
@Timeout(60)
class ArpaInetTest {
    private static final int RANDOM_TEXTS = 20_000;

    @Test
    void byteOrder() {
        assertThat(
                        MemorySegment.ofArray(new int[] {ArpaInet.htonl(0x01020304)})
                                .toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo(new byte[] {1, 2, 3, 4});
        assertThat(
                        MemorySegment.ofArray(new short[] {ArpaInet.htons(0xfedc)})
                                .toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo(new byte[] {(byte) 0xfe, (byte) 0xdc});
        assertThat(ArpaInet.ntohs(ArpaInet.htons(0xfedc))).isEqualTo(0xfedc);
        assertThat(ArpaInet.ntohl(ArpaInet.htonl(0xfedcba98))).isEqualTo(0xfedcba98);
    }

    private static String pton(int family, String text) {
        var bytes = new byte[family == AF_INET ? 4 : 16];
        int result = ArpaInet.inet_pton(family, text, MemorySegment.ofArray(bytes));
        return result == 1 ? HexFormat.of().formatHex(bytes) : "no";
    }

    private static String aton(String text) {
        var bytes = new byte[4];
        int result = ArpaInet.inet_aton(text, MemorySegment.ofArray(bytes));
        return result == 1 ? HexFormat.of().formatHex(bytes) : "no";
    }

    private static String ntop(byte[] bytes) {
        return ArpaInet.inet_ntop(
                bytes.length == 4 ? AF_INET : AF_INET6, MemorySegment.ofArray(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 7f000001",
        "255.255.255.255, ffffffff",
        "1.2.3, no",
        "1.2.3.4.5, no",
        "01.2.3.4, no",
        "1.2.3.256, no",
        "1..2.3, no",
        "0x7f.0.0.1, no"
    })
    void standardTextsOfIpv4(String text, String bytes) {
        assertThat(pton(AF_INET, text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "fe80::1:2, fe800000000000000000000000010002",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "::ffff:1.2.3.4, 00000000000000000000ffff01020304",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "1:2:3:4:5:6:7, no",
        "1::2::3, no",
        ":::, no",
        ":1, no",
        "1:, no",
        "12345::, no",
        "fe80::1%lo, no",
        "1:2:3:4:5:6:7:8:9, no"
    })
    void standardTextsOfIpv6(String text, String bytes) {
        assertThat(pton(AF_INET6, text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "127.1, 7f000001",
        "0x7f.1, 7f000001",
        "0x7f000001, 7f000001",
        "0177.0.0.01, 7f000001",
        "2130706433, 7f000001",
        "1.2.65535, 0102ffff",
        "1.2.65536, no",
        "256.1, no",
        "1.16777216, no",
        "4294967296, no",
        "08.1, no",
        "1.2.3.4.5, no",
        "0x.1, no",
        "1., no"
    })
    void oldTextsOfIpv4(String text, String bytes) {
        assertThat(aton(text)).isEqualTo(bytes);
        int expected =
                bytes.equals("no")
                        ? NetinetIn.INADDR_NONE
                        : ArpaInet.htonl(HexFormat.fromHexDigits(bytes));
        assertThat(ArpaInet.inet_addr(text)).isEqualTo(expected);
    }

    @Test
    void noTextIsNoAddress() {
        assertThat(pton(AF_INET, "")).isEqualTo("no");
        assertThat(pton(AF_INET6, "")).isEqualTo("no");
        assertThat(aton("")).isEqualTo("no");
        assertThat(aton(" 1.2.3.4")).isEqualTo("no");
        assertThat(aton("1.2.3.4 and more")).isEqualTo("01020304");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.254.253.252"})
    void anIpv4AddressIsPrintedAsItIsRead(String text) {
        assertThat(ntop(HexFormat.of().parseHex(pton(AF_INET, text)))).isEqualTo(text);
        assertThat(ArpaInet.inet_ntoa(ArpaInet.inet_addr(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::",
        "::ffff:102:304, ::ffff:1.2.3.4",
        "::102:304, ::1.2.3.4",
        "::304, ::304",
        "::1:0:0, ::1:0:0"
    })
    void anIpv6AddressIsPrintedInItsShortForm(String text, String printed) {
        assertThat(ntop(HexFormat.of().parseHex(pton(AF_INET6, text)))).isEqualTo(printed);
    }

    @Test
    void otherFamiliesHaveNoText() {
        var segment = MemorySegment.ofArray(new byte[16]);
        assertThat(ArpaInet.inet_pton(SysSocket.AF_UNIX, "x", segment))
                .isEqualTo(-Errno.EAFNOSUPPORT);
        assertThatThrownBy(() -> ArpaInet.inet_ntop(SysSocket.AF_UNIX, segment))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final String JUDGE =
            CProgram.includes("stdio.h", "string.h", "arpa/inet.h")
                    + """
                    static void print(int ok, const unsigned char *b, int n) {
                        if (ok != 1) printf("no");
                        else for (int i = 0; i < n; i++) printf("%02x", b[i]);
                    }
                    int main(void) {
                        char line[256], text[64];
                        while (fgets(line, sizeof line, stdin)) {
                            line[strcspn(line, "\\n")] = 0;
                            unsigned char b4[4], b6[16], old[4];
                            int ok4 = inet_pton(AF_INET, line, b4);
                            int ok6 = inet_pton(AF_INET6, line, b6);
                            print(ok4, b4, 4); putchar(' ');
                            print(ok6, b6, 16); putchar(' ');
                            print(inet_aton(line, (struct in_addr *) old), old, 4);
                            printf(" %s\\n", ok6 == 1 ? inet_ntop(AF_INET6, b6, text, 64) : "-");
                        }
                    }
                    """;

    /** Texts that are addresses, nearly are, or hardly. */
    private static String text(SplittableRandom random) {
        String[] pieces = {
            "0",
            "1",
            "00",
            "7f",
            "ffff",
            "0x",
            "0x7f",
            "255",
            "256",
            "65535",
            "12345",
            "::",
            ":",
            ".",
            "1.2.3.4",
            "08",
            "017",
            "4294967295",
            "16777215",
            " ",
            "%",
            "g",
            "FE80",
            "::ffff:",
            "-1"
        };
        var text = new StringBuilder();
        int parts = 1 + random.nextInt(12);
        var separator = random.nextBoolean() ? ":" : ".";
        for (int i = 0; i < parts; i++) {
            text.append(random.nextInt(4) == 0 ? pieces[random.nextInt(pieces.length)] : "");
            text.append(Integer.toHexString(random.nextInt(1 << random.nextInt(1, 17))));
            text.append(i < parts - 1 && random.nextInt(8) > 0 ? separator : "");
        }
        return text.toString();
    }

    /** Eight groups, many of them zero, so that there are runs to shorten. */
    private static String address(SplittableRandom random) {
        var groups = new ArrayList<String>();
        for (int i = 0; i < 8; i++) {
            groups.add(
                    random.nextInt(3) > 0
                            ? "0"
                            : random.nextBoolean()
                                    ? "ffff"
                                    : Integer.toHexString(random.nextInt(65536)));
        }
        return String.join(":", groups);
    }

    @Test
    void textsAreReadAndPrintedAsInC(@TempDir Path folder) throws Exception {
        var random = new SplittableRandom(7007);
        var texts =
                new ArrayList<String>(
                        List.of("", ".", ":", "::", "0", "::1.2.3.4", "1.2.3.4 x", "1\t"));
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            texts.add(i % 2 == 0 ? text(random) : address(random));
        }
        var said = CProgram.run(folder, JUDGE, String.join("\n", texts) + "\n");

        assertThat(said).hasSameSizeAs(texts);
        int addresses = 0;
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var v6 = pton(AF_INET6, text);
            var printed = v6.equals("no") ? "-" : ntop(HexFormat.of().parseHex(v6));
            assertThat(pton(AF_INET, text) + " " + v6 + " " + aton(text) + " " + printed)
                    .as(text)
                    .isEqualTo(said.get(i));
            addresses += said.get(i).startsWith("no no no") ? 0 : 1;
        }
        assertThat(addresses).isBetween(RANDOM_TEXTS / 2, RANDOM_TEXTS * 9 / 10);
    }
}
