package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SuggestionTest {
    private static final List<String> WORDS =
            List.of("serve", "connect", "--model", "--handler", "--help", "SO_SNDBUF", "SO_RCVBUF");

    @ParameterizedTest
    @CsvSource({
        "serv, serve",
        "srve, serve",
        "sevre, serve",
        "SERVE, serve",
        "conect, connect",
        "con, connect",
        "--modle, --model",
        "-model, --model",
        "--models, --model",
        "--han, --handler",
        "so_sndbuf, SO_SNDBUF",
        "SO_SNBUF, SO_SNDBUF",
    })
    void theNearestWordIsFound(String wrong, String expected) {
        assertThat(Suggestion.nearest(wrong, WORDS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"xyzzy", "s", "-", "--", "--color", "echo", "disconnected", "''"})
    void nothingIsNearToOtherWords(String wrong) {
        assertThat(Suggestion.nearest(wrong, WORDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "abc, abc, 0",
        "abc, acb, 1",
        "abc, ab, 1",
        "abc, abcd, 1",
        "abc, xbc, 1",
        "kitten, sitting, 3",
        "ca, abc, 3"
    })
    void distanceCountsMistakesOfTyping(String from, String to, int expected) {
        assertThat(Suggestion.distance(from, to)).isEqualTo(expected);
        assertThat(Suggestion.distance(to, from)).isEqualTo(expected);
    }

    @Test
    void theQuestionNamesWhereAllAreTold() {
        assertThat(Suggestion.or("serv", WORDS, "sockeye --help"))
                .isEqualTo("did you mean serve? See sockeye --help");
        assertThat(Suggestion.or("serv", WORDS, "")).isEqualTo("did you mean serve?");
        assertThat(Suggestion.or("xyzzy", WORDS, "sockeye --help")).isEqualTo("sockeye --help");
    }
}
