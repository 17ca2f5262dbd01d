package dev.sockeye.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class UnixNameTest {
    @Test
    void hasOneOfThreeKinds() {
        assertThat(UnixName.unnamed().isUnnamed()).isTrue();
        assertThat(UnixName.path("x").isPath()).isTrue();
        assertThat(UnixName.abstractName("x").isAbstract()).isTrue();
        assertThat(UnixName.path("x")).isNotEqualTo(UnixName.abstractName("x"));
        assertThat(UnixName.abstractName("")).isNotEqualTo(UnixName.unnamed());
    }

    @ParameterizedTest
    @CsvSource({
        "plain,       plain",
        "'a b',       'a b'",
        "@name,       \\x40name",
        "a@b,         a@b",
        "back\\slash, back\\\\slash",
        "é例\ud83d\ude00, é例\ud83d\ude00",
        "a\u0001b,    a\\x01b",
        "a\u007fb,    a\\x7fb",
        "a\u200fb,    a\\xe2\\x80\\x8fb",
        "a\u2028b,    a\\xe2\\x80\\xa8b",
        "\ufffd,      \ufffd",
    })
    void printsSoThatItCanBeRead(String path, String printed) {
        var name = UnixName.path(path);

        assertThat(name).hasToString(printed);
        assertThat(Endpoint.parse("unix:" + printed)).isEqualTo(new Endpoint.Unix(name));
    }

    @Test
    void bytesThatAreNoTextAreEscaped() {
        byte[] bytes = {'a', (byte) 0xC3, 'b', (byte) 0xE2, (byte) 0x82, 0, (byte) 0xFF};

        assertThat(UnixName.abstractName(bytes)).hasToString("@a\\xc3b\\xe2\\x82\\x00\\xff");
        assertThat(UnixName.abstractName(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void namesAreAsLongAsTheKernelTakes() {
        var longest = "x".repeat(107);

        assertThat(UnixName.path(longest)).hasToString(longest);
        assertThat(UnixName.abstractName(longest)).hasToString("@" + longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixName.path(longest + "x"))
                .withMessageContaining("108 bytes long, at most 107");
        assertThatIllegalArgumentException().isThrownBy(() -> UnixName.abstractName(longest + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "\0", "a\ud800", "\udc00a"})
    void whatIsNoPathIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> UnixName.path(path));
    }

    @Test
    void pathsGoToFilesAndBack() {
        assertThat(UnixName.path("/run/x").toPath()).isEqualTo(Path.of("/run/x"));
        assertThat(UnixName.path(Path.of("run/x"))).isEqualTo(UnixName.path("run/x"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> UnixName.abstractName("x").toPath());
    }

    @Test
    void bytesAreCopies() {
        var bytes = "/run/x".getBytes(StandardCharsets.UTF_8);
        var name = UnixName.path(bytes);
        bytes[1] = 'R';
        name.bytes()[1] = 'R';

        assertThat(name).isEqualTo(UnixName.path("/run/x"));
    }

    @Test
    void aLongTextIsCutInAMessage() {
        assertThat(Escape.visible("x".repeat(1_000_000))).hasSize(203).endsWith("...");
    }
}
