package dev.sockeye.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class EscapesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hello          | 68 65 6c 6c 6f
                    a\\r\\n\\t     | 61 0d 0a 09
                    \\0            | 00
                    \\\\n          | 5c 6e
                    \\x00\\xfF\\x7e| 00 ff 7e
                    é              | c3 a9
                    \\xe9          | e9
                    """)
    void standForBytes(String text, String hex) throws Trouble {
        assertThat(Escapes.bytes(text)).isEqualTo(Hex.bytes("test", hex));
    }

    @ParameterizedTest
    @CsvSource({"\\q, 1", "ab\\, 3", "\\x, 1", "a\\x1, 2", "\\xg0, 1", "\\1, 1", "ok\\n\\N, 5"})
    void mistakesHaveAPlace(String text, int column) {
        var trouble = catchThrowableOfType(Trouble.class, () -> Escapes.bytes(text));

        assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
        assertThat(trouble.what()).isEqualTo("--send cannot be '" + text + "'");
        assertThat(trouble.why()).contains("column " + column + " ");
    }

    @Test
    void controlCharactersAreMadeVisible() {
        assertThat(Escapes.visible("plain é text")).isEqualTo("plain é text");
        assertThat(Escapes.visible("a\nb\u001b[1m\u009b\0")).isEqualTo("a\\nb\\x1b[1m\\x9b\\x00");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "61, a", "6162, ab", "'61 62', ab", "' 61\t62\n', ab", "4A4b, JK"})
    void hexIsRead(String hex, String text) throws Trouble {
        assertThat(new String(Hex.bytes("test", hex), UTF_8)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"6, 2", "616, 4", "6 1, 2", "xy, 1", "61 6g, 5", "0x61, 2", "61.62, 3", "é, 1"})
    void mistakesInHexHaveAPlace(String hex, int character) {
        var trouble = catchThrowableOfType(Trouble.class, () -> Hex.bytes("test", hex));

        assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
        assertThat(trouble.what()).isEqualTo("test is not in hexadecimal");
        assertThat(trouble.why()).isEqualTo("the mistake is at character " + character);
    }

    @Test
    void allBytesGoThroughHex() throws Trouble {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String hex = HexFormat.ofDelimiter(" ").formatHex(all);

        assertThat(Hex.bytes("test", hex)).isEqualTo(all);
        assertThat(Escapes.bytes("\\x" + hex.replace(" ", "\\x"))).isEqualTo(all);
    }
}
