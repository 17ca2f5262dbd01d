package dev.sockeye.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Builds the specification of a verb. Every value is text for the parser: verbs read values
 * themselves, so that their mistakes get our words.
 */
final class Syntax {
    private static final String QUIET = "--quiet";
    private static final String VERBOSE = "--verbose";

    private final CommandSpec spec = CommandSpec.create();

    /**
     * A verb with the words around its options.
     *
     * @param usage its synopsis without the name
     * @param about what stands between the synopsis and the options
     * @param more what stands below the options
     */
    Syntax(String verb, Text usage, Text about, Text more) {
        String name = Text.NAME.of() + ' ' + verb;
        spec.name(name);
        spec.usageMessage()
                .synopsisHeading(Text.HEAD_USAGE.of() + "%n  ")
                .customSynopsis(name + ' ' + plain(usage))
                .descriptionHeading("%n")
                .description(lines(about))
                .optionListHeading("%n" + Text.HEAD_OPTIONS.of() + "%n")
                .sortOptions(false)
                .footerHeading("%n")
                .footer(lines(more));
    }

    /** Addresses, any number of them: how many there may be the verb says. */
    Syntax addresses() {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel(Text.LABEL_ADDR.of())
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .hidden(true)
                        .build());
        return this;
    }

    /** An option with a value, at most once. */
    Syntax option(Text label, Text description, String... names) {
        spec.addOption(
                OptionSpec.builder(names)
                        .paramLabel(label.of())
                        .description(plain(description))
                        .arity("1")
                        .type(String.class)
                        .build());
        return this;
    }

    /** An option with a value, any number of times. */
    Syntax options(Text label, Text description, String... names) {
        spec.addOption(
                OptionSpec.builder(names)
                        .paramLabel(label.of())
                        .description(plain(description))
                        .arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build());
        return this;
    }

    /** An option without a value. */
    Syntax flag(Text description, String... names) {
        spec.addOption(
                OptionSpec.builder(names)
                        .description(plain(description))
                        .arity("0")
                        .type(boolean.class)
                        .build());
        return this;
    }

    /** The specification, with the options that every verb has. */
    CommandSpec build() {
        flag(Text.OPT_QUIET, "-q", QUIET);
        flag(Text.OPT_VERBOSE, "-v", VERBOSE);
        flag(Text.OPT_HELP, "-h", "--help");
        return spec;
    }

    /** How much to say, by the options that every verb has. */
    static Talk.Level level(ParseResult args) throws Trouble {
        boolean quiet = args.hasMatchedOption(QUIET);
        boolean verbose = args.hasMatchedOption(VERBOSE);
        if (quiet && verbose) {
            throw Trouble.usage(Text.NOT_BOTH.of(QUIET, VERBOSE), "", "");
        }
        return quiet ? Talk.Level.QUIET : verbose ? Talk.Level.VERBOSE : Talk.Level.NORMAL;
    }

    /** The value of an option, or the default as one would write it. */
    static String value(ParseResult args, String name, String byDefault) {
        return args.matchedOptionValue(name, byDefault);
    }

    /** The parser formats what it prints, and our texts have no formats in them. */
    private static String plain(Text text) {
        return text.of().replace("%", "%%");
    }

    private static String[] lines(Text text) {
        return plain(text).split("\n", -1);
    }
}
