package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HelpTest {
    @ParameterizedTest
    @CsvSource({
        "--help, serve      a server",
        "-h, connect    standard input",
        "help, Usage:",
        "help help, Usage:",
        "serve --help, --limit-per-peer",
        "serve -h, files:DIR",
        "serve 7007 --modle --help, --model",
        "help serve, unixdgram:",
        "connect --help, --eof",
        "help connect, --retry",
        "--version, sockeye ",
        "-V, sockeye "
    })
    void isDataOnStandardOutput(String line, String words) {
        var world = new TestWorld();

        assertThat(world.line(line)).isEqualTo(ExitCode.DONE);

        assertThat(world.outText()).contains(words).endsWith("\n");
        assertThat(world.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "connect"})
    void namesEveryOption(String verb) throws Trouble {
        var world = new TestWorld();

        world.run("help", verb);

        for (var option : Verbs.of(verb).spec().options()) {
            assertThat(world.outText()).contains(option.longestName());
        }
        assertThat(world.outText()).contains("Examples:").contains("Exit status:");
    }

    @ParameterizedTest
    @CsvSource({"serve, 60", "serve, 80", "serve, 120", "connect, 60", "connect, 80"})
    void fitsTheTerminal(String verb, int columns) {
        var world = new TestWorld().columns(columns);

        world.run("help", verb);

        assertThat(world.outText().lines().filter(line -> !line.startsWith("  sockeye ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        assertThat(world.outText().lines()).anyMatch(line -> line.length() > columns - 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "connect"})
    void everythingFitsEightyColumns(String verb) {
        var world = new TestWorld();

        world.line(("help " + verb).strip());

        assertThat(world.outText().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .allSatisfy(line -> assertThat(line).doesNotEndWith(" "))
                .allSatisfy(line -> assertThat(line).matches("\\p{Print}*"));
    }

    @Test
    void namesEveryVerb() {
        var world = new TestWorld();

        world.run("help");

        assertThat(world.outText()).contains(Verbs.BUILT);
        assertThat(world.outText().replace('\n', ' ')).contains(Verbs.PLANNED);
    }

    @Test
    void headingsAreBoldOnATerminalOnly() {
        var coloured = new TestWorld().coloured();
        var plain = new TestWorld();

        coloured.run("serve", "--help");
        plain.run("serve", "--help");

        assertThat(coloured.outText())
                .contains("\u001b[1mUsage:\u001b[0m\n", "\u001b[1mExamples:\u001b[0m\n");
        assertThat(plain.outText()).doesNotContain("\u001b");
        assertThat(coloured.outText().replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(plain.outText());
    }

    @Test
    void linesGoOnBelowTheirLastColumn() {
        String[] lines = {"  name    words that go on and on", "plain words that go on and on", ""};

        assertThat(Wrap.lines(lines, 24))
                .containsExactly(
                        "  name    words that go",
                        "          on and on",
                        "plain words that go on",
                        "and on",
                        "");
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        assertThat(Wrap.lines(new String[] {"  ab 0123456789012345678901"}, 12))
                .containsExactly("  ab", "  0123456789012345678901");
    }
}
