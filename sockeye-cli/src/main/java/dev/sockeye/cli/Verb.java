package dev.sockeye.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the command. Made for one run. */
interface Verb {
    /** Its arguments and options, with their help. */
    CommandSpec spec();

    /** The options of the grammar that this version does not have, by their long names. */
    List<String> planned();

    /**
     * Does its work. What may be wrong with the arguments alone is found before anything is opened.
     *
     * @return how it ended, where it ended well or its answer is no
     * @throws Trouble how it ended otherwise
     * @throws InterruptedException if the thread is interrupted, which nobody does but tests
     */
    ExitCode run(ParseResult args, World world, Talk talk) throws Trouble, InterruptedException;
}
