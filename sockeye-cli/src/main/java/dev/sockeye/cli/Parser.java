package dev.sockeye.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reads the arguments of one verb, and says what is wrong with them in the words of {@link Text}.
 */
final class Parser {
    private Parser() {}

    /**
     * Reads the arguments after the verb.
     *
     * @throws Trouble if they are not of its grammar, or ask for an option that is not there yet
     */
    static ParseResult parse(Verb verb, String[] args) throws Trouble {
        CommandSpec spec = verb.spec();
        try {
            return commandLine(spec).parseArgs(args);
        } catch (UnmatchedArgumentException e) {
            throw unmatched(verb, spec, e.getUnmatched().getFirst());
        } catch (MissingParameterException e) {
            ArgSpec option = e.getMissing().getFirst();
            throw usage(spec, Text.VALUE_MISSING.of(name(option), option.paramLabel()));
        } catch (OverwrittenOptionException e) {
            throw usage(spec, Text.OPTION_TWICE.of(name(e.getOverwritten())));
        } catch (ParameterException e) {
            throw usage(spec, String.valueOf(e.getMessage()));
        }
    }

    /** The help of a verb, wrapped to a width. */
    static String help(Verb verb, int columns) {
        CommandSpec spec = verb.spec();
        var usage = spec.usageMessage();
        usage.width(columns);
        usage.description(Wrap.lines(usage.description(), columns));
        usage.footer(Wrap.lines(usage.footer(), columns));
        return commandLine(spec).getUsageMessage(Ansi.OFF);
    }

    private static CommandLine commandLine(CommandSpec spec) {
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setAllowOptionsAsOptionParameters(false)
                .setUnmatchedOptionsArePositionalParams(false);
    }

    private static Trouble unmatched(Verb verb, CommandSpec spec, String arg) {
        int equals = arg.indexOf('=');
        String option = equals < 0 ? arg : arg.substring(0, equals);
        if (verb.planned().contains(option)) {
            return Trouble.notYet(spec.name() + ' ' + option, see(spec));
        }
        var known = new ArrayList<String>();
        for (OptionSpec each : spec.options()) {
            known.addAll(List.of(each.names()));
        }
        known.addAll(verb.planned());
        return Trouble.usage(
                Text.NO_OPTION.of(option, spec.name()),
                "",
                Suggestion.or(option, known, see(spec)));
    }

    private static Trouble usage(CommandSpec spec, String what) {
        return Trouble.usage(what, "", see(spec));
    }

    private static String see(CommandSpec spec) {
        return Text.SEE_VERB_HELP.of(spec.name());
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
