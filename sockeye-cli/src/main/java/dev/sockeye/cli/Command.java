package dev.sockeye.cli;

import java.util.Arrays;
import java.util.List;

/**
 * One run of the command: finds the verb, and turns whatever happens into words and an {@link
 * ExitCode}. Help and version are answered here, without the parser, since people ask for them most
 * often and wait for nothing so little.
 */
final class Command {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final World world;
    private final Talk talk;

    Command(World world) {
        this.world = world;
        this.talk = new Talk(world);
    }

    /** Runs the command line after {@code sockeye}. */
    ExitCode run(String... args) {
        try {
            return dispatch(args);
        } catch (Trouble trouble) {
            talk.trouble(trouble);
            return trouble.code();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.NO;
        } catch (Throwable bug) {
            if (bug.getCause() instanceof UnsupportedOperationException platform) {
                talk.trouble(unsupported(platform));
                return ExitCode.NOT_HERE;
            }
            talk.bug(bug);
            return ExitCode.BUG;
        }
    }

    /** The library's first class fails to initialize where it does not know the machine. */
    private static Trouble unsupported(UnsupportedOperationException e) {
        return new Trouble(
                ExitCode.NOT_HERE, Text.NO_PLATFORM.of(), String.valueOf(e.getMessage()), "");
    }

    private ExitCode dispatch(String[] args) throws Trouble, InterruptedException {
        if (args.length == 0) {
            Talk.help(world.stderr(), Text.HELP.of(), world.colour(STDERR));
            return ExitCode.USAGE;
        }
        return switch (args[0]) {
            case "-h", "--help" -> help(Text.HELP.of());
            case Verbs.HELP -> helpOn(args);
            case "-V", "--version" -> help(Version.text() + '\n');
            default -> run(args[0], Arrays.copyOfRange(args, 1, args.length));
        };
    }

    private ExitCode run(String word, String[] rest) throws Trouble, InterruptedException {
        if (word.startsWith("-")) {
            throw Trouble.usage(
                    Text.NO_COMMAND_OPTION.of(word),
                    "",
                    Suggestion.or(word, List.of("--help", "--version"), Text.SEE_HELP.of()));
        }
        Verb verb = Verbs.of(word);
        for (String arg : rest) {
            if (arg.equals("--")) {
                break;
            }
            if (arg.equals("-h") || arg.equals("--help")) {
                return help(Parser.help(verb, world.columns()));
            }
        }
        return verb.run(Parser.parse(verb, rest), world, talk);
    }

    private ExitCode helpOn(String[] args) throws Trouble {
        if (args.length > 2) {
            throw Trouble.usage(Text.HELP_ONE.of(), "", Text.SEE_HELP.of());
        }
        return help(
                args.length == 1 || args[1].equals(Verbs.HELP)
                        ? Text.HELP.of()
                        : Parser.help(Verbs.of(args[1]), world.columns()));
    }

    private ExitCode help(String text) {
        Talk.help(world.text(), text, world.colour(STDOUT));
        return ExitCode.DONE;
    }
}
