package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "250ms, PT0.25S",
        "5s, PT5S",
        "2m, PT2M",
        "1h, PT1H",
        "10us, PT0.00001S",
        "1.5s, PT1.5S",
        "0.25m, PT15S",
        "000000001s, PT1S",
        "999999999s, PT999999999S",
        "0.000000001s, PT0.000000001S",
        "2.5h, PT2H30M"
    })
    void durationsAreRead(String text, Duration expected) throws Trouble {
        assertThat(Values.duration("--idle", text, Duration.ZERO)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "-5s",
                "+5s",
                "5 s",
                "5S",
                "5sec",
                "5d",
                "1,5s",
                "1.s",
                ".5s",
                ".s",
                "1.2.3s",
                "0x5s",
                "9999999999s",
                "999999999h",
                "5m30s",
                "\u0665s"
            })
    void otherTextIsNoDuration(String text) {
        var trouble =
                catchThrowableOfType(
                        Trouble.class, () -> Values.duration("--idle", text, Duration.ZERO));

        assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
        assertThat(trouble.what()).isEqualTo("--idle cannot be '" + text + "'");
        assertThat(trouble.why()).contains("250ms 5s 2m 1h");
    }

    @Test
    void aDurationHasALeast() {
        var trouble =
                catchThrowableOfType(
                        Trouble.class,
                        () -> Values.duration("--idle", "1us", Duration.ofMillis(1)));

        assertThat(trouble.why()).isEqualTo("it is at least 1ms");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT1.5S, 1500ms",
        "PT5S, 5s",
        "PT90S, 90s",
        "PT2M, 2m",
        "PT1H, 1h",
        "PT61M, 61m",
        "PT0.00001S, 10us"
    })
    void durationsArePrinted(Duration duration, String text) {
        assertThat(Values.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "007, 7", "2147483647, 2147483647"})
    void countsAreRead(String text, int expected) throws Trouble {
        assertThat(Values.count("--limit", text, 0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1.0",
                "1k",
                " 1",
                "0x1",
                "2147483648",
                "9999999999",
                "99999999999999999999",
                "\u0661"
            })
    void otherTextIsNoCount(String text) {
        var trouble = catchThrowableOfType(Trouble.class, () -> Values.count("--limit", text, 0));

        assertThat(trouble.code()).isEqualTo(ExitCode.USAGE);
        assertThat(trouble.why()).isEqualTo("it is a whole number from 0 to 2147483647");
    }

    @Test
    void aCountHasALeast() {
        assertThat(catchThrowableOfType(Trouble.class, () -> Values.count("--limit", "0", 1)).why())
                .contains("from 1 to");
    }
}
