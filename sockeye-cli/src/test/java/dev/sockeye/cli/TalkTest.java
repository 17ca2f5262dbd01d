package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class TalkTest {
    private final Trouble trouble =
            new Trouble(ExitCode.NO, "it failed", "for a reason", "something else");

    @Test
    void troubleHasThreeLines() {
        var world = new TestWorld();

        new Talk(world).trouble(trouble);

        assertThat(world.err())
                .isEqualTo("sockeye: it failed\n  why: for a reason\n  try: something else\n");
    }

    @Test
    void linesWithNothingToSayAreLeftOut() {
        var world = new TestWorld();

        new Talk(world).trouble(new Trouble(ExitCode.NO, "it failed", "", "something else"));

        assertThat(world.err()).isEqualTo("sockeye: it failed\n  try: something else\n");
    }

    @Test
    void coloursAreForTerminals() {
        var world = new TestWorld().coloured();

        new Talk(world).trouble(trouble);

        assertThat(world.err())
                .startsWith("\u001b[1;31msockeye:\u001b[0m it failed\n")
                .contains("\n  \u001b[2mwhy:\u001b[0m for a reason\n");
    }

    @ParameterizedTest
    @CsvSource({"QUIET, always", "NORMAL, always normal", "VERBOSE, always normal detail"})
    void levelsSayMoreAndMore(Talk.Level level, String said) {
        var world = new TestWorld();
        var talk = new Talk(world);
        talk.level(level);

        talk.always("always");
        talk.say("normal");
        talk.detail("detail");

        assertThat(world.errLines()).containsExactly(said.split(" "));
    }

    @Test
    void textsAreFilledIn() {
        assertThat(Text.LISTENING.of("tcp:[::1]:7", "virtual", "echo"))
                .isEqualTo("listening on tcp:[::1]:7 (model virtual, handler echo)");
        assertThat(Text.NO_VERB.of("{0}")).isEqualTo("there is no verb '{0}'");
    }

    /** A text whose numbers have a gap, or a brace that is none, is a slip of the pen. */
    @Test
    void textsCountFromZeroWithoutGaps() {
        for (Text text : Text.values()) {
            var numbers =
                    Pattern.compile("\\{(\\d)}")
                            .matcher(text.of())
                            .results()
                            .map(found -> Integer.parseInt(found.group(1)))
                            .distinct()
                            .sorted()
                            .toList();
            for (int i = 0; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).as(text.name()).isEqualTo(i);
            }
            assertThat(text.of()).as(text.name()).matches("(?s)[\\p{Print}\n]+");
        }
    }
}
